//! Folders and what is in them, in the order in which it is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::folder_title;
use crate::content::{Address, Page};
use crate::root::RepoPath;
use crate::site::links::{Href, Link};
use crate::site::names::Names;
use crate::site::places::Places;

/// What stands in a folder: a page, or another folder.
#[derive(Debug, Clone)]
pub enum Child<'a> {
    /// A page.
    Page(&'a Page),
    /// Another folder.
    Folder(&'a RepoPath),
}

/// All folders with what is in them, in the order in which it is shown.
pub struct Folders<'a> {
    /// What they are called.
    pub names: &'a Names<'a>,
    places: &'a Places<'a>,
    /// The page of each folder that has one.
    pub pages: BTreeMap<RepoPath, &'a Page>,
    children: BTreeMap<RepoPath, Vec<Child<'a>>>,
}

impl<'a> Folders<'a> {
    /// Sorts all pages and folders into the folders that they stand in.
    pub fn of(names: &'a Names<'a>, places: &'a Places<'a>) -> Self {
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
            if place.page.rendered && !place.page.foreign.hidden {
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
        // A folder in which nothing has a page leads nowhere.
        let leads = |child: &Child<'_>| all.landing(child).is_some();
        let children = all.children.iter().map(|(folder, inside)| {
            (folder.clone(), inside.iter().filter(|child| leads(child)).cloned().collect())
        });
        all.children = children.collect();
        all
    }

    /// What is in that folder.
    pub fn inside(&self, folder: &RepoPath) -> &[Child<'a>] {
        self.children.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The order among neighbours: by position where there is one, then by title, with
    /// pages before folders.
    pub fn rank(&self, child: &Child<'_>) -> (u64, bool, String, String) {
        let order = &self.names.handbook.order;
        let position = match child {
            Child::Page(page) => order.position(&page.path),
            Child::Folder(folder) => {
                let authored = self.places.folders.get(*folder).and_then(Option::as_ref);
                let own = self.pages.get(*folder).and_then(|page| order.position(&page.path));
                authored.and_then(|authored| order.position(authored)).or(own)
            }
        };
        let address = self.address(child).to_string();
        let folder = matches!(child, Child::Folder(_));
        (position.map_or(u64::MAX, sortable), folder, self.title(child).to_lowercase(), address)
    }

    /// What it is called in lists.
    pub fn title(&self, child: &Child<'_>) -> String {
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
        self.names.handbook.order.label_of(page).unwrap_or(&page.title).to_owned()
    }

    /// Where it leads.
    pub fn href(&self, child: &Child<'_>) -> Href {
        let landing = self.landing(child).unwrap_or_else(|| self.address(child));
        self.names.base.href(&landing)
    }

    /// Where a page is, or a folder's own page is to be.
    fn address(&self, child: &Child<'_>) -> Address {
        match child {
            Child::Page(page) => page.address.clone(),
            Child::Folder(folder) => self
                .pages
                .get(*folder)
                .map_or_else(|| Address::of([folder.as_str()]), |page| page.address.clone()),
        }
    }

    /// Where it leads: a folder whose own page is not rendered leads to the first page in it.
    fn landing(&self, child: &Child<'_>) -> Option<Address> {
        match child {
            Child::Folder(folder) if !self.has_page(folder) => {
                self.inside(folder).iter().find_map(|inner| self.landing(inner))
            }
            child => Some(self.address(child)),
        }
    }

    /// Whether a folder has a page of its own. One that nobody wrote is made.
    pub fn has_page(&self, folder: &RepoPath) -> bool {
        self.pages.get(folder).is_none_or(|page| page.rendered)
    }

    /// What is in each folder.
    pub fn all(&self) -> impl Iterator<Item = &[Child<'a>]> {
        self.children.values().map(Vec::as_slice)
    }

    /// What it is called, and where it is.
    pub fn link(&self, child: &Child<'_>) -> Link {
        Link { name: self.title(child), href: Some(self.href(child)) }
    }
}

/// A number whose order is that of the given ones, negative ones too (IEEE 754, total order).
fn sortable(position: f64) -> u64 {
    let bits = position.to_bits();
    if position.is_sign_negative() { !bits } else { bits | (1 << 63) }
}
