//! What the metadata said, landing by landing of the published branch.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::page::of_claims;
use crate::content::{Claims, claims, front_matter};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, CommitId, HistoryError, Line, People, Repository, Scope, cache};
use crate::org::{
    self, Feature, FeatureId, Holder, Org, OrgFile, PersonId, Strictness, Team, TeamId,
};
use crate::root::RepoPath;

/// The past of `org/`, read as far as it is asked for.
#[derive(Debug)]
pub struct Chronicle<'r> {
    repository: &'r Repository,
    folder: RepoPath,
    /// The published branch, and what it did to `org/`.
    pub line: Line,
    memory: Option<PathBuf>,
    versions: OnceLock<HashMap<RepoPath, Versions>>,
    texts: Mutex<Texts>,
}

/// The texts that a file had: the place of each landing that changed it, and the text; nothing
/// where it was gone.
type Versions = Vec<(usize, Option<BlobId>)>;

/// Texts of the metadata that were read before, by their ids: a state of the past is made of a
/// thousand small ones.
#[derive(Debug, Default)]
struct Texts {
    memory: Option<PathBuf>,
    known: HashMap<BlobId, Vec<u8>>,
    loaded: bool,
    grown: bool,
}

const TEXTS: cache::Format = cache::Format { name: "metadata texts", version: 1 };

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

    /// Remembers what was read of the past.
    ///
    /// # Errors
    /// Where the disk does not let it.
    pub fn remember(&self) -> Result<(), HistoryError> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = texts.memory.as_ref().filter(|_| texts.grown) else { return Ok(()) };
        let mut known: Vec<([u8; 20], &[u8])> =
            texts.known.iter().map(|(id, text)| (*id.as_bytes(), text.as_slice())).collect();
        known.sort_unstable();
        cache::store(path, TEXTS, &known)
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
        texts.grown |= texts.loaded && !read.is_empty();
        texts.known.extend(read);
        Ok(ids.iter().map(|id| texts.known.get(id).cloned().unwrap_or_default()).collect())
    }
}

/// So many texts are read from git sooner than the file of all that were read before.
const FEW: usize = 100;

/// The past of one page: its own front matter, that of the folders above it, and the rules.
#[derive(Debug)]
pub struct PageChronicle<'c, 'r> {
    org: &'c Chronicle<'r>,
    line: Line,
    /// The content folder, from the repository's root.
    content: RepoPath,
}

impl<'c, 'r> PageChronicle<'c, 'r> {
    /// The past of the pages below a folder.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn read(org: &'c Chronicle<'r>, content: &RepoPath) -> Result<Self, HistoryError> {
        let scope = Scope::new([content.clone()], ["md", "markdown", "mdx"]);
        let file = org.memory.as_ref().map(|folder| folder.join("line-content"));
        let line = match org.line.landings.last() {
            Some(head) => org.repository.line(head.commit, &scope, file.as_deref())?,
            None => Line::default(),
        };
        Ok(Self { org, line, content: content.clone() })
    }

    /// The place of the landing since which the page has had the owner that it has after the
    /// landing `until`, and that owner; nothing where the page is not committed. `folders` are the files that speak for
    /// the folders above the page, nearest first. A page begins where it got its name.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn owned_since(
        &self,
        page: &RepoPath,
        folders: &[RepoPath],
        until: usize,
    ) -> Result<Option<(usize, Option<Holder>)>, HistoryError> {
        let versions = self.line.versions();
        let rules = self.org.folder.join("ownership.toml").unwrap_or_else(|_| RepoPath::root());
        let mut places: BTreeSet<usize> =
            self.org.versions_of(&rules).iter().map(|(place, _)| *place).collect();
        for file in std::iter::once(page).chain(folders) {
            let theirs = versions.get(file).map(Vec::as_slice).unwrap_or_default();
            places.extend(theirs.iter().map(|(place, _)| *place));
        }
        let at = |file: &RepoPath, place: usize| -> Option<BlobId> {
            let theirs = versions.get(file)?;
            theirs.iter().rev().find(|(other, _)| *other <= place)?.1
        };
        let rules_at = |place: usize| {
            let theirs = self.org.versions_of(&rules);
            theirs.iter().rev().find(|(other, _)| *other <= place)?.1
        };
        let mut since: Option<(usize, Option<Holder>)> = None;
        for place in places.into_iter().rev().filter(|place| *place <= until) {
            let Some(text) = at(page, place) else { break };
            let mut claimed = vec![self.claims(page, text)?];
            for folder in folders {
                if let Some(text) = at(folder, place) {
                    claimed.push(self.claims(folder, text)?);
                }
            }
            let org = self.rules(&rules, rules_at(place))?;
            let path = page.below(&self.content).and_then(|path| RepoPath::new(path).ok());
            let claimed: Vec<&Claims> = claimed.iter().collect();
            let owned = of_claims(&org, &path.unwrap_or_else(RepoPath::root), &claimed);
            let owner = owned.owner.map(|fact| fact.value);
            if since.as_ref().is_some_and(|(_, held)| *held != owner) {
                break;
            }
            since = Some((place, owner));
        }
        Ok(since)
    }

    /// The commits of the line.
    #[must_use]
    pub fn line(&self) -> &Line {
        &self.line
    }

    fn claims(&self, path: &RepoPath, text: BlobId) -> Result<Claims, HistoryError> {
        let bytes = self.org.repository.blob(text)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let source = std::sync::Arc::new(Source::new(path.clone(), text));
        let mut nobody = Diagnostics::new();
        let front = front_matter::read(&source, &mut nobody);
        Ok(claims::read(&front, &source, &mut nobody))
    }

    /// The rules about pages, and everybody whom the metadata ever had: whether an owner is still
    /// there is not the question.
    fn rules(&self, path: &RepoPath, text: Option<BlobId>) -> Result<Org, HistoryError> {
        let mut files = Vec::new();
        for kind in ["people", "teams"] {
            for id in self.org.ids(kind) {
                if let Ok(path) = self.org.folder.join(&format!("{kind}/{id}.toml")) {
                    files.push(OrgFile::new(path, b"name = \"\"".to_vec()));
                }
            }
        }
        if let Some(text) = text {
            files.push(OrgFile::new(path.clone(), self.org.repository.blob(text)?));
        }
        Ok(org::parse(&self.org.folder, files, Strictness::Past).0)
    }
}
