//! The folder that a site is published to, and whether it may be replaced.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::error::ZolaError;

/// The file that says that a folder is ours to replace. Hosts pass over names with a dot, or serve
/// one line of text.
pub const MARKER: &str = ".handbook-output";

/// What the marker says to whoever opens it.
pub(super) const MARKER_TEXT: &str =
    "`handbook build` writes this folder and replaces all of it. Keep nothing of your own here.\n";

#[derive(Debug)]
pub(super) struct Target {
    path: PathBuf,
    parent: PathBuf,
    name: String,
}

impl Target {
    /// Takes a path apart; its last part must be a name, in UTF-8.
    pub fn new(path: &Path) -> Result<Self, ZolaError> {
        let path = std::path::absolute(path).map_err(ZolaError::io("could not resolve", path))?;
        let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        let (Some(name), Some(parent)) = (name, path.parent().map(Path::to_owned)) else {
            let reason = "the site needs a folder of its own, with a name; \
                          choose another output folder"
                .to_owned();
            return Err(ZolaError::Foreign { path, reason });
        };
        Ok(Self { path, parent, name })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn parent(&self) -> &Path {
        &self.parent
    }

    /// What the names of this target's benches begin with.
    pub fn bench_prefix(&self) -> String {
        format!(".{}.handbook-", self.name)
    }

    /// Whether something is there, a dangling link included.
    pub fn exists(&self) -> Result<bool, ZolaError> {
        match fs::symlink_metadata(&self.path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(ZolaError::io("could not look at", &self.path)(error)),
        }
    }

    /// Makes sure that the target may be replaced; whether a site of ours is there.
    pub fn check(&self) -> Result<bool, ZolaError> {
        if !self.exists()? {
            return Ok(false);
        }
        let looking = || ZolaError::io("could not look at", &self.path);
        let kind = fs::symlink_metadata(&self.path).map_err(looking())?.file_type();
        if kind.is_symlink() {
            return Err(self.foreign(
                "it is a symbolic link, and a link cannot be exchanged for a folder; \
                 remove the link, or name the folder that it points to",
            ));
        }
        if !kind.is_dir() {
            return Err(self.foreign("it is a file; remove it, or choose another output folder"));
        }
        match fs::symlink_metadata(self.path.join(MARKER)) {
            Ok(marker) if marker.is_file() => return Ok(true),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(looking()(error)),
        }
        if fs::read_dir(&self.path).map_err(looking())?.next().is_none() {
            return Ok(false);
        }
        Err(self.foreign(&format!(
            "it holds files, and no `{MARKER}` says that handbook wrote them; \
             remove the folder if nothing in it is needed, or choose another output folder"
        )))
    }

    fn foreign(&self, reason: &str) -> ZolaError {
        ZolaError::Foreign { path: self.path.clone(), reason: reason.to_owned() }
    }
}
