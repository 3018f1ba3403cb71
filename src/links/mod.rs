//! Where the links of pages lead: to pages, to files that are published with them, to other files
//! of the repository. And which addresses of the past lead to which page.
//!
//! Links are written in many ways; each is tried as GitHub reads it, by files, and then as a
//! published site would, by addresses. What leads nowhere is told, with what it may have meant.

mod path;
mod redirects;
mod resolve;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use redirects::Redirects;

use self::resolve::{Resolved, Resolver};
use self::tree::Tree;
use crate::config::Config;
use crate::content::address::Addressing;
use crate::content::markup::Markup;
use crate::content::{Address, Folders, Found, Layout, Page};
use crate::diagnostics::Diagnostics;
use crate::history::{History, Repository};
use crate::org::Org;
use crate::root::RepoPath;

/// The codes of problems that a link may be an error by, where Zola would refuse it.
pub const REFUSED: [&str; 3] =
    ["content/broken-link", "content/broken-anchor", "content/link-to-private"];

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Where it says, as it is: to another site, or in a way that nothing here judges.
    AsItIs,
    /// To something on the same page.
    Here {
        /// The id there.
        fragment: String,
    },
    /// To something that Zola looks up in its own way: `@/people/pay.md#pay`, `#pay`.
    Internal {
        /// The page's file, from the content folder; nothing on the same page.
        file: Option<RepoPath>,
        /// The id there, as Zola makes it.
        fragment: String,
    },
    /// To an address of this site.
    Page {
        /// The address.
        address: Address,
        /// What follows the address: `?query`, `#fragment`, both or nothing.
        after: String,
    },
    /// To a file that is published beside the pages.
    File {
        /// Its path on the site.
        path: RepoPath,
        /// What follows the path.
        after: String,
    },
    /// To a file or folder of the repository that is not published: its forge shows it.
    Repository {
        /// Its path from the repository's root.
        path: RepoPath,
        /// What follows the path.
        after: String,
    },
    /// Nowhere.
    Nowhere,
}

/// The links of one page.
#[derive(Debug, Clone, Default)]
pub struct PageLinks {
    /// What there is in the page's Markdown.
    pub markup: Markup,
    /// Where each of its links leads, in the same order.
    pub targets: Vec<Target>,
}

/// The links of a handbook.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Those of each page, by its file from the repository's root.
    pub pages: BTreeMap<RepoPath, PageLinks>,
    /// The files that pages show or offer, by their paths on the site.
    pub files: BTreeMap<RepoPath, PathBuf>,
    /// Addresses that lead elsewhere.
    pub redirects: Redirects,
}

/// All that decides where links lead.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The pages that are published.
    pub pages: &'a [Page],
    /// The other files of the content folder.
    pub others: &'a [Found],
    /// Files of the content folder that nobody may learn of, from the repository's root.
    pub private: &'a BTreeSet<RepoPath>,
    /// The folders of a plain handbook.
    pub folders: &'a Folders,
    /// How the content is laid out.
    pub layout: Layout,
    /// What decides addresses in a site that Zola laid out.
    pub addressing: &'a Addressing,
    /// Where pages were before.
    pub history: &'a History,
    /// Addresses that pages had before by what they said themselves: by file from the repository's
    /// root, each with the place of its commit in the history.
    pub former: &'a BTreeMap<RepoPath, Vec<(usize, String)>>,
    /// The organisation, of whose entities there are pages.
    pub org: &'a Org,
    /// The settings.
    pub config: &'a Config,
    /// The content folder, from the repository's root.
    pub content: &'a RepoPath,
    /// The handbook's folder, from the repository's root.
    pub root: &'a RepoPath,
    /// The handbook's folder on disk.
    pub top: &'a Path,
    /// The repository's root on disk, or the handbook's where there is none.
    pub boundary: &'a Path,
    /// The repository, where there is one.
    pub repository: Option<&'a Repository>,
}

/// Finds out where every link leads, and tells of those that lead nowhere.
#[must_use]
pub fn read(facts: &Facts<'_>, told: &mut Diagnostics) -> Links {
    let markups: Vec<Markup> = facts
        .pages
        .par_iter()
        .map(|page| match facts.layout {
            Layout::Plain => Markup::of(page.markdown()),
            Layout::Zola => Markup::of(page.body()),
        })
        .collect();
    let redirects = Redirects::of(facts, told);
    let tree = Tree::of(facts, &redirects);
    let resolver = Resolver::new(facts, &markups, &tree, &redirects);
    let resolved: Vec<Resolved> =
        facts.pages.par_iter().enumerate().map(|(at, page)| resolver.page(at, page)).collect();
    let mut links = Links { redirects: redirects.clone(), ..Links::default() };
    let mut all_lost = Vec::new();
    for ((page, markup), resolved) in facts.pages.iter().zip(markups.iter()).zip(resolved) {
        let Resolved { targets, files, told: problems, lost } = resolved;
        told.extend(problems);
        all_lost.extend(lost);
        links.files.extend(files);
        links.pages.insert(page.file.clone(), PageLinks { markup: markup.clone(), targets });
    }
    resolver.search(all_lost, told);
    links
}

impl PageLinks {
    /// The links and where each leads.
    pub fn iter(&self) -> impl Iterator<Item = (&crate::content::markup::Link, &Target)> {
        self.markup.links.iter().zip(&self.targets)
    }
}
