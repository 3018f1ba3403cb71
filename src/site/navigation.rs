//! Where a reader can go from a page: the menu beside it, and the list on a folder's own page.
//!
//! Both are small flat files of JSON, one a folder, since a theme that asks Zola for whole sections
//! takes minutes on a large handbook. The menu holds the top level and the way down to the folder
//! and no more: a tree of everything in every page would weigh more than the handbook.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::SiteError;
use super::authored::staged_path;
use super::links::Href;
use super::names::Names;
use super::tree::Tree;
use crate::content::value::Node;
use crate::content::{Address, Page, Role};
use crate::root::RepoPath;

/// How many entries of one folder a menu shows before it leads to the folder's own page.
const SHOWN: usize = 60;

/// How many pages of a folder inside the listed one are named before they are counted.
const NAMED: usize = 6;

/// The menu of a folder, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn menu_path(folder: Option<&RepoPath>) -> Result<RepoPath, SiteError> {
    below("data/handbook/menu", folder)
}

/// The list of what is in a folder, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn list_path(folder: Option<&RepoPath>) -> Result<RepoPath, SiteError> {
    below("data/handbook/list", folder)
}

fn below(data: &str, folder: Option<&RepoPath>) -> Result<RepoPath, SiteError> {
    let folder = folder.map_or("", |folder| folder.as_str());
    Ok(RepoPath::new(data)?.join(folder)?.join("_index.json")?)
}

/// The words of a folder's name, for one that has no page of its own.
#[must_use]
pub fn folder_title(folder: &RepoPath) -> String {
    let mut words = folder.file_name().replace(['-', '_'], " ");
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    words
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
    pages: BTreeMap<RepoPath, &'a Page>,
    children: BTreeMap<&'a RepoPath, Vec<Child<'a>>>,
}

/// Stages the menu and the list of each of these folders, which are staged folders of content.
///
/// # Errors
/// [`SiteError`] where a name is no path, or JSON cannot be written.
pub fn stage(
    names: &Names<'_>,
    folders: &BTreeSet<RepoPath>,
    tree: &mut Tree,
) -> Result<(), SiteError> {
    let all = Folders::of(names, folders)?;
    for folder in folders {
        tree.make(menu_path(Some(folder))?, serde_json::to_vec(&all.menu(folder))?);
        tree.make(list_path(Some(folder))?, serde_json::to_vec(&all.list(folder))?);
    }
    Ok(())
}

impl<'a> Folders<'a> {
    fn of(names: &'a Names<'a>, folders: &'a BTreeSet<RepoPath>) -> Result<Self, SiteError> {
        let mut all = Self { names, pages: BTreeMap::new(), children: BTreeMap::new() };
        let mut bundles = BTreeSet::new();
        let mut entries: Vec<(RepoPath, Child<'a>)> = Vec::new();
        for page in &names.handbook.pages {
            let staged = staged_path(names.handbook, page)?;
            let folder = staged.parent().unwrap_or_else(RepoPath::root);
            if page.role == Role::Folder {
                all.pages.insert(folder, page);
                continue;
            }
            // A page that has a folder to itself, for what lies beside it, stands where the folder does.
            let bundle = staged.file_name().starts_with("index.") && !folder.is_root();
            let stands = if bundle { folder.parent().unwrap_or_else(RepoPath::root) } else { folder.clone() };
            if bundle {
                bundles.insert(folder);
            }
            entries.push((stands, Child::Page(page)));
        }
        for folder in folders.iter().filter(|folder| !folder.is_root()) {
            if all.pages.contains_key(folder) || !bundles.contains(folder) {
                let stands = folder.parent().unwrap_or_else(RepoPath::root);
                entries.push((stands, Child::Folder(folder)));
            }
        }
        for (stands, child) in entries {
            if let Some(folder) = folders.get(&stands) {
                all.children.entry(folder).or_default().push(child);
            }
        }
        let mut children = std::mem::take(&mut all.children);
        for inside in children.values_mut() {
            inside.sort_by_cached_key(|child| all.rank(child));
        }
        all.children = children;
        Ok(all)
    }

    fn inside(&self, folder: &RepoPath) -> &[Child<'a>] {
        self.children.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The order among neighbours: by weight where there is one, else by title.
    fn rank(&self, child: &Child<'_>) -> (i64, String, String) {
        let page = match child {
            Child::Page(page) => Some(*page),
            Child::Folder(folder) => self.pages.get(*folder).copied(),
        };
        let weight = page.and_then(|page| page.front.values.get("weight"));
        let weight = match weight.map(|weight| &weight.node) {
            Some(Node::Integer(weight)) => *weight,
            _ => i64::MAX,
        };
        let href = self.href(child).as_str().to_owned();
        (weight, self.title(child).to_lowercase(), href)
    }

    fn title(&self, child: &Child<'_>) -> String {
        match child {
            Child::Page(page) => page.title.clone(),
            Child::Folder(folder) => {
                self.pages.get(*folder).map_or_else(|| folder_title(folder), |page| page.title.clone())
            }
        }
    }

    fn href(&self, child: &Child<'_>) -> Href {
        let address = match child {
            Child::Page(page) => page.address.clone(),
            Child::Folder(folder) => self.pages.get(*folder).map_or_else(
                || Address::of([folder.as_str()]),
                |page| page.address.clone(),
            ),
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

/// What a page's front matter says that it is about; empty where it says nothing.
#[must_use]
pub fn description(page: &Page) -> String {
    match page.front.values.get("description").map(|description| &description.node) {
        Some(Node::Text(text)) => text.clone(),
        _ => String::new(),
    }
}
