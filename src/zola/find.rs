//! Which Zola to use.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::error::ZolaError;
use super::managed::Managed;
use super::program::{Found, Zola};

/// Where to look for Zola, in this order.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The program that the user named (`--zola`, `HANDBOOK_ZOLA`): a path, or a bare name that is
    /// looked up on `path`. It is used or refused; nothing else is tried.
    pub named: Option<&'a Path>,
    /// The value of `PATH`. Relative folders in it are passed over: a handbook's own folder must
    /// not decide what is run.
    pub path: Option<&'a OsStr>,
    /// The folder in which to keep a copy of our own, such as `~/.cache/handbook`.
    pub cache: &'a Path,
}

impl Search<'_> {
    /// Finds Zola and asks for its version; installs the managed copy where there is none.
    /// `report` is told, in sentences, what takes time and what is fetched from where.
    ///
    /// # Errors
    /// Where the named program, or the first on `PATH`, is no Zola or one that is too old, and
    /// where there is none and the managed copy cannot be fetched.
    pub fn find(&self, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        let zola = if let Some(named) = self.named {
            Zola::ask(self.resolve(named)?, None, Found::Named)?
        } else if let Some(program) = look_up("zola", self.path) {
            Zola::ask(program, None, Found::OnPath)?
        } else {
            Managed::new(self.path, self.cache).obtain(report)?
        };
        if let Some(note) = zola.note() {
            report(&note);
        }
        Ok(zola)
    }

    fn resolve(&self, named: &Path) -> Result<PathBuf, ZolaError> {
        let missing = || ZolaError::NoSuchProgram { path: named.to_owned() };
        if named.is_file() {
            return std::path::absolute(named).map_err(|_| missing());
        }
        let bare = named.components().count() == 1;
        bare.then(|| look_up(named, self.path)).flatten().ok_or_else(missing)
    }
}

/// The program of that name in the first absolute folder of `path` that has it.
pub(super) fn look_up(name: impl AsRef<OsStr>, path: Option<&OsStr>) -> Option<PathBuf> {
    let folders = std::env::split_paths(path?).filter(|folder| folder.is_absolute());
    let folders: OsString = std::env::join_paths(folders).ok()?;
    which::which_in_global(name, Some(folders)).ok()?.next()
}
