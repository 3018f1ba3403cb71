//! The official release: fetched from a forge on this machine, checked, and kept.

mod checked;
mod kept;
mod net;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use zola_handbook::config::{Config, ZolaPin};
use zola_handbook::diagnostics::Source;
use zola_handbook::root::RepoPath;
use zola_handbook::zola::{ReleaseError, Releases, Search, Zola, ZolaError};

use crate::support::forge::{Archive, script};
use crate::support::script::Scripts;

/// A machine without Zola, with a cache folder of its own.
struct Machine {
    cache: TempDir,
    programs: Scripts,
    pin: Option<ZolaPin>,
}

/// What a search came to, and what was said on the way, a line each.
struct Searched {
    zola: Result<Zola, ZolaError>,
    said: String,
}

impl Machine {
    /// One without Node, too.
    fn new() -> Self {
        Self { cache: tempfile::tempdir().unwrap(), programs: Scripts::new(), pin: None }
    }

    /// One on which Node and npm seem to work, and what npm makes says that it is Zola 0.22.0.
    fn with_npm(mut self) -> Self {
        let node = r#"case "$1" in --version) echo v20.11.1 ;; *) echo zola 0.22.0 ;; esac"#;
        self.programs = self.programs.with("node", node).with("npm", "echo 10.2.4");
        self
    }

    /// Where the settings have this in their table `zola`.
    fn pinning(mut self, table: &str) -> Self {
        let text = format!("[extra.handbook.zola]\n{table}\n");
        let source = Source::new(RepoPath::new("site/zola.toml").unwrap(), text);
        let (config, problems) = Config::parse(&Arc::new(source));
        assert!(problems.is_empty(), "{problems:?}");
        self.pin = config.zola_pin;
        self
    }

    fn find(&self, releases: &Releases) -> Searched {
        let path = self.programs.path();
        let search = Search {
            path: Some(&path),
            pin: self.pin.as_ref(),
            releases: Some(releases),
            ..Search::keeping_in(self.cache.path())
        };
        let mut said = String::new();
        let zola = search.find(&mut |line| {
            said.push_str(line);
            said.push('\n');
        });
        Searched { zola, said }
    }

    fn shelf(&self) -> PathBuf {
        self.cache.path().join("zola")
    }

    /// What is kept, but for the lock.
    fn kept(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.shelf()) else { return Vec::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != ".lock").collect();
        names.sort();
        names
    }
}

impl Searched {
    /// Why the official release was not taken, where nothing else was, either.
    #[track_caller]
    fn refused(self) -> ReleaseError {
        match self.zola.unwrap_err() {
            ZolaError::Release(error) => error,
            ZolaError::NotToBeHad { mut tried } => match *tried.remove(0).why {
                ZolaError::Release(error) => error,
                other => panic!("{other}"),
            },
            other => panic!("{other}"),
        }
    }
}

/// The archive of Zola 0.22.1 as it should be.
fn right() -> Archive {
    Archive::new("0.22.1", &[("LICENSE", "EUPL"), ("zola", &script("0.22.1"))])
}

/// A path of this machine's, as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
