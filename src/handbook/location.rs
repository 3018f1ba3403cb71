//! Where a handbook is.

use std::path::{Path, PathBuf};

use super::HandbookError;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::history::Repository;
use crate::root::{RepoPath, WORK};

/// Where a handbook is.
#[derive(Debug)]
pub struct Location {
    /// The handbook's folder, canonical.
    pub root: PathBuf,
    /// The same, from the repository's root.
    pub prefix: RepoPath,
    /// The repository that remembers it; nothing where none does.
    pub repository: Option<Repository>,
}

impl Location {
    /// Looks at a folder.
    ///
    /// # Errors
    /// [`HandbookError`] where it is not there, or belongs to a repository without a work tree.
    pub fn of(root: &Path) -> Result<Self, HandbookError> {
        let root = std::fs::canonicalize(root)
            .map_err(|source| HandbookError::Root { path: root.to_path_buf(), source })?;
        if !root.is_dir() {
            return Err(HandbookError::File { path: root });
        }
        let repository = Repository::discover(&root)?;
        let prefix = match &repository {
            Some(repository) if repository.is_bare() => {
                return Err(HandbookError::Bare { path: root });
            }
            Some(repository) => repository.path_to_file(&root)?.unwrap_or_else(RepoPath::root),
            None => RepoPath::root(),
        };
        Ok(Self { root, prefix, repository })
    }

    /// The same for a question, which a bare repository answers from its commits: there the
    /// handbook is the root, or `site/` where only that has an `org/`.
    ///
    /// # Errors
    /// [`HandbookError`] where it is not there, or git cannot be read.
    pub fn for_answers(root: &Path) -> Result<Self, HandbookError> {
        match Self::of(root) {
            Err(HandbookError::Bare { path }) => {
                let repository = Repository::discover(&path)?;
                let mut prefix = RepoPath::root();
                if let Some(repository) = &repository
                    && let Some(head) = repository.head()?
                {
                    let site = RepoPath::new("site")?;
                    let has_org = |folder: &RepoPath| -> Result<bool, HandbookError> {
                        Ok(!repository.files_at(head, &folder.join("org")?)?.is_empty())
                    };
                    if !has_org(&prefix)? && has_org(&site)? {
                        prefix = site;
                    }
                }
                Ok(Self { root: path, prefix, repository })
            }
            other => other,
        }
    }

    /// Our own folder, for what is worth knowing the next time and for the staged site.
    #[must_use]
    pub fn work(&self) -> PathBuf {
        self.root.join(WORK)
    }

    /// Whether our own folder is committed. Then it is somebody's word, and no memory of this machine.
    ///
    /// # Errors
    /// [`HandbookError`] where git cannot be read.
    pub fn is_work_committed(&self) -> Result<bool, HandbookError> {
        match &self.repository {
            Some(repository) if !repository.is_bare() => {
                Ok(repository.is_tracked(&self.prefix.join(WORK)?)?)
            }
            _ => Ok(false),
        }
    }

    /// Tells that our own folder is committed. It may lead anywhere then, so that no site is staged in it.
    pub(super) fn check_work(&self, told: &mut Diagnostics) -> Result<(), HandbookError> {
        if self.is_work_committed()? {
            let message = "this folder is committed, so nothing in it is believed";
            told.push(
                Diagnostic::error("handbook/committed-work", message)
                    .at(Place::unread(self.prefix.join(WORK)?))
                    .with_help(format!("`git rm -r --cached {WORK}`, and commit that")),
            );
        }
        Ok(())
    }

    /// Where to remember what git said; nothing where that is committed.
    ///
    /// # Errors
    /// As [`Location::is_work_committed`].
    pub fn memory(&self) -> Result<Option<PathBuf>, HandbookError> {
        Ok((!self.is_work_committed()?).then(|| self.work().join("cache")))
    }

    /// The folder that nothing of the handbook may lead out of.
    #[must_use]
    pub fn boundary(&self) -> &Path {
        self.repository.as_ref().and_then(Repository::workdir).unwrap_or(&self.root)
    }
}
