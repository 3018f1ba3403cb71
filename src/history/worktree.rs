//! What the work tree holds that no commit does.

use std::collections::BTreeMap;

use super::error::HistoryError;
use super::log::Uncommitted;
use super::repository::Repository;
use super::scope::Scope;
use crate::root::RepoPath;

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

impl Repository {
    /// Whether `git add` takes in what is in that folder of the work tree: git is not told to ignore
    /// it, and nothing of it is committed or staged, as if that were meant.
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
            let below = format!("{folder}/");
            let index = git.index().map_err(failed)?;
            let is_tracked = index.iter().any(|entry| entry.path.starts_with(below.as_bytes()));
            Ok(!is_tracked)
        })
    }
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
