//! Where one link leads.

mod anchors;
mod disk;
mod find;
mod problems;
mod zola;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use self::disk::published;
use self::find::Found;
use self::problems::{ByName, Lost};
use super::path::{Parts, is_elsewhere};
use super::tree::{Node, Tree};
use super::{Facts, Redirects, Target};
use crate::content::markup::{Form, Link, Markup, github_id};
use crate::content::{Layout, Page};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::root::RepoPath;

/// Finds where links lead.
pub struct Resolver<'a> {
    facts: &'a Facts<'a>,
    markups: &'a [Markup],
    tree: &'a Tree,
    redirects: &'a Redirects,
    /// What the site may be called on its host.
    names: Vec<String>,
    by_name: OnceLock<ByName<'a>>,
    /// The ids that Zola makes on each page to which a link asks for one.
    zola_ids: Vec<OnceLock<anchors::Known>>,
}

/// Where the links of a page lead.
#[derive(Default)]
pub struct Resolved {
    /// Where each leads.
    pub targets: Vec<Target>,
    /// The files that must be published for them.
    pub files: BTreeMap<RepoPath, PathBuf>,
    /// What is wrong with them.
    pub told: Diagnostics,
    /// Those that lead nowhere, for [`Resolver::search`].
    pub lost: Vec<Lost>,
}

impl<'a> Resolver<'a> {
    pub fn new(
        facts: &'a Facts<'a>,
        markups: &'a [Markup],
        tree: &'a Tree,
        redirects: &'a Redirects,
    ) -> Self {
        let names = find::names_of_site(facts);
        let zola_ids = markups.iter().map(|_| OnceLock::new()).collect();
        Self { facts, markups, tree, redirects, names, by_name: OnceLock::new(), zola_ids }
    }

    /// Where the links of a page lead.
    pub fn page(&self, at: usize, page: &Page) -> Resolved {
        let mut resolved = Resolved::default();
        for link in &self.markups[at].links {
            let target = match self.facts.layout {
                Layout::Plain => self.by_file(at, page, link, &mut resolved),
                Layout::Zola => self.in_zolas(at, page, link, &mut resolved),
            };
            resolved.targets.push(target);
        }
        resolved
    }

    /// Where a link leads that is read as GitHub does first, by files.
    fn by_file(&self, at: usize, page: &Page, link: &Link, resolved: &mut Resolved) -> Target {
        let written = link.target.trim();
        if is_elsewhere(written) {
            return Target::AsItIs;
        }
        if written.is_empty() {
            resolved.told.push(
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
                resolved.lost.push(self.no_anchor(page, link, &fragment, (at, Severity::Warning)));
                fragment
            });
            return Target::Here { fragment };
        }
        match self.find(page, link, &parts) {
            Some(Found::Node(node)) => self.target(page, link, node, &parts, resolved),
            Some(Found::Address(address)) => Target::Page { address, after: after(&parts) },
            Some(Found::Beside(_, absolute)) if link.embeds && self.is_no_picture(&absolute) => {
                kept_from_readers(page, link, &mut resolved.told)
            }
            Some(Found::Beside(path, absolute)) if link.embeds => {
                let published = published(&path, absolute, &mut resolved.files);
                Target::File { path: published, after: after(&parts) }
            }
            Some(Found::Beside(path, _)) if self.facts.repository.is_some() => {
                Target::Repository { path, after: after(&parts) }
            }
            Some(Found::Private) => kept_from_readers(page, link, &mut resolved.told),
            Some(Found::Ignored) => {
                resolved.told.push(
                    Diagnostic::warning(
                        "content/link-to-ignored",
                        format!("`{written}` is on this machine alone, since git ignores it"),
                    )
                    .at(page.place(&link.destination))
                    .with_help("commit the file, or link to one that is committed"),
                );
                Target::Nowhere
            }
            Some(Found::Beside(..)) | None => {
                self.nowhere((page, link), (written, &parts), resolved);
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
        resolved: &mut Resolved,
    ) -> Target {
        match node {
            Node::Page(to) => {
                let mut parts = parts.clone();
                if let Some(fragment) = parts.fragment.clone() {
                    match self.fragment(to, &fragment) {
                        Some(known) => parts.fragment = Some(known),
                        None => {
                            let to = (to, Severity::Warning);
                            resolved.lost.push(self.no_anchor(page, link, &fragment, to));
                        }
                    }
                }
                Target::Page { address: self.facts.pages[to].address.clone(), after: after(&parts) }
            }
            Node::Folder(address) => {
                if let Some(fragment) = parts.fragment.as_deref().filter(|it| !is_top(it)) {
                    resolved.told.push(
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
                let path = published(&file.relative, file.absolute.clone(), &mut resolved.files);
                Target::File { path, after: after(parts) }
            }
        }
    }
}

/// Tells that what a link names is kept from readers.
fn kept_from_readers(page: &Page, link: &Link, told: &mut Diagnostics) -> Target {
    told.push(is_kept(page, link, Severity::Warning));
    Target::Nowhere
}

fn is_kept(page: &Page, link: &Link, severity: Severity) -> Diagnostic {
    let message = format!("`{}` is not published, so this leads nowhere", link.target.trim());
    Diagnostic::new(severity, "content/link-to-private", message)
        .at(page.place(&link.destination))
        .with_help("link to something that readers may see")
}

fn is_top(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top")
}

fn after(parts: &Parts) -> String {
    let fragment = parts.fragment.as_ref().filter(|id| !id.is_empty());
    let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
    format!("{}{fragment}", parts.query)
}
