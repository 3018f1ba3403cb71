//! Where a reader can go from a page: the menu beside it, and the list on a folder's own page.
//!
//! Both are small flat files of JSON, one a folder, since a theme that asks Zola for whole sections
//! takes minutes on a large handbook. The menu holds the top level and the way down to the folder
//! and no more: a tree of everything in every page would weigh more than the handbook.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::SiteError;
use super::links::Href;
use super::names::Names;
use super::places::Places;
use super::tree::Tree;
use crate::content::value::Node;
use crate::content::{Address, Page, words};
use crate::escape::straight;
use crate::root::RepoPath;

/// How many entries of one folder a menu shows before it leads to the folder's own page.
const SHOWN: usize = 60;

/// How many pages of a folder inside the listed one are named before they are counted.
const NAMED: usize = 6;

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

/// A line of a menu.
#[derive(Debug, Serialize)]
struct Step {
    title: String,
    href: Href,
    /// 0 for the top level.
    depth: usize,
    /// Whether it is a folder that is open: the lines below it are in it.
    open: bool,
    /// How many of its folder are left out here; then it leads to that folder. 0 for every other line.
    more: usize,
}

/// A page or a folder in a folder's list.
#[derive(Debug, Serialize)]
struct Listed {
    title: String,
    href: Href,
    owner: String,
    description: String,
    /// What is in it, for a folder.
    pages: Vec<Inner>,
    /// How many more are in it.
    more: usize,
}

#[derive(Debug, Serialize)]
struct Inner {
    title: String,
    href: Href,
}

/// What stands in a folder: a page, or another folder.
#[derive(Debug, Clone)]
enum Child<'a> {
    Page(&'a Page),
    Folder(&'a RepoPath),
}

/// All folders with what is in them, in the order in which it is shown.
struct Folders<'a> {
    names: &'a Names<'a>,
    places: &'a Places<'a>,
    pages: BTreeMap<RepoPath, &'a Page>,
    children: BTreeMap<RepoPath, Vec<Child<'a>>>,
}

/// Stages the menu and the list of every folder.
///
/// # Errors
/// [`SiteError`] where a name is no path, or JSON cannot be written.
pub fn stage(names: &Names<'_>, places: &Places<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let all = Folders::of(names, places);
    for folder in places.folders.keys() {
        tree.make(menu_path(folder)?, serde_json::to_vec(&all.menu(folder))?);
        tree.make(list_path(folder)?, serde_json::to_vec(&all.list(folder))?);
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

impl<'a> Folders<'a> {
    fn of(names: &'a Names<'a>, places: &'a Places<'a>) -> Self {
        let mut all = Self { names, places, pages: BTreeMap::new(), children: BTreeMap::new() };
        let mut bundles = BTreeSet::new();
        let mut children: BTreeMap<RepoPath, Vec<Child<'a>>> = BTreeMap::new();
        for place in &places.pages {
            let folder = place.staged.parent().unwrap_or_else(RepoPath::root);
            if place.is_section {
                all.pages.insert(folder, place.page);
                continue;
            }
            // A page that has a folder to itself, for what lies beside it, stands where the folder does.
            let bundle = place.staged.file_name().starts_with("index.") && !folder.is_root();
            let above = if bundle { folder.parent() } else { None };
            if bundle {
                bundles.insert(folder.clone());
            }
            if !place.page.foreign.hidden {
                children.entry(above.unwrap_or(folder)).or_default().push(Child::Page(place.page));
            }
        }
        for folder in places.folders.keys() {
            let page = all.pages.get(folder);
            let shown = page.map_or(!bundles.contains(folder), |page| !page.foreign.hidden);
            if let Some(above) = folder.parent().filter(|_| shown) {
                children.entry(above).or_default().push(Child::Folder(folder));
            }
        }
        for inside in children.values_mut() {
            inside.sort_by_cached_key(|child| all.rank(child));
        }
        all.children = children;
        all
    }

    fn inside(&self, folder: &RepoPath) -> &[Child<'a>] {
        self.children.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The order among neighbours: by position where there is one, then by title, with
    /// pages before folders.
    fn rank(&self, child: &Child<'_>) -> (u64, bool, String, String) {
        let order = &self.names.handbook.order;
        let position = match child {
            Child::Page(page) => order.position(&page.path),
            Child::Folder(folder) => {
                let authored = self.places.folders.get(*folder).and_then(Option::as_ref);
                let own = self.pages.get(*folder).and_then(|page| order.position(&page.path));
                authored.and_then(|authored| order.position(authored)).or(own)
            }
        };
        let href = self.href(child).as_str().to_owned();
        let folder = matches!(child, Child::Folder(_));
        (position.map_or(u64::MAX, sortable), folder, self.title(child).to_lowercase(), href)
    }

    fn title(&self, child: &Child<'_>) -> String {
        match child {
            Child::Page(page) => self.label(page),
            Child::Folder(folder) => {
                let title = self.pages.get(*folder).map(|page| self.label(page));
                title.unwrap_or_else(|| folder_title(self.names, self.places, folder))
            }
        }
    }

    /// What a page is called in lists: as another generator's settings say, else by its title.
    fn label(&self, page: &Page) -> String {
        self.names.handbook.order.label(&page.path).unwrap_or(&page.title).to_owned()
    }

    fn href(&self, child: &Child<'_>) -> Href {
        let address = match child {
            Child::Page(page) => page.address.clone(),
            Child::Folder(folder) => self
                .pages
                .get(*folder)
                .map_or_else(|| Address::of([folder.as_str()]), |page| page.address.clone()),
        };
        self.names.base.href(&address)
    }

    fn menu(&self, folder: &RepoPath) -> Vec<Step> {
        let mut menu = Vec::new();
        self.open(&RepoPath::root(), folder, 0, &mut menu);
        menu
    }

    fn open(&self, at: &RepoPath, towards: &RepoPath, depth: usize, menu: &mut Vec<Step>) {
        let inside = self.inside(at);
        for (place, child) in inside.iter().enumerate() {
            let way = match child {
                Child::Folder(inner) if leads_to(inner, towards) => Some(*inner),
                _ => None,
            };
            if place < SHOWN || way.is_some() {
                menu.push(Step {
                    title: self.title(child),
                    href: self.href(child),
                    depth,
                    open: way.is_some(),
                    more: 0,
                });
            }
            if let Some(inner) = way {
                self.open(inner, towards, depth + 1, menu);
            }
        }
        if inside.len() > SHOWN {
            menu.push(Step {
                title: String::new(),
                href: self.pages.get(at).map_or_else(
                    || self.names.base.href(&Address::of([at.as_str()])),
                    |page| self.names.base.href(&page.address),
                ),
                depth,
                open: false,
                more: inside.len() - SHOWN,
            });
        }
    }

    fn list(&self, folder: &RepoPath) -> Vec<Listed> {
        self.inside(folder).iter().map(|child| self.listed(child)).collect()
    }

    fn listed(&self, child: &Child<'_>) -> Listed {
        let (page, inside) = match child {
            Child::Page(page) => (Some(*page), &[][..]),
            Child::Folder(folder) => (self.pages.get(*folder).copied(), self.inside(folder)),
        };
        let owned = page.and_then(|page| self.names.handbook.ownership.pages.get(&page.file));
        let owner = owned.and_then(|owned| owned.owner.as_ref());
        Listed {
            title: self.title(child),
            href: self.href(child),
            owner: owner.map(|owner| self.names.holder(&owner.value).name).unwrap_or_default(),
            description: page.map(description).unwrap_or_default(),
            pages: inside
                .iter()
                .take(NAMED)
                .map(|inner| Inner { title: self.title(inner), href: self.href(inner) })
                .collect(),
            more: inside.len().saturating_sub(NAMED),
        }
    }
}

/// Whether `folder` is `other` or holds it.
fn leads_to(folder: &RepoPath, other: &RepoPath) -> bool {
    folder == other || other.below(folder).is_some()
}

/// A number whose order is that of the given ones, negative ones too (IEEE 754, total order).
fn sortable(position: f64) -> u64 {
    let bits = position.to_bits();
    if position.is_sign_negative() { !bits } else { bits | (1 << 63) }
}

/// What a page's front matter says that it is about; empty where it says nothing.
#[must_use]
pub fn description(page: &Page) -> String {
    match page.front.values.get("description").map(|description| &description.node) {
        Some(Node::Text(text)) => straight(text).into_owned(),
        _ => String::new(),
    }
}
