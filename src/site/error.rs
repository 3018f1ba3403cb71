//! What the machine may refuse on the way to staged files.

use std::io;
use std::path::PathBuf;

use crate::root::{NotInside, RepoPath};

/// A site could not be staged.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A staged file could not be written or removed.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that is to be copied, or a template of the site, could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Two things that are made have one place.
    #[error("two pages would be staged at {path}, and one would be lost; please report this")]
    Twice {
        /// The place, from the staged root.
        path: RepoPath,
    },
    /// A template of a generated page does not parse, or asks for what is not there.
    #[error("a template of a generated page fails: {0}")]
    Body(String),
    /// What is loaded with a page could not be written as JSON.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
    /// A folder of the site could not be listed.
    #[error(transparent)]
    Content(#[from] crate::content::ContentError),
    /// A feed could not be written.
    #[error("cannot write a feed: {0}")]
    Feed(String),
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] crate::history::HistoryError),
    /// A name that is to be staged is no path.
    #[error(transparent)]
    Path(#[from] NotInside),
}
