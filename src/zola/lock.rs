//! One process at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::error::ZolaError;

/// A file that this process holds; the system lets go of it when the process ends, however it
/// ends. Programs that the process starts do not inherit it, unless they are given its
/// [`handle`](Lock::handle).
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, waiting for whoever holds it; `on_wait` is called once before waiting.
    pub fn wait(path: &Path, on_wait: impl FnOnce()) -> Result<Self, ZolaError> {
        if let Some(lock) = Self::attempt(path)? {
            return Ok(lock);
        }
        on_wait();
        let file = open(path)?;
        file.lock().map_err(ZolaError::io("could not lock", path))?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// The lock as an input for another program: it is held until that one has ended, too.
    pub fn handle(&self) -> Result<Stdio, ZolaError> {
        let again = self.file.try_clone();
        again.map(Stdio::from).map_err(ZolaError::io("could not pass on", &self.path))
    }

    /// Takes the lock, or nothing where another process holds it.
    pub fn attempt(path: &Path) -> Result<Option<Self>, ZolaError> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file, path: path.to_owned() })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(ZolaError::io("could not lock", path)(source)),
        }
    }
}

fn open(path: &Path) -> Result<File, ZolaError> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(ZolaError::io("could not open", path))
}
