//! Reading the commits that HEAD reaches and nobody remembers yet.
//!
//! One thread follows parents, since each commit must be read to know the next; the others compare
//! the trees of what it found so far, and all of them do once it is through.

use std::collections::{BTreeSet, BinaryHeap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::compare::Worker;
use super::error::HistoryError;
use super::filter::Filter;
use super::handles::Objects;
use super::id::{IdMap, IdSet, ObjectId};
use super::object::Header;
use super::record::{Fresh, Index, Memory};
use super::repository::Repository;
use super::scope::Scope;
use super::tree::RawPath;

/// How many commits a thread compares at a time.
const BATCH: usize = 256;

/// The files that are followed: those of the scope, and where they were before they came there.
pub(super) struct Tracked<'s> {
    pub(super) scope: &'s Scope,
    elsewhere: &'s BTreeSet<RawPath>,
    folders: HashSet<&'s [u8]>,
}

impl<'s> Tracked<'s> {
    pub(super) fn new(scope: &'s Scope, elsewhere: &'s BTreeSet<RawPath>) -> Self {
        let slashes = |path: &'s [u8]| {
            let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
            ends.map(|(end, _)| &path[..end])
        };
        let folders = elsewhere.iter().flat_map(|path| slashes(path)).collect();
        Self { scope, elsewhere, folders }
    }
}

impl Filter for Tracked<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        self.scope.enters(dir) || self.folders.contains(dir)
    }
    fn holds(&self, path: &[u8]) -> bool {
        self.scope.holds_bytes(path) || self.elsewhere.contains(path)
    }
}

/// A commit that must be compared with its parents.
pub(super) struct Visit {
    pub(super) id: ObjectId,
    pub(super) header: Header,
    pub(super) raw: Vec<u8>,
    /// Whether a shallow clone ends here.
    pub(super) boundary: bool,
}

/// Where a walk ends.
#[derive(Clone, Copy)]
pub(super) struct Bounds<'b> {
    /// The commits at which a shallow clone ends.
    pub(super) shallow: &'b BTreeSet<ObjectId>,
    /// The commits that are asked for, where not all are.
    pub(super) only: Option<&'b IdSet>,
}

/// Works out every commit below `head` that `index` does not know, in a settled order.
pub(super) fn unknown_commits(
    repository: &Repository,
    head: ObjectId,
    tracked: &Tracked<'_>,
    (memory, index): (&Memory, &Index),
    bounds: Bounds<'_>,
) -> Result<Vec<Fresh>, HistoryError> {
    let crew = Crew {
        repository,
        tracked,
        idle: Mutex::default(),
        threads: AtomicUsize::new(0),
        done: Mutex::default(),
    };
    let walked = rayon::scope(|scope| {
        let mut batches = 0_usize;
        visit(repository, head, (memory, index), bounds, |visits| {
            let (number, crew) = (batches, &crew);
            batches += 1;
            scope.spawn(move |_| crew.work(number, &visits));
        })
    });
    walked?;
    let mut done = crew.done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    let mut all = Vec::new();
    for (_, batch) in done {
        all.append(&mut batch?);
    }
    Ok(all)
}

type Batch = Result<Vec<Fresh>, HistoryError>;

struct Crew<'a> {
    repository: &'a Repository,
    tracked: &'a Tracked<'a>,
    idle: Mutex<Vec<Objects>>,
    threads: AtomicUsize,
    done: Mutex<Vec<(usize, Batch)>>,
}

impl Crew<'_> {
    fn work(&self, number: usize, visits: &[Visit]) {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let another =
            || self.repository.objects_for(self.threads.fetch_add(1, Ordering::Relaxed) + 1);
        let result = idle.map_or_else(another, Ok).and_then(|objects| {
            let result = objects.with(self.repository, |odb| {
                Worker::new(self.repository, odb, self.tracked).compare_all(visits)
            });
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(objects);
            result
        });
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
    }
}

/// Reads unknown commits from `head` downwards, newest first, which keeps neighbours together, and
/// hands them on in batches.
fn visit(
    repository: &Repository,
    head: ObjectId,
    (memory, index): (&Memory, &Index),
    Bounds { shallow, only }: Bounds<'_>,
    mut hand_on: impl FnMut(Vec<Visit>),
) -> Result<(), HistoryError> {
    repository.with_trees(|trees| {
        let nothing_behind = memory.closed && shallow.is_empty();
        let mut seen = IdSet::default();
        let mut open = BinaryHeap::new();
        let mut unread: IdMap<Visit> = IdMap::default();
        let mut batch = Vec::new();
        let mut meet = |id: ObjectId, open: &mut BinaryHeap<_>, unread: &mut IdMap<_>| {
            if only.is_some_and(|only| !only.contains(&id)) || !seen.insert(id) {
                return Ok(());
            }
            let boundary = shallow.contains(&id);
            if let Some(place) = index.records.get(&id).filter(|_| !boundary) {
                open.push((memory.records[*place as usize].committed, id));
                return Ok(());
            }
            let object = trees.read(id, git2::ObjectType::Commit)?;
            let mut header = Header::parse(object.data()).ok_or_else(|| repository.damaged(id))?;
            if boundary {
                header.parents.clear();
            }
            open.push((header.committed, id));
            unread.insert(id, Visit { id, header, raw: object.data().to_vec(), boundary });
            Ok(())
        };
        meet(head, &mut open, &mut unread)?;
        while let Some((_, id)) = open.pop() {
            let Some(visit) = unread.remove(&id) else {
                if let Some(place) = index.records.get(&id).filter(|_| !nothing_behind) {
                    for parent in &memory.records[*place as usize].parents {
                        meet(*parent, &mut open, &mut unread)?;
                    }
                }
                continue;
            };
            for parent in &visit.header.parents {
                meet(*parent, &mut open, &mut unread)?;
            }
            batch.push(visit);
            if batch.len() == BATCH {
                hand_on(std::mem::take(&mut batch));
            }
        }
        if !batch.is_empty() {
            hand_on(batch);
        }
        Ok(())
    })
}

/// Where files of the scope came from that is not tracked yet.
pub(super) fn sources_elsewhere(fresh: &[Fresh], tracked: &Tracked<'_>) -> BTreeSet<RawPath> {
    let sides = fresh.iter().filter_map(|fresh| fresh.sides.as_ref()).flatten();
    let sources = sides.flat_map(|side| &side.renamed).map(|renamed| &renamed.from);
    sources.filter(|path| !tracked.holds(path)).cloned().collect()
}
