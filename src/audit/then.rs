//! Who owned a page as of a commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::chain::{Called, Pages};
use super::verdict::{Speaker, Standing, Voice};
use crate::content::FolderPages;
use crate::history::{CommitId, HistoryError, Repository};
use crate::metadata::PageKind;
use crate::org::{self, Former, Holder, Org, OrgFile, PersonId, Strictness};
use crate::ownership::FeatureOwnership;
use crate::root::RepoPath;

/// What a page was as of a commit.
#[derive(Debug, Clone)]
pub struct Then {
    /// Whose it was.
    pub owned: Owned,
    /// What kind of page it was; nothing where nobody said so, and where the clone does not tell.
    pub kind: Option<PageKind>,
}

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

/// The past, read from git as far as it is asked for. Each state of `org/` is read once.
#[derive(Debug)]
pub struct Past<'r> {
    repository: &'r Repository,
    org_folder: RepoPath,
    /// What people and teams of today were called before.
    former: Former,
    /// By the name of the state of `org/`.
    orgs: Mutex<HashMap<[u8; 20], Arc<Org>>>,
    /// The same by commit, so that no tree is opened twice; nothing where it has no `org/`.
    orgs_at: Mutex<HashMap<CommitId, Option<Arc<Org>>>>,
    pages: Pages<'r>,
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
            former: Former::of(today),
            orgs: Mutex::default(),
            orgs_at: Mutex::default(),
            pages: Pages::new(repository, content, folder_pages),
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
    pub(super) fn today(&self, then: &PersonId) -> PersonId {
        self.former.person(then.clone())
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

    /// Who owned a page as of a commit, and spoke for it on `day`, and what kind of page it was. A
    /// page that was not there yet is owned by the rules that would have held for it, and is of no
    /// kind. Without a commit nothing was there.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn page(
        &self,
        at: Option<CommitId>,
        called: &Called<'_>,
        day: Date,
    ) -> Result<Then, HistoryError> {
        let Some(at) = at else {
            return Ok(Then { owned: Owned::Nobody { new: true }, kind: None });
        };
        match self.read(at, called, day) {
            // A shallow or partial clone.
            Err(HistoryError::Missing { .. }) => Ok(Then { owned: Owned::Unread, kind: None }),
            other => other,
        }
    }

    fn read(&self, at: CommitId, called: &Called<'_>, day: Date) -> Result<Then, HistoryError> {
        let chain = self.pages.chain(at, called)?;
        let nobody = Then { owned: Owned::Nobody { new: chain.new }, kind: None };
        let Some(page) = &chain.page else { return Ok(nobody) };
        let org = self.org_at(at)?;
        let ownership = chain.ownership(org.as_deref().unwrap_or(&Org::default()), page);
        let owned = match (&org, ownership.owner) {
            (Some(org), Some(owner)) => Owned::By(self.standing(org, &owner.value, page, day)),
            _ => nobody.owned,
        };
        let kind = ownership.kind.map(|kind| kind.value).filter(|_| !chain.new);
        Ok(Then { owned, kind })
    }

    /// What kind of page a file was as of a commit that has it; nothing where nobody said so.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn kind(&self, at: CommitId, file: &RepoPath) -> Result<Option<PageKind>, HistoryError> {
        let chain = self.pages.chain(at, &Called { names: vec![file], otherwise: file })?;
        let org = self.org_at(at)?.unwrap_or_default();
        let Some(page) = &chain.page else { return Ok(None) };
        Ok(chain.ownership(&org, page).kind.map(|kind| kind.value))
    }

    /// Whether a file was kept from readers by front matter, its own or that of a folder above it,
    /// as of a commit that has it. A draft hides what is below it; of what is said about `private`
    /// the nearest counts.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn is_kept(&self, at: CommitId, file: &RepoPath) -> Result<bool, HistoryError> {
        self.pages.is_kept(at, file)
    }

    fn standing(&self, org: &Org, owner: &Holder, page: &RepoPath, day: Date) -> Standing {
        let is_there = |id: &PersonId| org.person(id).is_some_and(|one| one.is_current_on(day));
        let today = |id: &PersonId| self.today(id);
        let speaker = |id: &PersonId, voice| {
            let name = org.person(id).map_or_else(String::new, |one| one.name.value.clone());
            Speaker { name, voice }
        };
        let mut voices = BTreeMap::new();
        for feature in org.features.values() {
            if !feature.documents(page) {
                continue;
            }
            let captain = FeatureOwnership::resolve(org, feature, day).captain;
            if let Some(captain) = captain.filter(|one| is_there(&one.value)) {
                let voice = Voice::Captain(feature.id.clone());
                voices.insert(today(&captain.value), speaker(&captain.value, voice));
            }
        }
        match owner {
            Holder::Person(id) if is_there(id) => {
                voices.insert(today(id), speaker(id, Voice::Owner));
            }
            Holder::Person(_) => {}
            Holder::Team(id) => {
                let team = org.team(id).filter(|team| team.is_current_on(day));
                let members = team.into_iter().flat_map(|team| &team.members);
                for member in members.filter(|member| is_there(&member.value)) {
                    voices.insert(today(&member.value), speaker(&member.value, Voice::Member));
                }
            }
        }
        let owner_today = self.former.holder(owner.clone());
        Standing { owner: owner_today, name: org.holder_name(owner).to_owned(), voices }
    }
}
