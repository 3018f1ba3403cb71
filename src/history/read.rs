//! From a repository to its history.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::cache::{self, Format};
use super::error::HistoryError;
use super::graph::{Graph, Node};
use super::id::{BlobId, CommitId, ObjectId};
use super::log::{Completeness, History, Uncommitted, Walked};
use super::moment::Edge;
use super::reach::beyond;
use super::record::{Index, Memory};
use super::repository::Repository;
use super::scope::Scope;
use super::stories::Stories;
use super::tell::tell;
use super::tree::RawPath;
use super::walk::{self, Bounds, Tracked};
use super::worktree;
use crate::root::RepoPath;

const FORMAT: Format = Format { name: "history", version: 2 };

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
    /// What lies before this need not be told, so that nobody walks back to it: logs may end at any
    /// change that came later. A shallow clone is read whole all the same.
    pub since: Option<Edge>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { cache_dir: None, bulk_from: 30, at: None, since: None }
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
    let head = match options.at {
        None => repository.head()?,
        at => at,
    };
    let look = || Around::look(repository, scope, head, options.at.is_none());
    let Some(head) = head else {
        return Ok(History { uncommitted: look()?.uncommitted, ..History::default() });
    };
    let cache = options.cache_dir.map(|folder| folder.join(cache_name(scope)));
    let shallow = repository.shallow_boundary()?;
    let since = options.since.filter(|_| shallow.is_empty());
    let only = since.map(|since| beyond(repository, head.0, since)).transpose()?.flatten();
    let bounds = Bounds { shallow: &shallow, only: only.as_ref() };
    let (known, around) = rayon::join(|| remember(repository, scope, head.0, bounds, cache), look);
    let (known, around) = (known?, around?);
    let graph = Graph::new(head.0, &known.memory, &known.index, bounds.only);
    let stories = |commits: &[ObjectId]| repository.stories(commits, known.stories);
    let mut history = tell(&graph, &known.memory, scope, &around, options.bulk_from, stories)?;
    for commit in &mut history.commits {
        commit.flags.boundary = shallow.contains(&commit.id.0);
        commit.flags.bulk &= !commit.flags.boundary;
    }
    let id_of = |node: &Node| known.memory.records[node.record as usize].id;
    let reached = graph.commits.iter().map(id_of).filter(|id| shallow.contains(id));
    let boundary: BTreeSet<_> = reached.map(CommitId).collect();
    // What was known comes first; some of it may be of other branches.
    let from_cache = graph.commits.iter().filter(|node| (node.record as usize) < known.from_cache);
    let from_cache = from_cache.count();
    Ok(History {
        head: Some(head),
        completeness: Completeness {
            boundary: boundary.into_iter().collect(),
            partial: around.partial,
            missing_blobs: known.missing_blobs,
        },
        walked: Walked { commits: graph.commits.len(), from_cache },
        uncommitted: around.uncommitted,
        unsaved: known.unsaved,
        ..history
    })
}

/// What a history needs besides its commits.
pub(super) struct Around {
    /// The files of the scope at HEAD.
    pub(super) files: Vec<(RawPath, BlobId)>,
    /// The text of `.mailmap`.
    pub(super) mailmap: Option<Arc<[u8]>>,
    /// The commits of `.git-blame-ignore-revs`.
    pub(super) ignored: BTreeSet<ObjectId>,
    uncommitted: BTreeMap<RepoPath, Uncommitted>,
    partial: bool,
}

impl Around {
    fn look(
        repository: &Repository,
        scope: &Scope,
        head: Option<CommitId>,
        with_work_tree: bool,
    ) -> Result<Self, HistoryError> {
        let uncommitted = if with_work_tree {
            worktree::uncommitted(repository, scope)?
        } else {
            BTreeMap::new()
        };
        let files = head.map(|head| repository.files_of(head, scope)).transpose()?;
        let ignored = repository.root_file(".git-blame-ignore-revs", head)?;
        Ok(Self {
            files: files.unwrap_or_default(),
            mailmap: repository.mailmap()?,
            ignored: ignored_revisions(&ignored.unwrap_or_default()),
            uncommitted,
            partial: repository.is_partial()?,
        })
    }
}

/// One full id a line; `#` begins a comment.
fn ignored_revisions(text: &[u8]) -> BTreeSet<ObjectId> {
    let ids = text.split(|byte| *byte == b'\n').filter_map(|line| {
        let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
        ObjectId::from_hex_bytes(line.trim_ascii())
    });
    ids.collect()
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
    /// What the commits say that were not in the cache.
    stories: Stories,
    from_cache: usize,
    missing_blobs: usize,
    unsaved: Option<Arc<HistoryError>>,
}

/// Brings the memory up to `head`: from the cache as far as it goes, the rest from git.
fn remember(
    repository: &Repository,
    scope: &Scope,
    head: ObjectId,
    bounds: Bounds<'_>,
    cache: Option<PathBuf>,
) -> Result<Known, HistoryError> {
    let loaded: Option<(Scope, Memory)> =
        cache.as_deref().and_then(|path| cache::load(path, FORMAT));
    let loaded = loaded.filter(|(of, memory)| of == scope && memory.is_sound());
    let mut memory = loaded.map(|(_, memory)| memory).unwrap_or_default();
    loop {
        let mut index = memory.index();
        // What the cache knows of a boundary's parents is of no use where they are gone.
        for id in bounds.shallow {
            index.records.remove(id);
        }
        let tracked = Tracked::new(scope, &memory.elsewhere);
        let mut fresh =
            walk::unknown_commits(repository, head, &tracked, (&memory, &index), bounds)?;
        let elsewhere = walk::sources_elsewhere(&fresh, &tracked);
        if !elsewhere.is_empty() {
            // Pages came from outside the scope: what happened to them there was not looked at.
            let mut all = memory.elsewhere;
            all.extend(elsewhere);
            memory = Memory { elsewhere: all, ..Memory::default() };
            continue;
        }
        let from_cache = memory.records.len();
        let mut stories = Stories::default();
        for fresh in &mut fresh {
            stories.extend(fresh.story.take().map(|story| (fresh.id, story)));
        }
        let (lasting, provisional): (Vec<_>, Vec<_>) =
            fresh.into_iter().partition(|fresh| !fresh.provisional);
        let missing: BTreeSet<_> =
            provisional.iter().flat_map(|fresh| fresh.missing.iter().copied()).collect();
        // Working a few commits out again costs less than writing everything anew for them.
        let worth_saving = lasting.len() * 64 > from_cache;
        let was_closed = memory.closed || (from_cache == 0 && bounds.only.is_none());
        lasting.into_iter().for_each(|fresh| memory.add(fresh, &mut index));
        memory.closed = provisional.is_empty() && was_closed && memory.ends(from_cache, &index);
        let mut unsaved = None;
        if let Some(path) = cache.filter(|_| worth_saving) {
            unsaved = cache::store(&path, FORMAT, &(scope, &memory)).err().map(Arc::new);
        }
        provisional.into_iter().for_each(|fresh| memory.add(fresh, &mut index));
        let missing_blobs = missing.len();
        return Ok(Known { memory, index, stories, from_cache, missing_blobs, unsaved });
    }
}
