//! The staged tree: what Zola will read, and writing only what changed of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::SiteError;
use crate::root::RepoPath;

/// A Zola site that is to be on disk, file by file.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<RepoPath, Entry>,
}

/// What Zola writes into a site that it builds, and never over one that is there: the colours of code.
const ZOLAS: [&str; 3] = ["static/giallo.css", "static/giallo-light.css", "static/giallo-dark.css"];

/// The settings that Zola writes those by.
const SETTINGS: &str = "config.toml";

/// Where a staged file's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Made here.
    Made(Vec<u8>),
    /// The same as a file that somebody wrote.
    Copied(PathBuf),
}

/// What writing a tree came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes are new or changed.
    pub written: usize,
    /// Files that were there already, untouched.
    pub kept: usize,
    /// Files of an earlier run that have no place any more.
    pub removed: usize,
}

impl Tree {
    /// Puts a file made here at `path` (from the staged root), over a copy that is there.
    ///
    /// # Errors
    /// [`SiteError::Twice`] where one that was made is there: one of two pages would be lost.
    pub fn make(&mut self, path: RepoPath, bytes: impl Into<Vec<u8>>) -> Result<(), SiteError> {
        match self.files.insert(path.clone(), Entry::Made(bytes.into())) {
            Some(Entry::Made(_)) => Err(SiteError::Twice { path }),
            Some(Entry::Copied(_)) | None => Ok(()),
        }
    }

    /// Puts a copy of an author's file at `path`, over any that is there.
    pub fn copy(&mut self, path: RepoPath, from: PathBuf) {
        self.files.insert(path, Entry::Copied(from));
    }

    /// Whether there is a file at that path.
    #[must_use]
    pub fn holds(&self, path: &RepoPath) -> bool {
        self.files.contains_key(path)
    }

    /// The files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&RepoPath, &Entry)> {
        self.files.iter()
    }

    /// Makes `folder` hold this tree and nothing else. A file whose bytes are right is not
    /// touched, so that what watches the folder sees only real changes; each other file is
    /// written beside its place and moved into it, so that none is ever seen half-written. What Zola
    /// wrote there itself stays as long as its settings do.
    ///
    /// # Errors
    /// [`SiteError::Write`] with the path that could not be written or removed.
    pub fn write(&self, folder: &Path) -> Result<Written, SiteError> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |source| SiteError::Write { path, source }
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let settled = self.settled(folder).map_err(failed(&folder.join(SETTINGS)))?;
        let removed = self.remove_others(folder, settled)?;
        let folders: BTreeSet<PathBuf> = self
            .files
            .keys()
            .filter_map(|path| folder.join(path.as_str()).parent().map(Path::to_path_buf))
            .collect();
        for folder in &folders {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        let files: Vec<(&RepoPath, &Entry)> = self.files.iter().collect();
        let written = files
            .par_iter()
            .map(|(path, entry)| {
                let target = folder.join(path.as_str());
                let changed = match entry {
                    Entry::Made(bytes) => place(&target, bytes),
                    Entry::Copied(from) => copy(from, &target),
                };
                changed.map(usize::from).map_err(failed(&target))
            })
            .try_reduce(|| 0, |a, b| Ok(a + b))?;
        Ok(Written { written, kept: files.len() - written, removed })
    }

    /// Whether Zola's settings are in the folder already, byte for byte.
    fn settled(&self, folder: &Path) -> io::Result<bool> {
        let settings = self.files.iter().find(|(path, _)| path.as_str() == SETTINGS);
        match settings {
            Some((_, Entry::Made(bytes))) => holds(&folder.join(SETTINGS), bytes),
            _ => Ok(false),
        }
    }

    /// Removes what an earlier run left and this one has no place for, and every folder that a
    /// file of this tree must take the place of; what is Zola's own, unless that is `settled`.
    fn remove_others(&self, folder: &Path, settled: bool) -> Result<usize, SiteError> {
        let is_zolas = |path: &RepoPath| settled && ZOLAS.contains(&path.as_str());
        let mut removed = 0;
        let mut folders = vec![(folder.to_path_buf(), RepoPath::root())];
        let mut empty_last = Vec::new();
        while let Some((at, relative)) = folders.pop() {
            let failed = |source| SiteError::Write { path: at.clone(), source };
            for entry in fs::read_dir(&at).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let path = entry.path();
                let failed = |source| SiteError::Write { path: path.clone(), source };
                let kind = entry.file_type().map_err(failed)?;
                let name = entry.file_name();
                let known = name.to_str().and_then(|name| relative.join(name).ok());
                match known {
                    Some(known) if kind.is_dir() && !self.holds(&known) => {
                        empty_last.push(path.clone());
                        folders.push((path, known));
                    }
                    Some(known) if kind.is_file() && (self.holds(&known) || is_zolas(&known)) => {}
                    _ if kind.is_dir() => {
                        fs::remove_dir_all(&path).map_err(failed)?;
                        removed += 1;
                    }
                    _ => {
                        fs::remove_file(&path).map_err(failed)?;
                        removed += 1;
                    }
                }
            }
        }
        for folder in empty_last.into_iter().rev() {
            match fs::remove_dir(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                Err(source) => return Err(SiteError::Write { path: folder, source }),
            }
        }
        Ok(removed)
    }
}

/// Writes `bytes` at `target` unless they are there already. Says whether it wrote.
fn place(target: &Path, bytes: &[u8]) -> io::Result<bool> {
    if holds(target, bytes)? {
        return Ok(false);
    }
    let beside = beside(target)?;
    let mut file = tempfile::NamedTempFile::new_in(&beside)?;
    io::Write::write_all(&mut file, bytes)?;
    readable(file.as_file())?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(true)
}

/// Whether those bytes are at `target`.
fn holds(target: &Path, bytes: &[u8]) -> io::Result<bool> {
    match fs::metadata(target) {
        Ok(found) => Ok(found.len() == bytes.len() as u64 && fs::read(target)? == bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Copies `from` to `target` with its time of change, unless a file of that size and time is there.
fn copy(from: &Path, target: &Path) -> io::Result<bool> {
    let source = fs::metadata(from)?;
    let modified = source.modified()?;
    match fs::metadata(target) {
        Ok(found) if found.len() == source.len() && found.modified()? == modified => {
            return Ok(false);
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut file = tempfile::NamedTempFile::new_in(beside(target)?)?;
    io::copy(&mut fs::File::open(from)?, &mut file)?;
    readable(file.as_file())?;
    file.as_file().set_modified(modified)?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(true)
}

fn beside(target: &Path) -> io::Result<PathBuf> {
    target.parent().map(Path::to_path_buf).ok_or_else(|| io::Error::other("a file needs a folder"))
}

/// Temporary files are made for their owner alone; a staged file is for whoever may read the site.
fn readable(file: &fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
