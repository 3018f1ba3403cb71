//! Programs on `PATH`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The program of that name in the first absolute folder of `path` that has it: a handbook's own
/// folder must not decide what is run.
pub(super) fn look_up(name: impl AsRef<OsStr>, path: Option<&OsStr>) -> Option<PathBuf> {
    let folders = std::env::split_paths(path?).filter(|folder| folder.is_absolute());
    let folders: OsString = std::env::join_paths(folders).ok()?;
    which::which_in_global(name, Some(folders)).ok()?.next()
}
