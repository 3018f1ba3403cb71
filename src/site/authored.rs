//! The pages that people write, as Zola is given them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use toml::{Table, Value};

use super::SiteError;
use super::facts::{self, Log};
use super::links::Href;
use super::map::Map;
use super::matter::compose;
use super::names::Names;
use super::settings::{Theme, theme_of};
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
    // Folders that are one page with its pictures, in whatever language.
    let mut bundles: BTreeSet<RepoPath> = BTreeSet::new();
    for (at, page) in handbook.pages.iter().enumerate() {
        let staged = staged_path(handbook, page)?;
        let mut folder = staged.parent();
        if staged.file_name().starts_with("index.") {
            bundles.extend(folder.clone());
        }
        while let Some(above) = folder {
            folder = above.parent();
            folders.insert(above);
        }
        one(names, dialect, page, &staged, at, tree, map)?;
    }
    let content = RepoPath::new("content")?;
    for (at, folder) in folders.iter().enumerate() {
        let index = content.join(folder.as_str())?.join("_index.md")?;
        // `teams.md` beside `teams/` has the folder's address already.
        let taken = names.is_taken(&Address::of([folder.as_str()]));
        if !tree.holds(&index) && !bundles.contains(folder) && !taken {
            synthesised(names, folder, at, &index, tree, map)?;
        }
    }
    if theme_of(names) == Theme::Ours {
        // Zola makes a front page for every language, of which our theme would know nothing.
        for code in &handbook.config.zola.languages {
            let index = content.join(&format!("_index.{code}.md"))?;
            if !tree.holds(&index) {
                synthesised(names, &RepoPath::root(), 0, &index, tree, map)?;
            }
        }
    }
    lists(names, &folders, tree)
}

/// Where a page is staged, from the staged content folder.
fn staged_path(handbook: &Handbook, page: &Page) -> Result<RepoPath, SiteError> {
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
    let front = front(names, page, &facts::of_page(names, page, &log, &list), order);
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
    if theme_of(names) == Theme::Ours {
        front.insert("title".to_owned(), Value::String(page.title.clone()));
    }
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
        name => {
            let mut words = name.replace(['-', '_'], " ");
            if let Some(first) = words.chars().next() {
                words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
            }
            words
        }
    };
    let mut facts = facts::of_generated(&[]);
    facts.insert("list".to_owned(), Value::String(list_path(Some(folder))?.as_str().to_owned()));
    let mut extra = Table::new();
    extra.insert("handbook".to_owned(), Value::Table(facts));
    let mut front = Table::new();
    front.insert("title".to_owned(), Value::String(title));
    // Zola leaves out pages that do not have what their section sorts by; every page has a slug.
    let order_by = if names.handbook.layout == Layout::Plain { "weight" } else { "slug" };
    front.insert("sort_by".to_owned(), Value::String(order_by.to_owned()));
    front.insert("weight".to_owned(), Value::Integer(i64::try_from(order).unwrap_or(i64::MAX)));
    front.insert("extra".to_owned(), Value::Table(extra));
    if theme_of(names) == Theme::Theirs {
        // A theme of the site's own was not made for pages that nobody wrote.
        front.insert("render".to_owned(), Value::Boolean(false));
    }
    map.generated(index, None);
    tree.make(index.clone(), compose(&front, "").text);
    Ok(())
}

fn list_path(folder: Option<&RepoPath>) -> Result<RepoPath, SiteError> {
    let folder = folder.map_or("", |folder| folder.as_str());
    Ok(RepoPath::new("data/handbook/list")?.join(folder)?.join("_index.json")?)
}

/// An entry in the list of a folder's pages.
#[derive(Debug, Serialize)]
struct Listed {
    title: String,
    href: Href,
    owner: String,
    /// How far below the folder: 0 for its own pages and folders.
    depth: usize,
}

/// The list of each folder: its own pages and folders, and the pages of those.
fn lists(
    names: &Names<'_>,
    folders: &BTreeSet<RepoPath>,
    tree: &mut Tree,
) -> Result<(), SiteError> {
    let handbook = names.handbook;
    let mut below: BTreeMap<RepoPath, Vec<&Page>> = BTreeMap::new();
    let mut folder_pages: BTreeMap<RepoPath, &Page> = BTreeMap::new();
    for page in &handbook.pages {
        let staged = staged_path(handbook, page)?;
        let folder = staged.parent().unwrap_or_else(RepoPath::root);
        match page.role {
            Role::Folder => {
                folder_pages.insert(folder, page);
            }
            Role::Page => below.entry(folder).or_default().push(page),
        }
    }
    for pages in below.values_mut() {
        pages.sort_by_key(|page| rank(page));
    }
    for folder in folders {
        let mut entries = Vec::new();
        for page in below.get(folder).into_iter().flatten() {
            entries.push(listed(names, page, 0));
        }
        let mut inner: Vec<&RepoPath> = folders
            .iter()
            .filter(|other| !other.is_root() && other.parent().as_ref() == Some(folder))
            .collect();
        inner.sort_by_key(|inner| {
            (folder_pages.get(*inner).map(|page| rank(page)), (*inner).clone())
        });
        for inner in inner {
            match folder_pages.get(inner) {
                Some(page) => entries.push(listed(names, page, 0)),
                None => entries.push(Listed {
                    title: inner.file_name().replace(['-', '_'], " "),
                    href: names.base.href(&Address::of([inner.as_str()])),
                    owner: String::new(),
                    depth: 0,
                }),
            }
            for page in below.get(inner).into_iter().flatten() {
                entries.push(listed(names, page, 1));
            }
        }
        tree.make(list_path(Some(folder))?, serde_json::to_vec(&entries)?);
    }
    Ok(())
}

/// The order of a page among its neighbours: by weight where it has one, else by title.
fn rank(page: &Page) -> (i64, String) {
    let weight = match page.front.values.get("weight").map(|weight| &weight.node) {
        Some(Node::Integer(weight)) => *weight,
        _ => i64::MAX,
    };
    (weight, page.title.to_lowercase())
}

fn listed(names: &Names<'_>, page: &Page, depth: usize) -> Listed {
    let owner =
        names.handbook.ownership.pages.get(&page.file).and_then(|owned| owned.owner.as_ref());
    Listed {
        title: page.title.clone(),
        href: names.base.href(&page.address),
        owner: owner.map(|owner| names.holder(&owner.value).name).unwrap_or_default(),
        depth,
    }
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
