//! Looking at one commit, without reading a history.

use std::collections::BTreeMap;

use super::commit::{Identity, Trailer};
use super::entry::Kind;
use super::error::HistoryError;
use super::id::{BlobId, CommitId, ObjectId};
use super::object::{Header, Story};
use super::people::People;
use super::repository::Repository;
use crate::root::RepoPath;

/// What a commit says of itself.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its parents, in git's order.
    pub parents: Vec<CommitId>,
    /// Who made it, after `.mailmap`: of a merge, who merged.
    pub author: Identity,
    /// The first line of its message.
    pub subject: String,
    /// The trailers of its message, in order.
    pub trailers: Vec<Trailer>,
    /// When it was committed, in seconds since 1970.
    pub committed: i64,
}

impl Said {
    /// Reads a commit as git stores it: header lines, an empty line, a message. `mailmap` is the
    /// text of `.mailmap`, where there is one. Nothing where it is no commit.
    #[must_use]
    pub fn read(commit: &[u8], mailmap: Option<&[u8]>) -> Option<Self> {
        let header = Header::parse(commit)?;
        let story = Story::parse(commit);
        let mut known = People::new(mailmap);
        let author = known.identity(&story.author.0, &story.author.1);
        let trailers = story.trailers.iter();
        Some(Self {
            parents: header.parents.into_iter().map(CommitId).collect(),
            author: (*author).clone(),
            subject: story.subject,
            trailers: trailers.map(|(token, value)| known.trailer(token, value)).collect(),
            committed: header.committed,
        })
    }
}

/// What the published branch had at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandedBy {
    /// What this commit has.
    Commit(CommitId),
    /// Nothing: all of it landed later.
    Nothing,
    /// Nobody can say: a shallow clone begins later.
    Unread,
}

impl Repository {
    /// What a commit says of itself.
    ///
    /// # Errors
    /// Where git cannot read it.
    pub fn said(&self, id: CommitId) -> Result<Said, HistoryError> {
        let raw = self
            .with_trees(|trees| Ok(trees.read(id.0, git2::ObjectType::Commit)?.data().to_vec()))?;
        let mailmap = self.mailmap()?;
        Said::read(&raw, mailmap.as_deref()).ok_or_else(|| self.damaged(id.0))
    }

    /// The id of a regular file's text at a commit; nothing where it has none of that name.
    ///
    /// # Errors
    /// Where git cannot read the commit's trees.
    pub fn file_at(
        &self,
        commit: CommitId,
        path: &RepoPath,
    ) -> Result<Option<BlobId>, HistoryError> {
        let found = self.entry_at(commit, path, Kind::File)?;
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
        let found = self.entry_at(commit, path, Kind::Folder)?;
        Ok(found.map(|id| id.0))
    }

    /// The files of a commit directly in `top` and in each folder on the way from there to a path, as
    /// far as they are wanted. `is_wanted` is given a file's name and that of the folder beside it that
    /// the way goes on into, which there is none of in the folder of the path itself.
    ///
    /// # Errors
    /// Where git cannot read the commit's trees.
    pub fn files_above(
        &self,
        commit: CommitId,
        (top, path): (&RepoPath, &RepoPath),
        is_wanted: &dyn Fn(&str, Option<&str>) -> bool,
    ) -> Result<BTreeMap<RepoPath, BlobId>, HistoryError> {
        self.with_trees(|trees| {
            let mut files = BTreeMap::new();
            let mut tree = trees.root_of(commit.0)?;
            let mut folder = RepoPath::root();
            let mut parts = path.as_str().split('/').peekable();
            while let Some(part) = parts.next() {
                let next = parts.peek().map(|_| part);
                if folder.below(top).is_some() {
                    let is_wanted =
                        |name: &[u8]| std::str::from_utf8(name).is_ok_and(|it| is_wanted(it, next));
                    for (name, blob) in trees.files_in(tree, is_wanted)? {
                        let within = RepoPath::from_bytes(&name);
                        files.extend(folder.join(within.as_str()).map(|file| (file, BlobId(blob))));
                    }
                }
                let Some(next) = next else { break };
                let Some(below) = trees.folder_in(tree, next.as_bytes())? else { break };
                let Ok(inner) = folder.join(next) else { break };
                (tree, folder) = (below, inner);
            }
            Ok(files)
        })
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
    /// that is not later.
    ///
    /// # Errors
    /// Where git cannot read them.
    pub fn landed_by(
        &self,
        head: CommitId,
        moment: jiff::Timestamp,
    ) -> Result<LandedBy, HistoryError> {
        let boundary = self.shallow_boundary()?;
        self.with_trees(|trees| {
            let mut next = Some(head.0);
            while let Some(id) = next {
                let header = trees.header(id)?;
                if header.committed <= moment.as_second() {
                    return Ok(LandedBy::Commit(CommitId(id)));
                }
                if boundary.contains(&id) {
                    return Ok(LandedBy::Unread);
                }
                next = header.parents.first().copied();
            }
            Ok(LandedBy::Nothing)
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
        kind: Kind,
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.with_trees(|trees| {
            let tree = trees.root_of(commit.0)?;
            trees.entry_at(tree, path, kind)
        })
    }
}
