//! Zola's configuration as it is staged: the author's, with what the handbook needs.

use std::fs;
use std::sync::Arc;

use toml::{Table, Value};

use super::SiteError;
use super::csp;
use super::links::Link;
use super::names::Names;
use super::theme;
use crate::config::{FILE_NAMES, is_foreign};
use crate::content::Layout;
use crate::diagnostics::Source;
use crate::handbook::Location;
use crate::zola::Dialect;

/// Whose theme renders the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Ours, which is staged with it.
    Ours,
    /// The site's own, or another one that it names.
    Theirs,
}

/// A site that names another theme, or that has templates for its front page and its pages, is
/// rendered by those; any other by our theme.
#[must_use]
pub fn theme_of(names: &Names<'_>) -> Theme {
    let handbook = names.handbook;
    match handbook.config.zola.theme.as_deref() {
        Some(theme::NAME) => Theme::Ours,
        Some(_) => Theme::Theirs,
        None => {
            let templates = handbook.location.root.join("templates");
            let complete =
                ["index.html", "page.html"].iter().all(|name| templates.join(name).is_file());
            if complete && handbook.layout == Layout::Zola { Theme::Theirs } else { Theme::Ours }
        }
    }
}

/// The configuration to stage, as TOML, made of the author's.
#[must_use]
pub fn staged(names: &Names<'_>, authored: &str, theme: Theme, dialect: Dialect) -> String {
    let handbook = names.handbook;
    // One that does not parse was told long before this, and stopped the build.
    let mut config: Table = toml::from_str(authored).unwrap_or_default();
    config.insert("base_url".to_owned(), Value::String(names.base.url().to_owned()));
    if !config.contains_key("title") {
        config.insert("title".to_owned(), Value::String(title(names)));
    }
    if theme == Theme::Ours {
        config.insert("theme".to_owned(), Value::String(theme::NAME.to_owned()));
    }
    if handbook.layout == Layout::Plain {
        // What nobody wrote for Zola must not stop it: a wrong anchor is told, not fatal.
        let mut checker = Table::new();
        checker.insert("internal_level".to_owned(), Value::String("warn".to_owned()));
        config.insert("link_checker".to_owned(), Value::Table(checker));
        let tagged = handbook.pages.iter().any(|page| page.front.values.get("tags").is_some());
        if tagged && !config.contains_key("taxonomies") {
            let mut tags = Table::new();
            tags.insert("name".to_owned(), Value::String("tags".to_owned()));
            tags.insert("render".to_owned(), Value::Boolean(false));
            config.insert("taxonomies".to_owned(), Value::Array(vec![Value::Table(tags)]));
        }
        table_in(&mut config, "markdown")
            .entry("github_alerts".to_owned())
            .or_insert(Value::Boolean(true));
        if dialect == Dialect::Tera2 {
            let all = Value::Array(vec![Value::String("**".to_owned())]);
            config.insert("skip_content_templating".to_owned(), all);
        }
    }
    let extra = table_in(&mut config, "extra");
    table_in(extra, "handbook").insert("site".to_owned(), Value::Table(about(names)));
    toml::to_string(&config).unwrap_or_default()
}

fn table_in<'t>(table: &'t mut Table, key: &str) -> &'t mut Table {
    let entry = table.entry(key.to_owned()).or_insert_with(|| Value::Table(Table::new()));
    if !entry.is_table() {
        *entry = Value::Table(Table::new());
    }
    match entry {
        Value::Table(inner) => inner,
        _ => unreachable!("it was made a table"),
    }
}

/// Zola's configuration as its author wrote it; nothing where there is none.
///
/// # Errors
/// [`SiteError::Read`] where it cannot be read.
pub fn authored(location: &Location) -> Result<Option<Arc<Source>>, SiteError> {
    for name in FILE_NAMES {
        let path = location.root.join(name);
        match fs::read_to_string(&path) {
            // A file of another program's, of the same name.
            Ok(text) if is_foreign(name, &text) => {}
            Ok(text) => return Ok(Some(Arc::new(Source::new(location.prefix.join(name)?, text)))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(SiteError::Read { path, source }),
        }
    }
    Ok(None)
}

/// The site's name: the company's, else the folder's.
fn title(names: &Names<'_>) -> String {
    let handbook = names.handbook;
    let company = handbook.org.company.as_ref().map(|company| company.name.value.clone());
    company.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let folder = handbook.location.root.file_name();
        folder.map_or_else(|| "Handbook".to_owned(), |name| name.to_string_lossy().into_owned())
    })
}

/// What every page of the theme needs to know of the site.
fn about(names: &Names<'_>) -> Table {
    let handbook = names.handbook;
    let text = |text: &str| Value::String(text.to_owned());
    let lists = [
        ("Features", "features"),
        ("Teams", "teams"),
        ("People", "people"),
        ("Changes", "changes"),
        ("Gaps", "gaps"),
    ];
    let links: Vec<Value> = lists
        .iter()
        .map(|(title, below)| Link { name: (*title).to_owned(), href: Some(names.href(below)) })
        .map(|link| {
            let mut entry = Table::new();
            entry.insert("title".to_owned(), text(&link.name));
            entry.insert(
                "href".to_owned(),
                text(link.href.as_ref().map_or("", |href| href.as_str())),
            );
            Value::Table(entry)
        })
        .collect();
    let mut about = Table::new();
    about.insert(
        "home".to_owned(),
        text(names.base.href(&crate::content::Address::home()).as_str()),
    );
    about.insert("links".to_owned(), Value::Array(links));
    about.insert(
        "csp".to_owned(),
        text(&csp::policy(handbook.config.embeds.iter().map(|host| host.as_str()))),
    );
    about.insert("as_of".to_owned(), text(&as_of(names)));
    about
}

/// What this site is a picture of.
fn as_of(names: &Names<'_>) -> String {
    let handbook = names.handbook;
    let day = super::dates::Day::of(handbook.today).words;
    match handbook.history.head {
        Some(head) => format!("As of {day}, commit {}", head.short()),
        None => format!("As of {day}"),
    }
}
