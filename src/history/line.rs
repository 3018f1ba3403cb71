//! The published branch, landing by landing: what each did to the files of a scope.
//!
//! "How it stood on that day" is a question about the line of first parents alone, so that nothing
//! but that line is read, and of it only the folders of the scope. What was read is remembered: a
//! commit never changes, so that the line below a commit never does.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cache::{self, Format};
use super::commit::Identity;
use super::error::HistoryError;
use super::id::{BlobId, CommitId, ObjectId};
use super::object::{Header, Story};
use super::people;
use super::repository::Repository;
use super::scope::Scope;
use super::tree::{Filter, InScope, Trees};
use crate::root::RepoPath;

/// The first parents of a commit, the oldest first, and what each did to some files.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The commits, each after its first parent.
    pub landings: Vec<Landing>,
    /// Whether a shallow clone ends it: then the first landing is not where things began.
    pub shallow: bool,
}

/// A commit of the published branch, with all that it brought in.
#[derive(Debug, Clone)]
pub struct Landing {
    /// The commit.
    pub commit: CommitId,
    /// When it was committed.
    pub at: Timestamp,
    /// The files of the scope that it left otherwise than its first parent had them, by path: the
    /// text that each has now, nothing where it is gone.
    pub changes: Vec<(RepoPath, Option<BlobId>)>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    scope: Scope,
    paths: Vec<String>,
    landings: Vec<StoredLanding>,
}

#[derive(Serialize, Deserialize)]
struct StoredLanding {
    id: ObjectId,
    seconds: i64,
    changes: Vec<(u32, Option<ObjectId>)>,
}

const FORMAT: Format = Format { name: "line", version: 1 };

impl Line {
    /// The last landing by that moment: going back from the newest, the first that is not later.
    #[must_use]
    pub fn by(&self, moment: Timestamp) -> Option<usize> {
        self.landings.iter().rposition(|landing| landing.at <= moment)
    }

    /// The place of a commit of the line.
    #[must_use]
    pub fn place(&self, commit: CommitId) -> Option<usize> {
        self.landings.iter().rposition(|landing| landing.commit == commit)
    }

    /// The files of the scope after that landing.
    #[must_use]
    pub fn files(&self, after: usize) -> BTreeMap<&RepoPath, BlobId> {
        let mut files = BTreeMap::new();
        for (path, blob) in self.landings.iter().take(after + 1).flat_map(|one| &one.changes) {
            match blob {
                Some(blob) => files.insert(path, *blob),
                None => files.remove(path),
            };
        }
        files
    }

    /// Every text that each file ever had, by path: the place of the landing, and the text.
    #[must_use]
    pub fn versions(&self) -> HashMap<&RepoPath, Vec<(usize, Option<BlobId>)>> {
        let mut versions: HashMap<_, Vec<_>> = HashMap::new();
        for (place, landing) in self.landings.iter().enumerate() {
            for (path, blob) in &landing.changes {
                versions.entry(path).or_default().push((place, *blob));
            }
        }
        versions
    }
}

impl Repository {
    /// The line of first parents from `head` down, as far as the clone goes. `memory` is a file
    /// for what is worth knowing the next time; it may be lost or damaged.
    ///
    /// # Errors
    /// Where an object is missing or damaged, or the memory cannot be written.
    pub fn line(
        &self,
        head: CommitId,
        scope: &Scope,
        memory: Option<&Path>,
    ) -> Result<Line, HistoryError> {
        let boundary = self.shallow_boundary()?;
        // What a shallow clone shows is not the whole line, and deepening it changes that.
        let memory = memory.filter(|_| boundary.is_empty());
        let known = memory.and_then(|path| cache::load::<Stored>(path, FORMAT));
        let known = known.filter(|known| known.scope == *scope).unwrap_or_else(|| Stored {
            scope: scope.clone(),
            paths: Vec::new(),
            landings: Vec::new(),
        });
        let places: HashMap<ObjectId, usize> =
            known.landings.iter().enumerate().map(|(place, one)| (one.id, place)).collect();
        let (fresh, kept, shallow) = self.with_trees(|trees| {
            let mut fresh = Vec::new();
            let (mut at, mut kept, mut shallow) = (Some(head.0), 0, false);
            let mut after: Option<(ObjectId, i64, ObjectId)> = None;
            while let Some(id) = at {
                let joins = places.get(&id).copied();
                let header = header_of(trees, id, self)?;
                if let Some((landing, seconds, tree)) = after.take() {
                    fresh.push(compared(
                        trees,
                        scope,
                        (landing, seconds),
                        Some(header.tree),
                        tree,
                    )?);
                }
                if let Some(place) = joins {
                    kept = place + 1;
                    break;
                }
                let is_boundary = boundary.contains(&id);
                at = header.parents.first().copied().filter(|_| !is_boundary);
                if at.is_none() {
                    shallow = is_boundary;
                    let first = (id, header.committed);
                    fresh.push(compared(trees, scope, first, None, header.tree)?);
                } else {
                    after = Some((id, header.committed, header.tree));
                }
            }
            Ok((fresh, kept, shallow))
        })?;
        // An older head tells nothing new, and is no reason to forget what came after it.
        let changed = !fresh.is_empty();
        let (line, stored) = joined(known, kept, fresh, shallow, changed);
        if let (Some(path), Some(stored)) = (memory, stored) {
            cache::keep(path, FORMAT, &stored);
        }
        Ok(line)
    }

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
        let mut people = people::People::new(mailmap.as_deref());
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
                let header = header_of(trees, id, self)?;
                let now = text_at(trees, header.tree, path)?;
                let mut is_own = true;
                for parent in &header.parents {
                    let tree = header_of(trees, *parent, self)?.tree;
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

fn header_of(
    trees: &Trees<'_>,
    id: ObjectId,
    repository: &Repository,
) -> Result<Header, HistoryError> {
    let raw = trees.read(id, git2::ObjectType::Commit)?;
    Header::parse(raw.data()).ok_or_else(|| repository.damaged(id))
}

/// A landing as it was read: its id, its time, and what it did.
type Fresh = (ObjectId, i64, Vec<(RepoPath, Option<ObjectId>)>);

fn compared(
    trees: &mut Trees<'_>,
    scope: &Scope,
    (id, seconds): (ObjectId, i64),
    old: Option<ObjectId>,
    new: ObjectId,
) -> Result<Fresh, HistoryError> {
    let delta = trees.compare(old, Some(new), &InScope(scope))?;
    let path = |raw: &[u8]| RepoPath::from_bytes(raw);
    let added = delta.added.iter().map(|file| (path(&file.path), Some(file.blob)));
    let edited = delta.edited.iter().map(|edit| (path(&edit.path), Some(edit.after)));
    let removed = delta.removed.iter().map(|file| (path(&file.path), None));
    let mut changes: Vec<_> = added.chain(edited).chain(removed).collect();
    changes.sort();
    Ok((id, seconds, changes))
}

/// The line of what was known and what is new, and what to remember of it where that changed.
fn joined(
    known: Stored,
    kept: usize,
    fresh: Vec<Fresh>,
    shallow: bool,
    changed: bool,
) -> (Line, Option<Stored>) {
    // What is not UTF-8 was written as `\xNN`, so that every path is one again.
    let mut paths: Vec<RepoPath> =
        known.paths.iter().map(|path| RepoPath::from_bytes(path.as_bytes())).collect();
    let mut numbers: HashMap<RepoPath, u32> = HashMap::new();
    let mut landings = known.landings;
    landings.truncate(kept);
    if changed {
        let known = paths.iter().cloned().zip(0_u32..);
        numbers.extend(known);
    }
    for (id, seconds, changes) in fresh.into_iter().rev() {
        let mut numbered = Vec::with_capacity(changes.len());
        for (path, blob) in changes {
            let next = u32::try_from(paths.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(path.clone()).or_insert(next);
            if number == next {
                paths.push(path);
            }
            numbered.push((number, blob));
        }
        landings.push(StoredLanding { id, seconds, changes: numbered });
    }
    let told = landings.iter().map(|one| Landing {
        commit: CommitId(one.id),
        at: Timestamp::from_second(one.seconds).unwrap_or(Timestamp::UNIX_EPOCH),
        changes: one
            .changes
            .iter()
            .filter_map(|(path, blob)| Some((paths.get(*path as usize)?.clone(), blob.map(BlobId))))
            .collect(),
    });
    let line = Line { landings: told.collect(), shallow };
    let stored = changed.then(|| Stored {
        scope: known.scope,
        paths: paths.iter().map(|path| path.as_str().to_owned()).collect(),
        landings,
    });
    (line, stored)
}
