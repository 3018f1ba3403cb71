//! Why an official release is not to be had.

use std::{fmt, io};

use super::address::NoAddress;
use crate::config::{Sha256Digest, Version};
use crate::root::RepoPath;

/// Why the official release of Zola was not fetched, or not used. What servers said is in it as
/// they said it.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// Nobody builds this release for this machine.
    #[error("there is none for {os} on {arch}")]
    NoTarget {
        /// The system, as `std::env::consts` names it.
        os: &'static str,
        /// The processor, likewise.
        arch: &'static str,
    },
    /// The file with the certificates to trust cannot be used.
    #[error("the certificates in `{path}` cannot be used: {why}")]
    Certificates {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No connection, or one that broke off, or one that took too long.
    #[error("{host} cannot be reached: {why}")]
    Unreachable {
        /// Whose name was asked for.
        host: String,
        /// What happened.
        why: String,
    },
    /// Another answer than the one that was wanted.
    #[error("{host} answered with status {status}{hint}")]
    Answered {
        /// Who answered.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What that usually means.
        hint: &'static str,
    },
    /// The release is not there.
    #[error("{host} has no release {version} of Zola")]
    NoRelease {
        /// Who was asked.
        host: String,
        /// For which release.
        version: Version,
    },
    /// The description of the release cannot be read.
    #[error("what {host} says of the release cannot be understood: {why}")]
    NotUnderstood {
        /// Who said it.
        host: String,
        /// What is wrong with it.
        why: String,
    },
    /// An answer leads where it is not followed.
    #[error("{host} leads to `{to}`, which {why}")]
    Led {
        /// Who answered.
        host: String,
        /// Where it leads.
        to: String,
        /// Why it is not followed.
        why: NoAddress,
    },
    /// An answer leads to an answer that leads on, and so forth.
    #[error("{host} leads on more than {limit} times")]
    LedAround {
        /// Who was asked first.
        host: String,
        /// How often is often enough.
        limit: usize,
    },
    /// More is sent than can be right.
    #[error("`{name}` is larger than {} MB, and is not fetched", limit / 1_000_000)]
    TooLarge {
        /// The file.
        name: String,
        /// The most that is fetched, in bytes.
        limit: u64,
    },
    /// The release has no archive of that name.
    #[error("the release has no `{name}`")]
    NoArchive {
        /// The archive for this machine.
        name: String,
    },
    /// There is nothing to check the archive against.
    #[error(
        "the release publishes no SHA-256 digest of `{name}` and the settings pin none, so it is \
         not used"
    )]
    NoDigest {
        /// The archive.
        name: String,
    },
    /// The archive is not the one that was meant. Nothing else is tried.
    #[error(transparent)]
    Digest(#[from] Box<Mismatch>),
    /// There is no program in the archive.
    #[error("there is no `{program}` in `{name}`")]
    NoProgram {
        /// The archive.
        name: String,
        /// The file that was looked for.
        program: &'static str,
    },
    /// The archive is none.
    #[error("`{name}` cannot be unpacked: {source}")]
    Unpack {
        /// The archive.
        name: String,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The program does not run on this machine.
    #[error("the Zola in `{name}` does not run here: {seen}")]
    DoesNotRun {
        /// The archive.
        name: String,
        /// What running it printed.
        seen: String,
    },
    /// The program is another release than the archive's name says.
    #[error("the Zola in `{name}` says that it is {said}")]
    OtherVersion {
        /// The archive.
        name: String,
        /// The release that it says it is.
        said: Version,
    },
}

/// An archive whose digest is not the one that it must have.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{name}` from {host} is not what it should be, and nothing of it is used.\n\
     Its SHA-256 digest is {found},\n\
     and {by} {wanted}.\n\
     Either the archive was changed or that digest is wrong. Compare both with \
     https://github.com/getzola/zola/releases, or name a Zola of your own with --zola"
)]
pub struct Mismatch {
    /// The archive.
    pub name: String,
    /// Where it came from.
    pub host: String,
    /// The digest of what came.
    pub found: Sha256Digest,
    /// Who says what it should be.
    pub by: Word,
    /// What it should be.
    pub wanted: Sha256Digest,
}

/// Whose word an archive is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// That of the handbook's settings, in the file at this path from the repository's root, and
    /// on this line of it.
    Settings(RepoPath, usize),
    /// That of the release itself.
    Release,
}

impl fmt::Display for Word {
    /// With its verb: a digest follows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings(file, line) => write!(f, "the settings ({file}:{line}) pin"),
            Self::Release => f.write_str("the release publishes"),
        }
    }
}

impl ReleaseError {
    /// Whether this is where everything stops: somebody's archive is not the one that was meant,
    /// and to go around that would be to hide it.
    #[must_use]
    pub fn stops(&self) -> bool {
        matches!(self, Self::Digest(_))
    }

    /// Whether the archive for another kind of machine, which runs here too, may do.
    pub(super) fn is_of_this_archive(&self) -> bool {
        matches!(self, Self::NoArchive { .. } | Self::NoDigest { .. } | Self::DoesNotRun { .. })
    }
}
