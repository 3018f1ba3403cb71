//! From records to what is told of them.

use std::collections::HashMap;

use super::commit::{Commit, Flags, Landed};
use super::error::HistoryError;
use super::follow::{Followed, follow};
use super::graph::Graph;
use super::id::{CommitId, ObjectId};
use super::log::{Change, History, PageLog};
use super::moment::time;
use super::object::Story;
use super::own;
use super::people::{self, People};
use super::read::Around;
use super::record::Memory;
use super::scope::Scope;
use super::tree::RawPath;
use crate::root::RepoPath;

/// Folds records into commits and page logs. `stories` gives what commits say, in their order.
///
/// # Errors
/// Those of `stories`.
pub(super) fn tell(
    graph: &Graph,
    memory: &Memory,
    scope: &Scope,
    around: &Around,
    bulk_from: usize,
    stories: impl FnOnce(&[ObjectId]) -> Result<Vec<Story>, HistoryError> + Send,
) -> Result<History, HistoryError> {
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
            let record = |place: usize| &memory.records[graph.commits[place].record as usize];
            let all = 0..graph.commits.len();
            let touching: Vec<usize> = all.filter(|place| record(*place).sides.is_some()).collect();
            let ids: Vec<ObjectId> = touching.iter().map(|place| record(*place).id).collect();
            let people = People::new(around.mailmap.as_deref());
            let mut describer = Describer { graph, memory, people };
            let describe = |(place, story)| {
                let mut commit: Commit = describer.describe(place, story);
                commit.flags.bulk = files_changed[place] >= bulk_from;
                commit.flags.ignored = around.ignored.contains(&commit.id.0);
                (place, commit)
            };
            Ok(touching.into_iter().zip(stories(&ids)?).map(describe).collect::<Vec<_>>())
        },
    );
    let commits = commits?;
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
        (RepoPath::from_bytes(path), PageLog { changes, blob: Some(*blob), ..PageLog::default() })
    };
    let pages = files.iter().zip(living).map(page).collect();
    let removed =
        removed.into_iter().map(|changes| PageLog { changes, ..PageLog::default() }).collect();
    Ok(History { commits, pages, removed, ..History::default() })
}

/// Tells records as commits.
struct Describer<'m> {
    graph: &'m Graph,
    memory: &'m Memory,
    people: People,
}

impl Describer<'_> {
    fn describe(&mut self, place: usize, story: Story) -> Commit {
        let node = &self.graph.commits[place];
        let record = &self.memory.records[node.record as usize];
        let back = self.graph.landings_back(node);
        let landing = &self.graph.commits[node.landed];
        let landing = &self.memory.records[landing.record as usize];
        let author = self.people.identity(&story.author.0, &story.author.1);
        let trailers = story.trailers.iter();
        Commit {
            id: CommitId(record.id),
            parents: record.parents.iter().copied().map(CommitId).collect(),
            co_authors: self.people.co_authors(&author, &story.trailers),
            flags: Flags { bot: people::is_bot(&author), ..Flags::default() },
            author,
            written: time(story.written),
            landed: Landed { commit: CommitId(landing.id), at: time(landing.committed), back },
            subject: story.subject,
            trailers: trailers.map(|(token, value)| self.people.trailer(token, value)).collect(),
        }
    }
}
