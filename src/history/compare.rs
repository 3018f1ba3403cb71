//! What each commit did, compared with its parents.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::error::HistoryError;
use super::filter::{Filter as _, OfKind};
use super::id::{IdMap, ObjectId};
use super::object::Story;
use super::record::{Fresh, Renamed, Side};
use super::rename::{self, Texts};
use super::repository::Repository;
use super::similarity::Pieces;
use super::tree::{Delta, File, RawPath, Trees};
use super::walk::{Tracked, Visit};

/// How many texts a thread remembers the pieces of: a merge asks for those of its branch again.
const REMEMBERED: usize = 1024;

/// Compares commits through one handle.
pub(super) struct Worker<'r> {
    tracked: &'r Tracked<'r>,
    trees: Trees<'r>,
    pieces: IdMap<Option<Arc<Pieces>>>,
    missing: BTreeSet<ObjectId>,
}

type Paths = Side<RawPath>;

impl<'r> Worker<'r> {
    pub(super) fn new(
        repository: &'r Repository,
        odb: &'r git2::Odb<'r>,
        tracked: &'r Tracked<'r>,
    ) -> Self {
        let trees = Trees::new(repository, odb);
        Self { tracked, trees, pieces: IdMap::default(), missing: BTreeSet::new() }
    }

    pub(super) fn compare_all(&mut self, visits: &[Visit]) -> Result<Vec<Fresh>, HistoryError> {
        let near: IdMap<_> = visits.iter().map(|visit| (visit.id, visit.header.tree)).collect();
        visits.iter().map(|visit| self.compare(visit, &near)).collect()
    }

    fn compare(&mut self, visit: &Visit, near: &IdMap<ObjectId>) -> Result<Fresh, HistoryError> {
        let new = visit.header.tree;
        let mut olds = Vec::new();
        for parent in &visit.header.parents {
            let root = near.get(parent).copied();
            olds.push(Some(root.map_or_else(|| self.trees.root_of(*parent), Ok)?));
        }
        if olds.is_empty() {
            olds.push(None);
        }
        let mut deltas = Vec::new();
        for old in &olds {
            deltas.push(self.trees.compare(*old, Some(new), self.tracked)?);
        }
        if deltas.len() > 1 {
            keep_own_edits(&mut deltas);
        }
        let mut sides = Vec::new();
        for (old, delta) in olds.into_iter().zip(deltas) {
            sides.push(self.with_renames(old, new, delta)?);
        }
        let touched = sides.iter().any(|side| !side.is_empty());
        let missing = std::mem::take(&mut self.missing);
        Ok(Fresh {
            id: visit.id,
            parents: visit.header.parents.clone(),
            committed: visit.header.committed,
            story: touched.then(|| Story::parse(&visit.raw)),
            sides: touched.then_some(sides),
            provisional: visit.boundary || !missing.is_empty(),
            missing,
        })
    }

    fn with_renames(
        &mut self,
        old: Option<ObjectId>,
        new: ObjectId,
        delta: Delta,
    ) -> Result<Paths, HistoryError> {
        let edited = delta.edited.into_iter().map(Into::into).collect();
        let (mut added, mut removed) = (delta.added, delta.removed);
        // What a page was before is looked for in the whole repository, among files of its kind:
        // it may have come from elsewhere, and what the scope is must not change what is paired.
        if old.is_some() && !added.is_empty() && !self.tracked.scope.covers_everything() {
            let everywhere = self.trees.compare(old, Some(new), &OfKind(self.tracked.scope))?;
            (added, removed) = (everywhere.added, everywhere.removed);
        }
        let sources = rename::pair(&removed, &added, self)?;
        let mut gone = vec![true; removed.len()];
        let mut side = Paths { edited, ..Paths::default() };
        for (file, source) in added.into_iter().zip(sources) {
            // A page that leaves what is tracked is gone from it.
            if !self.tracked.holds(&file.path) {
                continue;
            }
            let Some(source) = source else {
                side.added.push(file.into());
                continue;
            };
            gone[source] = false;
            let File { path: from, blob: before, .. } = removed[source].clone();
            side.renamed.push(Renamed { from, to: file.path, before, after: file.blob });
        }
        let left = removed.into_iter().zip(gone).filter(|(_, gone)| *gone).map(|(file, _)| file);
        side.removed = left.filter(|file| self.tracked.holds(&file.path)).map(Into::into).collect();
        Ok(side)
    }
}

/// Of a merge's edits, keeps those of files that differ from every parent: the others are the
/// branches' own, told by their own commits.
fn keep_own_edits(deltas: &mut [Delta]) {
    let mut own: Option<HashSet<RawPath>> = None;
    for delta in deltas.iter() {
        let edited = delta.edited.iter().map(|edit| &edit.path);
        let differs: HashSet<_> =
            edited.chain(delta.added.iter().map(|file| &file.path)).cloned().collect();
        own = Some(match own {
            None => differs,
            Some(own) => own.intersection(&differs).cloned().collect(),
        });
    }
    let own = own.unwrap_or_default();
    for delta in deltas {
        delta.edited.retain(|edit| own.contains(&edit.path));
    }
}

impl Texts for Worker<'_> {
    type Error = HistoryError;

    fn pieces(&mut self, blob: ObjectId) -> Result<Option<Arc<Pieces>>, HistoryError> {
        if let Some(pieces) = self.pieces.get(&blob) {
            if pieces.is_none() {
                self.missing.insert(blob);
            }
            return Ok(pieces.clone());
        }
        let pieces = match self.trees.read(blob, git2::ObjectType::Blob) {
            Ok(text) => Some(Arc::new(Pieces::of(text.data()))),
            Err(HistoryError::Missing { .. }) => {
                self.missing.insert(blob);
                None
            }
            Err(error) => return Err(error),
        };
        if self.pieces.len() >= REMEMBERED {
            self.pieces.clear();
        }
        self.pieces.insert(blob, pieces.clone());
        Ok(pieces)
    }
}
