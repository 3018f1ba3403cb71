//! Looking at one commit, without reading a history.

use super::commit::{Identity, Trailer};
use super::error::HistoryError;
use super::id::{BlobId, CommitId, ObjectId};
use super::object::Story;
use super::people::{self, People};
use super::repository::Repository;
use crate::root::RepoPath;

/// What a commit says of itself.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its parents, in git's order.
    pub parents: Vec<CommitId>,
    /// Who made it, after `.mailmap`: of a merge, who merged.
    pub author: Identity,
    /// Whether a machine made it.
    pub bot: bool,
    /// The first line of its message.
    pub subject: String,
    /// The trailers of its message, in order.
    pub trailers: Vec<Trailer>,
    /// When it was committed, in seconds since 1970.
    pub committed: i64,
}

impl Repository {
    /// What a commit says of itself.
    ///
    /// # Errors
    /// Where git cannot read it.
    pub fn said(&self, id: CommitId) -> Result<Said, HistoryError> {
        let mailmap = self.root_file(".mailmap", Some(id))?;
        let raw = self
            .with_trees(|trees| Ok(trees.read(id.0, git2::ObjectType::Commit)?.data().to_vec()))?;
        let header = super::object::Header::parse(&raw).ok_or_else(|| self.damaged(id.0))?;
        let story = Story::parse(&raw);
        let mut known = People::new(mailmap.as_deref());
        let author = known.identity(&story.author.0, &story.author.1);
        Ok(Said {
            parents: header.parents.into_iter().map(CommitId).collect(),
            bot: people::is_bot(&author),
            author: (*author).clone(),
            subject: story.subject,
            trailers: story
                .trailers
                .iter()
                .map(|(token, value)| people::trailer(token, value))
                .collect(),
            committed: header.committed,
        })
    }

    /// The text of a file at a commit; nothing where it has none of that name.
    ///
    /// # Errors
    /// Where git cannot read the commit's trees.
    pub fn file_at(
        &self,
        commit: CommitId,
        path: &RepoPath,
    ) -> Result<Option<BlobId>, HistoryError> {
        let found = self.entry_at(commit, path, git2::ObjectType::Blob)?;
        Ok(found.map(BlobId))
    }

    /// A name for all that a folder holds at a commit: two states of it with the same name are the
    /// same. Nothing where the commit has no such folder.
    ///
    /// # Errors
    /// Where git cannot read the commit's trees.
    pub fn folder_at(
        &self,
        commit: CommitId,
        path: &RepoPath,
    ) -> Result<Option<[u8; 20]>, HistoryError> {
        let found = self.entry_at(commit, path, git2::ObjectType::Tree)?;
        Ok(found.map(|id| id.0))
    }

    /// Who git takes the user for, by its configuration; nothing where that does not say.
    ///
    /// # Errors
    /// Where git cannot read its configuration.
    pub fn user(&self) -> Result<Option<Identity>, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("read the configuration", &error);
            let config = git.config().and_then(|mut all| all.snapshot()).map_err(failed)?;
            let text = |key: &str| config.get_str(key).ok().map(str::to_owned);
            Ok(text("user.email").map(|email| Identity {
                name: text("user.name").unwrap_or_default(),
                email: crate::email::Email::new(&email),
            }))
        })
    }

    /// The published branch at a moment: going back from `head` by first parents, the first commit
    /// that is not later; nothing where all are.
    ///
    /// # Errors
    /// Where git cannot read them.
    pub fn landed_by(
        &self,
        head: CommitId,
        moment: jiff::Timestamp,
    ) -> Result<Option<CommitId>, HistoryError> {
        self.with_trees(|trees| {
            let mut next = Some(head.0);
            while let Some(id) = next {
                let header = trees.header(id)?;
                if header.committed <= moment.as_second() {
                    return Ok(Some(CommitId(id)));
                }
                next = header.parents.first().copied();
            }
            Ok(None)
        })
    }

    /// The commits that `head` reaches and `base` does not: those of a branch.
    ///
    /// # Errors
    /// Where git cannot read them.
    pub fn commits_beyond(
        &self,
        base: CommitId,
        head: CommitId,
    ) -> Result<std::collections::BTreeSet<CommitId>, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("walk a branch", &error);
            let mut walk = git.revwalk().map_err(failed)?;
            walk.push(head.0.oid().map_err(failed)?).map_err(failed)?;
            walk.hide(base.0.oid().map_err(failed)?).map_err(failed)?;
            walk.map(|id| Ok(CommitId(id.map_err(failed)?.into()))).collect()
        })
    }

    /// Where a branch left another: their best common ancestor; nothing where they have none.
    ///
    /// # Errors
    /// Where git cannot read them.
    pub fn merge_base(
        &self,
        one: CommitId,
        other: CommitId,
    ) -> Result<Option<CommitId>, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("find where branches part", &error);
            let (one, other) = (one.0.oid().map_err(failed)?, other.0.oid().map_err(failed)?);
            match git.merge_base(one, other) {
                Ok(id) => Ok(Some(CommitId(id.into()))),
                Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
                Err(error) => Err(failed(error)),
            }
        })
    }

    fn entry_at(
        &self,
        commit: CommitId,
        path: &RepoPath,
        kind: git2::ObjectType,
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("look up a file of a commit", &error);
            let oid = commit.0.oid().map_err(failed)?;
            let tree = git
                .find_commit(oid)
                .and_then(|commit| commit.tree())
                .map_err(|error| self.unreadable(commit.0, &error))?;
            if path.is_root() {
                return Ok((kind == git2::ObjectType::Tree).then(|| tree.id().into()));
            }
            match tree.get_path(std::path::Path::new(path.as_str())) {
                Ok(entry) => Ok((entry.kind() == Some(kind)).then(|| entry.id().into())),
                Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
                Err(error) => Err(failed(error)),
            }
        })
    }
}
