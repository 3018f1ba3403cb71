//! Where a reader can go from a page: the menu beside it, the list on a folder's own page, and the
//! pages before and after it.
//!
//! Menus and lists are small flat files of JSON, one a folder, since a theme that asks Zola for whole
//! sections takes minutes on a large handbook. The menu holds the top level and the way down to the
//! folder and no more: a tree of everything in every page would weigh more than the handbook.

mod folders;
mod lists;

use std::collections::BTreeMap;

use self::folders::{Child, Folders};
use super::SiteError;
use super::links::Link;
use super::names::Names;
use super::places::Places;
use super::tree::Tree;
use crate::content::value::Node;
use crate::content::{Page, words};
use crate::escape::straight;
use crate::root::RepoPath;

/// The menu of a folder, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn menu_path(folder: &RepoPath) -> Result<RepoPath, SiteError> {
    below("data/handbook/menu", folder)
}

/// The list of what is in a folder, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn list_path(folder: &RepoPath) -> Result<RepoPath, SiteError> {
    below("data/handbook/list", folder)
}

fn below(data: &str, folder: &RepoPath) -> Result<RepoPath, SiteError> {
    Ok(RepoPath::new(data)?.join(folder.as_str())?.join("_index.json")?)
}

/// A folder's name, where it has no page to take one from.
#[must_use]
pub fn folder_title(names: &Names<'_>, places: &Places<'_>, folder: &RepoPath) -> String {
    let authored = places.folders.get(folder).and_then(Option::as_ref);
    let label = authored.and_then(|authored| names.handbook.order.label(authored));
    label.map_or_else(|| words(authored.unwrap_or(folder).file_name()), str::to_owned)
}

/// Stages the menu and the list of every folder.
///
/// # Errors
/// [`SiteError`] where a name is no path, or JSON cannot be written.
pub fn stage(names: &Names<'_>, places: &Places<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let all = Folders::of(names, places);
    for folder in places.folders.keys() {
        tree.make(menu_path(folder)?, serde_json::to_vec(&all.menu(folder))?)?;
        tree.make(list_path(folder)?, serde_json::to_vec(&all.list(folder))?)?;
    }
    Ok(())
}

/// The place of each page among all, so that any two in one folder are in the order of its list.
#[must_use]
pub fn orders(names: &Names<'_>, places: &Places<'_>) -> Vec<usize> {
    let all = Folders::of(names, places);
    let mut ranked: Vec<usize> = (0..places.pages.len()).collect();
    ranked.sort_by_cached_key(|&at| {
        let place = &places.pages[at];
        let folder = place.staged.parent().filter(|_| place.is_section);
        let folder = folder.and_then(|folder| places.folders.get_key_value(&folder));
        match folder {
            Some((folder, _)) => all.rank(&Child::Folder(folder)),
            None => all.rank(&Child::Page(place.page)),
        }
    });
    let mut orders = vec![0; ranked.len()];
    for (order, at) in ranked.into_iter().enumerate() {
        orders[at] = order;
    }
    orders
}

/// The pages before and after a page in its folder, in the order of the folder's list.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The one before it.
    pub before: Option<Link>,
    /// The one after it.
    pub after: Option<Link>,
}

/// What stands before and after every page that is an entry of its folder's list, by the page's file.
/// A folder's own page has none: its list is where a reader goes on.
#[must_use]
pub fn around<'a>(names: &'a Names<'a>, places: &'a Places<'a>) -> BTreeMap<&'a RepoPath, Around> {
    let all = Folders::of(names, places);
    let mut around = BTreeMap::new();
    for inside in all.all() {
        for (at, child) in inside.iter().enumerate() {
            let Child::Page(page) = child else { continue };
            let before = at.checked_sub(1).map(|before| all.link(&inside[before]));
            let after = inside.get(at + 1).map(|after| all.link(after));
            around.insert(&page.file, Around { before, after });
        }
    }
    around
}

/// What a page's front matter says that it is about; empty where it says nothing.
#[must_use]
pub fn description(page: &Page) -> String {
    match page.front.values.get("description").map(|description| &description.node) {
        Some(Node::Text(text)) => straight(text).into_owned(),
        _ => String::new(),
    }
}
