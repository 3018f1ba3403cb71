//! What the work tree holds that no commit does.

use std::collections::BTreeMap;

use super::error::HistoryError;
use super::id::CommitId;
use super::log::Uncommitted;
use super::repository::Repository;
use super::scope::Scope;
use crate::root::RepoPath;

impl Repository {
    /// Whether somebody committed a folder of the work tree, or is about to: whether HEAD or the index
    /// has it, anything in it, or something else in its place, such as a link. Letters of either case
    /// are alike, as they are to many a disk.
    ///
    /// # Errors
    /// Where git cannot read either.
    pub fn is_tracked(&self, folder: &RepoPath) -> Result<bool, HistoryError> {
        let is_staged = |git: &git2::Repository| self.is_staged(git, folder);
        if self.with(is_staged)? {
            return Ok(true);
        }
        let head = self.head()?;
        head.map_or(Ok(false), |CommitId(head)| {
            self.with_trees(|trees| {
                let root = trees.root_of(head)?;
                trees.holds(root, folder.as_str())
            })
        })
    }

    /// The same of the index alone.
    fn is_staged(&self, git: &git2::Repository, folder: &RepoPath) -> Result<bool, HistoryError> {
        let index = git.index().map_err(|error| self.failed("read the index", &error))?;
        let folder = folder.as_str().as_bytes();
        Ok(index.iter().any(|entry| {
            let Some((start, rest)) = entry.path.split_at_checked(folder.len()) else {
                return false;
            };
            start.eq_ignore_ascii_case(folder) && (rest.is_empty() || rest[0] == b'/')
        }))
    }

    /// Whether the files of a scope are as HEAD has them, none new and none gone.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn is_as_committed(&self, scope: &Scope) -> Result<bool, HistoryError> {
        Ok(uncommitted(self, scope)?.is_empty())
    }

    /// Whether `git add` takes in what is in that folder of the work tree: git is not told to ignore
    /// it, and nothing of it is staged or in the index since it is committed, as if that were meant.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn would_add(&self, folder: &RepoPath) -> Result<bool, HistoryError> {
        self.with(|git| {
            let failed = |error| self.failed("ask what is ignored", &error);
            let inside = format!("{folder}/index.html");
            if git.is_bare() || git.is_path_ignored(&inside).map_err(failed)? {
                return Ok(false);
            }
            Ok(!self.is_staged(git, folder)?)
        })
    }
}

/// Files of the scope that differ from HEAD, staged or not. Ignored files are left out; nothing
/// differs in a bare repository.
pub(super) fn uncommitted(
    repository: &Repository,
    scope: &Scope,
) -> Result<BTreeMap<RepoPath, Uncommitted>, HistoryError> {
    if repository.is_bare() {
        return Ok(BTreeMap::new());
    }
    repository.with(|git| {
        let mut options = git2::StatusOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .include_ignored(false)
            .exclude_submodules(true)
            .disable_pathspec_match(true);
        if !scope.covers_everything() {
            for folder in scope.folders() {
                options.pathspec(folder.as_str());
            }
        }
        let statuses = git
            .statuses(Some(&mut options))
            .map_err(|error| repository.failed("compare the work tree with HEAD", &error))?;
        let mut found = BTreeMap::new();
        for entry in statuses.iter() {
            let path = entry.path_bytes();
            if !scope.holds_bytes(path) {
                continue;
            }
            if let Some(state) = state(entry.status()) {
                found.insert(RepoPath::from_bytes(path), state);
            }
        }
        Ok(found)
    })
}

fn state(status: git2::Status) -> Option<Uncommitted> {
    use git2::Status as S;
    let in_head = !status.intersects(S::INDEX_NEW)
        && (!status.intersects(S::WT_NEW) || status.intersects(S::INDEX_DELETED));
    let gone = status.intersects(S::WT_DELETED)
        || (status.intersects(S::INDEX_DELETED) && !status.intersects(S::WT_NEW));
    match (in_head, gone) {
        // Staged, and deleted again.
        (false, true) => None,
        (false, false) => Some(Uncommitted::New),
        (true, true) => Some(Uncommitted::Removed),
        (true, false) if status.is_empty() || status.is_ignored() => None,
        (true, false) => Some(Uncommitted::Edited),
    }
}
