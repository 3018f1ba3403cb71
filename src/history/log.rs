//! What happened to each page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::commit::Commit;
use super::error::HistoryError;
use super::id::{BlobId, CommitId};
use crate::root::RepoPath;

/// What a commit did to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// The page is new.
    Added,
    /// Its text is another one.
    Modified,
    /// Its path is another one, and perhaps its text: it is a pure move where
    /// [`Change::before`] equals [`Change::after`].
    Renamed,
    /// The page is gone.
    Removed,
    /// The page was there, and kept from everybody until now: nothing is said of before.
    Opened,
}

/// One commit's change of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The commit: its place in [`History::commits`].
    pub commit: usize,
    /// The page's path after the commit; where it was removed, before it.
    pub path: RepoPath,
    /// The path before the commit, where it was another one.
    pub from: Option<RepoPath>,
    /// The text before; nothing where the page was added.
    pub before: Option<BlobId>,
    /// The text after; nothing where the page was removed.
    pub after: Option<BlobId>,
    /// What was done.
    pub action: Action,
}

impl Change {
    /// Whether another is of the same commit and path.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        (self.commit, &self.path) == (other.commit, &other.path)
    }
}

/// The life of a page, through all of its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageLog {
    /// Its changes, newest first. The last one is its creation, unless what came before it is
    /// unknown (a shallow boundary).
    ///
    /// A page that was removed and created again at the same path begins with its new creation:
    /// the earlier life is a page of its own, among [`History::removed`].
    pub changes: Vec<Change>,
    /// Changes that nobody is to be told of, since the page was kept from everybody before or after
    /// them. They are here to know which words must not be shown.
    pub kept: Vec<Change>,
    /// Those of them that may have been nobody's secret: the clone lacks the texts that would say so.
    pub untold: Vec<Change>,
    /// Its text at HEAD; nothing for a page that was removed.
    pub blob: Option<BlobId>,
}

impl PageLog {
    /// The last file of a page that is gone; nothing where nobody is to know of it.
    #[must_use]
    pub fn last_file(&self) -> Option<&RepoPath> {
        Some(&self.changes.first().or_else(|| self.untold.first())?.path)
    }

    /// Every change of the page, in no order, those among them that nobody is to be told of.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().chain(&self.kept)
    }

    /// What the page was called where some commits of its history were there and the later ones were
    /// not: the likeliest name first, none where the page was not there. `known` says of a commit
    /// whether it was there.
    ///
    /// The last change that was there says its name. Whether there was a file of some name that the
    /// page had at another time says nothing, since that may have been another page. Only where the
    /// log does not reach that far back, any name that it tells of may be it.
    #[must_use]
    pub fn names(&self, history: &History, known: impl Fn(&Commit) -> bool) -> Vec<&RepoPath> {
        let there = self.all().filter(|change| known(history.commit(change)));
        if let Some(last) = there.min_by_key(|change| change.commit) {
            let there = last.action != Action::Removed;
            return Vec::from_iter(there.then_some(&last.path));
        }
        let mut oldest_first: Vec<&Change> = self.all().collect();
        oldest_first.sort_by_key(|change| std::cmp::Reverse(change.commit));
        let first = oldest_first.first().map(|first| first.commit);
        let mut of_first = oldest_first.iter().take_while(|change| Some(change.commit) == first);
        let mut names: Vec<&RepoPath> = Vec::new();
        if of_first.any(|change| change.before.is_some()) {
            for name in oldest_first.iter().flat_map(|one| one.from.iter().chain([&one.path])) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// How a file of the work tree differs from HEAD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Uncommitted {
    /// HEAD does not have it.
    New,
    /// Its text or kind is another one.
    Edited,
    /// It is in HEAD and no longer in the work tree.
    Removed,
}

/// What of the history is there to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Where a shallow clone ends, in order of their names; empty in a full clone.
    pub boundary: Vec<CommitId>,
    /// Whether it is a partial clone, in which texts of the past may be missing.
    pub partial: bool,
    /// How many texts were missing when a rename was looked for. Such pages were paired only where
    /// their text stayed the same, so that a log may end at a rename with an edit in it.
    pub missing_blobs: usize,
}

impl Completeness {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.is_shallow() && !self.partial && self.missing_blobs == 0
    }

    /// Whether the history ends early, at [`Completeness::boundary`].
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        !self.boundary.is_empty()
    }
}

/// How much work it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walked {
    /// Commits that HEAD reaches.
    pub commits: usize,
    /// Those of them that the cache knew.
    pub from_cache: usize,
}

/// Everything that git remembers about the files of a scope.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The commit that all of this was read from; nothing on an unborn branch.
    pub head: Option<CommitId>,
    /// The commits that touch the scope, each before its parents, else newest first.
    pub commits: Vec<Commit>,
    /// The log of every file of the scope at HEAD.
    pub pages: BTreeMap<RepoPath, PageLog>,
    /// The logs of pages that HEAD no longer has, most recently changed first.
    pub removed: Vec<PageLog>,
    /// What is unknown.
    pub completeness: Completeness,
    /// Files of the scope that differ from HEAD in the work tree.
    pub uncommitted: BTreeMap<RepoPath, Uncommitted>,
    /// How much was read.
    pub walked: Walked,
    /// Why the cache could not be written: the next run will take as long as this one.
    pub unsaved: Option<Arc<HistoryError>>,
}

impl History {
    /// The commit of a change of this history.
    ///
    /// # Panics
    /// Where the change is another history's.
    #[must_use]
    pub fn commit(&self, change: &Change) -> &Commit {
        &self.commits[change.commit]
    }
}
