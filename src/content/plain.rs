//! Any folder of Markdown as a handbook: which file is a folder's page, and which addresses the
//! others get.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, Slugify};
use super::page::{Page, Role};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::root::RepoPath;

/// Names of a folder's page, the first that is there wins.
const FOLDER_PAGES: &[&str] = &["_index", "index", "readme"];

/// Which files are their folder's page.
#[derive(Debug)]
pub struct Plan {
    folder_pages: BTreeSet<RepoPath>,
}

impl Plan {
    /// Chooses one page for each folder that has a candidate.
    #[must_use]
    pub fn of(files: &[&RepoPath]) -> Self {
        let mut best: BTreeMap<RepoPath, (usize, &RepoPath)> = BTreeMap::new();
        for file in files {
            let name = file.file_name();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let Some(rank) = FOLDER_PAGES.iter().position(|known| stem.eq_ignore_ascii_case(known))
            else {
                continue;
            };
            let folder = file.parent().unwrap_or_else(RepoPath::root);
            let candidate = (rank, *file);
            best.entry(folder)
                .and_modify(|held| *held = (*held).min(candidate))
                .or_insert(candidate);
        }
        Self { folder_pages: best.into_values().map(|(_, file)| file.clone()).collect() }
    }

    /// What that file is to its folder.
    #[must_use]
    pub fn role(&self, file: &RepoPath) -> Role {
        if self.folder_pages.contains(file) { Role::Folder } else { Role::Page }
    }
}

/// The address of a file before doubles are told apart: the parts of its path, slugified.
#[must_use]
pub fn address(file: &RepoPath, role: Role) -> Address {
    let parts = file.as_str().split('/').collect::<Vec<_>>();
    let (name, folders) =
        parts.split_last().map_or(("", &[][..]), |(name, folders)| (*name, folders));
    let mut parts: Vec<String> = folders.iter().map(|folder| part(folder)).collect();
    if role == Role::Page {
        parts.push(part(name.rsplit_once('.').map_or(name, |(stem, _)| stem)));
    }
    Address::of(parts.iter().map(String::as_str))
}

/// One part of an address; a name of which nothing remains keeps its letters.
#[must_use]
pub fn part(name: &str) -> String {
    let slug = Slugify::On.part(name);
    if !slug.is_empty() {
        return slug;
    }
    let safe = Slugify::Safe.part(name);
    if safe.is_empty() { "page".to_owned() } else { safe }
}

/// Gives pages whose names come to one address distinct ones: the first keeps it, the others get
/// `-2`, `-3` and are told.
pub fn settle_addresses(pages: &mut [Page], told: &mut Diagnostics) {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|&at| (pages[at].role != Role::Folder, pages[at].path.clone()));
    let mut taken: BTreeMap<Address, usize> = BTreeMap::new();
    for at in order {
        let wanted = pages[at].address.clone();
        let mut address = wanted.clone();
        let mut number = 2;
        while taken.contains_key(&address) {
            let base = wanted.as_str().trim_end_matches('/');
            address = Address::of([format!("{base}-{number}").as_str()]);
            number += 1;
        }
        if address != wanted {
            let (page, first) = (&pages[at], &pages[taken[&wanted]]);
            told.push(
                Diagnostic::warning(
                    "content/same-address",
                    format!("the address {wanted} is taken, so this page is published at {address}"),
                )
                .at(Place::whole(&page.source))
                .with_related(Place::whole(&first.source), "this page has it")
                .with_help("rename one of the files so that their names differ in more than case and marks"),
            );
        }
        taken.insert(address.clone(), at);
        pages[at].address = address;
    }
}
