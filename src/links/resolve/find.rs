//! What the path of a link names.

use std::path::{Path, PathBuf};

use super::Resolver;
use super::disk::is_ignored;
use crate::content::markup::{Form, Link};
use crate::content::{Address, Page, plain};
use crate::links::Facts;
use crate::links::path::{Parts, join, joined};
use crate::links::redirects::is_generated;
use crate::links::tree::{Node, folder_of};
use crate::root::{RepoPath, WORK};

/// Folders beside or above the content whose files other generators publish at the site's root.
const STATIC: [&str; 4] = ["static", "public", "assets", ".vuepress/public"];

/// What a path names.
pub(super) enum Found {
    Node(Node),
    Address(Address),
    /// A file of the repository that is not in the content folder.
    Beside(RepoPath, PathBuf),
    /// A page or file that is kept from everybody.
    Private,
    /// A file that is on this machine alone, since git ignores it.
    Ignored,
}

impl Resolver<'_> {
    /// What a path names: by files from the page's folder, then by addresses from the page's own,
    /// then by what was there before.
    pub(super) fn find(&self, page: &Page, link: &Link, parts: &Parts) -> Option<Found> {
        let path = parts.path.as_str();
        let folder = folder_of(&page.path);
        let content = self.facts.content.as_str();
        if path.starts_with(['/', '\\']) {
            return self.rooted(path);
        }
        let below = joined(&folder, path);
        // A published site reads `../x` from the page's address, which is one deeper than its file.
        let own = page.address.as_str().trim_matches('/');
        let beside = own.rsplit_once('/').map_or("", |(above, _)| above);
        let by_address = [own, beside].map(|from| joined(from, path));
        let from_top = joined("", path);
        below
            .as_deref()
            .and_then(|path| self.tree.file(path))
            .or_else(|| below.as_deref().and_then(|path| self.tree.moved(path)))
            .or_else(|| by_address.iter().flatten().find_map(|path| self.tree.address(path)))
            .or_else(|| by_address.iter().flatten().find_map(|path| self.tree.file(path)))
            .map(Found::Node)
            .or_else(|| self.on_disk(&joined(&join(content, &folder), path)?))
            .or_else(|| {
                let path = from_top.as_deref()?;
                self.tree.file(path).or_else(|| self.tree.address(path)).map(Found::Node)
            })
            .or_else(|| by_address.iter().flatten().find_map(|path| self.redirected(path)))
            .or_else(|| {
                let is_wiki = link.form == Form::Wiki;
                self.tree.named(path).filter(|_| is_wiki).map(Found::Node)
            })
    }

    /// What an address is that leads elsewhere: itself, where its target is more than an address.
    fn redirected(&self, path: &str) -> Option<Found> {
        let address = Address::of([path]);
        let is_set = self.redirects.set_at(&address).is_some();
        self.set(&address).or_else(|| is_set.then_some(Found::Address(address)))
    }

    /// Where the configuration leads from an address.
    fn set(&self, address: &Address) -> Option<Found> {
        let there = self
            .redirects
            .set_at(address)?
            .strip_prefix('/')
            .filter(|to| !to.contains(['#', '?']))?;
        let node = self.tree.address(there.trim_end_matches('/')).map(Found::Node);
        Some(node.unwrap_or_else(|| Found::Address(Address::of([there]))))
    }

    /// What a path from the root names: the root of the content, of the site, of the handbook or of
    /// the repository, with or without the name that the site has on its host.
    fn rooted(&self, path: &str) -> Option<Found> {
        let address = Address::of([path]);
        let path = joined("", path)?;
        if is_generated(self.facts, &address) {
            return Some(Found::Address(address));
        }
        let there = |path: &str| {
            self.tree
                .file(path)
                .or_else(|| self.tree.address(path))
                .or_else(|| self.tree.moved(path))
                .map(Found::Node)
        };
        if let Some(found) = self.redirected(&path) {
            return Some(found);
        }
        there(&path)
            .or_else(|| {
                let content = self.facts.content.as_str();
                there(path.strip_prefix(content)?.strip_prefix('/')?)
            })
            .or_else(|| {
                let root = self.facts.root.as_str();
                [root, ""].iter().find_map(|root| self.on_disk(&join(root, &path)))
            })
            .or_else(|| self.in_static(&path))
            .or_else(|| {
                // `/handbook/pay` where the site lives at `/handbook/`, or the folder is called so.
                let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
                self.names.contains(&plain::part(first)).then_some(())?;
                there(rest).or_else(|| self.in_static(rest))
            })
            .or_else(|| self.tree.below_some_folder(&path).map(Found::Node))
    }

    fn in_static(&self, path: &str) -> Option<Found> {
        let content = self.facts.content.as_str();
        let root = self.facts.root.as_str();
        let above = content.rsplit_once('/').map_or("", |(above, _)| above);
        let tops = [content, above, root, ""];
        tops.iter().find_map(|top| {
            STATIC.iter().find_map(|folder| {
                let path = join(&join(top, folder), path);
                let found = self.on_disk(&path)?;
                matches!(&found, Found::Beside(_, file) if file.is_file()).then_some(found)
            })
        })
    }

    /// A file or folder of the repository, by its path from the repository's root. What is hidden
    /// from everybody is not found, nor what leads out of the repository.
    fn on_disk(&self, path: &str) -> Option<Found> {
        let path = RepoPath::new(path).ok().filter(|path| !path.is_root())?;
        if self.facts.private.contains(&path) {
            return Some(Found::Private);
        }
        if path.as_str().split('/').any(|part| part == ".git" || part == WORK) {
            return None;
        }
        let absolute = self.facts.boundary.join(path.as_str());
        let real = std::fs::canonicalize(&absolute).ok()?;
        let Ok(inside) = real.strip_prefix(self.facts.boundary) else { return None };
        // A link of the file system may lead to what is kept under another name.
        let inside = inside.to_str().and_then(|inside| RepoPath::new(inside).ok())?;
        if self.facts.private.contains(&inside) {
            return Some(Found::Private);
        }
        if is_ignored(self.facts.boundary, &path) && !self.is_committed(&path) {
            return Some(Found::Ignored);
        }
        Some(Found::Beside(path, absolute))
    }

    /// Whether a file is there to recognise people or for tools, and is never a picture of a page:
    /// `org/`, `.mailmap` and files that are hidden, under whatever name they are reached.
    pub(super) fn is_no_picture(&self, absolute: &Path) -> bool {
        let Ok(real) = std::fs::canonicalize(absolute) else { return true };
        let Ok(inside) = real.strip_prefix(self.facts.boundary) else { return true };
        let name = inside.file_name().map(|name| name.to_string_lossy());
        let org = Path::new(self.facts.root.as_str()).join("org");
        inside.starts_with(org) || name.is_none_or(|name| name.starts_with('.'))
    }

    /// Whether a file, or all of a folder, is in the commit that is published.
    fn is_committed(&self, path: &RepoPath) -> bool {
        let Some((repository, head)) = self.facts.repository.zip(self.facts.history.head) else {
            return false;
        };
        // Where git cannot say, the file is kept back.
        repository.file_at(head, path).is_ok_and(|found| found.is_some())
            || repository.folder_at(head, path).is_ok_and(|found| found.is_some())
    }
}

/// What the site may be called on its host: its folders' names.
pub(super) fn names_of_site(facts: &Facts<'_>) -> Vec<String> {
    let folders = facts.content.as_str().split('/').map(str::to_owned);
    let top = facts.boundary.file_name().map(|name| name.to_string_lossy().into_owned());
    let at = facts.config.zola.base_url.as_deref().unwrap_or("");
    let at = at.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
    let names = folders.chain(top).chain([at]).filter(|name| !name.is_empty());
    names.map(|name| plain::part(&name)).collect()
}
