//! Exchanging two folders: at once where the system can, else one after the other.

use std::fs;
use std::io;
use std::path::Path;

use super::super::error::ZolaError;
use super::bench::Bench;
use super::target::Target;

/// How an existing folder is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In one step; falls back on [`Way::Aside`] where the system or its file system has no such
    /// step.
    Exchange,
    /// The old one aside, then the new one in: for an instant there is none.
    Aside,
}

/// Puts the bench's site in the target's place; what was there is in the bench afterwards.
pub(super) fn put(bench: &Bench, target: &Target, way: Way) -> Result<(), ZolaError> {
    let (new, path) = (bench.site(), target.path());
    let failed = || ZolaError::io("could not put the site in place at", path);
    if !target.exists()? {
        fs::rename(&new, path).map_err(failed())?;
    } else if way == Way::Aside || !exchange(&new, path).map_err(failed())? {
        aside(&new, path, &bench.old())?;
    }
    sync(target.parent());
    Ok(())
}

fn aside(new: &Path, path: &Path, old: &Path) -> Result<(), ZolaError> {
    fs::rename(path, old).map_err(ZolaError::io("could not move aside", path))?;
    fs::rename(new, path).map_err(|source| {
        // Better the old site than none; the first error is the one to tell.
        let _ = fs::rename(old, path);
        ZolaError::io("could not put the site in place at", path)(source)
    })
}

/// Exchanges two folders; `false` where the system cannot do it in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, old: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The kernel, or this file system, does not know the flag.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_new: &Path, _old: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Has the disk keep the exchange. The site is in place already, and some systems cannot sync a
/// folder: a refusal changes nothing for anyone.
fn sync(parent: &Path) {
    if let Ok(folder) = fs::File::open(parent) {
        let _ = folder.sync_all();
    }
}
