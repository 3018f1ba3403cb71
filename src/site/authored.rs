//! The pages that people write, as Zola is given them.

use toml::{Table, Value};

use super::SiteError;
use super::facts::{self, Files, Log};
use super::front;
use super::map::Map;
use super::matter::compose;
use super::names::Names;
use super::navigation::{self, list_path, menu_path};
use super::places::{Place, Places};
use super::templating::shielded;
use super::tree::Tree;
use crate::content::{Address, Layout, Page, plain};
use crate::root::RepoPath;
use crate::zola::Dialect;

/// Stages every authored page, a page for every folder that has none, and the log and list of each.
///
/// # Errors
/// [`SiteError`] where a name is no path, or JSON cannot be written.
pub fn stage(
    names: &Names<'_>,
    dialect: Dialect,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let places = Places::of(names.handbook)?;
    for (at, place) in places.pages.iter().enumerate() {
        one(names, dialect, place, at, tree, map)?;
    }
    let content = RepoPath::new("content")?;
    for (at, folder) in places.folders.keys().enumerate() {
        let index = content.join(folder.as_str())?.join("_index.md")?;
        let colocated = content.join(folder.as_str())?.join("index.md")?;
        if !tree.holds(&index) && !tree.holds(&colocated) {
            synthesised(names, &places, folder, at, &index, tree, map)?;
        }
    }
    navigation::stage(names, &places, tree)
}

fn one(
    names: &Names<'_>,
    dialect: Dialect,
    place: &Place<'_>,
    order: usize,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let (page, staged, handbook) = (place.page, &place.staged, names.handbook);
    let data = RepoPath::new("data/handbook")?;
    let key = staged.as_str().trim_end_matches(".md");
    let log = match handbook.history.pages.get(&page.file) {
        Some(log) => {
            let path = data.join("log")?.join(&format!("{key}.json"))?;
            tree.make(path.clone(), serde_json::to_vec(&Log::of(names, log))?);
            path.as_str().to_owned()
        }
        None => String::new(),
    };
    let folder = staged.parent().unwrap_or_else(RepoPath::root);
    let list =
        if place.is_section { list_path(&folder)?.as_str().to_owned() } else { String::new() };
    let menu = menu_path(&folder)?.as_str().to_owned();
    let facts = facts::of_page(names, page, &Files { log, list, menu });
    let front = front::of(names, place, &facts, order, &[]);
    let body = match handbook.layout {
        Layout::Zola => names.rooted().links(page.body()),
        Layout::Plain => shielded(&names.rooted().links(&without_repeated_title(page)), dialect),
    };
    let composed = compose(&front, &body);
    let path = RepoPath::new("content")?.join(staged.as_str())?;
    map.page(&path, &page.source, composed.body_line, page.body_line());
    tree.make(path, composed.text);
    Ok(())
}

/// The body without the heading that repeats the title, which the theme shows; its lines stay.
fn without_repeated_title(page: &Page) -> String {
    let body = page.body();
    match &page.repeated_title {
        None => body.to_owned(),
        Some(heading) => {
            let lines = "\n".repeat(body[heading.span.clone()].matches('\n').count());
            format!("{}{lines}{}", &body[..heading.span.start], &body[heading.span.end..])
        }
    }
}

/// A page for a folder that has none: without one its pages would be orphans to Zola.
fn synthesised(
    names: &Names<'_>,
    places: &Places<'_>,
    folder: &RepoPath,
    order: usize,
    index: &RepoPath,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let title = match folder.is_root() {
        true => names.home_title(),
        false => navigation::folder_title(names, places, folder),
    };
    let files = Files {
        list: list_path(folder)?.as_str().to_owned(),
        menu: menu_path(folder)?.as_str().to_owned(),
        ..Files::default()
    };
    let at = names.base.href(&Address::of([folder.as_str()]));
    let facts = facts::of_generated(Some(&at), &files, &[]);
    let mut extra = Table::new();
    extra.insert("handbook".to_owned(), Value::Table(facts));
    let mut front = Table::new();
    front.insert("title".to_owned(), Value::String(title));
    front.insert("sort_by".to_owned(), Value::String("weight".to_owned()));
    front.insert("weight".to_owned(), Value::Integer(i64::try_from(order).unwrap_or(i64::MAX)));
    front.insert("extra".to_owned(), Value::Table(extra));
    map.generated(index, None);
    tree.make(index.clone(), compose(&front, "").text);
    Ok(())
}

/// Stages what is not a page: in a site that Zola laid out, all of it where it is; elsewhere,
/// pictures and downloads, at the address that links from the pages beside them lead to.
///
/// # Errors
/// [`SiteError`] where a name is no path.
pub fn stage_others(names: &Names<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let handbook = names.handbook;
    for other in &handbook.others {
        let name = other.relative.file_name();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match handbook.layout {
            Layout::Zola => {
                tree.copy(
                    RepoPath::new("content")?.join(other.relative.as_str())?,
                    other.absolute.clone(),
                );
            }
            Layout::Plain if PUBLISHED.contains(&ending.as_str()) => {
                let folder = other.relative.parent().unwrap_or_else(RepoPath::root);
                let parts: Vec<String> = folder
                    .as_str()
                    .split('/')
                    .filter(|part| !part.is_empty())
                    .map(plain::part)
                    .collect();
                let path = RepoPath::new("static")?.join(&parts.join("/"))?.join(name)?;
                tree.copy(path, other.absolute.clone());
            }
            Layout::Plain => {}
        }
    }
    Ok(())
}

/// Endings of files that pages show or offer, as against those of programs and settings.
const PUBLISHED: &[&str] = &[
    "avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp", "mp3", "mp4", "ogg", "webm", "csv",
    "doc", "docx", "ics", "odp", "ods", "odt", "pdf", "ppt", "pptx", "txt", "xls", "xlsx", "zip",
];
