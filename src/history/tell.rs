//! From records to what is told of them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::commit::{Commit, Flags, Identity, Landed};
use super::follow::{Followed, follow};
use super::graph::{Graph, Node};
use super::id::CommitId;
use super::log::{Change, History, PageLog};
use super::own;
use super::people::{self, People};
use super::read::Around;
use super::record::Memory;
use super::scope::Scope;
use super::tree::RawPath;
use crate::root::RepoPath;

/// Folds records into commits and page logs.
pub(super) fn tell(
    graph: &Graph,
    memory: &Memory,
    scope: &Scope,
    around: &Around,
    bulk_from: usize,
) -> History {
    let files = &around.files;
    let in_scope: Vec<bool> = memory.paths.iter().map(|path| scope.holds_bytes(path)).collect();
    let files_changed = own::files_changed(graph, memory, &in_scope);
    let (followed, commits) = rayon::join(
        || {
            let numbers: HashMap<&[u8], u32> =
                (0..).zip(&memory.paths).map(|(number, path)| (&**path, number)).collect();
            let numbered: Vec<_> =
                files.iter().map(|(path, _)| numbers.get(&**path).copied()).collect();
            follow(graph, memory, &numbered, &in_scope)
        },
        || {
            let mut describer = Describer::new(graph, memory, around.mailmap.as_deref());
            let touches = |node: &Node| memory.records[node.record as usize].touch.is_some();
            let touching = graph.commits.iter().enumerate().filter(|(_, node)| touches(node));
            let describe = |(place, _)| {
                let mut commit: Commit = describer.describe(place);
                commit.flags.bulk = files_changed[place] >= bulk_from;
                commit.flags.ignored = around.ignored.contains(&commit.id.0);
                (place, commit)
            };
            touching.map(describe).collect::<Vec<_>>()
        },
    );
    let Followed { mut living, mut removed } = followed;
    // A merge may touch the scope without changing it, and a file elsewhere may be tracked for
    // another branch's sake: only what a page of this history tells of is told.
    let mut told = vec![false; graph.commits.len()];
    living.iter().chain(&removed).flatten().for_each(|change| told[change.commit] = true);
    let mut number_of = vec![usize::MAX; told.len()];
    let mut numbered = Vec::with_capacity(commits.len());
    for (place, commit) in commits.into_iter().filter(|(place, _)| told[*place]) {
        number_of[place] = numbered.len();
        numbered.push(commit);
    }
    let commits = numbered;
    let renumber = |change: &mut Change| change.commit = number_of[change.commit];
    living.iter_mut().chain(&mut removed).flatten().for_each(renumber);

    let page = |((path, blob), changes): (&(RawPath, _), _)| {
        (RepoPath::from_bytes(path), PageLog { changes, kept: Vec::new(), blob: Some(*blob) })
    };
    let pages = files.iter().zip(living).map(page).collect();
    let removed = removed
        .into_iter()
        .map(|changes| PageLog { changes, kept: Vec::new(), blob: None })
        .collect();
    History { commits, pages, removed, ..History::default() }
}

/// Tells records as commits.
struct Describer<'m> {
    graph: &'m Graph,
    memory: &'m Memory,
    people: People,
    /// What became of each author of the memory.
    authors: Vec<Option<(Arc<Identity>, bool)>>,
}

impl<'m> Describer<'m> {
    fn new(graph: &'m Graph, memory: &'m Memory, mailmap: Option<&[u8]>) -> Self {
        let authors = vec![None; memory.people.len()];
        Self { graph, memory, people: People::new(mailmap), authors }
    }

    fn describe(&mut self, place: usize) -> Commit {
        let node = &self.graph.commits[place];
        let record = &self.memory.records[node.record as usize];
        let back = self.graph.landings_back(node);
        let landing = &self.graph.commits[node.landed];
        let landing = &self.memory.records[landing.record as usize];
        let mut commit = Commit {
            id: CommitId(record.id),
            parents: record.parents.iter().copied().map(CommitId).collect(),
            author: Arc::default(),
            co_authors: Vec::new(),
            written: Timestamp::UNIX_EPOCH,
            landed: Landed { commit: CommitId(landing.id), at: time(landing.committed), back },
            subject: String::new(),
            trailers: Vec::new(),
            flags: Flags::default(),
        };
        if let Some(touch) = &record.touch {
            (commit.author, commit.flags.bot) = self.author(touch.author as usize);
            commit.co_authors = self.people.co_authors(&commit.author, &touch.trailers);
            commit.written = time(touch.written);
            commit.subject.clone_from(&touch.subject);
            commit.trailers = touch
                .trailers
                .iter()
                .map(|(token, value)| self.people.trailer(token, value))
                .collect();
        }
        commit
    }

    fn author(&mut self, author: usize) -> (Arc<Identity>, bool) {
        let known = &mut self.authors[author];
        let (name, email) = &self.memory.people[author];
        let people = &mut self.people;
        known
            .get_or_insert_with(|| {
                let identity = people.identity(name, email);
                let is_bot = people::is_bot(&identity);
                (identity, is_bot)
            })
            .clone()
    }
}

/// Git allows times that no calendar has: those become the nearest that one has.
fn time(seconds: i64) -> Timestamp {
    let nearest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(nearest)
}
