//! The menu beside the pages of a folder, and the list on its own page.

use serde::Serialize;

use super::description;
use super::folders::{Child, Folders};
use crate::content::Address;
use crate::root::RepoPath;
use crate::site::links::Href;

/// How many entries of one folder a menu shows before it leads to the folder's own page.
const SHOWN: usize = 60;

/// How many pages of a folder inside the listed one are named before they are counted.
const NAMED: usize = 8;

/// A line of a menu.
#[derive(Debug, Serialize)]
pub struct Step {
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
pub struct Listed {
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

impl Folders<'_> {
    /// The menu beside the pages of a folder.
    pub fn menu(&self, folder: &RepoPath) -> Vec<Step> {
        let mut menu = Vec::new();
        self.open(&RepoPath::root(), folder, 0, &mut menu);
        menu
    }

    fn open(&self, at: &RepoPath, towards: &RepoPath, depth: usize, menu: &mut Vec<Step>) {
        let inside = self.inside(at);
        // The rest is on the folder's own page, where it has one.
        let shown = if self.has_page(at) { SHOWN } else { inside.len() };
        for (place, child) in inside.iter().enumerate() {
            let way = match child {
                Child::Folder(inner) if leads_to(inner, towards) => Some(*inner),
                _ => None,
            };
            if place < shown || way.is_some() {
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
        if inside.len() > shown {
            menu.push(Step {
                title: String::new(),
                href: self.pages.get(at).map_or_else(
                    || self.names.base.href(&Address::of([at.as_str()])),
                    |page| self.names.base.href(&page.address),
                ),
                depth,
                open: false,
                more: inside.len() - shown,
            });
        }
    }

    /// What is in a folder.
    pub fn list(&self, folder: &RepoPath) -> Vec<Listed> {
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
