//! The pages that people write, as Zola is given them.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::SiteError;
use super::facts::{self, Files, Log};
use super::map::Map;
use super::matter::compose;
use super::names::Names;
use super::navigation::{self, list_path, menu_path};
use super::templating::shielded;
use super::tree::Tree;
use crate::content::value::Node;
use crate::content::{Address, Layout, Page, Role, plain};
use crate::handbook::Handbook;
use crate::root::RepoPath;
use crate::zola::Dialect;

/// What Zola knows of a page's front matter; a section refuses what it does not know.
const PAGE_KEYS: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "weight",
    "draft",
    "slug",
    "path",
    "aliases",
    "authors",
    "in_search_index",
    "template",
    "taxonomies",
    "render",
];
const SECTION_KEYS: &[&str] = &[
    "title",
    "description",
    "weight",
    "draft",
    "aliases",
    "in_search_index",
    "template",
    "sort_by",
    "paginate_by",
    "paginate_path",
    "paginate_reversed",
    "insert_anchor_links",
    "transparent",
    "page_template",
    "redirect_to",
    "generate_feeds",
    "render",
];

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
    let handbook = names.handbook;
    let mut folders: BTreeSet<RepoPath> = BTreeSet::from([RepoPath::root()]);
    for (at, page) in handbook.pages.iter().enumerate() {
        let staged = staged_path(handbook, page)?;
        let mut folder = staged.parent();
        while let Some(above) = folder {
            folder = above.parent();
            folders.insert(above);
        }
        one(names, dialect, page, &staged, at, tree, map)?;
    }
    let content = RepoPath::new("content")?;
    for (at, folder) in folders.iter().enumerate() {
        let index = content.join(folder.as_str())?.join("_index.md")?;
        let colocated = content.join(folder.as_str())?.join("index.md")?;
        if !tree.holds(&index) && !tree.holds(&colocated) {
            synthesised(names, folder, at, &index, tree, map)?;
        }
    }
    navigation::stage(names, &folders, tree)
}

/// Where a page is staged, from the staged content folder.
pub(super) fn staged_path(handbook: &Handbook, page: &Page) -> Result<RepoPath, SiteError> {
    if handbook.layout == Layout::Zola {
        return Ok(page.path.clone());
    }
    // Zola slugifies no folder; the address is the path, with the name that Zola wants in front.
    let parts = page.address.as_str().trim_matches('/');
    Ok(match page.role {
        Role::Folder => RepoPath::new(parts)?.join("_index.md")?,
        Role::Page => RepoPath::new(&format!("{parts}.md"))?,
    })
}

fn one(
    names: &Names<'_>,
    dialect: Dialect,
    page: &Page,
    staged: &RepoPath,
    order: usize,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let handbook = names.handbook;
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
    let list = match page.role {
        Role::Folder => list_path(staged.parent().as_ref())?.as_str().to_owned(),
        Role::Page => String::new(),
    };
    let menu = menu_path(staged.parent().as_ref())?.as_str().to_owned();
    let facts = facts::of_page(names, page, &Files { log, list, menu });
    let front = front(names, page, &facts, order);
    let body = match handbook.layout {
        Layout::Zola => page.body().to_owned(),
        Layout::Plain => shielded(&without_repeated_title(page), dialect),
    };
    let composed = compose(&front, &body);
    let path = RepoPath::new("content")?.join(staged.as_str())?;
    map.page(&path, &page.source, composed.body_line, page.body_line());
    tree.make(path, composed.text);
    Ok(())
}

/// The author's settings with what git and the organisation add. What Zola has no key for goes to
/// `extra`, where a template finds it.
fn front(names: &Names<'_>, page: &Page, facts: &Table, order: usize) -> Table {
    let handbook = names.handbook;
    let known = match page.role {
        Role::Folder => SECTION_KEYS,
        Role::Page => PAGE_KEYS,
    };
    let mut front = Table::new();
    let mut extra = Table::new();
    if let Node::Table(entries) = &page.front.values.node {
        for (key, value) in entries {
            let Some(value) = value.to_toml() else { continue };
            match (key.as_str(), value) {
                ("extra", Value::Table(theirs)) => extra.extend(theirs),
                // In a folder that Zola did not lay out, only what has Zola's own type is Zola's.
                (key, value)
                    if handbook.layout == Layout::Plain && !is_zolas(key, &value, known) =>
                {
                    extra.insert(key.to_owned(), value);
                }
                (key, value) => {
                    front.insert(key.to_owned(), value);
                }
            }
        }
    }
    front.insert("title".to_owned(), Value::String(page.title.clone()));
    if page.role == Role::Page && !front.contains_key("updated") {
        let changed = handbook.story(&page.file).meaningful;
        if let Some(change) = changed {
            let day = handbook.day(handbook.history.commit(change).landed.at);
            front.insert("updated".to_owned(), Value::String(day.to_string()));
        }
    }
    if handbook.layout == Layout::Plain {
        front.insert("weight".to_owned(), Value::Integer(i64::try_from(order).unwrap_or(i64::MAX)));
        match page.role {
            Role::Page => {
                let path = page.address.as_str().trim_matches('/').to_owned();
                front.insert("path".to_owned(), Value::String(path));
            }
            Role::Folder => {
                front.insert("sort_by".to_owned(), Value::String("weight".to_owned()));
            }
        }
    }
    extra.insert("handbook".to_owned(), Value::Table(facts.clone()));
    front.insert("extra".to_owned(), Value::Table(extra));
    front
}

/// Whether a key of a foreign page means what it means to Zola. Paths and templates of another
/// generator are not Zola's, even under the same names.
fn is_zolas(key: &str, value: &Value, known: &[&str]) -> bool {
    if !known.contains(&key) {
        return false;
    }
    match key {
        "title" | "description" => value.is_str(),
        "draft" => value.is_bool(),
        "date" | "updated" => value.as_str().map_or(value.is_datetime(), is_date),
        _ => false,
    }
}

fn is_date(text: &str) -> bool {
    text.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()) && text.len() == 10
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
    folder: &RepoPath,
    order: usize,
    index: &RepoPath,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let title = match folder.file_name() {
        "" => names.home_title(),
        _ => navigation::folder_title(folder),
    };
    let files = Files {
        list: list_path(Some(folder))?.as_str().to_owned(),
        menu: menu_path(Some(folder))?.as_str().to_owned(),
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
