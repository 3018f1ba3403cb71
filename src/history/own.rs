//! What a commit wrote itself: of a merge, what differs from every parent.

use std::collections::HashMap;

use super::graph::Graph;
use super::id::ObjectId;
use super::record::{Memory, Side};

/// A file that a commit wrote.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) path: u32,
    pub(super) from: Option<u32>,
    pub(super) before: Option<ObjectId>,
    pub(super) after: ObjectId,
}

/// The files that a commit itself wrote. A merge's are told as the change from the first parent
/// that has them.
pub(super) fn changes(sides: &[Side]) -> Vec<Written> {
    if let [only] = sides {
        return written(only).collect();
    }
    let mut own: HashMap<u32, (usize, Written)> = HashMap::new();
    for side in sides {
        for written in written(side) {
            let (differs, known) = own.entry(written.path).or_insert((0, written));
            *differs += 1;
            if known.before.is_none() {
                *known = written;
            }
        }
    }
    let own = own.into_values().filter(|(differs, _)| *differs == sides.len());
    own.map(|(_, written)| written).collect()
}

fn written(side: &Side) -> impl Iterator<Item = Written> {
    let edited = side.edited.iter().map(|(path, before, after)| Written {
        path: *path,
        from: None,
        before: Some(*before),
        after: *after,
    });
    let renamed = side.renamed.iter().map(|renamed| Written {
        path: renamed.to,
        from: Some(renamed.from),
        before: Some(renamed.before),
        after: renamed.after,
    });
    let added = side.added.iter().map(|(path, after)| Written {
        path: *path,
        from: None,
        before: None,
        after: *after,
    });
    edited.chain(renamed).chain(added)
}

/// How many files of the scope each commit of the graph changed itself, a move counting once.
pub(super) fn files_changed(graph: &Graph, memory: &Memory, in_scope: &[bool]) -> Vec<usize> {
    let holds = |path: u32| in_scope[path as usize];
    let lost = |side: &Side| {
        let left = side.renamed.iter().filter(|renamed| !holds(renamed.to));
        let gone = side.removed.iter().map(|(path, _)| *path);
        gone.chain(left.map(|renamed| renamed.from)).filter(|path| holds(*path)).collect::<Vec<_>>()
    };
    let count = |sides: &[Side]| {
        if let [only] = sides {
            let written = written(only).filter(|written| holds(written.path)).count();
            return written + lost(only).len();
        }
        let mut gone: HashMap<u32, usize> = HashMap::new();
        for path in sides.iter().flat_map(lost) {
            *gone.entry(path).or_default() += 1;
        }
        let written = changes(sides).iter().filter(|written| holds(written.path)).count();
        written + gone.into_values().filter(|differs| *differs == sides.len()).count()
    };
    let commits = graph.commits.iter();
    let sides = commits.map(|node| memory.records[node.record as usize].sides.as_deref());
    sides.map(|sides| sides.map_or(0, count)).collect()
}
