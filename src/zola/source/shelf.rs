//! The folder in which copies of Zola are kept: each is made beside its place, tried there, and
//! put in place whole.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::zola::error::ZolaError;
use crate::zola::lock::Lock;

/// What the folders of unfinished copies are called; they are only ever made under the lock, so
/// whoever holds it may remove them.
const UNFINISHED: &str = ".installing-";

/// `zola/` in the cache folder: copies of every source and version, and the lock.
#[derive(Debug)]
pub(super) struct Shelf(PathBuf);

impl Shelf {
    pub fn of(cache: &Path) -> Self {
        Self(cache.join("zola"))
    }

    /// Where a copy of that name is, or is to be.
    pub fn place(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Waits until no other process fetches, and clears away what killed ones left.
    pub fn lock(&self, report: &mut dyn FnMut(&str)) -> Result<Lock, ZolaError> {
        fs::create_dir_all(&self.0).map_err(ZolaError::io("could not create", &self.0))?;
        let lock = Lock::wait(&self.0.join(".lock"), || {
            report("another handbook is fetching Zola; waiting for it");
        })?;
        let reading = || ZolaError::io("could not read", &self.0);
        for entry in fs::read_dir(&self.0).map_err(reading())? {
            let entry = entry.map_err(reading())?;
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                let path = entry.path();
                fs::remove_dir_all(&path).map_err(ZolaError::io("could not remove", &path))?;
            }
        }
        Ok(lock)
    }

    /// A folder to make a copy in. It is removed when it is dropped. Call it under the lock.
    pub fn fresh(&self) -> Result<TempDir, ZolaError> {
        let creating = ZolaError::io("could not create a folder in", &self.0);
        tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.0).map_err(creating)
    }

    /// Puts a finished copy at `home`, in place of one that may be there.
    pub fn put(&self, fresh: TempDir, home: &Path) -> Result<(), ZolaError> {
        let placing = || ZolaError::io("could not put in place", home);
        if home.exists() {
            let aside = fresh.path().join("replaced");
            fs::rename(home, &aside).map_err(ZolaError::io("could not replace", home))?;
            fs::rename(fresh.path(), home).map_err(placing())?;
            let replaced = home.join("replaced");
            fs::remove_dir_all(&replaced).map_err(ZolaError::io("could not remove", &replaced))?;
        } else {
            fs::rename(fresh.path(), home).map_err(placing())?;
        }
        // It has moved: there is nothing left to remove.
        let _ = fresh.keep();
        Ok(())
    }
}
