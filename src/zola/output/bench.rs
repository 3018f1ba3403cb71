//! The folder beside the target in which a site is made.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::super::error::ZolaError;
use super::super::lock::Lock;
use super::target::{MARKER, MARKER_TEXT, Target};

const LOCK: &str = "lock";
const SITE: &str = "site";
const OLD: &str = "old";

#[derive(Debug)]
pub(super) struct Bench {
    folder: PathBuf,
    _lock: Lock,
}

impl Bench {
    pub fn new(target: &Target) -> Result<Self, ZolaError> {
        let folder = tempfile::Builder::new()
            .prefix(&target.bench_prefix())
            .tempdir_in(target.parent())
            .map_err(ZolaError::io("could not create a folder to build in, in", target.parent()))?;
        let lock = Lock::wait(&folder.path().join(LOCK), || ())?;
        // From here on it is removed in the order that keeps the lock until the end.
        Ok(Self { folder: folder.keep(), _lock: lock })
    }

    /// Where the site is made.
    pub fn site(&self) -> PathBuf {
        self.folder.join(SITE)
    }

    /// Where the site that is replaced waits, where the system cannot exchange folders.
    pub fn old(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// Says in the site that it is ours, and has the disk keep that.
    pub fn mark(&self) -> Result<(), ZolaError> {
        let marker = self.site().join(MARKER);
        let writing = || ZolaError::io("could not write", &marker);
        let mut file = File::create(&marker).map_err(writing())?;
        file.write_all(MARKER_TEXT.as_bytes()).map_err(writing())?;
        file.sync_all().map_err(writing())
    }

    /// Removes the bench with all that is in it.
    pub fn remove(self) -> Result<(), ZolaError> {
        remove(&self.folder)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What is left the next build finds.
        let _left = remove(&self.folder);
    }
}

/// Restores the target from benches whose process is gone, and removes those; what could not be
/// removed is told, and stays for the next build.
pub(super) fn recover(target: &Target) -> Result<Option<ZolaError>, ZolaError> {
    let mut left_behind = None;
    let prefix = target.bench_prefix();
    let reading = || ZolaError::io("could not read", target.parent());
    for entry in fs::read_dir(target.parent()).map_err(reading())? {
        let entry = entry.map_err(reading())?;
        let is_folder = entry.file_type().map_err(reading())?.is_dir();
        if is_folder && entry.file_name().to_string_lossy().starts_with(&prefix) {
            left_behind = recover_from(&entry.path(), target)?.err().or(left_behind);
        }
    }
    Ok(left_behind)
}

/// Whether the bench could be removed, once what it holds of the target is restored.
fn recover_from(bench: &Path, target: &Target) -> Result<Result<(), ZolaError>, ZolaError> {
    let looking = || ZolaError::io("could not look at", bench);
    match fs::symlink_metadata(bench.join(LOCK)) {
        Ok(lock) if lock.is_file() => {}
        // Without a lock it is a bench that was killed at birth, or not one of ours.
        Ok(_) => return Ok(Ok(())),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let empty = fs::read_dir(bench).map_err(looking())?.next().is_none();
            return Ok(if empty { remove(bench) } else { Ok(()) });
        }
        Err(error) => return Err(looking()(error)),
    }
    // Somebody builds the same target from another working folder.
    let Some(_lock) = Lock::attempt(&bench.join(LOCK))? else { return Ok(Ok(())) };
    let old = bench.join(OLD);
    if old.is_dir() && !target.exists()? {
        fs::rename(&old, target.path())
            .map_err(ZolaError::io("could not restore", target.path()))?;
    }
    Ok(remove(bench))
}

/// The lock goes last: a bench without one is not known as ours.
fn remove(bench: &Path) -> Result<(), ZolaError> {
    let removing = |path: &Path, source| ZolaError::io("could not remove", path)(source);
    for folder in [SITE, OLD].map(|name| bench.join(name)) {
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(removing(&folder, error));
            }
            _ => {}
        }
    }
    match fs::remove_dir_all(bench) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(removing(bench, error)),
        _ => Ok(()),
    }
}
