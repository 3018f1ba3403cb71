//! Orders that other systems keep in files of their own, GitBook's and mdBook's `SUMMARY.md`, the
//! `nav` of MkDocs, the sidebars and `_category_` files of Docusaurus; or in the names of files.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;

use super::{Order, numbers, sidebars};
use crate::content::files::Found;
use crate::content::headings::dialect;
use crate::content::value::{Node, Value, Yaml};
use crate::content::{Folder, Page};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::root::{RepoPath, text_inside};

/// A step of an order: a page's path from the content folder and what the order calls it.
pub(super) type Step = (RepoPath, Option<String>);

/// Adds what such files say to what pages say of themselves.
pub fn read(
    place: &Folder<'_>,
    (others, pages): (&[Found], &[Page]),
    order: &mut Order,
    told: &mut Diagnostics,
) {
    let mut text_of = |folder: &Path, names: &[&'static str]| {
        names.iter().find_map(|name| Some((*name, listed(place, &folder.join(name), told)?)))
    };
    let sidebars = text_of(
        place.top,
        &["sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.cjs", "sidebars.json"],
    );
    let summary = text_of(place.folder, &["SUMMARY.md", "summary.md", "Summary.md"]);
    let mkdocs = text_of(place.top, &["mkdocs.yml", "mkdocs.yaml"]);
    let sidebars = sidebars
        .map(|(name, text)| if name.ends_with("json") { format!("= {text}") } else { text })
        .map(|text| sidebars::steps(&text, pages));
    if let Some((steps, folders)) = sidebars {
        for (folder, label) in folders {
            order.name(folder, label);
        }
        take(steps, true, order);
    }
    let steps = match (mkdocs, summary) {
        (Some((_, text)), _) => of_mkdocs(&text),
        (None, Some((_, text))) => of_summary(&text),
        (None, None) => Vec::new(),
    };
    take(steps, false, order);
    for file in others {
        let name = file.relative.file_name();
        if matches!(name, "_category_.json" | "_category_.yml" | "_category_.yaml") {
            category(file, order);
        }
    }
    by_name(pages, order);
}

/// What such a file holds; nothing where there is none, or where it cannot be read, which is told.
fn listed(place: &Folder<'_>, path: &Path, told: &mut Diagnostics) -> Option<String> {
    text_inside(place.boundary, path).unwrap_or_else(|error| {
        let below = path.strip_prefix(place.boundary).unwrap_or(path);
        let at = RepoPath::from_bytes(below.as_os_str().as_encoded_bytes());
        told.push(
            Diagnostic::warning(
                "content/unreadable",
                format!("this list of pages cannot be read: {error}"),
            )
            .at(Place::unread(at))
            .with_help("pages have the order of their own settings and names until it can"),
        );
        None
    })
}

/// Takes a list of pages into the order. Where it is `sole`, what pages say of their own place
/// does not count beside it.
fn take(steps: Vec<Step>, sole: bool, order: &mut Order) {
    for (at, (path, label)) in steps.into_iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
        let position = at as f64;
        if let Some(label) = label {
            order.name(path.clone(), label);
        }
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| !folder.is_root()) {
            above = folder.parent();
            order.place(folder, position);
        }
        if sole {
            order.put(path, position);
        } else {
            order.place(path, position);
        }
    }
}

/// Puts files and folders where the numbers at the front of their names say.
fn by_name(pages: &[Page], order: &mut Order) {
    for page in pages {
        let mut path = Some(page.path.clone());
        while let Some(at) = path.filter(|path| !path.is_root()) {
            if let Some((number, _)) = numbers::split(at.file_name()) {
                order.place(at.clone(), number);
            }
            path = at.parent();
        }
    }
}

/// The links of a summary, in order.
fn of_summary(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new_ext(text, dialect()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some((dest_url.to_string(), String::new()));
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, label)) = &mut open {
                    label.push_str(&words);
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some((path, label)) = open.take() {
                    steps.extend(step(&path, Some(label)));
                }
            }
            _ => {}
        }
    }
    steps
}

fn step(path: &str, label: Option<String>) -> Option<Step> {
    let path = path.split('#').next()?.trim_start_matches("./").trim_matches('/');
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let path = RepoPath::new(&path).ok().filter(|path| !path.is_root())?;
    Some((path, label.map(|label| label.trim().to_owned()).filter(|label| !label.is_empty())))
}

static NAV: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^nav:[^\n]*\n(?:(?:[ \t-][^\n]*)?\n)*(?:[ \t-][^\n]*)?").ok()
});

/// The `nav` of MkDocs. The rest of its settings may hold tags that only Python reads.
fn of_mkdocs(text: &str) -> Vec<Step> {
    let Some(nav) = NAV.as_ref().and_then(|nav| nav.find(text)) else { return Vec::new() };
    let Some(value) = yaml(nav.as_str()) else { return Vec::new() };
    let mut steps = Vec::new();
    if let Some(nav) = value.get("nav") {
        walk_nav(nav, None, &mut steps);
    }
    steps
}

fn walk_nav(value: &Value, label: Option<&str>, steps: &mut Vec<Step>) {
    match &value.node {
        Node::Text(path) if !path.contains("://") => {
            steps.extend(step(path, label.map(str::to_owned)));
        }
        Node::List(values) => values.iter().for_each(|value| walk_nav(value, None, steps)),
        Node::Table(entries) => {
            entries.iter().for_each(|(label, value)| walk_nav(value, Some(label), steps));
        }
        _ => {}
    }
}

fn category(file: &Found, order: &mut Order) {
    let Some(folder) = file.relative.parent() else { return };
    let Some(value) = fs::read_to_string(&file.absolute).ok().and_then(|text| yaml(&text)) else {
        return;
    };
    if let Some(label) = value.get("label").and_then(Value::as_text) {
        order.name(folder.clone(), label.to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "a place in a list is a small number")]
    let position = match value.get("position").map(|position| &position.node) {
        Some(Node::Integer(position)) => Some(*position as f64),
        Some(Node::Float(position)) => Some(*position),
        _ => None,
    };
    if let Some(position) = position {
        order.place(folder, position);
    }
}

/// A document of YAML, or of JSON, which is YAML too.
fn yaml(text: &str) -> Option<Value> {
    let value = serde_saphyr::from_str::<serde_saphyr::Spanned<Yaml>>(text).ok()?;
    Some(Value::from_yaml(value, 0))
}
