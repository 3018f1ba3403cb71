//! The pages, folders and files of a handbook, by all the names that links have for them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::path::joined;
use super::{Facts, Redirects};
use crate::content::{Address, NAMES_OF_FOLDER_PAGES, Role, plain};
use crate::root::RepoPath;

/// Something that can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A page, by its place among the published ones.
    Page(usize),
    /// A file that is no page, by its place among the others.
    File(usize),
    /// The page of a folder that nobody wrote one for.
    Folder(Address),
}

/// What links can name.
#[derive(Debug, Default)]
pub struct Tree {
    /// By path from the content folder, as it is on disk.
    exact: HashMap<String, Node>,
    /// The same in lower case; pages also without the ending of their names, and folders.
    loose: HashMap<String, Node>,
    /// By address, without slashes at its ends.
    published: HashMap<String, Node>,
    /// By file name alone, in lower case, and by the other names that a page gives itself.
    names: HashMap<String, Node>,
    /// Pages by paths that they had before.
    former: HashMap<String, usize>,
    /// The names of `loose` backwards and in order, so that those of one ending are together.
    backwards: OnceLock<Vec<String>>,
    /// The folders that pages are in or below.
    peopled: OnceLock<Peopled>,
}

/// The folders that have pages, by their paths from the content folder.
#[derive(Debug, Default)]
struct Peopled {
    /// Those that a page is in, or in a folder below.
    all: HashSet<String>,
    /// Those that are one page with its pictures: an `index.md` is in them.
    bundles: HashSet<String>,
}

impl Tree {
    /// Gathers the names. Where one name means two things, the nearest to how GitHub reads it wins.
    #[must_use]
    pub fn of(facts: &Facts<'_>, redirects: &Redirects) -> Self {
        let mut tree = Self::default();
        for (at, page) in facts.pages.iter().enumerate() {
            let node = Node::Page(at);
            let path = page.path.as_str();
            tree.exact.insert(path.to_owned(), node.clone());
            put(&mut tree.loose, &path.to_lowercase(), &node);
            put(&mut tree.loose, &stem(path).to_lowercase(), &node);
            if page.role == Role::Folder {
                let folder = page.folder.as_str().to_lowercase();
                put(&mut tree.loose, &folder, &node);
                // A folder's page can be linked by any of these, whatever its file is called.
                for name in NAMES_OF_FOLDER_PAGES {
                    let inside = joined(&folder, name).unwrap_or_default();
                    put(&mut tree.loose, &inside, &node);
                    put(&mut tree.loose, &format!("{inside}.md"), &node);
                }
            }
            let address = page.address.as_str().trim_matches('/').to_lowercase();
            put(&mut tree.published, &address, &node);
        }
        for (at, file) in facts.others.iter().enumerate() {
            let path = file.relative.as_str();
            tree.exact.insert(path.to_owned(), Node::File(at));
            put(&mut tree.loose, &path.to_lowercase(), &Node::File(at));
            put(&mut tree.names, &file.relative.file_name().to_lowercase(), &Node::File(at));
        }
        for (folder, address) in facts.folders.iter() {
            put(&mut tree.loose, &folder.as_str().to_lowercase(), &Node::Folder(address.clone()));
            let address_text = address.as_str().trim_matches('/').to_lowercase();
            put(&mut tree.published, &address_text, &Node::Folder(address.clone()));
        }
        tree.remember(facts, redirects);
        tree
    }

    /// Names that count less than what is there today.
    fn remember(&mut self, facts: &Facts<'_>, redirects: &Redirects) {
        for (at, page) in facts.pages.iter().enumerate() {
            let node = Node::Page(at);
            let file = page.path.file_name().to_lowercase();
            let name = match page.role {
                Role::Folder => page.folder.file_name().to_lowercase(),
                Role::Page => stem(&file).to_owned(),
            };
            for name in [file.as_str(), &name, &page.title.to_lowercase()]
                .into_iter()
                .chain(page.foreign.names.iter().map(String::as_str))
            {
                put(&mut self.names, &name.to_lowercase(), &node);
            }
        }
        for (address, page) in redirects.pages() {
            put(&mut self.published, &address.to_lowercase(), &Node::Page(page));
        }
        for (path, page) in redirects.paths() {
            self.former.insert(path.as_str().to_owned(), page);
            self.former.entry(stem(path.as_str()).to_owned()).or_insert(page);
        }
    }

    /// What a path from the content folder names, as files go.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Node> {
        let lower = path.to_lowercase();
        self.exact
            .get(path)
            .or_else(|| self.loose.get(&lower))
            .or_else(|| self.loose.get(stem_of_page(&lower)?))
            .cloned()
    }

    /// What a path names, as addresses go.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<Node> {
        let lower = path.to_lowercase();
        let bare = stem_of_page(&lower).unwrap_or(&lower);
        let bare = bare.strip_suffix("/index").unwrap_or(bare);
        self.published
            .get(&lower)
            .or_else(|| self.published.get(bare))
            .or_else(|| self.published.get(&plain::slugified(bare)))
            .cloned()
    }

    /// Whether a page is published at that address.
    #[must_use]
    pub fn is_address(&self, address: &Address) -> bool {
        self.published.contains_key(&address.as_str().trim_matches('/').to_lowercase())
    }

    /// The page that was at that path before.
    #[must_use]
    pub fn moved(&self, path: &str) -> Option<Node> {
        let bare = stem_of_page(path).unwrap_or(path);
        self.former.get(path).or_else(|| self.former.get(bare)).map(|page| Node::Page(*page))
    }

    /// What has that name, wherever it is: the last resort of links that wikis make.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Node> {
        let lower = name.to_lowercase();
        let last = lower.rsplit('/').next().unwrap_or(&lower);
        self.names.get(&lower).or_else(|| self.names.get(last)).cloned()
    }

    /// What a path names that many generators publish from a folder of their own (`src/pages`,
    /// `contents`): the one page or file whose path ends so. Nothing where there are several.
    #[must_use]
    pub fn below_some_folder(&self, path: &str) -> Option<Node> {
        let lower = path.trim_matches('/').to_lowercase();
        let bare = stem_of_page(&lower).unwrap_or(&lower);
        if bare.is_empty() {
            return None;
        }
        let backwards = self.backwards.get_or_init(|| {
            let mut names: Vec<String> = self.loose.keys().map(|name| reversed(name)).collect();
            names.sort_unstable();
            names
        });
        let mut found: Option<&Node> = None;
        for wanted in [lower.as_str(), bare] {
            let ending = format!("{}/", reversed(wanted));
            let from = backwards.partition_point(|name| *name < ending);
            for name in backwards[from..].iter().take_while(|name| name.starts_with(&ending)) {
                let node = self.loose.get(&reversed(name))?;
                if found.is_some_and(|found| found != node) {
                    return None;
                }
                found = Some(node);
            }
        }
        found.cloned()
    }

    /// What is at exactly that path from the content folder.
    #[must_use]
    pub fn exactly(&self, path: &str) -> Option<&Node> {
        self.exact.get(path)
    }

    /// Whether a file that is no page is at exactly that path.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        matches!(self.exact.get(path), Some(Node::File(_)))
    }

    /// Whether a page is in that folder, or in one below it.
    #[must_use]
    pub fn has_pages_below(&self, folder: &str) -> bool {
        self.peopled().all.contains(folder)
    }

    /// Whether a folder is, or is within, one that is a page with its pictures.
    #[must_use]
    pub fn is_in_bundle(&self, folder: &str) -> bool {
        above(folder).any(|folder| self.peopled().bundles.contains(folder))
    }

    fn peopled(&self) -> &Peopled {
        self.peopled.get_or_init(|| {
            let mut peopled = Peopled::default();
            for (path, _) in self.exact.iter().filter(|(_, node)| matches!(node, Node::Page(_))) {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                peopled.all.extend(above(folder).map(str::to_owned));
                if name.starts_with("index.") {
                    peopled.bundles.insert(folder.to_owned());
                }
            }
            peopled
        })
    }

    /// Every path and address, to find the nearest of.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.exact.keys().map(String::as_str)
    }
}

/// A folder and those above it, the top last.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| match folder.rsplit_once('/') {
        Some((above, _)) => Some(above),
        None => Some("").filter(|_| !folder.is_empty()),
    })
}

fn reversed(name: &str) -> String {
    name.chars().rev().collect()
}

fn put(names: &mut HashMap<String, Node>, name: &str, node: &Node) {
    names.entry(name.to_owned()).or_insert_with(|| node.clone());
}

/// A path without the ending of its last part.
fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.ends_with('/') => stem,
        _ => path,
    }
}

/// A path without an ending that pages have, on disk or published.
fn stem_of_page(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    ["md", "markdown", "mdx", "html", "htm"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
        .then_some(stem)
}

/// The page's path with the folder that it is in, as `RepoPath` writes it.
pub fn folder_of(path: &RepoPath) -> String {
    path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default()
}
