//! A history as it was at one of its commits.

use std::collections::BTreeSet;

use super::error::HistoryError;
use super::id::CommitId;
use super::log::{Action, Change, History, PageLog};
use super::repository::Repository;
use crate::root::RepoPath;

/// A commit, and what a history has that came to it only later.
#[derive(Debug, Clone)]
pub struct AsOf {
    /// The commit.
    pub commit: CommitId,
    /// The commits of the history that it does not reach.
    later: BTreeSet<CommitId>,
}

impl AsOf {
    /// Whether the commit reaches one of the history, as it does itself.
    #[must_use]
    pub fn reaches(&self, commit: CommitId) -> bool {
        !self.later.contains(&commit)
    }

    /// The name that a page had; nothing where it was not there. Of two pages that ever had one
    /// name this tells them apart: what counts is the last change of this page that the commit
    /// reaches, not whether it has a file of some name that the page had at another time.
    #[must_use]
    pub fn name<'l>(&self, history: &History, log: &'l PageLog) -> Option<&'l RepoPath> {
        let reached = |change: &&Change| self.reaches(history.commit(change).id);
        let last = log.changes.iter().find(reached)?;
        (last.action != Action::Removed).then_some(&last.path)
    }
}

impl Repository {
    /// The history of `head` as it was at a commit. One walk answers for all pages.
    ///
    /// # Errors
    /// Where git cannot read the commits between them.
    pub fn as_of(&self, commit: CommitId, head: CommitId) -> Result<AsOf, HistoryError> {
        Ok(AsOf { commit, later: self.commits_beyond(commit, head)? })
    }
}
