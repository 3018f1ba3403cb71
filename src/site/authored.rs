//! The pages that people write, as Zola is given them.

use std::collections::BTreeSet;

use rayon::prelude::*;
use toml::{Table, Value};

use super::SiteError;
use super::facts::{self, Files, Log};
use super::front;
use super::map::Map;
use super::matter::{Staged, compose};
use super::names::Names;
use super::navigation::{self, Around, list_path, menu_path};
use super::places::{Place, Places};
use super::redlines::Redlines;
use super::rewrite;
use super::settings::{Theme, theme_of};
use super::templating::shielded;
use super::tree::Tree;
use crate::content::{Address, Layout};
use crate::root::RepoPath;
use crate::zola::Dialect;

/// Stages every authored page, a page for every folder that has none, and the log and list of each.
///
/// # Errors
/// [`SiteError`] where a name is no path, or JSON cannot be written.
pub fn stage(
    names: &Names<'_>,
    redlines: &Redlines,
    dialect: Dialect,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let places = Places::of(names.handbook)?;
    let orders = navigation::orders(names, &places);
    let around = navigation::around(names, &places);
    let nothing = Around::default();
    let aliases = names.handbook.links.redirects.by_page();
    let composed: Vec<_> = places
        .pages
        .par_iter()
        .zip(&orders)
        .enumerate()
        .map(|(at, (place, order))| {
            let aliases = aliases.get(&at).map_or(&[][..], Vec::as_slice);
            let around = around.get(&place.page.file).unwrap_or(&nothing);
            one(names, redlines, dialect, place, Standing { order: *order, aliases, around })
        })
        .collect::<Result<_, _>>()?;
    for (place, Composed { page, log }) in places.pages.iter().zip(composed) {
        let path = RepoPath::new("content")?.join(place.staged.as_str())?;
        map.page(&path, &place.page.source, page.body_line, place.page.body_line());
        tree.make(path, page.text)?;
        if let Some((path, log)) = log {
            tree.make(path, log)?;
        }
    }
    let content = RepoPath::new("content")?;
    // Folders that are one page with its pictures, in whatever language.
    let bundles: BTreeSet<RepoPath> = places
        .pages
        .iter()
        .filter(|place| place.staged.file_name().starts_with("index."))
        .filter_map(|place| place.staged.parent())
        .collect();
    for (at, folder) in places.folders.keys().enumerate() {
        let index = content.join(folder.as_str())?.join("_index.md")?;
        // `teams.md` beside `teams/` has the folder's address already.
        let taken = names.handbook.layout == Layout::Zola
            && names.is_taken(&Address::of([folder.as_str()]));
        if !tree.holds(&index) && !bundles.contains(folder) && !taken {
            synthesised(names, &places, folder, at, &index, tree, map)?;
        }
    }
    if theme_of(names) == Theme::Ours {
        // Zola makes a front page for every language, of which our theme would know nothing.
        for code in &names.handbook.config.zola.languages {
            let index = content.join(&format!("_index.{code}.md"))?;
            if !tree.holds(&index) {
                synthesised(names, &places, &RepoPath::root(), 0, &index, tree, map)?;
            }
        }
    }
    navigation::stage(names, &places, tree)
}

/// An authored page as it is staged, and its log with the path that it has.
struct Composed {
    page: Staged,
    log: Option<(RepoPath, Vec<u8>)>,
}

/// Where a page stands among the others.
struct Standing<'a> {
    /// Its place among all.
    order: usize,
    /// The addresses that lead to it.
    aliases: &'a [String],
    /// Its neighbours.
    around: &'a Around,
}

fn one(
    names: &Names<'_>,
    redlines: &Redlines,
    dialect: Dialect,
    place: &Place<'_>,
    standing: Standing<'_>,
) -> Result<Composed, SiteError> {
    let (page, staged, handbook) = (place.page, &place.staged, names.handbook);
    let key = staged.as_str().trim_end_matches(".md");
    let log = match handbook.history.pages.get(&page.file) {
        Some(log) => {
            let path = RepoPath::new("data/handbook/log")?.join(&format!("{key}.json"))?;
            Some((path, serde_json::to_vec(&Log::of(names, log, &page.file, redlines))?))
        }
        None => None,
    };
    let folder = staged.parent().unwrap_or_else(RepoPath::root);
    let list =
        if place.is_section { list_path(&folder)?.as_str().to_owned() } else { String::new() };
    let menu = menu_path(&folder)?.as_str().to_owned();
    let log_path = log.as_ref().map_or_else(String::new, |(path, _)| path.as_str().to_owned());
    let facts = facts::of_page(names, page, &Files { log: log_path, list, menu }, standing.around);
    let front = front::of(names, place, &facts, standing.order, standing.aliases);
    let body = rewrite::body(names, page);
    let body = match handbook.layout {
        Layout::Zola => body,
        Layout::Plain => shielded(&body, dialect),
    };
    Ok(Composed { page: compose(&front, &body), log })
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
    let facts = facts::of_generated(Some(&at), None, &files, &[]);
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
    tree.make(index.clone(), compose(&front, "").text)?;
    Ok(())
}

/// Stages what is not a page: in a site that Zola laid out, all of it where it is; elsewhere, the
/// files that pages show or offer.
///
/// # Errors
/// [`SiteError`] where a name is no path.
pub fn stage_others(names: &Names<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let handbook = names.handbook;
    if handbook.layout == Layout::Zola {
        let content = RepoPath::new("content")?;
        for other in &handbook.others {
            tree.copy(content.join(other.relative.as_str())?, other.absolute.clone());
        }
    }
    let files = RepoPath::new("static")?;
    for (path, from) in &handbook.links.files {
        tree.copy(files.join(path.as_str())?, from.clone());
    }
    Ok(())
}
