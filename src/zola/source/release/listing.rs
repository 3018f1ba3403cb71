//! What the forge says of a release: its archives and their digests.

use serde::Deserialize;

use super::address::ReleaseAddress;
use super::client::Client;
use super::error::ReleaseError;
use crate::config::{Sha256Digest, Target, Version};

/// A release, as whoever was asked describes it.
#[derive(Debug)]
pub(super) struct Listing {
    assets: Vec<Asset>,
    /// Who described it, which decides where its archives may be.
    from: ReleaseAddress,
}

/// The answer of GitHub's API ("Get a release by tag name", version 2022-11-28).
#[derive(Debug, Deserialize)]
struct Answer {
    assets: Vec<Asset>,
}

#[derive(Debug, Deserialize)]
struct Asset {
    name: String,
    browser_download_url: String,
    /// As `sha256:` and 64 digits; null for files from before GitHub kept digests.
    digest: Option<String>,
    /// In bytes.
    size: u64,
}

/// An archive of a release.
#[derive(Debug)]
pub(super) struct Archive {
    pub name: String,
    pub address: ReleaseAddress,
    /// The digest that the release publishes.
    pub published: Option<Sha256Digest>,
    /// In bytes.
    pub size: u64,
}

/// A description is some 50 kB.
const LARGEST: u64 = 4_000_000;

impl Listing {
    /// Asks for the description of a release.
    pub fn ask(client: &Client<'_>, version: Version) -> Result<Self, ReleaseError> {
        let from = client.api();
        let led =
            |why| ReleaseError::Led { host: from.host().to_owned(), to: from.to_string(), why };
        let address =
            from.below(&format!("repos/getzola/zola/releases/tags/v{version}")).map_err(led)?;
        let name = format!("the description of release {version}");
        let answer = client.get(&address, "application/vnd.github+json", &name, LARGEST);
        let bytes = answer.map_err(|error| match error {
            ReleaseError::Answered { host, status: 404, .. } => {
                ReleaseError::NoRelease { host, version }
            }
            error => error,
        })?;
        let Answer { assets } = serde_json::from_slice(&bytes).map_err(|error| {
            ReleaseError::NotUnderstood { host: from.host().to_owned(), why: error.to_string() }
        })?;
        Ok(Self { assets, from: from.clone() })
    }

    /// The archive for a kind of machine.
    pub fn archive(&self, version: Version, target: Target) -> Result<Archive, ReleaseError> {
        let name = archive_name(version, target);
        let Some(asset) = self.assets.iter().find(|asset| asset.name == name) else {
            return Err(ReleaseError::NoArchive { name });
        };
        let address = self.from.leads_to(&asset.browser_download_url).map_err(|why| {
            let to = asset.browser_download_url.clone();
            ReleaseError::Led { host: self.from.host().to_owned(), to, why }
        })?;
        let published = asset.digest.as_deref().filter(|digest| digest.starts_with("sha256:"));
        let published = published.and_then(Sha256Digest::new);
        Ok(Archive { name, address, published, size: asset.size })
    }
}

/// What an archive is called.
pub(super) fn archive_name(version: Version, target: Target) -> String {
    let ending = if target == Target::Windows { "zip" } else { "tar.gz" };
    format!("zola-v{version}-{target}.{ending}")
}
