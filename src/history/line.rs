//! The published branch, landing by landing: what each did to the files of a scope.
//!
//! "How it stood on that day" is a question about the line of first parents alone, so that nothing
//! but that line is read, and of it only the folders of the scope. What was read is remembered: a
//! commit never changes, so that the line below a commit never does.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cache::{self, Format};
use super::error::HistoryError;
use super::filter::InScope;
use super::id::{BlobId, CommitId, ObjectId};
use super::repository::Repository;
use super::scope::Scope;
use super::tree::Trees;
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
                let header = trees.header(id)?;
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
