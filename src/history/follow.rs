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

use super::graph::Graph;
use super::id::{BlobId, ObjectId};
use super::log::{Action, Change};
use super::names::{NOBODY, Names, Set, Sets};
use super::own::{self, Written};
use super::record::{Memory, Side};
use crate::root::RepoPath;

/// What was found out.
pub(super) struct Followed {
    /// For each file at HEAD, in their order, its changes, newest first.
    pub(super) living: Vec<Vec<Change>>,
    /// The same for pages that were removed.
    pub(super) removed: Vec<Vec<Change>>,
}

/// Follows the files at HEAD, which are numbers of paths in the memory or nothing where no commit
/// touched them; `in_scope` says for each path whether the scope holds it. [`Change::commit`] is a
/// place in the graph.
pub(super) fn follow(
    graph: &Graph,
    memory: &Memory,
    files: &[Option<u32>],
    in_scope: &[bool],
) -> Followed {
    let mut follower = Follower::new(graph, memory, files, in_scope);
    let mut names: Vec<Option<Names>> = vec![None; graph.commits.len()];
    if let Some(first) = names.first_mut() {
        *first = Some(follower.names_at_head(files));
    }
    for (place, node) in graph.commits.iter().enumerate() {
        let Some(mut here) = names[place].take() else { continue };
        let sides = memory.records[node.record as usize].sides.as_deref();
        let removed = sides.map(|sides| follower.log(place, sides, &here)).unwrap_or_default();
        for (side, parent) in node.parents.iter().enumerate() {
            let Some(parent) = parent else { continue };
            // The last parent takes the table over; copies would be most of the work.
            let is_last = side + 1 == node.parents.len();
            let mut earlier = if is_last { std::mem::take(&mut here) } else { here.clone() };
            if let Some(side) = sides.and_then(|sides| sides.get(side)) {
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
    in_scope: &'m [bool],
    sets: Sets,
    slots: Vec<Slot>,
    changing: usize,
    changes: Vec<Vec<Change>>,
    paths: Vec<Option<RepoPath>>,
}

impl<'m> Follower<'m> {
    fn new(graph: &Graph, memory: &'m Memory, files: &[Option<u32>], in_scope: &'m [bool]) -> Self {
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
            let sides = memory.records[node.record as usize].sides.as_deref();
            for side in sides.into_iter().flatten() {
                side.removed.iter().for_each(|(path, _)| change(*path));
                side.renamed.iter().for_each(|renamed| change(renamed.from));
            }
        }
        let changes = vec![Vec::new(); files.len()];
        let paths = vec![None; memory.paths.len()];
        Self { memory, in_scope, sets, slots, changing, changes, paths }
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
        let page_removed = |path: u32| removed.get(&path).copied().unwrap_or(NOBODY);
        for (renamed, pages) in side.renamed.iter().zip(renamed) {
            let pages = if pages == NOBODY { page_removed(renamed.from) } else { pages };
            set(renamed.from, pages);
        }
        side.removed.iter().for_each(|(path, _)| set(*path, page_removed(*path)));
    }

    /// Writes a commit's changes into the logs of its pages; gives the pages that it removed.
    fn log(&mut self, place: usize, sides: &[Side], names: &Names) -> HashMap<u32, Set> {
        let mut own: Vec<(Set, Change)> = Vec::new();
        for Written { path, from, before, after } in own::changes(sides) {
            let pages = self.set_of(path, names);
            if pages != NOBODY {
                own.push((pages, self.change(place, path, from, before, Some(after))));
            }
        }
        let mut removed = HashMap::new();
        let mut gone_from: HashMap<u32, (usize, ObjectId)> = HashMap::new();
        for side in sides {
            for (path, blob) in self.gone(side, names) {
                removed.entry(path).or_insert_with(|| self.sets.removed_page());
                gone_from.entry(path).or_insert((0, blob)).0 += 1;
            }
        }
        // A merge removes what every parent had; else a branch did, and its commits tell of it.
        for (path, (differs, blob)) in gone_from {
            if differs == sides.len() {
                own.push((removed[&path], self.change(place, path, None, Some(blob), None)));
            }
        }
        for (set, change) in own {
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

    /// The files of the scope that one side has and the commit has not, nor a page of that past:
    /// they were removed, or left the scope for good.
    fn gone(&self, side: &Side, names: &Names) -> Vec<(u32, ObjectId)> {
        let left = side.renamed.iter().filter(|renamed| self.set_of(renamed.to, names) == NOBODY);
        let left = left.map(|renamed| (renamed.from, renamed.before));
        let gone = side.removed.iter().copied().chain(left);
        gone.filter(|(path, _)| self.in_scope[*path as usize]).collect()
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
