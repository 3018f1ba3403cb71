//! Who wrote what a landing brought to a file.

use std::sync::Arc;

use super::commit::Identity;
use super::entry::Kind;
use super::error::HistoryError;
use super::id::{CommitId, ObjectId};
use super::object::Story;
use super::people::People;
use super::repository::Repository;
use crate::root::RepoPath;

impl Repository {
    /// Who wrote what a landing brought to a file: of a merge, the authors and co-authors of the
    /// commits that it brought in and that changed the file; else those of the landing itself.
    ///
    /// # Errors
    /// Where an object is missing or damaged.
    pub fn authors_of(
        &self,
        landing: CommitId,
        path: &RepoPath,
    ) -> Result<Vec<Arc<Identity>>, HistoryError> {
        let mailmap = self.mailmap()?;
        let mut people = People::new(mailmap.as_deref());
        let commits = self.brought_in(landing, path)?;
        self.with_trees(|trees| {
            let mut all: Vec<Arc<Identity>> = Vec::new();
            for id in commits {
                let raw = trees.read(id, git2::ObjectType::Commit)?;
                let story = Story::parse(raw.data());
                let author = people.identity(&story.author.0, &story.author.1);
                let others = people.co_authors(&author, &story.trailers);
                all.extend(std::iter::once(author).chain(others));
            }
            Ok(all)
        })
    }

    /// The commits that a landing brought in and that changed a file.
    fn brought_in(
        &self,
        landing: CommitId,
        path: &RepoPath,
    ) -> Result<Vec<ObjectId>, HistoryError> {
        let failed = |error: git2::Error| self.failed("walk what a merge brought in", &error);
        let ids: Vec<ObjectId> = self.with(|git| {
            let oid = landing.0.oid().map_err(failed)?;
            let commit = git.find_commit(oid).map_err(failed)?;
            if commit.parent_count() < 2 {
                return Ok(vec![landing.0]);
            }
            let mut walk = git.revwalk().map_err(failed)?;
            walk.push(oid).map_err(failed)?;
            walk.hide(commit.parent_id(0).map_err(failed)?).map_err(failed)?;
            walk.map(|id| id.map(ObjectId::from).map_err(failed)).collect()
        })?;
        if let [only] = ids.as_slice() {
            return Ok(vec![*only]);
        }
        self.with_trees(|trees| {
            let mut wrote = Vec::new();
            for id in ids {
                let header = trees.header(id)?;
                let now = trees.entry_at(header.tree, path, Kind::File)?;
                let mut is_own = true;
                for parent in &header.parents {
                    let tree = trees.root_of(*parent)?;
                    is_own &= trees.entry_at(tree, path, Kind::File)? != now;
                }
                if is_own {
                    wrote.push(id);
                }
            }
            Ok(wrote)
        })
    }
}
