//! What people write: the Markdown of a handbook, its front matter, titles and addresses.
//!
//! Nothing here knows git, and nothing is written.

pub mod address;
pub mod claims;
mod clean;
mod files;
mod find;
mod folder_pages;
mod foreign;
pub mod front_matter;
mod headings;
mod keeping;
pub mod markup;
mod page;
pub mod plain;
mod tables;
pub mod value;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use address::{Address, Addressing, IdRules, Slugify};
pub use claims::Claims;
pub use clean::Clean;
pub use files::{Found, Rules, is_passed_over, walk};
pub use find::{find, find_among, is_numbered};
pub use folder_pages::{FolderPages, Listing, Listings, NAMES_OF_FOLDER_PAGES, Spot};
pub use foreign::Foreign;
pub use front_matter::FrontMatter;
pub use headings::{Heading, dialect, headings};
pub use keeping::Keeping;
pub use page::{Page, Role, words};
pub use plain::{Folders, Order};
pub use tables::{Cell, MarkdownTable, Row, tables};

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::root::{NotInside, RepoPath};

/// The machine failed while content was read.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A folder or file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The system named a file in a way that no path can be made of.
    #[error(transparent)]
    Path(#[from] NotInside),
}

/// How a folder of Markdown is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As Zola reads it: `_index.md` is a folder's page, front matter and addresses are Zola's.
    Zola,
    /// Any Markdown: `README.md` or `index.md` is a folder's page, front matter is optional.
    Plain,
}

/// Where content is and how to read it.
#[derive(Debug, Clone)]
pub struct Folder<'a> {
    /// The handbook's folder, canonical.
    pub top: &'a Path,
    /// The content folder, canonical.
    pub folder: &'a Path,
    /// The same, from the repository's root.
    pub prefix: RepoPath,
    /// The folder that nothing may lead out of, canonical: the repository's work tree.
    pub boundary: &'a Path,
    /// How it is laid out.
    pub layout: Layout,
    /// What decides addresses.
    pub addressing: Addressing,
    /// The address of generated pages, at and below which a plain handbook has none of its own.
    pub reserved: Option<Address>,
}

impl Folder<'_> {
    /// Which of its files are pages of folders.
    #[must_use]
    pub fn folder_pages(&self) -> FolderPages {
        FolderPages::new(self.layout, &self.addressing)
    }
}

/// All that a content folder holds.
#[derive(Debug, Default)]
pub struct Content {
    /// The pages, by path.
    pub pages: Vec<Page>,
    /// Everything else: images, downloads.
    pub others: Vec<Found>,
    /// The folders of a plain handbook; none for one that Zola laid out.
    pub folders: Folders,
    /// The order of pages and folders among their neighbours.
    pub order: Order,
}

/// Reads a content folder: every page that can be read, and every problem.
///
/// # Errors
/// [`ContentError`] where the folder itself cannot be read.
pub fn load(place: &Folder<'_>, told: &mut Diagnostics) -> Result<Content, ContentError> {
    let rules = match place.layout {
        Layout::Zola => Rules::Everything,
        Layout::Plain => Rules::Tracked,
    };
    let found = walk(place.folder, &place.prefix, place.boundary, rules, told)?;
    let (markdown, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|file| is_page(file.relative.file_name(), place.layout));
    let names: Vec<&RepoPath> = markdown.iter().map(|file| &file.relative).collect();
    let plan = match place.layout {
        Layout::Zola => None,
        Layout::Plain => Some(plain::Plan::of(&names, &place.folder_pages())),
    };
    let read: Vec<(Option<Page>, Diagnostics)> = markdown
        .par_iter()
        .map(|file| {
            let mut told = Diagnostics::new();
            let page = read_page(place, file, plan.as_ref(), &mut told);
            page.map(|page| (page, told))
        })
        .collect::<Result<_, _>>()?;
    let (mut pages, folders) = settled(place, read, told)?;
    let mut order = Order::of(&pages);
    if place.layout == Layout::Plain {
        plain::read_order(place, (&others, &pages), &mut order, told);
        for page in &mut pages {
            page.take_title(&order);
            // A list of pages is published, and is no page of its own list.
            if page.path.as_str().eq_ignore_ascii_case("SUMMARY.md") {
                page.foreign.hidden = true;
                page.searched = false;
            }
        }
    }
    Ok(Content { pages, others, folders, order })
}

/// Makes pages of texts that are not on disk, such as those of an old commit: each with its path
/// from the content folder. What is not a page there is passed over.
///
/// # Errors
/// [`ContentError::Path`] where a path leaves the folder.
pub fn parse(
    place: &Folder<'_>,
    texts: Vec<(RepoPath, Vec<u8>)>,
    told: &mut Diagnostics,
) -> Result<Vec<Page>, ContentError> {
    let mut texts = texts;
    texts.retain(|(path, _)| {
        is_page(path.file_name(), place.layout) && files::is_authored(path, place.layout)
    });
    texts.sort();
    let names: Vec<&RepoPath> = texts.iter().map(|(path, _)| path).collect();
    let plan = match place.layout {
        Layout::Zola => None,
        Layout::Plain => Some(plain::Plan::of(&names, &place.folder_pages())),
    };
    let read: Vec<(Option<Page>, Diagnostics)> = texts
        .par_iter()
        .map(|(path, bytes)| {
            let mut told = Diagnostics::new();
            let page = page_of(place, path, bytes.clone(), plan.as_ref(), &mut told)?;
            Ok((Some(page), told))
        })
        .collect::<Result<_, ContentError>>()?;
    Ok(settled(place, read, told)?.0)
}

/// The pages that could be read, each at an address of its own.
fn settled(
    place: &Folder<'_>,
    read: Vec<(Option<Page>, Diagnostics)>,
    told: &mut Diagnostics,
) -> Result<(Vec<Page>, Folders), ContentError> {
    let mut pages = Vec::with_capacity(read.len());
    for (page, problems) in read {
        told.extend(problems);
        pages.extend(page);
    }
    let folders = match place.layout {
        Layout::Zola => {
            collisions(&pages, told);
            Folders::default()
        }
        Layout::Plain => {
            let numbered = place.addressing.numbered;
            plain::settle(&mut pages, &place.prefix, place.reserved.as_ref(), numbered, told)?
        }
    };
    Ok((pages, folders))
}

pub(crate) fn is_page(name: &str, layout: Layout) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    match layout {
        Layout::Zola => ending == "md",
        Layout::Plain => {
            ["md", "markdown", "mdx"].iter().any(|known| ending.eq_ignore_ascii_case(known))
        }
    }
}

fn read_page(
    place: &Folder<'_>,
    file: &Found,
    plan: Option<&plain::Plan>,
    told: &mut Diagnostics,
) -> Result<Option<Page>, ContentError> {
    match fs::read(&file.absolute) {
        Ok(bytes) => page_of(place, &file.relative, bytes, plan, told).map(Some),
        Err(error) => {
            let at = place.prefix.join(file.relative.as_str())?;
            told.push(unread(at, format!("this page cannot be read: {error}")));
            Ok(None)
        }
    }
}

fn unread(at: RepoPath, message: String) -> Diagnostic {
    Diagnostic::warning("content/unreadable", message)
        .at(Place::unread(at))
        .with_help("the rest of the handbook is published without it")
}

fn page_of(
    place: &Folder<'_>,
    relative: &RepoPath,
    bytes: Vec<u8>,
    plan: Option<&plain::Plan>,
    told: &mut Diagnostics,
) -> Result<Page, ContentError> {
    let in_repository = place.prefix.join(relative.as_str())?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            let message = format!("this page is not UTF-8: line {line} holds other bytes");
            told.push(
                unread(in_repository.clone(), message)
                    .with_help("save it as UTF-8; until then they show as \u{fffd}"),
            );
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    let source = Arc::new(Source::new(in_repository.clone(), text));
    let front = front_matter::read(&source, told);
    let claims = claims::read(&front, &source, told);
    Keeping::check(&front, &source, told);
    let (role, folder) = match plan {
        Some(plan) => plan.role(relative),
        None => {
            let stem = address::stem_and_language(relative, &place.addressing).0;
            let role = if stem == "_index" { Role::Folder } else { Role::Page };
            (role, relative.parent().unwrap_or_else(RepoPath::root))
        }
    };
    let clean = match place.layout {
        Layout::Zola => None,
        Layout::Plain => {
            let mdx = relative.as_str().to_ascii_lowercase().ends_with(".mdx");
            clean::clean(&source, front.body, mdx, told)
        }
    };
    let body = clean.as_ref().map_or(&source.text[front.body..], |clean| &clean.text);
    let (title, repeated_title) = page::title(&front, body, relative, (role, &folder));
    let (foreign, address) = match place.layout {
        Layout::Zola => {
            (Foreign::default(), address::of_zola_page(relative, &front, &place.addressing))
        }
        // Settled when all pages are known.
        Layout::Plain => (Foreign::of(&front), Address::home()),
    };
    let zolas = |key: &str| place.layout == Layout::Plain || !front.says(key, false);
    let (rendered, searched) = (zolas("render"), zolas("in_search_index") && !foreign.hidden);
    let mut keeping = Keeping::of(&front, &claims);
    keeping.unpublished &= place.layout == Layout::Plain;
    Ok(Page {
        file: in_repository,
        path: relative.clone(),
        source,
        front,
        claims,
        keeping,
        title,
        address,
        role,
        rendered,
        searched,
        folder,
        foreign,
        clean,
        repeated_title,
    })
}

/// Two pages at one address: Zola would publish one of them over the other.
fn collisions(pages: &[Page], told: &mut Diagnostics) {
    let mut seen: std::collections::BTreeMap<&Address, &Page> = std::collections::BTreeMap::new();
    for page in pages {
        if let Some(first) = seen.insert(&page.address, page) {
            told.push(
                Diagnostic::error(
                    "content/same-address",
                    format!(
                        "this page would be published at {}, where another one is",
                        page.address
                    ),
                )
                .at(Place::whole(&page.source))
                .with_related(Place::whole(&first.source), "the other page")
                .with_help("rename one of the files, or give it a `slug` in its front matter"),
            );
        }
    }
}
