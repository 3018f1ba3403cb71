//! What is remembered of each commit, in memory and in the cache.
//!
//! Everything here follows from a commit's id and the scope, so that it never goes stale. It is ids,
//! times and paths: no name, no address and no word of anybody's, which are read from git each time
//! (see `stories`). Somebody who redacts a commit, or makes a page private, has no second place to
//! think of.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::id::{IdMap, ObjectId};
use super::object::Story;
use super::tree::{Edit, File, RawPath};

/// How a commit differs from one of its parents, with paths by their number in [`Memory`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Side<P = u32> {
    pub(super) added: Vec<(P, ObjectId)>,
    pub(super) removed: Vec<(P, ObjectId)>,
    pub(super) renamed: Vec<Renamed<P>>,
    /// Of a merge only what differs from every parent, since nothing else is needed.
    pub(super) edited: Vec<(P, ObjectId, ObjectId)>,
}

/// A file under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Renamed<P = u32> {
    pub(super) from: P,
    pub(super) to: P,
    pub(super) before: ObjectId,
    pub(super) after: ObjectId,
}

impl<P> Side<P> {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.edited.is_empty()
    }
}

/// One commit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) id: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// Seconds since 1970.
    pub(super) committed: i64,
    /// What it did to the scope, one for each parent; a commit without parents has one, against
    /// nothing. Nothing where it leaves the scope alone.
    pub(super) sides: Option<Box<[Side]>>,
}

/// A side with its paths written out.
pub(super) type FreshSide = Side<RawPath>;

/// A record as a worker hands it over, with its paths written out.
pub(super) struct Fresh {
    pub(super) id: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) committed: i64,
    /// How it differs from each parent; nothing where it leaves the scope alone.
    pub(super) sides: Option<Vec<FreshSide>>,
    /// What it says of itself, where it does not leave the scope alone.
    pub(super) story: Option<Story>,
    /// Whether it holds for this clone only: it is a shallow boundary, or texts were missing.
    pub(super) provisional: bool,
    /// Texts that were missing.
    pub(super) missing: BTreeSet<ObjectId>,
}

/// Every record that is known for a scope.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// Whether the parents of every record have one too, so that nothing unknown is behind them.
    pub(super) closed: bool,
    /// Paths outside the scope where its files once were; they are tracked as well.
    pub(super) elsewhere: BTreeSet<RawPath>,
    pub(super) paths: Vec<RawPath>,
    #[serde(with = "super::blocks")]
    pub(super) records: Vec<Record>,
}

/// Where things are in a [`Memory`].
#[derive(Default)]
pub(super) struct Index {
    pub(super) records: IdMap<u32>,
    paths: HashMap<RawPath, u32>,
}

impl Memory {
    /// Whether every number names something, as it does unless the file was made up.
    pub(super) fn is_sound(&self) -> bool {
        let path = |path: &u32| (*path as usize) < self.paths.len();
        let side = |side: &Side| {
            side.added.iter().chain(&side.removed).all(|(p, _)| path(p))
                && side.renamed.iter().all(|renamed| path(&renamed.from) && path(&renamed.to))
                && side.edited.iter().all(|(p, ..)| path(p))
        };
        self.records.iter().all(|record| {
            record.sides.as_ref().is_none_or(|sides| {
                sides.len() == record.parents.len().max(1) && sides.iter().all(side)
            })
        })
    }

    /// Whether the parents of every record from that place on have one too.
    pub(super) fn ends(&self, from: usize, index: &Index) -> bool {
        let parents = self.records.iter().skip(from).flat_map(|record| &record.parents);
        parents.into_iter().all(|parent| index.records.contains_key(parent))
    }

    /// Where each record is.
    pub(super) fn index(&self) -> Index {
        let records = (0..).zip(&self.records).map(|(place, record)| (record.id, place)).collect();
        Index { records, ..Index::default() }
    }

    /// Adds what was worked out.
    pub(super) fn add(&mut self, fresh: Fresh, index: &mut Index) {
        if index.paths.is_empty() {
            index.paths = (0..).zip(&self.paths).map(|(n, path)| (path.clone(), n)).collect();
        }
        let mut path = |path| number(path, &mut self.paths, &mut index.paths);
        let sides = fresh
            .sides
            .map(|sides| sides.into_iter().map(|side| side.numbered(&mut path)).collect());
        index.records.insert(fresh.id, last(self.records.len()));
        let Fresh { id, parents, committed, .. } = fresh;
        self.records.push(Record { id, parents, committed, sides });
    }
}

impl Side<RawPath> {
    fn numbered(self, path: &mut impl FnMut(RawPath) -> u32) -> Side {
        Side {
            added: self.added.into_iter().map(|(p, blob)| (path(p), blob)).collect(),
            removed: self.removed.into_iter().map(|(p, blob)| (path(p), blob)).collect(),
            renamed: self
                .renamed
                .into_iter()
                .map(|Renamed { from, to, before, after }| Renamed {
                    from: path(from),
                    to: path(to),
                    before,
                    after,
                })
                .collect(),
            edited: self.edited.into_iter().map(|(p, old, new)| (path(p), old, new)).collect(),
        }
    }
}

impl From<File> for (RawPath, ObjectId) {
    fn from(file: File) -> Self {
        (file.path, file.blob)
    }
}

impl From<Edit> for (RawPath, ObjectId, ObjectId) {
    fn from(edit: Edit) -> Self {
        (edit.path, edit.before, edit.after)
    }
}

fn number(path: RawPath, all: &mut Vec<RawPath>, numbers: &mut HashMap<RawPath, u32>) -> u32 {
    *numbers.entry(path).or_insert_with_key(|path| {
        all.push(path.clone());
        last(all.len() - 1)
    })
}

/// A place as a number. No repository has four thousand million commits or paths.
fn last(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
