//! What git remembers: the only room that knows git2.
//!
//! [`Repository::discover`] finds a repository, [`read`] turns what its commits did to the files
//! of a [`Scope`] into a [`History`]: commits with the people behind them, and for each page a log
//! that follows it through every name that it had. What a change *means* is for the audit room,
//! which reads the two texts of a [`Change`] with [`Repository::blob`], and who stands for a commit
//! with the signature that [`Repository::signed`] reads.
//!
//! On the way: `walk` reads commits, `compare` and `tree` find what each did, `rename` and
//! `similarity` pair names as git does, `record` and `cache` remember that by the commit's id,
//! `graph` orders commits, `follow` takes pages back through their names, `stories` reads what
//! commits say, `tell` puts it in words.

mod as_of;
mod authors;
mod blocks;
mod brought;
pub mod cache;
mod commit;
mod compare;
mod contributors;
mod entry;
mod error;
mod filter;
mod follow;
mod graph;
mod handles;
mod id;
mod known;
mod line;
mod log;
mod loose;
mod moment;
mod moved;
mod names;
mod object;
mod own;
mod peek;
mod people;
mod reach;
mod read;
mod record;
mod remote;
mod rename;
mod repository;
mod scope;
mod signed;
mod similarity;
mod stories;
mod tell;
mod tree;
mod walk;
mod worktree;

pub use as_of::AsOf;
pub use authors::{Author, authors};
pub use commit::{Commit, Flags, Identity, Landed, Trailer};
pub use contributors::{Contributor, contributors};
pub use error::HistoryError;
pub use id::{BlobId, CommitId, NotAnId};
pub use known::People;
pub use line::{Landing, Line};
pub use log::{Action, Change, Completeness, History, PageLog, Uncommitted, Walked};
pub use moment::{Edge, Moment, NotAMoment};
pub use peek::{LandedBy, Said};
pub use read::{Options, read};
pub use remote::Remote;
pub use repository::Repository;
pub use scope::Scope;
pub use signed::Signed;
