//! Who wrote what a landing brought to a file.

use std::sync::Arc;

use super::commit::Identity;
use super::error::HistoryError;
use super::filter::Filter;
use super::id::{CommitId, ObjectId};
use super::object::Story;
use super::people::People;
use super::repository::Repository;
use super::tree::Trees;
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
                let now = text_at(trees, header.tree, path)?;
                let mut is_own = true;
                for parent in &header.parents {
                    let tree = trees.root_of(*parent)?;
                    is_own &= text_at(trees, tree, path)? != now;
                }
                if is_own {
                    wrote.push(id);
                }
            }
            Ok(wrote)
        })
    }
}

/// One file.
struct Only<'a>(&'a RepoPath);

impl Filter for Only<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        let rest = self.0.as_str().as_bytes().strip_prefix(dir);
        rest.is_some_and(|rest| rest.first() == Some(&b'/'))
    }
    fn holds(&self, path: &[u8]) -> bool {
        path == self.0.as_str().as_bytes()
    }
}

fn text_at(
    trees: &mut Trees<'_>,
    tree: ObjectId,
    path: &RepoPath,
) -> Result<Option<ObjectId>, HistoryError> {
    let delta = trees.compare(None, Some(tree), &Only(path))?;
    Ok(delta.added.first().map(|file| file.blob))
}
