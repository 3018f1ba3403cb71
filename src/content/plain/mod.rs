//! Any folder of Markdown as a handbook: which file is a folder's page, and which addresses files
//! and folders get.

mod addresses;
mod nav;
pub mod numbers;
mod order;
mod script;
mod sidebars;

use std::collections::{BTreeMap, BTreeSet};

pub use addresses::{Folders, settle};
pub use nav::read as read_order;
pub use order::Order;

use super::address::{Address, Slugify};
use super::folder_pages::{self, FolderPages};
use super::page::Role;
use crate::root::RepoPath;

/// Which files are their folder's page.
#[derive(Debug)]
pub struct Plan {
    pages: BTreeMap<RepoPath, RepoPath>,
}

impl Plan {
    /// Chooses one page for each folder that has a candidate, and for no other.
    #[must_use]
    pub fn of(files: &[&RepoPath], folder_pages: &FolderPages) -> Self {
        let listings = folder_pages.listings(files.iter().copied());
        let mut pages = BTreeMap::new();
        for folder in listings.keys() {
            if let Some(page) = folder_pages.of_folder(folder, &listings) {
                pages.entry(page).or_insert_with(|| folder.clone());
            }
        }
        Self { pages }
    }

    /// What that file is to which folder.
    #[must_use]
    pub fn role(&self, file: &RepoPath) -> (Role, RepoPath) {
        match self.pages.get(file) {
            Some(folder) => (Role::Folder, folder.clone()),
            None => (Role::Page, file.parent().unwrap_or_else(RepoPath::root)),
        }
    }
}

/// Every folder that one of these files is in, at any depth; the content folder itself is not
/// among them.
fn folders_of(files: &[&RepoPath]) -> BTreeSet<RepoPath> {
    let mut folders = BTreeSet::new();
    for file in files {
        let mut at = file.parent();
        while let Some(folder) = at.filter(|folder| !folder.is_root()) {
            at = folder.parent();
            if !folders.insert(folder) {
                break;
            }
        }
    }
    folders
}

/// A name without its ending.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => name,
    }
}

/// A path with each part as it is in an address.
#[must_use]
pub fn slugified(path: &str) -> String {
    path.split('/').filter(|name| !name.is_empty()).map(part).collect::<Vec<_>>().join("/")
}

/// One part of an address; a name of which nothing remains keeps its letters. It never holds a
/// dot, so that no page is ever staged or published under a name that is a file's.
#[must_use]
pub fn part(name: &str) -> String {
    let slug = Slugify::On.part(name);
    if !slug.is_empty() {
        return slug;
    }
    let safe = Slugify::Safe.part(name).replace(['.', ' '], "");
    if safe.is_empty() { "page".to_owned() } else { safe }
}

/// The address that a file at that path had, as far as its path, and the slug that its page had,
/// say. `numbered` is [`Addressing::numbered`](super::Addressing::numbered).
#[must_use]
pub fn former_address(path: &RepoPath, slug: Option<&str>, numbered: bool) -> Address {
    let name = stem(path.file_name());
    let is_folders =
        folder_pages::NAMES_OF_FOLDER_PAGES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let folder = path.parent().unwrap_or_else(RepoPath::root);
    let folder: Vec<String> = folder
        .as_str()
        .split('/')
        .filter(|name| !name.is_empty())
        .map(|name| part(named(name, numbered)))
        .collect();
    let name = match slug {
        Some(slug) => part(slug),
        None if is_folders => String::new(),
        None => part(named(name, numbered)),
    };
    Address::of([folder.join("/").as_str(), name.as_str()])
}

/// A name as its address has it, where numbers in front may be there for the order alone.
pub(super) fn named(name: &str, numbered: bool) -> &str {
    if numbered { numbers::bare(name) } else { name }
}
