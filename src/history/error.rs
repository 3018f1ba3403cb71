//! What can go wrong between the product and a repository.

use std::path::PathBuf;

/// A failure of the machine or of the repository. What is merely unusual (no commits yet, a
/// shallow clone, a name that is not UTF-8) is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// A repository is there and cannot be opened.
    #[error("cannot open the git repository at {path}: {problem}")]
    Open {
        /// Where it was looked for.
        path: PathBuf,
        /// What git says.
        problem: String,
    },
    /// The repository belongs to somebody else, and git refuses it for safety.
    #[error(
        "git does not trust the repository at {path}, since another user owns it; if you do, run \
         `git config --global --add safe.directory {path}`"
    )]
    NotTrusted {
        /// Where it is.
        path: PathBuf,
    },
    /// An object that the history needs is not there.
    #[error(
        "the git repository at {path} lacks the object {id}; in a partial clone without trees run \
         `git fetch --refetch --no-filter`, otherwise `git fsck` says what is damaged"
    )]
    Missing {
        /// The repository.
        path: PathBuf,
        /// The object's name.
        id: String,
    },
    /// An object is there and is not what git says it must be.
    #[error("the git repository at {path} holds a damaged object {id}; `git fsck` says more")]
    Damaged {
        /// The repository.
        path: PathBuf,
        /// The object's name.
        id: String,
    },
    /// The index leaves out whole folders, which libgit2 cannot read.
    #[error(
        "the git index in {path} leaves out folders (it is sparse), and cannot be read; run `git \
         sparse-checkout reapply --no-sparse-index`"
    )]
    SparseIndex {
        /// The repository.
        path: PathBuf,
    },
    /// Anything else that git could not do.
    #[error("git could not {doing} in {path}: {problem}")]
    Git {
        /// The repository.
        path: PathBuf,
        /// What was tried, as it follows "could not".
        doing: &'static str,
        /// What git says.
        problem: String,
    },
    /// A file beside the repository could not be read or written.
    #[error("cannot {doing} {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried, as it follows "cannot".
        doing: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}
