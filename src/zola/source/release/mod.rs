//! The official release: the archive that Zola's makers build for this machine, used only where
//! its digest is the one that the settings pin or that the release publishes.
//!
//! Nothing is written before the digest is right; the archive is held in memory, and of it one
//! file is taken.

mod address;
mod client;
mod error;
mod listing;
mod target;
mod unpack;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub use address::{NoAddress, ReleaseAddress};
pub use client::{Limits, Proxy, Releases};
pub use error::{Mismatch, ReleaseError, Word};

use self::client::Client;
use self::listing::{Archive, Listing};
use super::shelf::Shelf;
use crate::config::{Sha256Digest, Target, Version, ZolaPin};
use crate::zola::error::ZolaError;
use crate::zola::program::{Found, Zola};

/// The release that is fetched where the settings pin none: the newest that the theme was made
/// with.
pub(super) const VERSION: Version = Version { major: 0, minor: 22, patch: 1 };
/// The file of a copy that says which archive it is from, as `sha256sum` writes it.
const RECORD: &str = "archive.sha256";

/// The release that a handbook wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Release<'a> {
    pin: Option<&'a ZolaPin>,
}

impl<'a> Release<'a> {
    pub fn new(pin: Option<&'a ZolaPin>) -> Self {
        Self { pin }
    }

    /// Which it is.
    pub fn version(self) -> Version {
        self.pin.map_or(VERSION, |pin| pin.version.value)
    }

    /// The copy that is kept, where there is one; an error where it does not run. One of another
    /// archive than the settings pin is none.
    pub fn kept(self, shelf: &Shelf) -> Option<Result<Zola, ZolaError>> {
        target::of_this_machine(self.pin).into_iter().find_map(|target| {
            let home = self.home(shelf, target);
            let record = fs::read_to_string(home.join(RECORD)).ok()?;
            let made_of = Sha256Digest::new(record.split_whitespace().next()?)?;
            let fits = self.pinned(target).is_none_or(|(wanted, _)| wanted == made_of);
            fits.then(|| ask(&home, target))
        })
    }

    /// Fetches the release. Call it under the shelf's lock.
    pub fn fetch(
        self,
        from: &Releases,
        shelf: &Shelf,
        report: &mut dyn FnMut(&str),
    ) -> Result<Zola, ZolaError> {
        let targets = target::of_this_machine(self.pin);
        if targets.is_empty() {
            return Err(no_target().into());
        }
        let version = self.version();
        report(&format!("asking {} for the official release of Zola {version}", from.api));
        let client = Client::new(from)?;
        let listing = Listing::ask(&client, version)?;
        let mut refused: Option<ReleaseError> = None;
        for target in targets {
            if let Some(error) = &refused {
                report(&format!("{error}; trying the archive for {target}"));
            }
            match self.fetch_for(target, &listing, &client, shelf, report) {
                // The archive that suits this machine best is the one to tell of.
                Err(ZolaError::Release(error)) if error.is_of_this_archive() => {
                    refused.get_or_insert(error);
                }
                ended => return ended,
            }
        }
        Err(refused.unwrap_or_else(no_target).into())
    }

    fn fetch_for(
        self,
        target: Target,
        listing: &Listing,
        client: &Client<'_>,
        shelf: &Shelf,
        report: &mut dyn FnMut(&str),
    ) -> Result<Zola, ZolaError> {
        let archive = listing.archive(self.version(), target)?;
        let home = self.home(shelf, target);
        let (digest, by) = self.wanted(target, &archive)?;
        let limit = client.largest_archive();
        let name = archive.name.clone();
        if archive.size > limit {
            return Err(ReleaseError::TooLarge { name, limit }.into());
        }
        let host = archive.address.host();
        report(&format!(
            "fetching {name} ({:.1} MB) from {host} into `{}`; it must have the SHA-256 digest that \
             {by}",
            archive.size as f64 / 1e6,
            home.display()
        ));
        let bytes = client.get(&archive.address, "application/octet-stream", &name, limit)?;
        let found = Sha256Digest::of(&bytes);
        if found != digest {
            let host = host.to_owned();
            let mismatch = Mismatch { name, host, found, by, wanted: digest };
            return Err(ReleaseError::from(Box::new(mismatch)).into());
        }
        let fresh = shelf.fresh()?;
        unpack(target, &name, &bytes, fresh.path())?;
        let record = fresh.path().join(RECORD);
        fs::write(&record, format!("{digest}  {name}\n"))
            .map_err(ZolaError::io("could not write", &record))?;
        self.try_out(target, name, fresh.path())?;
        shelf.put(fresh, &home)?;
        ask(&home, target)
    }

    /// What the archive must be, and who says so.
    fn wanted(
        self,
        target: Target,
        archive: &Archive,
    ) -> Result<(Sha256Digest, Word), ReleaseError> {
        self.pinned(target)
            .or_else(|| archive.published.map(|digest| (digest, Word::Release)))
            .ok_or_else(|| ReleaseError::NoDigest { name: archive.name.clone() })
    }

    fn pinned(self, target: Target) -> Option<(Sha256Digest, Word)> {
        let pinned = self.pin?.sha256.get(&target)?;
        let line = pinned.place.line().unwrap_or(1);
        Some((pinned.value, Word::Settings(pinned.place.path().clone(), line)))
    }

    /// Whether the program runs here, and is what the archive's name says.
    fn try_out(self, target: Target, name: String, home: &Path) -> Result<(), ReleaseError> {
        match ask(home, target) {
            Ok(zola) if zola.version() == self.version() => Ok(()),
            Ok(zola) => Err(ReleaseError::OtherVersion { name, said: zola.version() }),
            Err(ZolaError::TooOld { version: said, .. }) => {
                Err(ReleaseError::OtherVersion { name, said })
            }
            Err(ZolaError::NotZola { seen, .. }) => Err(ReleaseError::DoesNotRun { name, seen }),
            Err(error) => Err(ReleaseError::DoesNotRun { name, seen: error.to_string() }),
        }
    }

    /// The copy's folder.
    fn home(self, shelf: &Shelf, target: Target) -> PathBuf {
        shelf.place(&format!("release-{}-{target}", self.version()))
    }
}

fn no_target() -> ReleaseError {
    ReleaseError::NoTarget { os: std::env::consts::OS, arch: std::env::consts::ARCH }
}

/// Writes the program out of an archive into a folder.
fn unpack(target: Target, name: &str, archive: &[u8], folder: &Path) -> Result<(), ZolaError> {
    let program = unpack::program_name(target);
    let path = folder.join(program);
    let mut out = File::create(&path).map_err(ZolaError::io("could not write", &path))?;
    let name = || name.to_owned();
    match unpack::program(target, archive, &mut out) {
        Ok(true) => {}
        Ok(false) => return Err(ReleaseError::NoProgram { name: name(), program }.into()),
        Err(source) => return Err(ReleaseError::Unpack { name: name(), source }.into()),
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        out.set_permissions(fs::Permissions::from_mode(0o755))
            .map_err(ZolaError::io("could not make a program of", &path))?;
    }
    Ok(())
}

fn ask(home: &Path, target: Target) -> Result<Zola, ZolaError> {
    Zola::ask(home.join(unpack::program_name(target)), None, Found::Release)
}
