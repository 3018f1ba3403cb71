//! Who owned a page as of a commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::verdict::{Standing, Voice};
use crate::content::{Claims, FolderPages, claims, front_matter};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, CommitId, HistoryError, Repository};
use crate::metadata::PageKind;
use crate::org::{self, Docs, Former, Holder, Org, OrgFile, PersonId, Strictness};
use crate::ownership::{FeatureOwnership, PageOwnership, of_claims};
use crate::root::RepoPath;

/// What was found out about a page's owner at a commit.
#[derive(Debug, Clone)]
pub enum Owned {
    /// It had one.
    By(Standing),
    /// It had none.
    Nobody {
        /// Whether it was not there yet.
        new: bool,
    },
    /// The clone does not reach back that far.
    Unread,
}

/// What a page was called as of a commit.
#[derive(Debug, Clone)]
pub struct Called<'l> {
    /// What it may have been called, the likeliest first; nothing where it was not there.
    pub names: Vec<&'l RepoPath>,
    /// What it would have been called, so that its owner by rules can be told all the same.
    pub otherwise: &'l RepoPath,
}

/// The past, read from git as far as it is asked for. Each state of `org/` is read once.
#[derive(Debug)]
pub struct Past<'r> {
    repository: &'r Repository,
    org_folder: RepoPath,
    content: RepoPath,
    folder_pages: &'r FolderPages,
    /// What people and teams of today were called before.
    former: Former,
    orgs: Mutex<HashMap<[u8; 20], Arc<Org>>>,
    claims: Mutex<HashMap<BlobId, Arc<Claims>>>,
}

impl<'r> Past<'r> {
    /// The past of the handbook whose content and `org/` are in these folders, from the
    /// repository's root. `today` says what its people were called before.
    #[must_use]
    pub fn new(
        repository: &'r Repository,
        org_folder: RepoPath,
        content: RepoPath,
        folder_pages: &'r FolderPages,
        today: &Org,
    ) -> Self {
        Self {
            repository,
            org_folder,
            content,
            folder_pages,
            former: Former::of(today),
            orgs: Mutex::default(),
            claims: Mutex::default(),
        }
    }

    fn org_at(&self, commit: CommitId) -> Result<Option<Arc<Org>>, HistoryError> {
        let Some(state) = self.repository.folder_at(commit, &self.org_folder)? else {
            return Ok(None);
        };
        let known = self.orgs.lock().unwrap_or_else(PoisonError::into_inner).get(&state).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let files = self.repository.files_at(commit, &self.org_folder)?;
        let files: Vec<OrgFile> = files
            .into_iter()
            // Reviews and approvals own nothing, and there are many of them.
            .filter(|(path, _)| {
                let below = path.below(&self.org_folder).unwrap_or_default();
                !below.starts_with("reviews/") && !below.starts_with("approvals/")
            })
            .map(|(path, blob)| Ok(OrgFile::new(path, self.repository.blob(blob)?)))
            .collect::<Result<_, HistoryError>>()?;
        let org = Arc::new(org::parse(&self.org_folder, files, Strictness::Past).0);
        let mut orgs = self.orgs.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(orgs.entry(state).or_insert(org).clone()))
    }

    fn claims_of(&self, path: &RepoPath, blob: BlobId) -> Result<Arc<Claims>, HistoryError> {
        let known = self.claims.lock().unwrap_or_else(PoisonError::into_inner).get(&blob).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let text = String::from_utf8_lossy(&self.repository.blob(blob)?).into_owned();
        let source = Arc::new(Source::new(path.clone(), text));
        // What was wrong with a page of the past is nobody's business now.
        let mut told = Diagnostics::new();
        let front = front_matter::read(&source, &mut told);
        let read = Arc::new(claims::read(&front, &source, &mut told));
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(claims.entry(blob).or_insert(read).clone())
    }

    /// The claims of a page and of the pages of the folders above it, nearest first.
    fn chain(&self, at: CommitId, called: &Called<'_>) -> Result<Chain, HistoryError> {
        let mut page = None;
        for name in &called.names {
            if let Some(blob) = self.repository.file_at(at, name)? {
                page = Some((*name, blob));
                break;
            }
        }
        let mut claims = Vec::new();
        if let Some((path, blob)) = page {
            claims.push(self.claims_of(path, blob)?);
        }
        let path = page.map_or(called.otherwise, |(path, _)| path).clone();
        if let Some(below) = self.below(&path) {
            let may_be = |name: &str, beside: Option<&str>| self.folder_pages.may_be(name, beside);
            let files = self.repository.files_above(at, (&self.content, &path), &may_be)?;
            let files: BTreeMap<RepoPath, (RepoPath, BlobId)> = files
                .into_iter()
                .filter_map(|(file, blob)| Some((self.below(&file)?, (file, blob))))
                .collect();
            let listings = self.folder_pages.listings(files.keys());
            for above in self.folder_pages.above(&below, &listings) {
                if let Some((file, blob)) = files.get(&above) {
                    claims.push(self.claims_of(file, *blob)?);
                }
            }
        }
        Ok(Chain { path, claims, new: page.is_none() })
    }

    /// Who owned a page as of a commit, and spoke for it on `day`. A page that was not there yet is
    /// owned by the rules that would have held for it. Without a commit nothing was there.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn owned(
        &self,
        at: Option<CommitId>,
        called: &Called<'_>,
        day: Date,
    ) -> Result<Owned, HistoryError> {
        let Some(at) = at else { return Ok(Owned::Nobody { new: true }) };
        match self.read(at, called, day) {
            // A shallow or partial clone.
            Err(HistoryError::Missing { .. }) => Ok(Owned::Unread),
            other => other,
        }
    }

    fn read(&self, at: CommitId, called: &Called<'_>, day: Date) -> Result<Owned, HistoryError> {
        let chain = self.chain(at, called)?;
        let nobody = Owned::Nobody { new: chain.new };
        let Some(org) = self.org_at(at)? else { return Ok(nobody) };
        let Some(below) = self.below(&chain.path) else { return Ok(nobody) };
        let Some(owner) = chain.ownership(&org, &below).owner else { return Ok(nobody) };
        Ok(Owned::By(self.standing(&org, &owner.value, &below, day)))
    }

    /// What kind of page a file was as of a commit that has it; nothing where nobody said so.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn kind(&self, at: CommitId, file: &RepoPath) -> Result<Option<PageKind>, HistoryError> {
        let chain = self.chain(at, &Called { names: vec![file], otherwise: file })?;
        let org = self.org_at(at)?.unwrap_or_default();
        let Some(below) = self.below(&chain.path) else { return Ok(None) };
        Ok(chain.ownership(&org, &below).kind.map(|kind| kind.value))
    }

    /// A page's path from the content's folder.
    fn below(&self, path: &RepoPath) -> Option<RepoPath> {
        path.below(&self.content).and_then(|below| RepoPath::new(below).ok())
    }

    fn standing(&self, org: &Org, owner: &Holder, page: &RepoPath, day: Date) -> Standing {
        let is_there = |id: &PersonId| org.person(id).is_some_and(|one| one.is_current_on(day));
        let today = |id: &PersonId| self.former.person(id.clone());
        let mut voices = BTreeMap::new();
        for feature in org.features.values() {
            let documented = feature.docs.iter().any(|docs| match &docs.value {
                Docs::Pages(pattern) => pattern.matches(page.as_str()),
                Docs::Web(_) => false,
            });
            let captain = FeatureOwnership::resolve(org, feature, day).captain;
            if let Some(captain) = captain.filter(|one| documented && is_there(&one.value)) {
                voices.insert(today(&captain.value), Voice::Captain(feature.id.clone()));
            }
        }
        match owner {
            Holder::Person(id) if is_there(id) => {
                voices.insert(today(id), Voice::Owner);
            }
            Holder::Person(_) => {}
            Holder::Team(id) => {
                let team = org.team(id).filter(|team| team.is_current_on(day));
                let members = team.into_iter().flat_map(|team| &team.members);
                for member in members.filter(|member| is_there(&member.value)) {
                    voices.insert(today(&member.value), Voice::Member);
                }
            }
        }
        let owner_today = self.former.holder(owner.clone());
        Standing { owner: owner_today, name: org.holder_name(owner).to_owned(), voices }
    }
}

/// What a page and the folders above it claim.
struct Chain {
    path: RepoPath,
    /// Nearest first.
    claims: Vec<Arc<Claims>>,
    /// Whether the page was not there.
    new: bool,
}

impl Chain {
    fn ownership(&self, org: &Org, below: &RepoPath) -> PageOwnership {
        let claims: Vec<&Claims> = self.claims.iter().map(Arc::as_ref).collect();
        of_claims(org, below, &claims)
    }
}
