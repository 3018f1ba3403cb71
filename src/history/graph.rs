//! The order of commits, and which commit of the published branch brought each in.

use std::collections::BinaryHeap;

use super::id::{IdSet, ObjectId};
use super::record::{Index, Memory};

/// The commits that HEAD reaches, each before its parents, else newest first; equal times go by
/// id. Commits are meant by their place in this order.
pub(super) struct Graph {
    pub(super) commits: Vec<Node>,
    /// The places of HEAD and its first parents, the newest first.
    line: Vec<usize>,
}

/// A commit in the order.
pub(super) struct Node {
    /// Its place in [`Memory::records`].
    pub(super) record: u32,
    /// The places of its parents in the order; nothing for one that is not told of.
    pub(super) parents: Vec<Option<usize>>,
    /// The place of the commit that it landed with.
    pub(super) landed: usize,
}

impl Graph {
    /// Orders what `head` reaches, or of that only some. All of it is in the memory.
    pub(super) fn new(
        head: ObjectId,
        memory: &Memory,
        index: &Index,
        only: Option<&IdSet>,
    ) -> Self {
        let (reached, parents) = reach(head, memory, index, only);
        let mut children = vec![0_u32; reached.len()];
        for parent in parents.iter().flatten().flatten() {
            children[*parent] += 1;
        }
        let key = |node: usize| {
            let record = &memory.records[reached[node] as usize];
            (record.committed, record.id, node)
        };
        let mut place = vec![0; reached.len()];
        let mut order = Vec::with_capacity(reached.len());
        let mut open = BinaryHeap::from([key(0)]);
        while let Some((.., node)) = open.pop() {
            place[node] = order.len();
            order.push(node);
            for parent in parents[node].iter().flatten() {
                children[*parent] -= 1;
                if children[*parent] == 0 {
                    open.push(key(*parent));
                }
            }
        }
        let mut commits: Vec<Node> = order
            .iter()
            .map(|node| Node {
                record: reached[*node],
                parents: parents[*node]
                    .iter()
                    .map(|parent| parent.map(|node| place[node]))
                    .collect(),
                landed: 0,
            })
            .collect();
        let line = land(&mut commits);
        Self { commits, line }
    }

    /// How many first parents back from HEAD a commit landed.
    pub(super) fn landings_back(&self, node: &Node) -> usize {
        self.line.binary_search(&node.landed).unwrap_or_else(|place| place)
    }
}

/// Finds every commit below `head`: its record, and its parents by their place in the list.
fn reach(
    head: ObjectId,
    memory: &Memory,
    index: &Index,
    only: Option<&IdSet>,
) -> (Vec<u32>, Vec<Vec<Option<usize>>>) {
    const UNMET: usize = usize::MAX;
    let mut place_of = vec![UNMET; memory.records.len()];
    let mut reached = Vec::with_capacity(memory.records.len());
    let mut parents: Vec<Vec<Option<usize>>> = Vec::with_capacity(memory.records.len());
    let mut meet = |id: &ObjectId, reached: &mut Vec<u32>| {
        let told = only.is_none_or(|only| only.contains(id));
        let record = *index.records.get(id).filter(|_| told)?;
        let place = &mut place_of[record as usize];
        if *place == UNMET {
            *place = reached.len();
            reached.push(record);
        }
        Some(*place)
    };
    meet(&head, &mut reached);
    while let Some(record) = reached.get(parents.len()) {
        let ids = &memory.records[*record as usize].parents;
        parents.push(ids.iter().map(|id| meet(id, &mut reached)).collect());
    }
    (reached, parents)
}

/// A commit landed with the oldest commit of HEAD's line of first parents that reaches it. Gives the
/// places of that line.
fn land(commits: &mut [Node]) -> Vec<usize> {
    const NOWHERE: usize = usize::MAX;
    let mut line = Vec::new();
    let mut next = (!commits.is_empty()).then_some(0);
    while let Some(place) = next {
        line.push(place);
        next = commits[place].parents.first().copied().flatten();
    }
    for node in commits.iter_mut() {
        node.landed = NOWHERE;
    }
    let mut open = Vec::new();
    for landing in line.iter().rev().copied() {
        open.push(landing);
        while let Some(place) = open.pop() {
            if commits[place].landed == NOWHERE {
                commits[place].landed = landing;
                open.extend(commits[place].parents.iter().flatten());
            }
        }
    }
    line
}
