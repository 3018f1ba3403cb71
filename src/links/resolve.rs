//! Where one link leads.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::path::{Parts, is_elsewhere, joined};
use super::tree::{Node, Tree, folder_of};
use super::{Facts, Redirects, Target};
use crate::content::markup::{Form, Link, Markup, github_id};
use crate::content::{Address, Layout, Page, plain};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::metadata::{did_you_mean, nearest};
use crate::root::RepoPath;

/// Folders beside or above the content whose files other generators publish at the site's root.
const STATIC: [&str; 4] = ["static", "public", "assets", ".vuepress/public"];

/// Finds where links lead.
pub struct Resolver<'a> {
    facts: &'a Facts<'a>,
    markups: &'a [Markup],
    tree: &'a Tree,
    redirects: &'a Redirects,
}

/// What a path names.
enum Found {
    Node(Node),
    Address(Address),
    /// A file of the repository that is not in the content folder.
    Beside(RepoPath, PathBuf),
    /// A page or file that is kept from everybody.
    Private,
}

/// Whether there is a generated page at that address. Months of changes are not looked up.
pub fn is_generated(facts: &Facts<'_>, address: &Address) -> bool {
    let at = facts.config.at.to_string();
    let Some(below) = address.as_str().strip_prefix(&at) else { return false };
    let parts: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] | ["features" | "teams" | "people" | "gaps" | "changes"] => true,
        ["changes" | "api" | "feeds", ..] => true,
        ["features", id] => facts.org.features.keys().any(|known| known.as_str() == *id),
        ["teams", id] => facts.org.teams.keys().any(|known| known.as_str() == *id),
        ["people", id] => facts.org.people.keys().any(|known| known.as_str() == *id),
        _ => false,
    }
}

impl<'a> Resolver<'a> {
    pub fn new(
        facts: &'a Facts<'a>,
        markups: &'a [Markup],
        tree: &'a Tree,
        redirects: &'a Redirects,
    ) -> Self {
        Self { facts, markups, tree, redirects }
    }

    /// Where the links of a page lead, and the files that must be published for them.
    pub fn page(
        &self,
        at: usize,
        page: &Page,
        told: &mut Diagnostics,
    ) -> (Vec<Target>, BTreeMap<RepoPath, PathBuf>) {
        let mut files = BTreeMap::new();
        let links = &self.markups[at].links;
        let targets = links
            .iter()
            .map(|link| match self.facts.layout {
                Layout::Plain => self.plain(at, page, link, &mut files, told),
                Layout::Zola => self.in_zolas(link),
            })
            .collect();
        (targets, files)
    }

    /// In a site that Zola laid out, links to generated pages follow the site to where it lives.
    fn in_zolas(&self, link: &Link) -> Target {
        let parts = Parts::of(&link.target);
        let address = Address::of([parts.path.as_str()]);
        if parts.path.starts_with('/') && is_generated(self.facts, &address) {
            return Target::Page { address, after: after(&parts) };
        }
        Target::AsItIs
    }

    fn plain(
        &self,
        at: usize,
        page: &Page,
        link: &Link,
        files: &mut BTreeMap<RepoPath, PathBuf>,
        told: &mut Diagnostics,
    ) -> Target {
        let written = link.target.trim();
        if is_elsewhere(written) {
            return Target::AsItIs;
        }
        if written.is_empty() {
            told.push(
                Diagnostic::warning("content/empty-link", "this link leads nowhere")
                    .at(page.place(&link.span))
                    .with_help("write where it should lead between its brackets"),
            );
            return Target::Nowhere;
        }
        let mut parts = Parts::of(written);
        if link.form == Form::Wiki {
            // A block of a note cannot be linked to, its note can.
            parts.fragment = parts
                .fragment
                .filter(|words| !words.starts_with('^'))
                .map(|words| github_id(words.rsplit('#').next().unwrap_or(&words)));
        }
        if parts.path.is_empty() && parts.query.is_empty() {
            let fragment = parts.fragment.unwrap_or_default();
            let fragment = self.fragment(at, &fragment).unwrap_or_else(|| {
                told.push(self.no_anchor(page, link, &fragment, at));
                fragment
            });
            return Target::Here { fragment };
        }
        match self.find(page, link, &parts) {
            Some(Found::Node(node)) => self.target(page, link, node, &parts, files, told),
            Some(Found::Address(address)) => Target::Page { address, after: after(&parts) },
            Some(Found::Beside(path, absolute)) if link.embeds => {
                let published = published(&path, absolute, files);
                Target::File { path: published, after: after(&parts) }
            }
            Some(Found::Beside(path, _)) if self.facts.in_repository => {
                Target::Repository { path, after: after(&parts) }
            }
            Some(Found::Private) => {
                told.push(
                    Diagnostic::warning(
                        "content/link-to-private",
                        format!("`{written}` is not published, so this leads nowhere"),
                    )
                    .at(page.place(&link.destination))
                    .with_help("link to something that readers may see"),
                );
                Target::Nowhere
            }
            Some(Found::Beside(..)) | None => {
                told.push(self.nowhere(page, link, written, &parts));
                Target::Nowhere
            }
        }
    }

    fn target(
        &self,
        page: &Page,
        link: &Link,
        node: Node,
        parts: &Parts,
        files: &mut BTreeMap<RepoPath, PathBuf>,
        told: &mut Diagnostics,
    ) -> Target {
        match node {
            Node::Page(to) => {
                let mut parts = parts.clone();
                if let Some(fragment) = parts.fragment.clone() {
                    match self.fragment(to, &fragment) {
                        Some(known) => parts.fragment = Some(known),
                        None => told.push(self.no_anchor(page, link, &fragment, to)),
                    }
                }
                Target::Page { address: self.facts.pages[to].address.clone(), after: after(&parts) }
            }
            Node::Folder(address) => {
                if let Some(fragment) = parts.fragment.as_deref().filter(|it| !is_top(it)) {
                    told.push(
                        Diagnostic::warning(
                            "content/broken-anchor",
                            format!("the page at {address} has nothing called `{fragment}`"),
                        )
                        .at(page.place(&link.destination))
                        .with_help("nobody wrote a page for that folder; link to one of its pages"),
                    );
                }
                Target::Page { address, after: after(parts) }
            }
            Node::File(at) => {
                let file = &self.facts.others[at];
                let path = published(&file.relative, file.absolute.clone(), files);
                Target::File { path, after: after(parts) }
            }
        }
    }

    /// What a path names: by files from the page's folder, then by addresses from the page's own,
    /// then by what was there before.
    fn find(&self, page: &Page, link: &Link, parts: &Parts) -> Option<Found> {
        let path = parts.path.as_str();
        let folder = folder_of(&page.path);
        let content = self.facts.content.as_str();
        if path.starts_with(['/', '\\']) {
            return self.from_root(path);
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
        let is_set = self.redirects.configured().any(|(from, _)| *from == address);
        self.set(&address).or_else(|| is_set.then_some(Found::Address(address)))
    }

    /// Where the configuration leads from an address.
    fn set(&self, address: &Address) -> Option<Found> {
        let (_, to) = self.redirects.configured().find(|(from, _)| *from == address)?;
        let there = to.strip_prefix('/').filter(|to| !to.contains(['#', '?']))?;
        let node = self.tree.address(there.trim_end_matches('/')).map(Found::Node);
        Some(node.unwrap_or_else(|| Found::Address(Address::of([there]))))
    }

    /// What a path from the root names: the root of the content, of the site, of the handbook or of
    /// the repository, with or without the name that the site has on its host.
    fn from_root(&self, path: &str) -> Option<Found> {
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
                self.names_of_site().any(|name| name == plain::part(first)).then_some(())?;
                there(rest).or_else(|| self.in_static(rest))
            })
            .or_else(|| self.tree.below_some_folder(&path).map(Found::Node))
    }

    /// What the site may be called on its host: its folders' names.
    fn names_of_site(&self) -> impl Iterator<Item = String> {
        let folders = self.facts.content.as_str().split('/').map(str::to_owned);
        let top = self.facts.boundary.file_name().map(|name| name.to_string_lossy().into_owned());
        let at = self.facts.config.zola.base_url.as_deref().unwrap_or("");
        let at = at.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
        folders
            .chain(top)
            .chain([at])
            .filter(|name| !name.is_empty())
            .map(|name| plain::part(&name))
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
        if path.as_str().split('/').any(|part| part == ".git" || part == ".handbook") {
            return None;
        }
        let absolute = self.facts.boundary.join(path.as_str());
        let real = std::fs::canonicalize(&absolute).ok()?;
        real.starts_with(self.facts.boundary).then_some(Found::Beside(path, absolute))
    }

    /// The id on that page that a fragment means; nothing where there is none.
    fn fragment(&self, page: usize, fragment: &str) -> Option<String> {
        let markup = &self.markups[page];
        let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        // The heading that repeats the title is the page's top.
        let title = self.facts.pages[page].repeated_title.as_ref().map(|title| &title.span);
        if markup.anchors.iter().any(|it| it.id == bare && Some(&it.span) == title) {
            return Some(String::new());
        }
        if is_top(bare) || bare.starts_with(":~:") || markup.has(bare) {
            return Some(bare.to_owned());
        }
        // Other generators make other ids of the same words.
        let letters = |id: &str| -> String {
            id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted = letters(bare);
        markup.all_ids().find(|id| !wanted.is_empty() && letters(id) == wanted).map(str::to_owned)
    }

    fn no_anchor(&self, page: &Page, link: &Link, fragment: &str, to: usize) -> Diagnostic {
        let other = &self.facts.pages[to];
        let markup = &self.markups[to];
        let help = did_you_mean(fragment, markup.all_ids()).unwrap_or_else(|| {
            "name a heading of that page, in small letters and with `-` for spaces".to_owned()
        });
        Diagnostic::warning(
            "content/broken-anchor",
            format!("{} has nothing called `{fragment}`", other.path),
        )
        .at(page.place(&link.destination))
        .with_help(help)
    }

    fn nowhere(&self, page: &Page, link: &Link, written: &str, parts: &Parts) -> Diagnostic {
        let folder = folder_of(&page.path);
        let wanted = match parts.path.strip_prefix('/') {
            Some(rooted) => joined("", rooted),
            None => joined(&folder, &parts.path),
        }
        .unwrap_or_else(|| parts.path.clone());
        let same_name = |path: &&str| {
            let name = |path: &str| path.rsplit('/').next().unwrap_or("").to_lowercase();
            plain_stem(&name(path)) == plain_stem(&name(&wanted))
        };
        let mut named: Vec<&str> = self.tree.paths().filter(same_name).collect();
        named.sort_unstable();
        let near = match named.first() {
            Some(_) => named,
            None => nearest(&wanted, self.tree.paths()),
        };
        let help = match near.first() {
            Some(path) => format!("the nearest is `{}`", relative(&folder, path)),
            None => "write the path of a page or file of the handbook".to_owned(),
        };
        let what = if link.embeds { "there is no file" } else { "there is no page or file" };
        Diagnostic::warning("content/broken-link", format!("{what} at `{written}`"))
            .at(page.place(&link.destination))
            .with_help(help)
    }
}

fn plain_stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A path from the content folder as a page in `folder` links to it.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

fn is_top(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top")
}

fn after(parts: &Parts) -> String {
    let fragment = parts.fragment.as_ref().filter(|id| !id.is_empty());
    let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
    format!("{}{fragment}", parts.query)
}

fn join(folder: &str, path: &str) -> String {
    [folder, path].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
}

/// Where a file is published: at its own path. A name without a dot could be a page's address, and
/// the theme's files have their places; such files are in a folder that no page is ever in.
fn published(
    path: &RepoPath,
    absolute: PathBuf,
    files: &mut BTreeMap<RepoPath, PathBuf>,
) -> RepoPath {
    let own = path.file_name().contains('.') && !path.as_str().starts_with("handbook/handbook.");
    let place = if own { path.clone() } else { path_in_files(path) };
    files.insert(place.clone(), absolute);
    place
}

fn path_in_files(path: &RepoPath) -> RepoPath {
    RepoPath::new(&join("_files", path.as_str())).unwrap_or_else(|_| path.clone())
}
