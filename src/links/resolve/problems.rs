//! What is told of links that lead nowhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{Resolved, Resolver};
use crate::content::markup::Link;
use crate::content::{Layout, Page, Slugify, is_page};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::links::path::{Parts, joined};
use crate::links::tree::folder_of;
use crate::metadata::{did_you_mean, nearest};

/// For how many paths that lead nowhere, and for how many anchors, all that there is is searched for
/// what is like it. Who has more of them is told of the rest without.
const SEARCHED: usize = 200;

/// A link that leads nowhere, of which nothing has the name.
pub struct Lost {
    problem: Diagnostic,
    wanted: Wanted,
}

/// What such a link asks for.
enum Wanted {
    /// A path from the content folder, and how it is written.
    Path(String, Written),
    /// An anchor of a page, by its place among the published ones.
    Anchor(usize, String),
}

/// From where the path of a link is written.
pub(super) enum Written {
    /// From the page's folder.
    Beside(String),
    /// From the page's folder, and it is to be shown, so that no page is like it.
    Shown(String),
    /// From the content folder, as Zola's `@/people/pay.md`, which is always a page's.
    FromTop,
}

impl Written {
    /// Whether a path may be written so.
    fn fits(&self, path: &str) -> bool {
        match self {
            Self::Beside(_) => true,
            Self::Shown(_) => !is_page(path, Layout::Plain),
            Self::FromTop => is_page(path, Layout::Zola),
        }
    }

    /// That a path is the nearest, written the same way.
    fn is_nearest(&self, path: &str) -> String {
        match self {
            Self::Beside(folder) | Self::Shown(folder) => {
                format!("the nearest is `{}`", relative(folder, path))
            }
            Self::FromTop => format!("the nearest is `@/{path}`"),
        }
    }
}

/// The paths of all pages and files by their names in small letters, without endings: of several the
/// first.
pub(super) type ByName<'a> = HashMap<String, &'a str>;

impl<'a> Resolver<'a> {
    /// That a page, by its place among the published ones, has nothing that a fragment means.
    pub(super) fn no_anchor(
        &self,
        page: &Page,
        link: &Link,
        fragment: &str,
        (to, severity): (usize, Severity),
    ) -> Lost {
        let other = &self.facts.pages[to];
        let problem = Diagnostic::new(
            severity,
            "content/broken-anchor",
            format!("{} has nothing called `{fragment}`", other.path),
        )
        .at(page.place(&link.destination));
        Lost { problem, wanted: Wanted::Anchor(to, fragment.to_owned()) }
    }

    /// Tells of a link that leads nowhere where something has its name; else it is lost.
    pub(super) fn nowhere(
        &self,
        (page, link): (&Page, &Link),
        (written, parts): (&str, &Parts),
        resolved: &mut Resolved,
    ) {
        let folder = folder_of(&page.path);
        let wanted = match parts.path.strip_prefix('/') {
            Some(rooted) => joined("", rooted),
            None => joined(&folder, &parts.path),
        }
        .unwrap_or_else(|| parts.path.clone());
        let what = if link.embeds { "there is no file" } else { "there is no page or file" };
        let problem = Diagnostic::warning("content/broken-link", format!("{what} at `{written}`"))
            .at(page.place(&link.destination));
        let from = if link.embeds { Written::Shown(folder) } else { Written::Beside(folder) };
        self.lose(problem, wanted, from, resolved);
    }

    /// Tells of a path where something has its name; else it is lost.
    pub(super) fn lose(
        &self,
        problem: Diagnostic,
        wanted: String,
        written: Written,
        resolved: &mut Resolved,
    ) {
        let named = self.by_name.get_or_init(|| self.named()).get(&plain_name(&wanted));
        match named.filter(|path| written.fits(path)) {
            Some(path) => resolved.told.push(problem.with_help(written.is_nearest(path))),
            None => resolved.lost.push(Lost { problem, wanted: Wanted::Path(wanted, written) }),
        }
    }

    /// Tells of what is lost, in the order of pages, with what is most like it.
    pub fn search(&self, lost: Vec<Lost>, told: &mut Diagnostics) {
        let mut paths = BTreeSet::new();
        let mut anchors = BTreeSet::new();
        for Lost { wanted, .. } in &lost {
            match wanted {
                Wanted::Path(path, _) if paths.len() < SEARCHED => drop(paths.insert(path.clone())),
                Wanted::Anchor(to, anchor) if anchors.len() < SEARCHED => {
                    anchors.insert((*to, anchor.clone()));
                }
                Wanted::Path(..) | Wanted::Anchor(..) => {}
            }
        }
        let paths: BTreeMap<String, Option<&str>> = paths
            .into_par_iter()
            .map(|path| {
                let found = nearest(&path, self.tree.paths()).first().copied();
                (path, found)
            })
            .collect();
        for Lost { problem, wanted } in lost {
            let help = match &wanted {
                Wanted::Path(path, written) => match paths.get(path).copied().flatten() {
                    Some(path) if written.fits(path) => written.is_nearest(path),
                    _ => "write the path of a page or file of the handbook".to_owned(),
                },
                Wanted::Anchor(to, anchor) => {
                    let is_searched = anchors.contains(&(*to, anchor.clone()));
                    let like = is_searched.then(|| self.like(*to, anchor)).flatten();
                    like.unwrap_or_else(|| self.how_ids_are_written().to_owned())
                }
            };
            told.push(problem.with_help(help));
        }
    }

    /// The ids of a page that are most like an anchor, or that are it and more words.
    fn like(&self, page: usize, anchor: &str) -> Option<String> {
        let known = self.known_ids(page);
        did_you_mean(anchor, known.iter().copied()).or_else(|| {
            let longer = known.iter().find(|id| !anchor.is_empty() && id.contains(anchor))?;
            Some(format!("did you mean `{longer}`?"))
        })
    }

    fn how_ids_are_written(&self) -> &'static str {
        let is_zolas = self.facts.layout == Layout::Zola;
        match self.facts.addressing.ids.slugify {
            Slugify::Safe | Slugify::Off if is_zolas => {
                "name a heading of that page as it is written, with `_` for spaces"
            }
            _ => "name a heading of that page, in small letters and with `-` for spaces",
        }
    }

    fn named(&self) -> ByName<'a> {
        let mut named = ByName::new();
        for path in self.tree.paths() {
            let first = named.entry(plain_name(path)).or_insert(path);
            *first = (*first).min(path);
        }
        named
    }
}

/// The name of a path in small letters, without its ending.
fn plain_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or("").to_lowercase();
    match name.rsplit_once('.') {
        Some((stem, _)) => stem.to_owned(),
        None => name,
    }
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
