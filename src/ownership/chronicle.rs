//! What the metadata said, landing by landing of the published branch.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::history::{BlobId, CommitId, HistoryError, Line, People, Repository, Scope, cache};
use crate::org::{self, Feature, FeatureId, Org, OrgFile, PersonId, Strictness, Team, TeamId};
use crate::root::RepoPath;

/// The past of `org/`, read as far as it is asked for.
#[derive(Debug)]
pub struct Chronicle<'r> {
    pub(super) repository: &'r Repository,
    /// `org/`, from the repository's root.
    pub(super) folder: RepoPath,
    /// The published branch, and what it did to `org/`.
    pub line: Line,
    pub(super) memory: Option<PathBuf>,
    versions: OnceLock<HashMap<RepoPath, Versions>>,
    texts: Mutex<Texts>,
}

/// The texts that a file had: the place of each landing that changed it, and the text; nothing
/// where it was gone.
type Versions = Vec<(usize, Option<BlobId>)>;

/// Texts of the metadata that were read before, by their ids: a state of the past is made of a
/// thousand small ones. Personal ones are not remembered on disk.
#[derive(Debug, Default)]
struct Texts {
    memory: Option<PathBuf>,
    known: HashMap<BlobId, Vec<u8>>,
    loaded: bool,
    grown: bool,
}

const TEXTS: cache::Format = cache::Format { name: "metadata texts", version: 3 };

/// Whether something in the text may be an address, or a key that is bound to one. TOML can write any
/// character as an escape, so that one with any is taken for an address too.
fn is_personal(text: &[u8]) -> bool {
    let holds = |what: &[u8]| text.windows(what.len()).any(|part| part == what);
    [&b"@"[..], b"\\u", b"\\U", b"\\x", b"signing_keys"].into_iter().any(holds)
}

impl<'r> Chronicle<'r> {
    /// The past of the folder `org`, from `head` down. `memory` is a folder for what is worth
    /// knowing the next time.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn read(
        repository: &'r Repository,
        org: &RepoPath,
        head: CommitId,
        memory: Option<&Path>,
    ) -> Result<Self, HistoryError> {
        let scope = Scope::new([org.clone()], ["toml"]);
        let file = memory.map(|folder| folder.join("line-org"));
        let line = repository.line(head, &scope, file.as_deref())?;
        let texts =
            Texts { memory: memory.map(|folder| folder.join("texts-org")), ..Texts::default() };
        Ok(Self {
            repository,
            folder: org.clone(),
            line,
            memory: memory.map(Path::to_path_buf),
            versions: OnceLock::new(),
            texts: Mutex::new(texts),
        })
    }

    /// The organisation after that landing, read leniently.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn org_after(&self, landing: usize) -> Result<Org, HistoryError> {
        let files = self.line.files(landing);
        let ids: Vec<BlobId> = files.values().copied().collect();
        let texts = self.texts(&ids)?;
        let files =
            files.into_keys().zip(texts).map(|(path, text)| OrgFile::new(path.clone(), text));
        Ok(org::parse(&self.folder, files.collect(), Strictness::Past).0)
    }

    /// What the files of a feature said, oldest first, as far as that landing: the place of each
    /// landing that changed it, and what it said then; nothing where it was gone.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn feature(
        &self,
        id: &FeatureId,
        formerly: &[FeatureId],
        until: usize,
    ) -> Result<Vec<(usize, Option<Feature>)>, HistoryError> {
        let names: Vec<&str> = std::iter::once(id).chain(formerly).map(FeatureId::as_str).collect();
        self.entity("features", &names, until, |org| org.features.into_values().next())
    }

    /// The same of a team.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn team(
        &self,
        id: &TeamId,
        formerly: &[TeamId],
        until: usize,
    ) -> Result<Vec<(usize, Option<Team>)>, HistoryError> {
        let names: Vec<&str> = std::iter::once(id).chain(formerly).map(TeamId::as_str).collect();
        self.entity("teams", &names, until, |org| org.teams.into_values().next())
    }

    /// Every id that a folder of `org/` ever had.
    #[must_use]
    pub fn ids(&self, kind: &str) -> BTreeSet<String> {
        let Ok(folder) = self.folder.join(kind) else { return BTreeSet::new() };
        let below = |path: &RepoPath| {
            let name = path.below(&folder)?.strip_suffix(".toml")?;
            (!name.contains('/')).then(|| name.to_owned())
        };
        self.versions().keys().filter_map(below).collect()
    }

    /// The repository that remembers it.
    pub(super) fn repository(&self) -> &'r Repository {
        self.repository
    }

    /// The file of that path below `org/`.
    pub(super) fn path(&self, below: &str) -> Option<RepoPath> {
        self.folder.join(below).ok()
    }

    /// The place of the last landing.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.line.landings.len().checked_sub(1)
    }

    /// The texts of a file of `org/`, by the place of the landing that brought each.
    #[must_use]
    pub fn versions_of(&self, path: &RepoPath) -> &[(usize, Option<BlobId>)] {
        self.versions().get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// The place of the landing that first brought a file of `org/`, under the first of these names
    /// or, before it had that one, under the others.
    #[must_use]
    pub fn first_of(&self, kind: &str, names: &[String], until: usize) -> Option<usize> {
        let mut first: Option<usize> = None;
        for name in names {
            let path = self.folder.join(&format!("{kind}/{name}.toml")).ok()?;
            let begun = self.versions_of(&path).first().map(|(place, _)| *place);
            let begun = begun.filter(|place| *place <= first.unwrap_or(until));
            first = begun.or(first);
        }
        first
    }

    /// The people behind what a landing brought to a file of `org/`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn authors(
        &self,
        landing: usize,
        path: &RepoPath,
        people: &People,
    ) -> Result<BTreeSet<PersonId>, HistoryError> {
        let Some(landing) = self.line.landings.get(landing) else { return Ok(BTreeSet::new()) };
        let authors = self.repository.authors_of(landing.commit, path)?;
        Ok(authors.iter().filter_map(|author| people.behind(author)).cloned().collect())
    }

    /// Reads every text that the metadata ever had, for who needs most of them.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn warm_up(&self) -> Result<(), HistoryError> {
        let all = self.line.landings.iter().flat_map(|landing| &landing.changes);
        let ids: Vec<BlobId> = all.filter_map(|(_, blob)| *blob).collect();
        self.texts(&ids).map(drop)
    }

    /// Remembers what was read of the past, where the disk lets it.
    pub fn remember(&self) {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = texts.memory.as_ref().filter(|_| texts.grown) else { return };
        let mut known: Vec<([u8; 20], &[u8])> = texts
            .known
            .iter()
            .filter(|(_, text)| !is_personal(text))
            .map(|(id, text)| (*id.as_bytes(), text.as_slice()))
            .collect();
        known.sort_unstable();
        cache::keep(path, TEXTS, &known);
    }

    fn versions(&self) -> &HashMap<RepoPath, Versions> {
        self.versions.get_or_init(|| {
            let versions = self.line.versions().into_iter();
            versions.map(|(path, versions)| (path.clone(), versions)).collect()
        })
    }

    /// The files of an entity under its name and, before it had that one, under its former names.
    fn entity<T>(
        &self,
        folder: &str,
        names: &[&str],
        until: usize,
        take: impl Fn(Org) -> Option<T>,
    ) -> Result<Vec<(usize, Option<T>)>, HistoryError> {
        let mut told: Vec<(usize, Option<(RepoPath, BlobId)>)> = Vec::new();
        let mut before = usize::MAX;
        for name in names {
            let Ok(path) = self.folder.join(&format!("{folder}/{name}.toml")) else { continue };
            let theirs = self.versions_of(&path).iter().filter(|(place, _)| *place <= until);
            let theirs: Vec<_> = theirs
                .filter(|(place, blob)| *place < before || (*place == before && blob.is_some()))
                .map(|(place, blob)| (*place, blob.map(|blob| (path.clone(), blob))))
                .collect();
            if let Some((first, _)) = theirs.first() {
                before = *first;
            }
            told.splice(0..0, theirs);
        }
        // Where one landing took the old name away and brought the new one, the new one counts.
        told.sort_by_key(|(place, file)| (*place, file.is_some()));
        let ids: Vec<BlobId> = told.iter().filter_map(|(_, file)| Some(file.as_ref()?.1)).collect();
        let mut texts = self.texts(&ids)?.into_iter();
        let mut all: Vec<(usize, Option<T>)> = Vec::with_capacity(told.len());
        for (place, file) in told {
            let value = file.and_then(|(path, _)| {
                let file = OrgFile::new(path, texts.next()?);
                take(org::parse(&self.folder, vec![file], Strictness::Past).0)
            });
            match all.last_mut() {
                Some((last, known)) if *last == place => *known = value,
                _ => all.push((place, value)),
            }
        }
        Ok(all)
    }

    fn texts(&self, ids: &[BlobId]) -> Result<Vec<Vec<u8>>, HistoryError> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if !texts.loaded && ids.len() > FEW {
            texts.loaded = true;
            let stored = texts
                .memory
                .as_ref()
                .and_then(|path| cache::load::<Vec<([u8; 20], Vec<u8>)>>(path, TEXTS));
            let known = stored.into_iter().flatten();
            texts.known.extend(known.map(|(id, text)| (BlobId::from_bytes(id), text)));
        }
        let unknown: Vec<BlobId> =
            ids.iter().filter(|id| !texts.known.contains_key(*id)).copied().collect();
        let read: Vec<(BlobId, Vec<u8>)> = unknown
            .par_iter()
            .with_min_len(64)
            .map(|id| Ok((*id, self.repository.blob(*id)?)))
            .collect::<Result<_, HistoryError>>()?;
        texts.grown |= texts.loaded && read.iter().any(|(_, text)| !is_personal(text));
        texts.known.extend(read);
        Ok(ids.iter().map(|id| texts.known.get(id).cloned().unwrap_or_default()).collect())
    }
}

/// So many texts are read from git sooner than the file of all that were read before.
const FEW: usize = 100;
