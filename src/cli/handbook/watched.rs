//! The folders whose edits a site follows.

use std::path::PathBuf;

use zola_handbook::root::WORK;
use zola_handbook::site;

use super::Opened;

impl Opened {
    /// Folders that a build reads with all that is below them.
    pub fn watched_whole(&self) -> Vec<PathBuf> {
        let root = self.root();
        let mut folders: Vec<PathBuf> =
            site::FOLDERS.iter().chain(&["org"]).map(|name| root.join(name)).collect();
        if self.handbook.content_folder.is_root() {
            // The root itself would bring in git's objects and our own work: its folders are watched
            // one by one.
            let inner =
                std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
            folders.extend(inner.filter(|path| {
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default();
                path.is_dir()
                    && !name.starts_with('.')
                    && name != "node_modules"
                    && name != "target"
            }));
        } else {
            folders.push(root.join(self.handbook.content_folder.as_str()));
        }
        if let Some(repository) = &self.handbook.location.repository {
            folders.push(repository.common_dir().join("refs/heads"));
        }
        folders
    }

    /// Folders of which a build reads single files.
    pub fn watched_flat(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root().to_path_buf()];
        if let Some(repository) = &self.handbook.location.repository {
            folders.push(repository.git_dir().to_path_buf());
        }
        folders
    }

    /// What changes by a build itself, or says nothing of the handbook.
    pub fn unwatched(&self) -> Vec<PathBuf> {
        let root = self.root();
        let mut ignored = vec![root.join(WORK), root.join("public")];
        if let Some(repository) = &self.handbook.location.repository {
            // Of git's own files only HEAD and the branches say which commit is checked out.
            let git = repository.git_dir();
            ignored.extend(
                [
                    "index",
                    "FETCH_HEAD",
                    "ORIG_HEAD",
                    "COMMIT_EDITMSG",
                    "objects",
                    "logs",
                    "config",
                    "gc.pid",
                ]
                .iter()
                .map(|name| git.join(name)),
            );
        }
        ignored
    }
}
