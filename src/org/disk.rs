//! The files of `org/`, from disk.

use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::{LARGEST, OrgFile, USUAL};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::root::RepoPath;

/// Folders in folders deeper than this are not read.
const DEEPEST: usize = 32;

/// Reads every file below `dir`, which is `org/` on disk and `prefix` from the repository's root.
/// Where there is no such folder there are no files, and that is no mistake.
///
/// What cannot be read is a diagnostic and not an error, because its author can mend it: no
/// permission, too large, neither file nor folder, a link that leaves the repository or leads to
/// a folder. Such a file is in the result too, without what it holds, so that its id is known.
#[must_use]
pub fn read(dir: &Path, prefix: &RepoPath) -> (Vec<OrgFile>, Diagnostics) {
    let depth = prefix.as_str().split('/').filter(|part| !part.is_empty()).count();
    let tree = dir.ancestors().nth(depth).unwrap_or(dir);
    let mut walk = Walk { tree: fs::canonicalize(tree).ok(), ..Walk::default() };
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => walk.cannot_read(prefix, &error),
        Ok(metadata) => walk.entry(dir, prefix, metadata.file_type(), 0),
    }
    walk.read();
    walk.files.sort_by(|one, other| one.path.cmp(&other.path));
    (walk.files, walk.problems)
}

#[derive(Default)]
struct Walk {
    /// What a link must not leave; nothing where the folder cannot be found, so that none is
    /// followed.
    tree: Option<PathBuf>,
    /// Files to be read, on disk and as they are called.
    found: Vec<(PathBuf, RepoPath)>,
    files: Vec<OrgFile>,
    problems: Diagnostics,
}

impl Walk {
    fn entry(&mut self, on_disk: &Path, path: &RepoPath, kind: FileType, depth: usize) {
        if kind.is_symlink() {
            self.link(on_disk, path, depth);
        } else if kind.is_dir() {
            self.folder(on_disk, path, depth);
        } else if depth == 0 {
            self.problem(
                path,
                "org/file-for-folder",
                "this is a file, and a folder is wanted there".to_owned(),
                "make it a folder with people/, teams/ and features/ in it, or move it away",
            );
        } else if kind.is_file() {
            self.found.push((on_disk.to_path_buf(), path.clone()));
        } else {
            self.unread(path);
            let message = "this is neither a file nor a folder, so it is not read".to_owned();
            self.problem(path, "org/not-a-file", message, "move it out of org/");
        }
    }

    fn folder(&mut self, on_disk: &Path, path: &RepoPath, depth: usize) {
        if depth > 0 && path.as_str().to_ascii_lowercase().ends_with(".toml") {
            self.unread(path);
            self.problem(
                path,
                "org/folder-for-file",
                "this is a folder, and a file is wanted there".to_owned(),
                "make it a TOML file, or give the folder a name without .toml",
            );
            return;
        }
        if depth > DEEPEST {
            let message = format!("folders more than {DEEPEST} deep are not read");
            self.problem(path, "org/too-deep", message, "move what is in it further up");
            return;
        }
        let entries = match fs::read_dir(on_disk) {
            Ok(entries) => entries,
            Err(error) => return self.cannot_read(path, &error),
        };
        for entry in entries {
            let known =
                entry.and_then(|entry| Ok((entry.path(), entry.file_name(), entry.file_type()?)));
            match known {
                Ok((on_disk, name, kind)) => {
                    let path = below(path, name.as_encoded_bytes());
                    self.entry(&on_disk, &path, kind, depth + 1);
                }
                Err(error) => self.cannot_read(path, &error),
            }
        }
    }

    fn link(&mut self, on_disk: &Path, path: &RepoPath, depth: usize) {
        let target = match fs::canonicalize(on_disk) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return self.cannot_read(path, &error);
            }
            Err(_) => {
                self.unread(path);
                let message = "this is a link that leads nowhere".to_owned();
                let help = "put the file itself here, or remove the link";
                return self.problem(path, "org/broken-link", message, help);
            }
        };
        let stays = self.tree.as_ref().is_some_and(|tree| target.starts_with(tree));
        if !stays {
            self.unread(path);
            let message = "this is a link that leaves the repository, so it is not followed";
            let help = "put the file itself here";
            self.problem(path, "org/link-outside", message.to_owned(), help);
        } else if target.is_dir() && depth > 0 {
            self.unread(path);
            let message = "this is a link to a folder, so it is not followed";
            self.problem(path, "org/link-to-folder", message.to_owned(), "put the files here");
        } else {
            match fs::metadata(&target) {
                Ok(metadata) => self.entry(&target, path, metadata.file_type(), depth),
                Err(error) => self.cannot_read(path, &error),
            }
        }
    }

    /// Reads all files that were found, side by side: a company has a thousand of them.
    fn read(&mut self) {
        let found = std::mem::take(&mut self.found);
        let read = found.into_par_iter().map(|(on_disk, path)| (bytes_of(&on_disk), path));
        for (bytes, path) in read.collect::<Vec<_>>() {
            match bytes {
                Ok(bytes) => self.files.push(OrgFile::new(path, bytes)),
                Err(error) => self.cannot_read(&path, &error),
            }
        }
    }

    fn cannot_read(&mut self, path: &RepoPath, error: &io::Error) {
        self.unread(path);
        let message = format!("this cannot be read: {}", io_reason(error));
        let help = "see that it is there and that you may read it";
        self.problem(path, "org/unreadable", message, help);
    }

    fn unread(&mut self, path: &RepoPath) {
        self.files.push(OrgFile::unread(path.clone()));
    }

    fn problem(&mut self, path: &RepoPath, code: &'static str, message: String, help: &str) {
        let place = Place::unread(path.clone());
        self.problems.push(Diagnostic::error(code, message).at(place).with_help(help));
    }
}

/// What a file holds, with one byte more than is allowed where it is too large: the rest is left on
/// disk.
fn bytes_of(on_disk: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(USUAL);
    File::open(on_disk)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The reason in words that are the same on every system where there are such.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn below(folder: &RepoPath, name: &[u8]) -> RepoPath {
    if folder.is_root() {
        return RepoPath::from_bytes(name);
    }
    RepoPath::from_bytes(&[folder.as_str().as_bytes(), b"/", name].concat())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_file_that_is_too_large_stays_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.toml");
        File::create(&path).unwrap().set_len(LARGEST * 3).unwrap();
        assert_eq!(bytes_of(&path).unwrap().len() as u64, LARGEST + 1);
    }
}
