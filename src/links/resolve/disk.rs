//! Files that are published because pages show or offer them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::Gitignore;

use crate::links::path::join;
use crate::root::RepoPath;

/// Where a file is published: at its own path. A name without a dot could be a page's address, and
/// the theme's files have their places; such files are in a folder that no page is ever in.
pub(super) fn published(
    path: &RepoPath,
    absolute: PathBuf,
    files: &mut BTreeMap<RepoPath, PathBuf>,
) -> RepoPath {
    let own = path.file_name().contains('.') && !path.as_str().starts_with("handbook/handbook.");
    let place = if own { path.clone() } else { path_in_files(path) };
    files.insert(place.clone(), absolute);
    place
}

fn path_in_files(path: &RepoPath) -> RepoPath {
    RepoPath::new(&join("_files", path.as_str())).unwrap_or_else(|_| path.clone())
}

/// Whether git would pass over a file that nobody ever added: by the `.gitignore` nearest to it that
/// says anything of it, or by the repository's own exclusions.
pub(super) fn is_ignored(boundary: &Path, path: &RepoPath) -> bool {
    let file = boundary.join(path.as_str());
    let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(boundary));
    let lists = folders
        .map(|folder| (folder.to_path_buf(), folder.join(".gitignore")))
        .chain([(boundary.to_path_buf(), boundary.join(".git/info/exclude"))]);
    for (folder, list) in lists.filter(|(_, list)| list.is_file()) {
        let mut builder = ignore::gitignore::GitignoreBuilder::new(&folder);
        // A list that cannot be read in part still holds for what could be read of it.
        let _unread = builder.add(&list);
        let list = builder.build().unwrap_or_else(|_| Gitignore::empty());
        let found = list.matched_path_or_any_parents(&file, file.is_dir());
        if !found.is_none() {
            return found.is_ignore();
        }
    }
    false
}
