//! A repository, opened for reading.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use super::error::HistoryError;
use super::filter::{Below, InScope};
use super::id::{BlobId, CommitId, IdSet, ObjectId};
use super::scope::Scope;
use super::tree::RawPath;
use crate::root::{RepoPath, read_inside};

/// A git repository: a clone, a linked worktree, a submodule or a bare one.
///
/// It may be used from several threads at once; each gets a handle of its own.
pub struct Repository {
    pub(super) git_dir: PathBuf,
    pub(super) common_dir: PathBuf,
    workdir: Option<PathBuf>,
    /// The commit that is taken for HEAD, where one was named.
    head: Option<CommitId>,
    pub(super) handles: Mutex<Vec<git2::Repository>>,
    /// The objects in files of their own, listed once they are asked for.
    pub(super) loose: OnceLock<IdSet>,
    /// The text of `.mailmap`, once somebody asked for it.
    mailmap: OnceLock<Option<Arc<[u8]>>>,
}

impl Repository {
    /// Finds the repository that holds `start`, from any folder of it upwards; nothing where there
    /// is none.
    ///
    /// # Errors
    /// [`HistoryError::NotTrusted`] where it is another user's, [`HistoryError::Open`] where git
    /// cannot read it (an unknown format, a broken link to it).
    pub fn discover(start: &Path) -> Result<Option<Self>, HistoryError> {
        // Git itself does not verify the hash of every object that it reads, either.
        git2::opts::strict_hash_verification(false);
        // Each tree and commit is read once here, so that libgit2's own cache only takes memory.
        git2::opts::enable_caching(false);
        let git = match git2::Repository::discover(start) {
            Ok(git) => git,
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(cannot_open(start, &error)),
        };
        let workdir = git
            .workdir()
            .map(|path| {
                std::fs::canonicalize(path).map_err(|source| HistoryError::File {
                    path: path.to_owned(),
                    doing: "find the work tree",
                    source,
                })
            })
            .transpose()?;
        Ok(Some(Self {
            git_dir: git.path().to_owned(),
            common_dir: git.commondir().to_owned(),
            workdir,
            head: None,
            handles: Mutex::new(vec![git]),
            loose: OnceLock::new(),
            mailmap: OnceLock::new(),
        }))
    }

    /// The same repository as it stood when this commit was its HEAD: without a work tree, since
    /// that is of today.
    #[must_use]
    pub fn standing_at(&self, commit: CommitId) -> Self {
        Self {
            git_dir: self.git_dir.clone(),
            common_dir: self.common_dir.clone(),
            workdir: None,
            head: Some(commit),
            handles: Mutex::default(),
            loose: OnceLock::new(),
            mailmap: OnceLock::new(),
        }
    }

    /// Whether it is looked at as it stood at an earlier commit.
    #[must_use]
    pub fn is_of_the_past(&self) -> bool {
        self.head.is_some()
    }

    /// The top of the work tree, absolute and without symbolic links; nothing in a bare repository.
    #[must_use]
    pub fn workdir(&self) -> Option<&Path> {
        self.workdir.as_deref()
    }

    /// The repository's own folder: `.git`, or that of the worktree or submodule.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// The folder that worktrees share; elsewhere the same as [`Repository::git_dir`].
    #[must_use]
    pub fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// Whether it has no work tree, or none that is looked at.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.workdir.is_none()
    }

    /// What a folder or file of the work tree is called in the repository; nothing where it is
    /// outside, or where the repository is bare.
    ///
    /// # Errors
    /// [`HistoryError::File`] where the path cannot be looked up.
    pub fn path_to_file(&self, path: &Path) -> Result<Option<RepoPath>, HistoryError> {
        let Some(workdir) = &self.workdir else { return Ok(None) };
        let path = std::fs::canonicalize(path).map_err(|source| HistoryError::File {
            path: path.to_owned(),
            doing: "find",
            source,
        })?;
        let Ok(below) = path.strip_prefix(workdir) else { return Ok(None) };
        let parts: Vec<_> = below.components().map(|part| part.as_os_str()).collect();
        Ok(Some(RepoPath::from_bytes(parts.join("/".as_ref()).as_encoded_bytes())))
    }

    /// The commit that HEAD points at; nothing on an unborn branch.
    ///
    /// # Errors
    /// Where git cannot read HEAD.
    pub fn head(&self) -> Result<Option<CommitId>, HistoryError> {
        if self.head.is_some() {
            return Ok(self.head);
        }
        self.with(|git| {
            let id = git.head().ok().and_then(|head| head.target());
            id.map_or(Ok(()), |id| self.check(id.into()))
        })?;
        self.with(|git| match git.head().and_then(|head| head.peel_to_commit()) {
            Ok(commit) => Ok(Some(CommitId(commit.id().into()))),
            Err(error) if is_unborn(&error) => Ok(None),
            Err(error) => Err(self.failed("read HEAD", &error)),
        })
    }

    /// The branch that HEAD is on, unborn ones too; nothing where HEAD is detached.
    ///
    /// # Errors
    /// Where git cannot read HEAD.
    pub fn head_branch(&self) -> Result<Option<String>, HistoryError> {
        self.with(|git| {
            let head = git.find_reference("HEAD").map_err(|e| self.failed("read HEAD", &e))?;
            let target = head.symbolic_target_bytes().map(String::from_utf8_lossy);
            Ok(target.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned)))
        })
    }

    /// The commit that a text names: a branch, a tag, `HEAD~3`, a full or short id; nothing where
    /// it names none, or more than one.
    ///
    /// # Errors
    /// Where git cannot read what the name leads to.
    pub fn resolve(&self, rev: &str) -> Result<Option<CommitId>, HistoryError> {
        use git2::ErrorCode::{Ambiguous, InvalidSpec, NotFound, Peel, UnbornBranch};
        self.with(|git| {
            let found = git.revparse_single(rev).and_then(|object| object.peel_to_commit());
            match found {
                Ok(commit) => Ok(Some(CommitId(commit.id().into()))),
                Err(error)
                    if matches!(
                        error.code(),
                        Ambiguous | InvalidSpec | NotFound | Peel | UnbornBranch
                    ) =>
                {
                    Ok(None)
                }
                Err(error) => Err(self.failed("look up a commit", &error)),
            }
        })
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// [`HistoryError::Missing`] where it is not there, as in a partial clone.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, HistoryError> {
        self.check(id.0)?;
        self.with(|git| {
            let blob = id.0.oid().and_then(|oid| git.find_blob(oid));
            blob.map(|blob| blob.content().to_vec()).map_err(|error| self.unreadable(id.0, &error))
        })
    }

    /// Every regular file below a folder at a commit, in order of their paths. Symbolic links and
    /// submodules are no files.
    ///
    /// # Errors
    /// Where an object is missing or damaged.
    pub fn files_at(
        &self,
        commit: CommitId,
        folder: &RepoPath,
    ) -> Result<Vec<(RepoPath, BlobId)>, HistoryError> {
        let mut files: Vec<_> = self.with_trees(|trees| {
            let root = trees.root_of(commit.0)?;
            let everything = Below(folder);
            let delta = trees.compare(None, Some(root), &everything)?;
            Ok(delta
                .added
                .into_iter()
                .map(|file| (RepoPath::from_bytes(&file.path), BlobId(file.blob)))
                .collect())
        })?;
        files.sort();
        Ok(files)
    }

    /// The text of `.mailmap`, by which everybody of any commit is called: the work tree's, in a bare
    /// repository HEAD's.
    pub(super) fn mailmap(&self) -> Result<Option<Arc<[u8]>>, HistoryError> {
        if let Some(known) = self.mailmap.get() {
            return Ok(known.clone());
        }
        let head = if self.is_bare() { self.head()? } else { None };
        let text = self.root_file(".mailmap", head)?.map(Arc::from);
        Ok(self.mailmap.get_or_init(|| text).clone())
    }

    /// The text of a file at the repository's root: the work tree's, in a bare repository HEAD's.
    pub(super) fn root_file(
        &self,
        name: &str,
        head: Option<CommitId>,
    ) -> Result<Option<Vec<u8>>, HistoryError> {
        if let Some(workdir) = &self.workdir {
            let path = workdir.join(name);
            let text = read_inside(workdir, &path);
            return text.map_err(|source| HistoryError::File { path, doing: "read", source });
        }
        let Some(head) = head else { return Ok(None) };
        let entry = self.with_trees(|trees| {
            let root = trees.root_of(head.0)?;
            trees.file_in(root, name.as_bytes())
        })?;
        entry.map(|id| self.blob(BlobId(id))).transpose()
    }

    /// The files of a scope at a commit, in order of their paths.
    pub(super) fn files_of(
        &self,
        commit: CommitId,
        scope: &Scope,
    ) -> Result<Vec<(RawPath, BlobId)>, HistoryError> {
        self.with_trees(|trees| {
            let root = trees.root_of(commit.0)?;
            let delta = trees.compare(None, Some(root), &InScope(scope))?;
            Ok(delta.added.into_iter().map(|file| (file.path, BlobId(file.blob))).collect())
        })
    }

    /// Whether it ends somewhere before its beginning, so that what is older is not here.
    ///
    /// # Errors
    /// Where git's list of such ends cannot be read.
    pub fn is_shallow(&self) -> Result<bool, HistoryError> {
        Ok(!self.shallow_boundary()?.is_empty())
    }

    /// The commits at which a shallow clone ends; none in a full one.
    pub(super) fn shallow_boundary(&self) -> Result<BTreeSet<ObjectId>, HistoryError> {
        let path = self.common_dir.join("shallow");
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(BTreeSet::new());
            }
            Err(source) => return Err(HistoryError::File { path, doing: "read", source }),
        };
        let lines = text.split(|byte| *byte == b'\n');
        Ok(lines.filter_map(|line| ObjectId::from_hex_bytes(line.trim_ascii())).collect())
    }

    /// Whether git fetches what is missing only when it needs it, which libgit2 cannot.
    pub(super) fn is_partial(&self) -> Result<bool, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("read the configuration", &error);
            let config = git.config().and_then(|mut config| config.snapshot()).map_err(failed)?;
            let mut entries = config.entries(Some(r"^remote\..*\.promisor$")).map_err(failed)?;
            while let Some(entry) = entries.next() {
                if entry.map_err(failed)?.value().ok() == Some("true") {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository")
            .field("git_dir", &self.git_dir)
            .field("workdir", &self.workdir)
            .finish_non_exhaustive()
    }
}

fn is_unborn(error: &git2::Error) -> bool {
    use git2::ErrorCode::{NotFound, UnbornBranch};
    matches!(error.code(), UnbornBranch | NotFound) && error.class() == git2::ErrorClass::Reference
}

pub(super) fn cannot_open(path: &Path, error: &git2::Error) -> HistoryError {
    let path = path.to_owned();
    if error.code() == git2::ErrorCode::Owner {
        return HistoryError::NotTrusted { path };
    }
    HistoryError::Open { path, problem: error.message().to_owned() }
}
