//! Following every page back through its names.
//!
//! From HEAD downwards each commit knows which names stand for which pages. A commit that adds a
//! name ends it for its parents, one that renames gives the page its earlier name, one that
//! removes a file begins the life of a removed page. At a fork both sides' names are joined; a
//! merge hands its names to each parent by what it did compared with that parent, so that a page
//! may have different names on different branches. A merge changed a page itself where the page
//! differs from that of every parent.
//!
//! Names that no commit ever took away always stand for the one page of that name, and need no
//! bookkeeping: that is most of them.

use std::collections::HashMap;

use super::graph::{Graph, Node};
use super::id::{BlobId, ObjectId};
use super::log::{Action, Change};
use super::names::{NOBODY, Names, Set, Sets};
use super::record::{Memory, Side, Touch};
use super::scope::Scope;
use crate::root::RepoPath;

/// What was found out.
pub(super) struct Followed {
    /// For each file at HEAD, in their order, its changes, newest first.
    pub(super) living: Vec<Vec<Change>>,
    /// The same for pages that were removed.
    pub(super) removed: Vec<Vec<Change>>,
}

/// Follows the files at HEAD, which are numbers of paths in the memory or nothing where no commit
/// touched them. [`Change::commit`] is a place in the graph.
pub(super) fn follow(graph: &Graph, memory: &Memory, files: &[Option<u32>]) -> Followed {
    let mut follower = Follower::new(graph, memory, files);
    let mut names: Vec<Option<Names>> = vec![None; graph.commits.len()];
    if let Some(first) = names.first_mut() {
        *first = Some(follower.names_at_head(files));
    }
    for (place, node) in graph.commits.iter().enumerate() {
        let Some(mut here) = names[place].take() else { continue };
        let touch = memory.records[node.record as usize].touch.as_deref();
        let removed = touch.map(|touch| follower.log(place, touch, &here)).unwrap_or_default();
        for (side, parent) in node.parents.iter().enumerate() {
            // The last parent takes the table over; copies would be most of the work.
            let is_last = side + 1 == node.parents.len();
            let mut earlier = if is_last { std::mem::take(&mut here) } else { here.clone() };
            if let Some(side) = touch.and_then(|touch| touch.sides.get(side)) {
                follower.rewind(side, &mut earlier, &removed);
            }
            match &mut names[*parent] {
                Some(known) => known.join(&earlier, &mut follower.sets),
                unknown => *unknown = Some(earlier),
            }
        }
    }
    follower.finish(files.len())
}

/// Where a name is kept.
#[derive(Clone, Copy)]
enum Slot {
    /// It always stands for this one set.
    Fixed(Set),
    /// It stands for different pages at different commits.
    Changing(usize),
}

struct Follower<'m> {
    memory: &'m Memory,
    sets: Sets,
    slots: Vec<Slot>,
    changing: usize,
    changes: Vec<Vec<Change>>,
    paths: Vec<Option<RepoPath>>,
}

impl<'m> Follower<'m> {
    fn new(graph: &Graph, memory: &'m Memory, files: &[Option<u32>]) -> Self {
        let mut sets = Sets::new(files.len());
        let mut slots = vec![Slot::Fixed(NOBODY); memory.paths.len()];
        for (page, path) in (0..).zip(files) {
            let set = sets.only(page);
            if let Some(path) = path {
                slots[*path as usize] = Slot::Fixed(set);
            }
        }
        let mut changing = 0;
        let mut change = |path: u32| {
            let slot = &mut slots[path as usize];
            if matches!(slot, Slot::Fixed(_)) {
                *slot = Slot::Changing(changing);
                changing += 1;
            }
        };
        for node in &graph.commits {
            let touch = memory.records[node.record as usize].touch.as_deref();
            for side in touch.iter().flat_map(|touch| &touch.sides) {
                side.removed.iter().for_each(|(path, _)| change(*path));
                side.renamed.iter().for_each(|renamed| change(renamed.from));
            }
        }
        let changes = vec![Vec::new(); files.len()];
        let paths = vec![None; memory.paths.len()];
        Self { memory, sets, slots, changing, changes, paths }
    }

    fn names_at_head(&mut self, files: &[Option<u32>]) -> Names {
        let mut names = Names::new(self.changing);
        for (page, path) in (0..).zip(files) {
            if let Some(Slot::Changing(name)) = path.map(|path| self.slots[path as usize]) {
                names.set(name, self.sets.only(page));
            }
        }
        names
    }

    fn set_of(&self, path: u32, names: &Names) -> Set {
        match self.slots[path as usize] {
            Slot::Fixed(set) => set,
            Slot::Changing(name) => names.get(name),
        }
    }

    /// Turns what names stand for after a commit into what they stood for before it, on the side
    /// of one parent.
    fn rewind(&self, side: &Side, names: &mut Names, removed: &HashMap<u32, Set>) {
        let renamed: Vec<Set> =
            side.renamed.iter().map(|renamed| self.set_of(renamed.to, names)).collect();
        let mut set = |path: u32, set: Set| {
            if let Slot::Changing(name) = self.slots[path as usize] {
                names.set(name, set);
            }
        };
        side.added.iter().for_each(|(path, _)| set(*path, NOBODY));
        side.renamed.iter().for_each(|renamed| set(renamed.to, NOBODY));
        for (renamed, pages) in side.renamed.iter().zip(renamed) {
            set(renamed.from, pages);
        }
        for (path, _) in &side.removed {
            set(*path, removed.get(path).copied().unwrap_or(NOBODY));
        }
    }

    /// Writes a commit's changes into the logs of its pages; gives the pages that it removed.
    fn log(&mut self, place: usize, touch: &Touch, names: &Names) -> HashMap<u32, Set> {
        let mut own: Vec<(u32, Set, Change)> = Vec::new();
        for (path, from, before, after) in own_changes(&touch.sides) {
            let change = self.change(place, path, from, before, Some(after));
            own.push((path, self.set_of(path, names), change));
        }
        let mut removed = HashMap::new();
        for (path, _) in touch.sides.iter().flat_map(|side| &side.removed) {
            removed.entry(*path).or_insert_with(|| self.sets.removed_page());
        }
        for (path, blob) in own_removals(&touch.sides) {
            let change = self.change(place, path, None, Some(blob), None);
            own.push((path, removed[&path], change));
        }
        own.sort_by_key(|(path, ..)| *path);
        for (_, set, change) in own {
            for page in self.sets.members(set) {
                let page = *page as usize;
                if self.changes.len() <= page {
                    self.changes.resize(page + 1, Vec::new());
                }
                self.changes[page].push(change.clone());
            }
        }
        removed
    }

    fn change(
        &mut self,
        commit: usize,
        path: u32,
        from: Option<u32>,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Change {
        let action = match (before, after) {
            (None, _) => Action::Added,
            (_, None) => Action::Removed,
            _ if from.is_some() => Action::Renamed,
            _ => Action::Modified,
        };
        let (path, from) = (self.path(path), from.map(|from| self.path(from)));
        Change { commit, path, from, before: before.map(BlobId), after: after.map(BlobId), action }
    }

    fn path(&mut self, path: u32) -> RepoPath {
        let place = path as usize;
        let known = &mut self.paths[place];
        known.get_or_insert_with(|| RepoPath::from_bytes(&self.memory.paths[place])).clone()
    }

    /// Brings together removed pages that turned out to be one.
    fn finish(mut self, living: usize) -> Followed {
        let mut removed = self.changes.split_off(living);
        for page in (0..removed.len()).rev() {
            let number = u32::try_from(living + page).unwrap_or(u32::MAX);
            let same = self.sets.identity(number) as usize;
            if same != living + page && same >= living {
                let changes = std::mem::take(&mut removed[page]);
                removed[same - living].extend(changes);
            }
        }
        for changes in self.changes.iter_mut().chain(&mut removed) {
            changes.sort_by(|a, b| (a.commit, &a.path).cmp(&(b.commit, &b.path)));
            changes.dedup();
        }
        removed.retain(|changes| !changes.is_empty());
        removed.sort_by(|a, b| {
            let key = |changes: &[Change]| changes.first().map(|c| (c.commit, c.path.clone()));
            key(a).cmp(&key(b))
        });
        Followed { living: self.changes, removed }
    }
}

type OwnChange = (u32, Option<u32>, Option<ObjectId>, ObjectId);

fn written(side: &Side) -> impl Iterator<Item = OwnChange> {
    let edited = side.edited.iter().map(|(path, old, new)| (*path, None, Some(*old), *new));
    let renamed = side.renamed.iter().map(|r| (r.to, Some(r.from), Some(r.before), r.after));
    let added = side.added.iter().map(|(path, new)| (*path, None, None, *new));
    edited.chain(renamed).chain(added)
}

/// The files that a commit itself wrote: path, earlier path, text before, text after. Of a merge
/// those that differ from every parent, told as the change from the first parent that has them.
fn own_changes(sides: &[Side]) -> Vec<OwnChange> {
    if let [only] = sides {
        return written(only).collect();
    }
    let mut own: HashMap<u32, (usize, Option<u32>, Option<ObjectId>, ObjectId)> = HashMap::new();
    for side in sides {
        for (path, from, before, after) in written(side) {
            let known = own.entry(path).or_insert((0, from, before, after));
            known.0 += 1;
            if known.2.is_none() {
                (known.1, known.2) = (from, before);
            }
        }
    }
    let own = own.into_iter().filter(|(_, (differs, ..))| *differs == sides.len());
    let mut own: Vec<_> =
        own.map(|(path, (_, from, before, after))| (path, from, before, after)).collect();
    own.sort_unstable_by_key(|(path, ..)| *path);
    own
}

/// The files that a commit itself took away, with the text that they had: of a merge those that
/// every parent had.
fn own_removals(sides: &[Side]) -> Vec<(u32, ObjectId)> {
    let Some((first, others)) = sides.split_first() else { return Vec::new() };
    let everywhere =
        |path: u32| others.iter().all(|side| side.removed.iter().any(|(other, _)| *other == path));
    first.removed.iter().copied().filter(|(path, _)| everywhere(*path)).collect()
}

/// How many files a commit itself changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    /// Files of the scope.
    pub(super) in_scope: usize,
    /// Those, and files elsewhere that are tracked.
    pub(super) tracked: usize,
}

/// How far each commit of the graph reaches.
pub(super) fn reach(graph: &Graph, memory: &Memory, scope: &Scope) -> Vec<Reach> {
    let holds: Vec<bool> = memory.paths.iter().map(|path| scope.holds_bytes(path)).collect();
    let count = |paths: &mut dyn Iterator<Item = u32>| {
        paths.fold(Reach { in_scope: 0, tracked: 0 }, |reach, path| Reach {
            in_scope: reach.in_scope + usize::from(holds[path as usize]),
            tracked: reach.tracked + 1,
        })
    };
    let reach = |node: &Node| {
        let touch = memory.records[node.record as usize].touch.as_deref();
        let sides = touch.map(|touch| touch.sides.as_slice()).unwrap_or_default();
        if let [only] = sides {
            let removed = only.removed.iter().map(|(path, _)| *path);
            return count(&mut written(only).map(|(path, ..)| path).chain(removed));
        }
        let removed = own_removals(sides).into_iter().map(|(path, _)| path);
        count(&mut own_changes(sides).into_iter().map(|(path, ..)| path).chain(removed))
    };
    graph.commits.iter().map(reach).collect()
}
