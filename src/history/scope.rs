//! Which files are history's business.

use serde::{Deserialize, Serialize};

use crate::root::RepoPath;

/// Files of some kinds below some folders: the pages of a handbook, or the files of its `org/`.
///
/// Kinds are endings of a file's name, compared without regard to case, so that `README.MD` is
/// Markdown too. What the history of a scope says depends on the scope and the commits alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    folders: Vec<RepoPath>,
    kinds: Vec<String>,
}

impl Scope {
    /// The files below `folders` whose names end in a dot and one of `kinds`, such as `"md"`.
    /// The order of either does not matter.
    #[must_use]
    pub fn new(
        folders: impl IntoIterator<Item = RepoPath>,
        kinds: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let mut folders: Vec<_> = folders.into_iter().collect();
        folders.sort();
        folders.dedup();
        let mut kinds: Vec<_> =
            kinds.into_iter().map(|kind| kind.into().to_ascii_lowercase()).collect();
        kinds.sort();
        kinds.dedup();
        Self { folders, kinds }
    }

    /// The Markdown files below a folder.
    #[must_use]
    pub fn markdown(folder: RepoPath) -> Self {
        Self::new([folder], ["md", "markdown"])
    }

    /// The folders that it covers.
    #[must_use]
    pub fn folders(&self) -> &[RepoPath] {
        &self.folders
    }

    /// Whether a file is in the scope.
    #[must_use]
    pub fn holds(&self, path: &RepoPath) -> bool {
        self.holds_bytes(path.as_str().as_bytes())
    }

    pub(super) fn holds_bytes(&self, path: &[u8]) -> bool {
        self.is_kind(path) && self.folders.iter().any(|folder| is_below(path, folder))
    }

    /// Whether a file has one of the kinds, wherever it is.
    pub(super) fn is_kind(&self, path: &[u8]) -> bool {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
        let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return false };
        let ending = &name[dot + 1..];
        self.kinds.iter().any(|kind| kind.as_bytes().eq_ignore_ascii_case(ending))
    }

    /// Whether a folder can hold files of the scope: it is in one of the folders, or on the way to
    /// one. The folder is written without a slash at its end.
    pub(super) fn enters(&self, dir: &[u8]) -> bool {
        self.folders
            .iter()
            .any(|folder| is_below(dir, folder) || leads_to(dir, folder.as_str().as_bytes()))
    }

    /// Whether files of the kinds outside the folders exist at all for this scope.
    pub(super) fn covers_everything(&self) -> bool {
        self.folders.iter().any(RepoPath::is_root)
    }
}

fn is_below(path: &[u8], folder: &RepoPath) -> bool {
    folder.is_root()
        || path == folder.as_str().as_bytes()
        || leads_to(folder.as_str().as_bytes(), path)
}

/// Whether `path` is below `dir`, which is not itself.
pub(super) fn leads_to(dir: &[u8], path: &[u8]) -> bool {
    dir.is_empty() || path.strip_prefix(dir).is_some_and(|rest| rest.first() == Some(&b'/'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn path(text: &str) -> RepoPath {
        RepoPath::new(text).unwrap()
    }

    #[test]
    fn a_scope_holds_files_of_its_kinds_below_its_folders() {
        let scope = Scope::markdown(path("site/content"));
        assert!(scope.holds(&path("site/content/a.md")));
        assert!(scope.holds(&path("site/content/deep/README.MD")));
        assert!(!scope.holds(&path("site/content/a.png")));
        assert!(!scope.holds(&path("site/content-old/a.md")));
        assert!(!scope.holds(&path("site/content/md")));
        assert!(!scope.holds(&path("a.md")));
    }

    #[test]
    fn only_folders_that_may_hold_such_files_are_entered() {
        let scope = Scope::markdown(path("site/content"));
        for dir in ["site", "site/content", "site/content/deep"] {
            assert!(scope.enters(dir.as_bytes()), "{dir}");
        }
        for dir in ["src", "site/static", "site/content-old", "sit"] {
            assert!(!scope.enters(dir.as_bytes()), "{dir}");
        }
    }

    #[test]
    fn the_order_of_folders_and_kinds_does_not_matter() {
        assert_eq!(
            Scope::new([path("b"), path("a")], ["toml", "MD"]),
            Scope::new([path("a"), path("b"), path("a")], ["md", "toml"])
        );
    }
}
