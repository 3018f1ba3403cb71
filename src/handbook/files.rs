//! The files of a repository, as far as git would track them.

use std::path::Path;

use ignore::WalkBuilder;

use crate::root::RepoPath;

/// The files below a folder, sorted: hidden ones too, ignored ones and git's own not. What cannot
/// be read is no file.
#[must_use]
pub fn files_of(boundary: &Path) -> Vec<RepoPath> {
    let walk = WalkBuilder::new(boundary)
        .hidden(false)
        .parents(false)
        .ignore(false)
        .git_global(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    let mut files: Vec<RepoPath> = walk
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| {
            let below = entry.path().strip_prefix(boundary).ok()?;
            let parts: Vec<_> = below.components().map(|part| part.as_os_str()).collect();
            Some(RepoPath::from_bytes(parts.join("/".as_ref()).as_encoded_bytes()))
        })
        .collect();
    files.sort();
    files
}
