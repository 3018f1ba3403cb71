//! The list of each folder: its own pages and folders, and the pages of those.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SiteError;
use super::links::Href;
use super::names::Names;
use super::places::{Place, Places};
use super::tree::Tree;
use crate::content::{Address, words};
use crate::root::RepoPath;

/// The data file of a folder's list, by the folder's path in the staged content.
///
/// # Errors
/// [`SiteError`] where a name is no path.
pub fn path(folder: &RepoPath) -> Result<RepoPath, SiteError> {
    Ok(RepoPath::new("data/handbook/list")?.join(folder.as_str())?.join("_index.json")?)
}

/// An entry in the list of a folder's pages.
#[derive(Debug, Serialize)]
struct Listed {
    title: String,
    href: Href,
    owner: String,
    /// How far below the folder: 0 for its own pages and folders.
    depth: usize,
}

/// What stands in a folder.
enum Entry<'p, 'a> {
    Page(&'p Place<'a>),
    Folder(&'p RepoPath, Option<&'p Place<'a>>),
}

/// Stages the list of every folder.
///
/// # Errors
/// [`SiteError`] where JSON cannot be written.
pub fn stage(names: &Names<'_>, places: &Places<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let mut sections: BTreeMap<RepoPath, &Place<'_>> = BTreeMap::new();
    let mut entries: BTreeMap<RepoPath, Vec<Entry<'_, '_>>> = BTreeMap::new();
    for place in &places.pages {
        let folder = place.staged.parent().unwrap_or_else(RepoPath::root);
        if place.is_section {
            sections.insert(folder, place);
        } else if !place.page.foreign.hidden {
            entries.entry(folder).or_default().push(Entry::Page(place));
        }
    }
    for folder in places.folders.keys().filter(|folder| !folder.is_root()) {
        let section = sections.get(folder).copied();
        if section.is_some_and(|section| section.page.foreign.hidden) {
            continue;
        }
        if let Some(above) = folder.parent() {
            entries.entry(above).or_default().push(Entry::Folder(folder, section));
        }
    }
    for entries in entries.values_mut() {
        entries.sort_by_cached_key(|entry| rank(names, places, entry));
    }
    for folder in places.folders.keys() {
        let mut list = Vec::new();
        for entry in entries.get(folder).into_iter().flatten() {
            list.push(listed(names, places, entry, 0));
            if let Entry::Folder(inner, _) = entry {
                let below = entries.get(*inner).into_iter().flatten();
                let pages = below.filter(|entry| matches!(entry, Entry::Page(_)));
                list.extend(pages.map(|entry| listed(names, places, entry, 1)));
            }
        }
        tree.make(path(folder)?, serde_json::to_vec(&list)?);
    }
    Ok(())
}

/// A folder's name, where it has no page to take one from.
pub fn folder_title(names: &Names<'_>, places: &Places<'_>, folder: &RepoPath) -> String {
    let authored = places.folders.get(folder).and_then(Option::as_ref);
    let order = &names.handbook.order;
    authored
        .and_then(|authored| order.label(authored).map(str::to_owned))
        .unwrap_or_else(|| words(authored.unwrap_or(folder).file_name()))
}

/// The order of an entry among its neighbours: by position where it has one, then by title, with
/// pages before folders.
fn rank(names: &Names<'_>, places: &Places<'_>, entry: &Entry<'_, '_>) -> (u64, bool, String) {
    let order = &names.handbook.order;
    let (position, title) = match entry {
        Entry::Page(place) => (order.position(&place.page.path), place.page.title.clone()),
        Entry::Folder(folder, section) => {
            let authored = places.folders.get(*folder).and_then(Option::as_ref);
            let own = section.and_then(|section| order.position(&section.page.path));
            let title = section
                .map_or_else(|| folder_title(names, places, folder), |it| it.page.title.clone());
            (authored.and_then(|it| order.position(it)).or(own), title)
        }
    };
    let position = position.map_or(u64::MAX, sortable);
    (position, matches!(entry, Entry::Folder(..)), title.to_lowercase())
}

/// A number whose order is that of the given ones, negative ones too (IEEE 754, total order).
fn sortable(position: f64) -> u64 {
    let bits = position.to_bits();
    if position.is_sign_negative() { !bits } else { bits | (1 << 63) }
}

fn listed(names: &Names<'_>, places: &Places<'_>, entry: &Entry<'_, '_>, depth: usize) -> Listed {
    let page = match entry {
        Entry::Page(place) => place.page,
        Entry::Folder(_, Some(section)) => section.page,
        Entry::Folder(folder, None) => {
            return Listed {
                title: folder_title(names, places, folder),
                href: names.base.href(&Address::of([folder.as_str()])),
                owner: String::new(),
                depth,
            };
        }
    };
    let owner = names.handbook.ownership.pages.get(&page.file).and_then(|it| it.owner.as_ref());
    Listed {
        title: page.title.clone(),
        href: names.base.href(&page.address),
        owner: owner.map(|owner| names.holder(&owner.value).name).unwrap_or_default(),
        depth,
    }
}
