//! The Zola that builds, and where a copy of it is kept.

use std::env;
use std::path::PathBuf;

use zola_handbook::zola::{Search, Version, Zola};

use super::{Opened, Options};
use crate::cli::{Failure, Terminal};

impl Opened {
    /// Finds Zola, fetching a copy where there is none.
    ///
    /// # Errors
    /// Where there is none and none can be fetched.
    pub fn zola(&self, options: &Options, terminal: &Terminal) -> Result<Zola, Failure> {
        let path = env::var_os("PATH");
        let cache = cache_folder().unwrap_or_else(|| self.work().join("cache"));
        let search =
            Search { named: options.zola.as_deref(), path: path.as_deref(), cache: &cache };
        Ok(search.find(&mut |words| terminal.line(words))?)
    }

    /// The version of the Zola that is here; nothing where one would have to be fetched.
    ///
    /// # Errors
    /// Where the one that is named is none.
    pub fn zola_version_here(
        &self,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<Option<Version>, Failure> {
        let path = env::var_os("PATH");
        let on_path = path.as_ref().is_some_and(|path| {
            env::split_paths(path)
                .any(|folder| folder.join("zola").is_file() || folder.join("zola.exe").is_file())
        });
        if options.zola.is_none() && !on_path {
            return Ok(None);
        }
        Ok(Some(self.zola(options, terminal)?.version()))
    }
}

/// The user's cache folder for this program: what may be deleted at any time.
fn cache_folder() -> Option<PathBuf> {
    let variable =
        |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(named) = variable("HANDBOOK_CACHE") {
        return Some(named);
    }
    let base = if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("handbook"))
}
