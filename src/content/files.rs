//! Finding the files of a handbook on disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::ContentError;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::root::RepoPath;

/// A file below a folder.
#[derive(Debug, Clone)]
pub struct Found {
    /// Path from the folder that was walked, with `/` between its parts.
    pub relative: RepoPath,
    /// Where to read it.
    pub absolute: PathBuf,
}

/// Which entries of a folder count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Everything that is not hidden, as Zola reads a content folder.
    Everything,
    /// What git would track: nothing hidden, nothing that a `.gitignore` of the tree names, no
    /// folder of vendored or built files.
    Tracked,
}

/// Folders that are never pages of a handbook: other people's code, and parts of a generator.
const NEVER: [&str; 7] = [
    "node_modules",
    "bower_components",
    "__pycache__",
    "site-packages",
    "_site",
    "_includes",
    "_layouts",
];

/// Whether a folder holds other people's files, or files that programs made. `vendor/` and
/// `public/` may be about vendors and the public: they are left out where they look like what
/// tools put there.
fn is_not_authored(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    match name.as_deref() {
        Some(name) if NEVER.contains(&name) => true,
        Some(name) if OUTPUTS.contains(&name) => folder.join("index.html").is_file(),
        Some("target") => folder.join("CACHEDIR.TAG").is_file(),
        Some("vendor" | "third_party") => !holds_a_page(folder),
        Some("venv" | "env") => folder.join("pyvenv.cfg").is_file(),
        _ => false,
    }
}

fn holds_a_page(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .any(|name| super::is_page(&name, super::Layout::Plain))
}

/// Names of folders that generators publish into; one with a front page in it is never read.
const OUTPUTS: [&str; 4] = ["public", "build", "dist", "out"];

/// Whether pages are never looked for at that path once a site is published there, from a folder of
/// plain Markdown.
#[must_use]
pub fn is_passed_over(path: &str) -> bool {
    let never =
        |part: &str| part.starts_with('.') || NEVER.contains(&part) || OUTPUTS.contains(&part);
    path.split('/').any(never)
}

/// Lists the files below `folder`, sorted by path. Symbolic links are followed while they stay
/// below `boundary` (canonical); one that leaves it, or leads back to a folder that holds it, and a
/// name that is not UTF-8 are told and left out.
///
/// # Errors
/// [`ContentError::Read`] where the folder, or one below it, cannot be read: pages that are there
/// must not seem to be gone.
pub fn walk(
    folder: &Path,
    prefix: &RepoPath,
    boundary: &Path,
    rules: Rules,
    told: &mut Diagnostics,
) -> Result<Vec<Found>, ContentError> {
    let unread = |source| ContentError::Read { path: folder.into(), source };
    fs::read_dir(folder).map_err(unread)?;
    let walked = fs::canonicalize(folder).map_err(unread)?;
    let mut found = Vec::new();
    let tracked = rules == Rules::Tracked;
    // A folder is judged before it is entered: a link may lead to the whole disk.
    let refused: Arc<Mutex<Vec<(PathBuf, &'static str)>>> = Arc::default();
    let (refusing, limit) = (Arc::clone(&refused), boundary.to_path_buf());
    let walker = WalkBuilder::new(folder)
        .hidden(true)
        .parents(tracked)
        .ignore(false)
        .git_ignore(tracked)
        .git_exclude(tracked)
        .git_global(false)
        .require_git(false)
        .follow_links(true)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_none_or(|kind| !kind.is_file());
            if tracked && entry.depth() > 0 && is_folder && is_not_authored(entry.path()) {
                return false;
            }
            if entry.depth() == 0 || !is_folder || !entry.path_is_symlink() {
                return true;
            }
            let why = match fs::canonicalize(entry.path()) {
                Ok(real) if !real.starts_with(&limit) => LEAVES,
                Ok(real) if walked.starts_with(&real) => {
                    "it is a symbolic link to a folder above it"
                }
                _ => return true,
            };
            let mut refused = refusing.lock().unwrap_or_else(PoisonError::into_inner);
            refused.push((entry.path().to_path_buf(), why));
            false
        })
        .build();
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(problem) if is_refused(&problem) => {
                let path = place_of(&problem).unwrap_or(folder).to_path_buf();
                let source = problem.into_io_error().unwrap_or_else(|| ErrorKind::Other.into());
                return Err(ContentError::Read { path, source });
            }
            Err(problem) => {
                told.push(unfollowed(folder, prefix, &problem));
                continue;
            }
        };
        if entry.depth() == 0 || entry.file_type().is_none_or(|kind| kind.is_dir()) {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(relative) = below.to_str().map(|path| path.replace('\\', "/")) else {
            told.push(left_out(
                &shown(folder, prefix, entry.path()),
                "its name is not UTF-8, which no address can hold",
            ));
            continue;
        };
        let relative = RepoPath::new(&relative)?;
        if leaves(entry.path(), entry.path_is_symlink(), boundary) {
            told.push(left_out(&prefix.join(relative.as_str())?, LEAVES));
            continue;
        }
        found.push(Found { relative, absolute: entry.into_path() });
    }
    for (path, why) in refused.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        told.push(left_out(&shown(folder, prefix, &path), why));
    }
    found.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok(found)
}

const LEAVES: &str = "it is a symbolic link that leads out of the repository";

/// A path from the repository's root, for a message.
fn shown(folder: &Path, prefix: &RepoPath, path: &Path) -> RepoPath {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let below = RepoPath::from_bytes(below.as_os_str().as_encoded_bytes());
    prefix.join(below.as_str()).unwrap_or(below)
}

/// Whether the system refused to show what is there. What is not there, such as where a link leads
/// nowhere, and what no system call can name, is left out instead.
fn is_refused(problem: &ignore::Error) -> bool {
    problem.io_error().is_some_and(|error| {
        let kind = error.kind();
        // A link can be mended by whoever wrote it, wherever it leads.
        let is_link = place_of(problem).is_some_and(Path::is_symlink);
        !is_link && !matches!(kind, ErrorKind::NotFound | ErrorKind::InvalidFilename)
    })
}

/// The path that a problem is about, where it names one.
fn place_of(problem: &ignore::Error) -> Option<&Path> {
    match problem {
        ignore::Error::WithDepth { err, .. } => place_of(err),
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// What could not be entered or looked at.
fn unfollowed(folder: &Path, prefix: &RepoPath, problem: &ignore::Error) -> Diagnostic {
    match problem {
        ignore::Error::WithDepth { err, .. } => unfollowed(folder, prefix, err),
        ignore::Error::WithPath { path, err } => {
            let why = match err.io_error() {
                Some(error) if path.is_symlink() && error.kind() == ErrorKind::NotFound => {
                    "it is a symbolic link to what is not there".to_owned()
                }
                Some(error) => error.to_string(),
                None => err.to_string(),
            };
            left_out(&shown(folder, prefix, path), &why)
        }
        ignore::Error::Loop { child, .. } => {
            left_out(&shown(folder, prefix, child), "it is a symbolic link to a folder above it")
        }
        other => left_out(prefix, &other.to_string()),
    }
}

/// Whether [`walk`] would list a file of that path, links and ignored files aside.
pub(super) fn is_authored(path: &RepoPath, layout: super::Layout) -> bool {
    let mut folders = path.as_str().split('/');
    let file = folders.next_back().unwrap_or_default();
    let tracked = layout == super::Layout::Plain;
    !file.starts_with('.')
        && !folders.any(|name| name.starts_with('.') || tracked && NEVER.contains(&name))
}

/// Whether a file is really outside `boundary`. Only links are resolved, and folders that links
/// may have led into; a path with neither stays where it says.
fn leaves(path: &Path, is_link: bool, boundary: &Path) -> bool {
    if !is_link
        && path.starts_with(boundary)
        && !path.ancestors().take_while(|a| *a != boundary).any(Path::is_symlink)
    {
        return false;
    }
    fs::canonicalize(path).map_or(true, |real| !real.starts_with(boundary))
}

fn left_out(path: &RepoPath, why: &str) -> Diagnostic {
    Diagnostic::warning("content/left-out", format!("this is not published: {why}"))
        .at(Place::unread(path.clone()))
        .with_help("put a copy of the file in the handbook, or leave it out of its folder")
}
