//! An address for every folder and page, no two the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{folders_of, named, part, stem};
use crate::content::address::Address;
use crate::content::page::{Page, Role};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::root::{NotInside, RepoPath};

/// The addresses of the folders of a plain handbook. Each folder has one of its own, and so has a
/// section in what Zola is given.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    by_path: BTreeMap<RepoPath, Address>,
    by_address: BTreeMap<Address, RepoPath>,
}

impl Folders {
    /// The address of a folder, by its path from the content folder.
    #[must_use]
    pub fn address(&self, folder: &RepoPath) -> Option<&Address> {
        self.by_path.get(folder)
    }

    /// The folder at an address.
    #[must_use]
    pub fn at(&self, address: &Address) -> Option<&RepoPath> {
        self.by_address.get(address)
    }

    /// Every folder and its address, the content folder first.
    pub fn iter(&self) -> impl Iterator<Item = (&RepoPath, &Address)> {
        self.by_path.iter()
    }

    /// Leaves the folders that these pages are in or stand for, so that nothing is published of a
    /// folder whose pages are all private.
    #[must_use]
    pub fn of_pages(&self, pages: &[Page]) -> Self {
        let mut needed = Self::default();
        let paths = pages.iter().flat_map(|page| [page.path.parent(), Some(page.folder.clone())]);
        for path in paths.flatten().chain([RepoPath::root()]) {
            let mut at = Some(path);
            while let Some(folder) = at.filter(|folder| !needed.by_path.contains_key(folder)) {
                at = folder.parent();
                if let Some(address) = self.by_path.get(&folder) {
                    needed.add(folder, address.clone());
                }
            }
        }
        needed
    }

    fn add(&mut self, folder: RepoPath, address: Address) {
        self.by_address.insert(address.clone(), folder.clone());
        self.by_path.insert(folder, address);
    }
}

/// Gives every folder and page an address. Where two names come to one, the first keeps it, the
/// other gets `-2`, `-3` and is told: addresses that authors set themselves first, then folders'
/// pages, then the others by name. Nothing is put at or below `reserved`, where generated pages are.
///
/// With `numbered`, numbers at the front of names are no part of addresses.
///
/// A page that comes to the address of a folder without a page is that folder's page.
///
/// # Errors
/// [`NotInside`] never, for paths that were made here.
pub fn settle(
    pages: &mut [Page],
    prefix: &RepoPath,
    reserved: Option<&Address>,
    numbered: bool,
    told: &mut Diagnostics,
) -> Result<Folders, NotInside> {
    let paths: Vec<RepoPath> = pages.iter().map(|page| page.path.clone()).collect();
    let mut folders = Folders::default();
    folders.add(RepoPath::root(), Address::home());
    for folder in folders_of(&paths.iter().collect::<Vec<_>>()) {
        let above = folder.parent().unwrap_or_else(RepoPath::root);
        let above = folders.by_path.get(&above).cloned().unwrap_or_else(Address::home);
        let wanted = above.below(&part(named(folder.file_name(), numbered)));
        let address = free(&wanted, reserved, |at| folders.by_address.contains_key(at));
        if address != wanted {
            let other = match folders.by_address.get(&wanted) {
                Some(other) => format!("the folder `{other}` is"),
                None => "the pages of the organisation are".to_owned(),
            };
            told.push(
                Diagnostic::warning(
                    "content/same-address",
                    format!("this folder is published at {address}, since at {wanted} {other}"),
                )
                .at(Place::unread(prefix.join(folder.as_str())?))
                .with_help("rename one of them, or, for pages of the organisation, set `at` in the configuration"),
            );
        }
        folders.add(folder, address);
    }
    settle_pages(pages, &folders, (reserved, numbered), told);
    Ok(folders)
}

fn settle_pages(
    pages: &mut [Page],
    folders: &Folders,
    (reserved, numbered): (Option<&Address>, bool),
    told: &mut Diagnostics,
) {
    let with_page: BTreeSet<RepoPath> = pages
        .iter()
        .filter(|page| page.role == Role::Folder && page.foreign.permalink.is_none())
        .map(|page| page.folder.clone())
        .collect();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|&at| {
        let page = &pages[at];
        let first = if page.foreign.permalink.is_some() { 0 } else { 1 };
        (first, page.role != Role::Folder, page.path.clone())
    });
    let mut taken: BTreeMap<Address, usize> = BTreeMap::new();
    for at in order {
        let wanted = wanted(&pages[at], folders, numbered);
        let address = free(&wanted, reserved, |address| {
            let folders_own = folders.at(address).is_some_and(|folder| {
                with_page.contains(folder)
                    && !(pages[at].role == Role::Folder && pages[at].folder == *folder)
            });
            taken.contains_key(address) || folders_own
        });
        if address != wanted {
            told.push(moved(
                &pages[at],
                taken.get(&wanted).map(|&at| &pages[at]),
                &wanted,
                &address,
            ));
        }
        taken.insert(address.clone(), at);
        let page = &mut pages[at];
        if let Some(folder) = folders.at(&address).filter(|_| page.role == Role::Page) {
            page.role = Role::Folder;
            page.folder = folder.clone();
        }
        page.address = address;
    }
}

/// The address that a page would have if it were alone.
fn wanted(page: &Page, folders: &Folders, numbered: bool) -> Address {
    if let Some(permalink) = &page.foreign.permalink {
        return Address::of([permalink.as_str()]);
    }
    let of = |folder: &RepoPath| folders.address(folder).cloned().unwrap_or_else(Address::home);
    match page.role {
        Role::Folder => of(&page.folder),
        Role::Page => {
            let own = || named(stem(page.path.file_name()), numbered);
            let name = page.foreign.slug.as_deref().unwrap_or_else(own);
            of(&page.path.parent().unwrap_or_else(RepoPath::root)).below(&part(name))
        }
    }
}

/// The first of `wanted`, `wanted-2`, `wanted-3`… that is not taken and not where generated pages
/// are.
fn free(
    wanted: &Address,
    reserved: Option<&Address>,
    is_taken: impl Fn(&Address) -> bool,
) -> Address {
    let outside = match reserved.filter(|_| is_in(wanted, reserved)) {
        Some(reserved) => {
            let below = &wanted.as_str()[reserved.as_str().len()..];
            Address::of([format!("{}-2", reserved.as_str().trim_end_matches('/')).as_str(), below])
        }
        None => wanted.clone(),
    };
    let mut address = outside.clone();
    let mut number = 2;
    while is_taken(&address) {
        let base = outside.as_str().trim_end_matches('/');
        let base = if base.is_empty() { "/page" } else { base };
        address = Address::of([format!("{base}-{number}").as_str()]);
        number += 1;
    }
    address
}

fn is_in(address: &Address, reserved: Option<&Address>) -> bool {
    reserved.is_some_and(|reserved| address.as_str().starts_with(reserved.as_str()))
}

fn moved(page: &Page, first: Option<&Page>, wanted: &Address, address: &Address) -> Diagnostic {
    let problem = Diagnostic::warning(
        "content/same-address",
        format!("the address {wanted} is taken, so this page is published at {address}"),
    )
    .at(Place::whole(&page.source));
    match first {
        Some(first) => {
            problem.with_related(Place::whole(&first.source), "this page has it").with_help(
                "rename one of the files so that their names differ in more than case and marks",
            )
        }
        None => problem.with_help("rename the file, or give it another address"),
    }
}
