//! Which files of a tree are looked at.

use super::scope::{Scope, leads_to};
use crate::root::RepoPath;

/// Which part of a tree is compared.
pub(super) trait Filter {
    /// Whether files below this folder may matter.
    fn enters(&self, dir: &[u8]) -> bool;
    /// Whether this file matters.
    fn holds(&self, path: &[u8]) -> bool;
}

/// Everything below a folder.
pub(super) struct Below<'a>(pub(super) &'a RepoPath);

impl Filter for Below<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        let folder = self.0.as_str().as_bytes();
        folder == dir || leads_to(folder, dir) || leads_to(dir, folder)
    }
    fn holds(&self, path: &[u8]) -> bool {
        leads_to(self.0.as_str().as_bytes(), path)
    }
}

/// The files of a scope.
pub(super) struct InScope<'a>(pub(super) &'a Scope);

impl Filter for InScope<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        self.0.enters(dir)
    }
    fn holds(&self, path: &[u8]) -> bool {
        self.0.holds_bytes(path)
    }
}

/// Files of a scope's kinds in the whole repository.
pub(super) struct OfKind<'a>(pub(super) &'a Scope);

impl Filter for OfKind<'_> {
    fn enters(&self, _: &[u8]) -> bool {
        true
    }
    fn holds(&self, path: &[u8]) -> bool {
        self.0.is_kind(path)
    }
}
