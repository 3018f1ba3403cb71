//! Where links lead in a site that Zola laid out: as Zola and browsers read them, and as GitHub
//! does where only that leads somewhere.

use std::path::Path;

use super::anchors::Meant;
use super::problems::Written;
use super::{Resolved, Resolver, after, is_kept};
use crate::content::markup::{Form, Link};
use crate::content::{Address, Layout, Page, is_page};
use crate::diagnostics::{Diagnostic, Severity};
use crate::links::Target;
use crate::links::path::{Parts, decoded, is_elsewhere, joined};
use crate::links::redirects::is_generated;
use crate::links::tree::{Node, folder_of};
use crate::root::RepoPath;

/// Endings of files that Zola may make by itself, from Sass, templates or settings.
const MADE: [&str; 8] = ["html", "htm", "css", "js", "json", "xml", "txt", "webmanifest"];

/// The folder of staged content in which generated pages are.
const GENERATED: &str = "_handbook/";

impl Resolver<'_> {
    /// Where a link leads. What cannot be known from files alone, such as addresses that templates,
    /// taxonomies or other programs make, is as it is.
    pub(super) fn in_zolas(
        &self,
        at: usize,
        page: &Page,
        link: &Link,
        resolved: &mut Resolved,
    ) -> Target {
        let written = link.target.trim();
        if link.form == Form::Wiki || is_elsewhere(written) || has_template(written) {
            return Target::AsItIs;
        }
        let parts = Parts::of(written);
        let path = parts.path.as_str();
        if path.starts_with("@/") {
            // In raw HTML and for pictures these are letters to Zola.
            return match link.form {
                Form::Attribute => Target::AsItIs,
                _ if link.embeds => {
                    resolved.told.push(is_no_picture(page, link));
                    Target::AsItIs
                }
                _ => self.internal(page, link, resolved),
            };
        }
        if path.starts_with('/') {
            // Links from the root to pages follow the site to where it lives.
            let address = Address::of([path]);
            let known = is_generated(self.facts, &address) || self.tree.is_address(&address);
            return match known {
                true => Target::Page { address, after: after(&parts) },
                false => Target::AsItIs,
            };
        }
        if let Some(fragment) = written.strip_prefix('#') {
            return self.anchor(page, link, (fragment, at, None), resolved);
        }
        if written.is_empty() && link.form != Form::Attribute {
            return self.by_file(at, page, link, resolved);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let Some(ending) = ending.filter(|it| !it.is_empty()) else { return Target::AsItIs };
        if self.is_served(page, path) {
            return Target::AsItIs;
        }
        let is_page = is_page(name, Layout::Plain);
        let shows = link.embeds && !MADE.contains(&ending.as_str());
        let beside = joined(&folder_of(&page.path), path);
        let is_beside = || beside.is_some_and(|path| self.tree.has_file(&path));
        match is_page || shows || is_beside() {
            true => self.by_file(at, page, link, resolved),
            false => Target::AsItIs,
        }
    }

    /// Where a link leads whose fragment Zola looks up, on the same page or that of a file. Zola
    /// knows headings by its own ids alone.
    fn anchor(
        &self,
        page: &Page,
        link: &Link,
        (written, to, file): (&str, usize, Option<RepoPath>),
        resolved: &mut Resolved,
    ) -> Target {
        let fragment = decoded(written);
        let meant = self.in_zolas_page(to, &fragment);
        if link.form == Form::Attribute {
            // In raw HTML Zola looks nothing up, and browsers find what is there.
            return match meant {
                Some(Meant::Heading(id) | Meant::Beside(id)) if id != fragment => {
                    Target::Here { fragment: id }
                }
                _ => Target::AsItIs,
            };
        }
        match meant {
            Some(Meant::Beside(id)) if self.is_folders(to) || id.starts_with(":~:") => {
                // Zola would not find it, but need not look for it.
                Target::Page {
                    address: self.facts.pages[to].address.clone(),
                    after: format!("#{id}"),
                }
            }
            Some(Meant::Heading(id) | Meant::Beside(id)) if id != written => {
                Target::Internal { file, fragment: id }
            }
            Some(_) => Target::AsItIs,
            None => {
                let severity = match self.is_sure(to) {
                    true => self.severity(page),
                    false => Severity::Warning,
                };
                resolved.lost.push(self.no_anchor(page, link, &fragment, (to, severity)));
                Target::AsItIs
            }
        }
    }

    /// Where a link to a page by its file leads, as in `@/people/pay.md`; what Zola will refuse is
    /// told.
    fn internal(&self, page: &Page, link: &Link, resolved: &mut Resolved) -> Target {
        let written = link.target.trim();
        let Parts { path, query, .. } = Parts::of(written);
        let path = format!("{}{query}", path.strip_prefix("@/").unwrap_or(&path));
        if let Some(Node::Page(to)) = self.tree.exactly(&path) {
            let Some((_, fragment)) = written.split_once('#') else { return Target::AsItIs };
            let file = Some(self.facts.pages[*to].path.clone());
            return self.anchor(page, link, (fragment, *to, file), resolved);
        }
        self.no_page(page, link, path, resolved);
        Target::AsItIs
    }

    /// Tells that there is no page of the file that a link names, unless it will be made.
    fn no_page(&self, page: &Page, link: &Link, path: String, resolved: &mut Resolved) {
        let written = link.target.trim();
        if self.is_made(&path) {
            return;
        }
        let severity = self.severity(page);
        if self.is_private(&path) {
            resolved.told.push(is_kept(page, link, severity));
            return;
        }
        let message = format!("there is no page at `{written}`");
        let problem = Diagnostic::new(severity, "content/broken-link", message)
            .at(page.place(&link.destination));
        match self.tree.moved(&path) {
            Some(Node::Page(now)) => resolved.told.push(
                problem.with_help(format!("it moved: write `@/{}`", self.facts.pages[now].path)),
            ),
            _ if is_generated(self.facts, &address_of(&path)) => {
                let address = address_of(&path);
                resolved.told.push(problem.with_help(format!(
                    "that page is made from org/: link to its address, `{address}`"
                )));
            }
            _ => self.lose(problem, path, Written::FromTop, resolved),
        }
    }

    /// How grave a link is that Zola refuses: it stops the build, unless the settings say otherwise,
    /// or Zola may never see it.
    fn severity(&self, page: &Page) -> Severity {
        let lenient = self.facts.config.zola.warns_of_links;
        match lenient || page.is_draft() || has_template(page.body()) {
            true => Severity::Warning,
            false => Severity::Error,
        }
    }

    /// Whether a file of the content is there without an author: that of a folder with pages in it, or
    /// one where all are ours.
    fn is_made(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_index = name.starts_with("_index.") && name.ends_with(".md");
        path.starts_with(GENERATED)
            || is_index && (folder.is_empty() || self.tree.has_pages_below(folder))
    }

    fn is_private(&self, path: &str) -> bool {
        let file = self.facts.content.join(path);
        file.is_ok_and(|file| self.facts.private.contains(&file))
    }

    /// Whether something is published where a browser looks for `path` from the page's address.
    fn is_served(&self, page: &Page, path: &str) -> bool {
        // Zola publishes what lies beside the page of a folder, beside that page.
        let folder = folder_of(&page.path);
        let is_of_folder =
            ["index.", "_index."].iter().any(|it| page.path.file_name().starts_with(it));
        let own = joined(&folder, path).filter(|_| is_of_folder);
        let there = joined(page.address.as_str(), path);
        let beside =
            own.iter().chain(&there).any(|path| self.tree.has_file(path) && self.is_asset(path));
        beside
            || there.is_some_and(|path| {
                let address = Address::of([path.as_str()]);
                self.tree.is_address(&address)
                    || self.redirects.holds(&address)
                    || is_generated(self.facts, &address)
                    || path.starts_with("handbook/")
                    || self.is_static(&path)
            })
    }

    /// Whether Zola publishes a file of the content: where pages lie beside it, or above it the page
    /// of a folder with its pictures.
    fn is_asset(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.tree.has_pages_below(folder) || self.tree.is_in_bundle(folder)
    }

    /// Whether a file is among those that Zola publishes as they are, its theme's included.
    fn is_static(&self, path: &str) -> bool {
        let Ok(path) = RepoPath::new(path) else { return false };
        let theme = self.facts.config.zola.theme.as_deref();
        let themes = theme.map(|theme| Path::new("themes").join(theme).join("static"));
        let folders = [Some(Path::new("static").to_owned()), themes];
        folders
            .into_iter()
            .flatten()
            .any(|it| self.facts.top.join(it).join(path.as_str()).is_file())
    }
}

fn is_no_picture(page: &Page, link: &Link) -> Diagnostic {
    let message = format!(
        "`{}` is no address of a picture: Zola reads `@/` in links alone",
        link.target.trim()
    );
    Diagnostic::new(Severity::Warning, "content/broken-link", message)
        .at(page.place(&link.destination))
        .with_help("write its path from this file, or its address on the site")
}

/// The address at which the page of a file would be, by the file's name alone.
fn address_of(path: &str) -> Address {
    let bare = path.strip_suffix(".md").unwrap_or(path);
    Address::of([bare.strip_suffix("_index").unwrap_or(bare)])
}

/// Whether a template may make something else of a text.
pub(super) fn has_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}
