//! The front matter that Zola is given for an authored page.

use toml::{Table, Value};

use super::names::Names;
use super::places::Place;
use super::settings::{Theme, keep_straight, theme_of};
use crate::content::value::Node;
use crate::content::{Layout, Page};

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

/// The author's settings with what git and the organisation add. What Zola has no key for goes to
/// `extra`, where a template finds it. `order` is the page's place among all; `aliases` are the
/// addresses that lead to it.
pub fn of(
    names: &Names<'_>,
    place: &Place<'_>,
    facts: &Table,
    order: usize,
    aliases: &[String],
) -> Table {
    let page = place.page;
    let plain = names.handbook.layout == Layout::Plain;
    let known = if place.is_section { SECTION_KEYS } else { PAGE_KEYS };
    let mut front = Table::new();
    let mut extra = Table::new();
    if let Node::Table(entries) = &page.front.values.node {
        for (key, value) in entries {
            let Some(value) = value.to_toml() else { continue };
            match (key.as_str(), value) {
                ("extra", Value::Table(theirs)) => extra.extend(theirs),
                (key, value) if plain => match in_zolas_words(key, &value, known) {
                    Some((key, value)) => {
                        front.entry(key.to_owned()).or_insert(value);
                    }
                    None => {
                        extra.insert(key.to_owned(), value);
                    }
                },
                (key, value) => {
                    front.insert(key.to_owned(), value);
                }
            }
        }
    }
    if theme_of(names) == Theme::Ours {
        front.insert("title".to_owned(), Value::String(page.title.clone()));
        keep_straight(&mut front);
    }
    if !place.is_section && !front.contains_key("updated") {
        let changed = names.handbook.story(&page.file).meaningful;
        if let Some(change) = changed {
            let day = names.handbook.day(names.handbook.history.commit(change).landed.at);
            front.insert("updated".to_owned(), Value::String(day.to_string()));
        }
    }
    if plain {
        put_in_place(place, page, order, &mut front);
    }
    add_aliases(aliases, &mut front);
    extra.insert("handbook".to_owned(), Value::Table(facts.clone()));
    front.insert("extra".to_owned(), Value::Table(extra));
    front
}

fn put_in_place(place: &Place<'_>, page: &Page, order: usize, front: &mut Table) {
    front.insert("weight".to_owned(), Value::Integer(i64::try_from(order).unwrap_or(i64::MAX)));
    if place.is_section {
        front.insert("sort_by".to_owned(), Value::String("weight".to_owned()));
    } else {
        let path = page.address.as_str().trim_matches('/').to_owned();
        front.insert("path".to_owned(), Value::String(path));
    }
    if page.is_draft() {
        front.insert("draft".to_owned(), Value::Boolean(true));
    }
    if !page.searched {
        front.insert("in_search_index".to_owned(), Value::Boolean(false));
    }
}

/// Adds addresses to those that the author gave.
fn add_aliases(aliases: &[String], front: &mut Table) {
    if aliases.is_empty() {
        return;
    }
    let entry = front.entry("aliases".to_owned()).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(all) = entry {
        for alias in aliases {
            let alias = Value::String(alias.clone());
            if !all.contains(&alias) {
                all.push(alias);
            }
        }
    }
}

/// A key of a foreign page in Zola's words, where it means the same there and has a value that
/// Zola takes. Addresses, weights and templates of another generator are not Zola's, even under
/// the same names: what they come to was settled when the content was read.
fn in_zolas_words(key: &str, value: &Value, known: &[&str]) -> Option<(&'static str, Value)> {
    let found = match key {
        "title" if value.is_str() => ("title", value.clone()),
        "draft" if value.is_bool() => ("draft", value.clone()),
        "description" | "summary" | "excerpt" if value.is_str() => ("description", value.clone()),
        "date" | "publishDate" => ("date", date(value)?),
        "updated" | "lastmod" | "last_modified_at" | "last_update" => {
            let value = value.get("date").unwrap_or(value);
            ("updated", date(value)?)
        }
        "tags" => {
            let tags = tags(value)?;
            let mut taxonomies = Table::new();
            taxonomies.insert("tags".to_owned(), Value::Array(tags));
            ("taxonomies", Value::Table(taxonomies))
        }
        _ => return None,
    };
    known.contains(&found.0).then_some(found)
}

/// A day as Zola takes it, of a date that is written in any usual way; the time of day is dropped.
fn date(value: &Value) -> Option<Value> {
    let text = match value {
        Value::Datetime(date) => date.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let day = text.get(..10)?;
    let ends = text[10..].chars().next().is_none_or(|c| matches!(c, 'T' | 't' | ' '));
    (ends && day.parse::<jiff::civil::Date>().is_ok()).then(|| Value::String(day.to_owned()))
}

/// Tags as a list of texts, of a list or of words parted by commas.
fn tags(value: &Value) -> Option<Vec<Value>> {
    let texts: Vec<String> = match value {
        Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect(),
        Value::String(text) => text.split(',').map(str::to_owned).collect(),
        _ => return None,
    };
    let mut tags: Vec<String> = texts
        .iter()
        .map(|tag| tag.trim().trim_start_matches('#').to_owned())
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.dedup();
    (!tags.is_empty()).then(|| tags.into_iter().map(Value::String).collect())
}
