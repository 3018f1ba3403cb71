//! From a repository to its history.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::cache::{self, Format};
use super::commit::{Commit, Flags, Identity, Landed};
use super::error::HistoryError;
use super::follow::{Followed, follow};
use super::graph::{Graph, Node};
use super::id::{CommitId, ObjectId};
use super::log::{Change, Completeness, History, PageLog, Walked};
use super::own;
use super::people::{self, People};
use super::record::{Index, Memory};
use super::repository::Repository;
use super::scope::Scope;
use super::tree::RawPath;
use super::walk::{self, Tracked};
use super::worktree;
use crate::root::RepoPath;

const FORMAT: Format = Format { name: "history", version: 1 };

/// How to read a history.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The folder for what is worth remembering; nothing to remember nothing.
    pub cache_dir: Option<&'a Path>,
    /// From how many files of the scope on a commit counts as bulk. 30 by default: of two real
    /// handbooks a fifth of the pages was last touched by such commits.
    pub bulk_from: usize,
    /// The commit to read from instead of HEAD. The work tree is then not looked at.
    pub at: Option<CommitId>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { cache_dir: None, bulk_from: 30, at: None }
    }
}

/// Reads everything that git remembers about a scope.
///
/// The result depends on the commits, the scope, the options, `.mailmap` and
/// `.git-blame-ignore-revs`, never on what the cache holds.
///
/// # Errors
/// Where the repository is damaged or cannot be read. A cache that cannot be written is no error:
/// [`History::unsaved`] says why.
pub fn read(
    repository: &Repository,
    scope: &Scope,
    options: &Options<'_>,
) -> Result<History, HistoryError> {
    let uncommitted = match options.at {
        None => worktree::uncommitted(repository, scope)?,
        Some(_) => Default::default(),
    };
    let head = match options.at {
        None => repository.head()?,
        at => at,
    };
    let Some(head) = head else { return Ok(History { uncommitted, ..History::default() }) };

    let cache = options.cache_dir.map(|folder| folder.join(cache_name(scope)));
    let shallow = repository.shallow_boundary()?;
    let known = remember(repository, scope, head.0, &shallow, cache)?;
    let graph = Graph::new(head.0, &known.memory, &known.index);
    let mut history = fold(repository, scope, head, &graph, &known.memory, options.bulk_from)?;
    let is_boundary = |node: &Node| {
        let id = known.memory.records[node.record as usize].id;
        shallow.contains(&id).then_some(CommitId(id))
    };
    history.completeness = Completeness {
        boundary: graph
            .commits
            .iter()
            .filter_map(is_boundary)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        partial: repository.is_partial()?,
        missing_blobs: known.missing_blobs,
    };
    for commit in &mut history.commits {
        commit.flags.boundary = shallow.contains(&commit.id.0);
        commit.flags.bulk &= !commit.flags.boundary;
    }
    history.walked = Walked { commits: graph.commits.len(), from_cache: known.from_cache };
    history.uncommitted = uncommitted;
    history.unsaved = known.unsaved;
    Ok(history)
}

/// One file a scope, so that a change of scope never reads the wrong one.
fn cache_name(scope: &Scope) -> String {
    let key = Sha256::digest(format!("{scope:?}"));
    let hex: String = key.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("history-{hex}")
}

struct Known {
    memory: Memory,
    index: Index,
    from_cache: usize,
    missing_blobs: usize,
    unsaved: Option<Arc<HistoryError>>,
}

/// Brings the memory up to `head`: from the cache as far as it goes, the rest from git.
fn remember(
    repository: &Repository,
    scope: &Scope,
    head: ObjectId,
    shallow: &BTreeSet<ObjectId>,
    cache: Option<PathBuf>,
) -> Result<Known, HistoryError> {
    let loaded: Option<(Scope, Memory)> =
        cache.as_deref().and_then(|path| cache::load(path, FORMAT));
    let loaded = loaded.filter(|(of, memory)| of == scope && memory.is_sound());
    let mut memory = loaded.map(|(_, memory)| memory).unwrap_or_default();
    loop {
        let mut index = memory.index();
        // What the cache knows of a boundary's parents is of no use where they are gone.
        for id in shallow {
            index.records.remove(id);
        }
        let tracked = Tracked::new(scope, &memory.elsewhere);
        let fresh = walk::unknown_commits(repository, head, &tracked, (&memory, &index), shallow)?;
        let elsewhere = walk::sources_elsewhere(&fresh, &tracked);
        if !elsewhere.is_empty() {
            // Pages came from outside the scope: what happened to them there was not looked at.
            let mut all = memory.elsewhere;
            all.extend(elsewhere);
            memory = Memory { elsewhere: all, ..Memory::default() };
            continue;
        }
        let from_cache = memory.records.len();
        let (lasting, provisional): (Vec<_>, Vec<_>) =
            fresh.into_iter().partition(|fresh| !fresh.provisional);
        let missing: BTreeSet<_> =
            provisional.iter().flat_map(|fresh| fresh.missing.iter().copied()).collect();
        // Working a few commits out again costs less than writing everything anew for them.
        let worth_saving = lasting.len() * 64 > from_cache;
        memory.closed = provisional.is_empty() && (memory.closed || from_cache == 0);
        lasting.into_iter().for_each(|fresh| memory.add(fresh, &mut index));
        let mut unsaved = None;
        if let Some(path) = cache.filter(|_| worth_saving) {
            unsaved = cache::store(&path, FORMAT, &(scope, &memory)).err().map(Arc::new);
        }
        provisional.into_iter().for_each(|fresh| memory.add(fresh, &mut index));
        return Ok(Known { memory, index, from_cache, missing_blobs: missing.len(), unsaved });
    }
}

/// Folds records into commits and page logs.
fn fold(
    repository: &Repository,
    scope: &Scope,
    head: CommitId,
    graph: &Graph,
    memory: &Memory,
    bulk_from: usize,
) -> Result<History, HistoryError> {
    let mailmap = repository.root_file(".mailmap", Some(head))?;
    let ignored = ignored_revisions(repository, head)?;
    let files = repository.files_of(head, scope)?;
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
            let mut describer = Describer::new(graph, memory, mailmap.as_deref());
            let touches = |node: &Node| memory.records[node.record as usize].touch.is_some();
            let touching = graph.commits.iter().enumerate().filter(|(_, node)| touches(node));
            let describe = |(place, _)| {
                let mut commit: Commit = describer.describe(place);
                commit.flags.bulk = files_changed[place] >= bulk_from;
                commit.flags.ignored = ignored.contains(&commit.id.0);
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

    let page = |((path, blob), changes): ((RawPath, _), _)| {
        (RepoPath::from_bytes(&path), PageLog { changes, blob: Some(blob) })
    };
    let pages = files.into_iter().zip(living).map(page).collect();
    let removed = removed.into_iter().map(|changes| PageLog { changes, blob: None }).collect();
    Ok(History { head: Some(head), commits, pages, removed, ..History::default() })
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
        let landing = &self.graph.commits[node.landed];
        let landing = &self.memory.records[landing.record as usize];
        let mut commit = Commit {
            id: CommitId(record.id),
            parents: record.parents.iter().copied().map(CommitId).collect(),
            author: Arc::default(),
            co_authors: Vec::new(),
            written: Timestamp::UNIX_EPOCH,
            landed: Landed { commit: CommitId(landing.id), at: time(landing.committed) },
            subject: String::new(),
            trailers: Vec::new(),
            flags: Flags::default(),
        };
        if let Some(touch) = &record.touch {
            (commit.author, commit.flags.bot) = self.author(touch.author as usize);
            commit.co_authors = self.people.co_authors(&commit.author, &touch.trailers);
            commit.written = time(touch.written);
            commit.subject.clone_from(&touch.subject);
            commit.trailers =
                touch.trailers.iter().map(|(token, value)| people::trailer(token, value)).collect();
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

/// The commits of `.git-blame-ignore-revs`: one full id a line, `#` begins a comment.
fn ignored_revisions(
    repository: &Repository,
    head: CommitId,
) -> Result<BTreeSet<ObjectId>, HistoryError> {
    let text = repository.root_file(".git-blame-ignore-revs", Some(head))?.unwrap_or_default();
    let ids = text.split(|byte| *byte == b'\n').filter_map(|line| {
        let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
        ObjectId::from_hex_bytes(line.trim_ascii())
    });
    Ok(ids.collect())
}
