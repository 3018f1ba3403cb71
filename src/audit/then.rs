//! Who owned a page as of a commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::verdict::{Standing, Voice};
use crate::content::{Claims, Keeping, Layout, claims, front_matter};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, CommitId, HistoryError, Repository};
use crate::metadata::PageKind;
use crate::org::{self, Holder, Org, OrgFile, PersonId, Strictness};
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

/// Answers who owned a page.
pub trait OwnerThen {
    /// Who owned a page as of a commit, and spoke for it on `day`. `names` are what the page may
    /// have been called then, the likeliest first; a page that was not there yet is owned by the
    /// rules that would have held for it. Without a commit nothing was there.
    ///
    /// # Errors
    /// Where git cannot be read.
    fn owned(
        &self,
        at: Option<CommitId>,
        names: &[&RepoPath],
        day: Date,
    ) -> Result<Owned, HistoryError>;
}

/// The past, read from git as far as it is asked for. Each state of `org/` is read once.
#[derive(Debug)]
pub struct Past<'r> {
    repository: &'r Repository,
    org_folder: RepoPath,
    content: RepoPath,
    layout: Layout,
    /// What people of today were called before.
    renamed: BTreeMap<PersonId, PersonId>,
    /// By the name of the state of `org/`.
    orgs: Mutex<HashMap<[u8; 20], Arc<Org>>>,
    /// The same by commit, so that no tree is opened twice; nothing where it has no `org/`.
    orgs_at: Mutex<HashMap<CommitId, Option<Arc<Org>>>>,
    claims: Mutex<HashMap<BlobId, Arc<Said>>>,
}

impl<'r> Past<'r> {
    /// The past of the handbook whose content and `org/` are in these folders, from the
    /// repository's root. `today` says what its people were called before.
    #[must_use]
    pub fn new(
        repository: &'r Repository,
        org_folder: RepoPath,
        content: RepoPath,
        layout: Layout,
        today: &Org,
    ) -> Self {
        let names = today.people.values().flat_map(|person| {
            person.formerly.iter().map(|before| (before.value.clone(), person.id.clone()))
        });
        Self {
            repository,
            org_folder,
            content,
            layout,
            renamed: names.collect(),
            orgs: Mutex::default(),
            orgs_at: Mutex::default(),
            claims: Mutex::default(),
        }
    }

    /// Who there was as of a commit; nothing where it has no `org/`.
    pub(super) fn org_at(&self, commit: CommitId) -> Result<Option<Arc<Org>>, HistoryError> {
        let known =
            self.orgs_at.lock().unwrap_or_else(PoisonError::into_inner).get(&commit).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let org = self.read_org_at(commit)?;
        let mut all = self.orgs_at.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(commit).or_insert(org).clone())
    }

    /// What somebody of then is called today.
    pub(super) fn today<'a>(&'a self, then: &'a PersonId) -> &'a PersonId {
        self.renamed.get(then).unwrap_or(then)
    }

    fn read_org_at(&self, commit: CommitId) -> Result<Option<Arc<Org>>, HistoryError> {
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

    fn claims_of(&self, path: &RepoPath, blob: BlobId) -> Result<Arc<Said>, HistoryError> {
        let known = self.claims.lock().unwrap_or_else(PoisonError::into_inner).get(&blob).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let text = String::from_utf8_lossy(&self.repository.blob(blob)?).into_owned();
        let source = Arc::new(Source::new(path.clone(), text));
        // What was wrong with a page of the past is nobody's business now.
        let mut told = Diagnostics::new();
        let front = front_matter::read(&source, &mut told);
        let claims = claims::read(&front, &source, &mut told);
        let read = Arc::new(Said { keeping: Keeping::of(&front, &claims), claims });
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(claims.entry(blob).or_insert(read).clone())
    }

    /// The claims of a page and of the pages of the folders above it, nearest first.
    fn chain(&self, at: CommitId, names: &[&RepoPath]) -> Result<Chain, HistoryError> {
        let mut page = None;
        for name in names {
            if let Some(blob) = self.repository.file_at(at, name)? {
                page = Some(((*name).clone(), blob));
                break;
            }
        }
        let mut said = Vec::new();
        let path = match (&page, names.first()) {
            (Some((path, blob)), _) => {
                said.push(self.claims_of(path, *blob)?);
                path.clone()
            }
            (None, Some(name)) => (*name).clone(),
            (None, None) => return Ok(Chain { path: RepoPath::root(), said, new: true }),
        };
        let folder_pages: &[&str] = match self.layout {
            Layout::Zola => &["_index.md"],
            Layout::Plain => &["_index.md", "index.md", "README.md", "readme.md"],
        };
        let mut folder = path.parent();
        while let Some(here) = folder.filter(|here| here.below(&self.content).is_some()) {
            for name in folder_pages {
                let Ok(file) = here.join(name) else { continue };
                if file == path {
                    break;
                }
                if let Some(blob) = self.repository.file_at(at, &file)? {
                    said.push(self.claims_of(&file, blob)?);
                    break;
                }
            }
            folder = here.parent();
        }
        Ok(Chain { path, said, new: page.is_none() })
    }

    fn read(&self, at: CommitId, names: &[&RepoPath], day: Date) -> Result<Owned, HistoryError> {
        let chain = self.chain(at, names)?;
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
        let chain = self.chain(at, &[file])?;
        let org = self.org_at(at)?.unwrap_or_default();
        let Some(below) = self.below(&chain.path) else { return Ok(None) };
        Ok(chain.ownership(&org, &below).kind.map(|kind| kind.value))
    }

    /// Whether a file was kept from readers by front matter, its own or that of a folder above it,
    /// as of a commit that has it. A draft hides what is below it; of what is said about `private`
    /// the nearest counts.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn is_kept(&self, at: CommitId, file: &RepoPath) -> Result<bool, HistoryError> {
        let chain = self.chain(at, &[file])?;
        let mut said = chain.said.iter().map(|said| said.keeping);
        let draft = said.clone().any(|keeping| keeping.is_draft(self.layout));
        Ok(draft || said.find_map(|keeping| keeping.private).unwrap_or(false))
    }

    /// A page's path from the content's folder.
    fn below(&self, path: &RepoPath) -> Option<RepoPath> {
        path.below(&self.content).and_then(|below| RepoPath::new(below).ok())
    }

    fn standing(&self, org: &Org, owner: &Holder, page: &RepoPath, day: Date) -> Standing {
        let is_there = |id: &PersonId| org.person(id).is_some_and(|one| one.is_current_on(day));
        let today = |id: &PersonId| self.today(id).clone();
        let mut voices = BTreeMap::new();
        for feature in org.features.values() {
            if !feature.documents(page) {
                continue;
            }
            let captain = FeatureOwnership::resolve(org, feature, day).captain;
            if let Some(captain) = captain.filter(|one| is_there(&one.value)) {
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
        Standing { owner: owner.clone(), name: org.holder_name(owner).to_owned(), voices }
    }
}

/// What the front matter of one text says.
#[derive(Debug)]
struct Said {
    claims: Claims,
    keeping: Keeping,
}

/// What a page and the folders above it claim.
struct Chain {
    path: RepoPath,
    /// Nearest first.
    said: Vec<Arc<Said>>,
    /// Whether the page was not there.
    new: bool,
}

impl Chain {
    fn ownership(&self, org: &Org, below: &RepoPath) -> PageOwnership {
        let claims: Vec<&Claims> = self.said.iter().map(|said| &said.claims).collect();
        of_claims(org, below, &claims)
    }
}

impl OwnerThen for Past<'_> {
    fn owned(
        &self,
        at: Option<CommitId>,
        names: &[&RepoPath],
        day: Date,
    ) -> Result<Owned, HistoryError> {
        let Some(at) = at else { return Ok(Owned::Nobody { new: true }) };
        match self.read(at, names, day) {
            // A shallow or partial clone.
            Err(HistoryError::Missing { .. }) => Ok(Owned::Unread),
            other => other,
        }
    }
}
