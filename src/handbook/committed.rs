//! A handbook as a commit has it: its settings, how it is laid out, and its pages.

use super::{HandbookError, Location, addressing, parse_config, reserved};
use crate::config::Config;
use crate::content::{self, Addressing, Folder, Layout, Page};
use crate::diagnostics::Diagnostics;
use crate::history::{CommitId, HistoryError, Repository};
use crate::org::OrgFile;
use crate::root::{CONFIGS, RepoPath};

/// What a commit has of a handbook.
pub(super) struct Committed {
    pub(super) config: Config,
    pub(super) layout: Layout,
    /// The folder of its content, from its root.
    pub(super) folder: RepoPath,
    pub(super) pages: Vec<Page>,
    /// What decided their addresses.
    pub(super) addressing: Addressing,
}

impl Committed {
    /// Reads the handbook of a commit, and everything that is wrong with its settings and pages.
    pub(super) fn read(
        location: &Location,
        repository: &Repository,
        commit: CommitId,
        told: &mut Diagnostics,
    ) -> Result<Self, HandbookError> {
        let files = repository.files_at(commit, &location.prefix)?;
        let text = |path: &RepoPath| {
            let found = files.binary_search_by(|(other, _)| other.cmp(path)).ok();
            found.map(|at| repository.blob(files[at].1)).transpose()
        };
        let mut config = None;
        for name in CONFIGS {
            let path = location.prefix.join(name)?;
            if let Some(bytes) = text(&path)? {
                config = parse_config(path, bytes, told);
                if config.is_some() {
                    break;
                }
            }
        }
        let content = location.prefix.join("content")?;
        let has_content = files.iter().any(|(path, _)| path.below(&content).is_some());
        let (layout, folder) = if config.is_some() && has_content {
            (Layout::Zola, RepoPath::new("content")?)
        } else {
            let paths: Vec<&str> =
                files.iter().filter_map(|(path, _)| path.below(&location.prefix)).collect();
            let read = |name: &str| {
                let path = location.prefix.join(name).ok()?;
                String::from_utf8(text(&path).ok()??).ok()
            };
            (Layout::Plain, content::find_among(&paths, &read))
        };
        let prefix = location.prefix.join(folder.as_str())?;
        let is_page = |path: &RepoPath| {
            let ending = path.file_name().rsplit('.').next().unwrap_or_default();
            ["md", "markdown", "mdx"].iter().any(|known| ending.eq_ignore_ascii_case(known))
        };
        let mut texts = Vec::new();
        for (path, blob) in files.iter().filter(|(path, _)| is_page(path)) {
            if let Some(below) = path.below(&prefix) {
                texts.push((RepoPath::new(below)?, repository.blob(*blob)?));
            }
        }
        let config = config.unwrap_or_default();
        let is_there = |name: &str| {
            let path = location.prefix.join(name);
            path.is_ok_and(|path| files.binary_search_by(|(other, _)| other.cmp(&path)).is_ok())
        };
        let addressing = addressing(&config, &is_there);
        let place = Folder {
            top: &location.root,
            folder: &location.root,
            prefix,
            boundary: &location.root,
            layout,
            addressing: addressing.clone(),
            reserved: Some(reserved(&config)),
        };
        let pages = content::parse(&place, texts, told)?;
        Ok(Self { config, layout, folder, pages, addressing })
    }
}

/// The files of `org/` as a commit has them.
pub(super) fn org_files(
    repository: &Repository,
    commit: CommitId,
    folder: &RepoPath,
) -> Result<Vec<OrgFile>, HistoryError> {
    let files = repository.files_at(commit, folder)?.into_iter();
    files.map(|(path, blob)| Ok(OrgFile::new(path, repository.blob(blob)?))).collect()
}
