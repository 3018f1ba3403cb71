//! The Zola that builds, where a copy of it is had from, and where it is kept.

use std::env;
use std::path::PathBuf;

use zola_handbook::zola::{Proxy, ReleaseAddress, Releases, Search, Version, Zola};

use super::{Opened, Options};
use crate::cli::{Failure, Terminal};

/// Whoever else answers as GitHub's API does: a mirror; `off` asks nobody.
const RELEASES: &str = "HANDBOOK_ZOLA_RELEASES";

/// GitHub's API.
const OFFICIAL: &str = "https://api.github.com";

impl Opened {
    /// Finds Zola, fetching a copy where there is none.
    ///
    /// # Errors
    /// Where there is none and none can be fetched.
    pub fn zola(&self, options: &Options, terminal: &Terminal) -> Result<Zola, Failure> {
        let path = env::var_os("PATH");
        let cache = cache_folder().unwrap_or_else(|| self.work().join("cache"));
        let releases = releases()?;
        let search = Search {
            named: options.zola.as_deref(),
            path: path.as_deref(),
            cache: &cache,
            pin: self.handbook.config.zola_pin.as_ref(),
            releases: releases.as_ref(),
        };
        Ok(search.find(&mut |words| terminal.line(words))?)
    }

    /// The version of the Zola that is here, or else of the one that the settings pin; nothing
    /// where one would have to be fetched and any will do.
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
            return Ok(self.handbook.config.zola_pin.as_ref().map(|pin| pin.version.value));
        }
        Ok(Some(self.zola(options, terminal)?.version()))
    }
}

/// The official release, or a mirror of it, on the way that the environment says.
fn releases() -> Result<Option<Releases>, Failure> {
    let api = match set(RELEASES) {
        Some(named) if named == "off" => return Ok(None),
        named => named.unwrap_or_else(|| OFFICIAL.to_owned()),
    };
    let api = ReleaseAddress::new(&api).map_err(|why| {
        // The address is not repeated: there may be a password in it.
        Failure::Usage(format!(
            "{RELEASES} {why}; write one such as {OFFICIAL}, or `off` to ask nobody"
        ))
    })?;
    let mut releases = Releases::at(api);
    let proxy = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].into_iter().find_map(set);
    releases.proxy = proxy.map(|address| Proxy {
        address,
        except: ["NO_PROXY", "no_proxy"].into_iter().find_map(set).map_or_else(Vec::new, |hosts| {
            hosts.split(',').map(|host| host.trim().to_owned()).collect()
        }),
    });
    releases.certificates = set("SSL_CERT_FILE").map(PathBuf::from);
    Ok(Some(releases))
}

/// A variable that is set and not empty.
fn set(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
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
