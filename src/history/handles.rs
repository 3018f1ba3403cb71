//! Handles on a repository for every thread, and what git says when it fails.

use std::sync::PoisonError;

use super::error::HistoryError;
use super::id::ObjectId;
use super::repository::{Repository, cannot_open};
use super::tree::Trees;

/// The objects of a repository, for one thread.
pub(super) enum Objects {
    /// By a path of their own.
    Alone(git2::Odb<'static>),
    /// Through a handle: libgit2 takes other paths than UTF-8 for repositories only.
    Of(git2::Repository),
}

impl Objects {
    /// Lends them to `work`.
    pub(super) fn with<T>(
        &self,
        repository: &Repository,
        work: impl FnOnce(&git2::Odb<'_>) -> Result<T, HistoryError>,
    ) -> Result<T, HistoryError> {
        match self {
            Self::Alone(odb) => work(odb),
            Self::Of(git) => {
                work(&git.odb().map_err(|error| repository.failed("open its objects", &error))?)
            }
        }
    }
}

impl Repository {
    /// Lends a handle to `work` that no other thread uses meanwhile.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&git2::Repository) -> Result<T, HistoryError>,
    ) -> Result<T, HistoryError> {
        let idle = self.handles.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let handle = match idle {
            Some(handle) => handle,
            None => self.another_handle()?,
        };
        let result = work(&handle);
        self.handles.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        result
    }

    /// Lends the repository's trees to `work`.
    pub(super) fn with_trees<T>(
        &self,
        work: impl FnOnce(&mut Trees<'_>) -> Result<T, HistoryError>,
    ) -> Result<T, HistoryError> {
        self.with(|git| {
            let odb = git.odb().map_err(|e| self.failed("open its objects", &e))?;
            work(&mut Trees::new(self, &odb))
        })
    }

    /// Opens the objects alone, for the thread of that number from 1 on.
    ///
    /// All handles share a pack and its lock as long as its path is written alike, and threads
    /// then wait for each other most of the time. So each thread writes it in its own way.
    pub(super) fn objects_for(&self, thread: usize) -> Result<Objects, HistoryError> {
        let failed = |error: git2::Error| self.failed("open its objects", &error);
        let path = self.common_dir.join("objects");
        let Some(path) = path.to_str() else { return Ok(Objects::Of(self.another_handle()?)) };
        let path = format!("{path}{}", "/.".repeat(thread));
        let odb = git2::Odb::new().map_err(failed)?;
        odb.add_disk_alternate(&path).map_err(failed)?;
        Ok(Objects::Alone(odb))
    }

    /// Opens the repository once more.
    fn another_handle(&self) -> Result<git2::Repository, HistoryError> {
        git2::Repository::open(&self.git_dir).map_err(|error| cannot_open(&self.git_dir, &error))
    }

    pub(super) fn failed(&self, doing: &'static str, error: &git2::Error) -> HistoryError {
        let problem = error.message().to_owned();
        // The extension of an index with entries for folders (gitformat-index, "Sparse Directory
        // Entries").
        if problem.contains("'sdir'") {
            return HistoryError::SparseIndex { path: self.git_dir.clone() };
        }
        HistoryError::Git { path: self.git_dir.clone(), doing, problem }
    }

    pub(super) fn unreadable(&self, id: ObjectId, error: &git2::Error) -> HistoryError {
        if error.code() == git2::ErrorCode::NotFound {
            HistoryError::Missing { path: self.git_dir.clone(), id: id.to_string() }
        } else {
            self.damaged(id)
        }
    }

    pub(super) fn damaged(&self, id: ObjectId) -> HistoryError {
        HistoryError::Damaged { path: self.git_dir.clone(), id: id.to_string() }
    }
}
