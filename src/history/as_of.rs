//! A history as it was at one of its commits.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::error::HistoryError;
use super::id::CommitId;
use super::log::{History, PageLog};
use super::moment::time;
use super::repository::Repository;
use crate::root::RepoPath;

/// A commit, and what a history has that came to it only later.
#[derive(Debug, Clone)]
pub struct AsOf {
    /// The commit.
    pub commit: CommitId,
    /// When it was committed, by the clock of whoever did.
    pub at: Timestamp,
    /// The commits of the history that it does not reach.
    later: BTreeSet<CommitId>,
}

impl AsOf {
    /// Whether the commit reaches one of the history, as it does itself.
    #[must_use]
    pub fn reaches(&self, commit: CommitId) -> bool {
        !self.later.contains(&commit)
    }

    /// Whether the other commit reaches all of the history that this one reaches.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        other.later.is_subset(&self.later)
    }

    /// What a page was called: [`PageLog::names`].
    #[must_use]
    pub fn names<'l>(&self, history: &History, log: &'l PageLog) -> Vec<&'l RepoPath> {
        log.names(history, |commit| self.reaches(commit.id))
    }

    /// The name that a page had; nothing where it was not there.
    #[must_use]
    pub fn name<'l>(&self, history: &History, log: &'l PageLog) -> Option<&'l RepoPath> {
        self.names(history, log).first().copied()
    }
}

impl Repository {
    /// The history of `head` as it was at a commit. One walk answers for all pages.
    ///
    /// # Errors
    /// Where git cannot read the commits between them.
    pub fn as_of(&self, commit: CommitId, head: CommitId) -> Result<AsOf, HistoryError> {
        let committed = self.with_trees(|trees| Ok(trees.header(commit.0)?.committed))?;
        Ok(AsOf { commit, at: time(committed), later: self.commits_beyond(commit, head)? })
    }
}
