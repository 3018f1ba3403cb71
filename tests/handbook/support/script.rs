//! Programs that a test makes up, as shell scripts in a folder of their own.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

/// A folder of scripts that can be a `PATH`.
pub struct Scripts {
    folder: TempDir,
}

impl Scripts {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Adds a program with that body, in which the system's own programs can be used though they
    /// are not on the `PATH` under test.
    pub fn with(self, name: &str, body: &str) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.program(name);
        fs::write(&path, format!("#!/bin/sh\nPATH=$PATH:/usr/bin:/bin\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self) -> OsString {
        self.folder.path().into()
    }
}
