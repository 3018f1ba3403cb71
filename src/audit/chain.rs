//! What a page and the pages of the folders above it said of themselves, as of a commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::content::{Claims, FolderPages, Keeping, Listings, claims, front_matter};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, CommitId, HistoryError, Repository};
use crate::org::Org;
use crate::ownership::{PageOwnership, of_claims};
use crate::root::RepoPath;

/// What a page was called as of a commit.
#[derive(Debug, Clone)]
pub struct Called<'l> {
    /// What it may have been called, the likeliest first; nothing where it was not there.
    pub names: Vec<&'l RepoPath>,
    /// What it would have been called, so that its owner by rules can be told all the same.
    pub otherwise: &'l RepoPath,
}

/// The pages of the past. Each text is read once.
#[derive(Debug)]
pub(super) struct Pages<'r> {
    repository: &'r Repository,
    /// The content folder, from the repository's root.
    content: RepoPath,
    folder_pages: &'r FolderPages,
    said: Mutex<HashMap<BlobId, Arc<Said>>>,
}

/// What the front matter of one text says.
#[derive(Debug)]
struct Said {
    claims: Claims,
    keeping: Keeping,
}

/// What a page and the folders above it claim.
pub(super) struct Chain {
    /// The page, from the content folder; nothing where it is not in it.
    pub(super) page: Option<RepoPath>,
    /// Whether it was not there.
    pub(super) new: bool,
    /// Nearest first.
    said: Vec<Arc<Said>>,
}

impl Chain {
    pub(super) fn ownership(&self, org: &Org, page: &RepoPath) -> PageOwnership {
        let claims: Vec<&Claims> = self.said.iter().map(|said| &said.claims).collect();
        of_claims(org, page, &claims)
    }
}

/// The files above one that may be pages of folders, all by their paths from the content folder.
struct Around {
    listings: Listings,
    texts: BTreeMap<RepoPath, (RepoPath, BlobId)>,
}

impl<'r> Pages<'r> {
    pub(super) fn new(
        repository: &'r Repository,
        content: RepoPath,
        folder_pages: &'r FolderPages,
    ) -> Self {
        Self { repository, content, folder_pages, said: Mutex::default() }
    }

    /// The claims of a page and of the pages of the folders above it.
    pub(super) fn chain(&self, at: CommitId, called: &Called<'_>) -> Result<Chain, HistoryError> {
        let mut page = None;
        for name in &called.names {
            if let Some(blob) = self.repository.file_at(at, name)? {
                page = Some((*name, blob));
                break;
            }
        }
        let mut said = Vec::new();
        if let Some((path, blob)) = page {
            said.push(self.said(path, blob)?);
        }
        let path = page.map_or(called.otherwise, |(path, _)| path);
        let below = self.below(path);
        if let Some(below) = &below {
            let around = self.around(at, path)?;
            for above in self.folder_pages.above(below, &around.listings) {
                said.extend(self.said_around(&around, &above)?);
            }
        }
        Ok(Chain { page: below, new: page.is_none(), said })
    }

    /// Whether a file was kept from readers by front matter, its own or that of a folder above it,
    /// as of a commit that has it. A draft hides what is below it; of what is said about `private`
    /// the nearest counts, and among the pages of one folder in several languages the one that hides.
    pub(super) fn is_kept(&self, at: CommitId, file: &RepoPath) -> Result<bool, HistoryError> {
        let mut nearest: Vec<Vec<Arc<Said>>> = Vec::new();
        if let Some(blob) = self.repository.file_at(at, file)? {
            nearest.push(vec![self.said(file, blob)?]);
        }
        if let Some(below) = self.below(file) {
            let around = self.around(at, file)?;
            for pages in self.folder_pages.above_in_any_language(&below, &around.listings) {
                let said =
                    pages.iter().filter_map(|page| self.said_around(&around, page).transpose());
                nearest.push(said.collect::<Result<_, _>>()?);
            }
        }
        let layout = self.folder_pages.layout();
        let draft = nearest.iter().flatten().any(|said| said.keeping.is_draft(layout));
        let private = nearest.iter().find_map(|pages| {
            pages.iter().filter_map(|said| said.keeping.private).reduce(|one, other| one | other)
        });
        Ok(draft || private.unwrap_or(false))
    }

    fn around(&self, at: CommitId, file: &RepoPath) -> Result<Around, HistoryError> {
        let may_be = |name: &str, beside: Option<&str>| self.folder_pages.may_be(name, beside);
        let files = self.repository.files_above(at, (&self.content, file), &may_be)?;
        let below = |(file, blob)| Some((self.below(&file)?, (file, blob)));
        let texts: BTreeMap<_, _> = files.into_iter().filter_map(below).collect();
        Ok(Around { listings: self.folder_pages.listings(texts.keys()), texts })
    }

    fn said_around(
        &self,
        around: &Around,
        page: &RepoPath,
    ) -> Result<Option<Arc<Said>>, HistoryError> {
        around.texts.get(page).map(|(file, blob)| self.said(file, *blob)).transpose()
    }

    fn said(&self, path: &RepoPath, blob: BlobId) -> Result<Arc<Said>, HistoryError> {
        let known = self.said.lock().unwrap_or_else(PoisonError::into_inner).get(&blob).cloned();
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
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(said.entry(blob).or_insert(read).clone())
    }

    /// A path from the content folder.
    fn below(&self, path: &RepoPath) -> Option<RepoPath> {
        path.below(&self.content).and_then(|below| RepoPath::new(below).ok())
    }
}
