//! Zola's configuration as it is staged: the author's, with what the handbook needs.

use std::sync::Arc;

use toml::{Table, Value};

use super::SiteError;
use super::csp;
use super::names::Names;
use super::theme;
use super::words::Words;
use crate::config::is_foreign;
use crate::content::{Address, Layout};
use crate::diagnostics::Source;
use crate::escape::straight;
use crate::handbook::{Handbook, Location};
use crate::root::{CONFIGS, RepoPath, text_inside};
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
///
/// # Errors
/// [`SiteError`] where a name is no path.
pub fn staged(
    names: &Names<'_>,
    authored: &str,
    theme: Theme,
    dialect: Dialect,
) -> Result<String, SiteError> {
    let handbook = names.handbook;
    // One that does not parse was told long before this, and stopped the build.
    let mut config: Table = toml::from_str(authored).unwrap_or_default();
    config.insert("base_url".to_owned(), Value::String(names.base.url().to_owned()));
    if !config.contains_key("title") {
        config.insert("title".to_owned(), Value::String(title(names)));
    }
    let mut highlighting = "";
    if theme == Theme::Ours {
        config.insert("theme".to_owned(), Value::String(theme::NAME.to_owned()));
        keep_straight(&mut config);
        highlighting = highlight_by_classes(&mut config);
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
    add_words(&mut config);
    let extra = table_in(&mut config, "extra");
    table_in(extra, "handbook")
        .insert("site".to_owned(), Value::Table(about(names, highlighting)?));
    Ok(toml::to_string(&config).unwrap_or_default())
}

/// Has Zola colour code by classes, where its author has it coloured: colours in the page itself are
/// styles that our policy allows nobody. Says what the theme's templates need to know: whether Zola
/// writes the colours into `one` file, or `two`, for light and dark; empty where it colours nothing.
fn highlight_by_classes(config: &mut Table) -> &'static str {
    let markdown = config.get_mut("markdown").and_then(Value::as_table_mut);
    let highlighting = markdown.and_then(|markdown| markdown.get_mut("highlighting"));
    let Some(highlighting) = highlighting.and_then(Value::as_table_mut) else { return "" };
    highlighting.insert("style".to_owned(), Value::String("class".to_owned()));
    if highlighting.contains_key("theme") { "one" } else { "two" }
}

/// What stands beside words of ours on every page turns none of them around.
pub(super) fn keep_straight(table: &mut Table) {
    for key in ["title", "description"] {
        if let Some(Value::String(text)) = table.get_mut(key) {
            *text = straight(text).into_owned();
        }
    }
}

/// The theme's words in English, by key.
fn english() -> Table {
    // That it parses is a test's business: a constant that does not has no words.
    let mut config: Table = toml::from_str(theme::DEMONSTRATION).unwrap_or_default();
    match config.remove("translations") {
        Some(Value::Table(words)) => words,
        _ => Table::new(),
    }
}

/// The words of the interface: the site's own translations where it has any, else ours.
///
/// # Errors
/// [`SiteError::Read`] where the site's configuration cannot be read.
pub fn words(handbook: &Handbook) -> Result<Words, SiteError> {
    let mut all = english();
    let written = authored(&handbook.location)?;
    let written = written.as_ref().map_or("", |source| source.text.as_str());
    let config: Table = toml::from_str(written).unwrap_or_default();
    if let Some(Value::Table(theirs)) = config.get("translations") {
        all.extend(theirs.clone());
    }
    Ok(Words::of(&all))
}

/// Adds the theme's words in every language where the site has none of its own, since Zola stops at
/// a word that is missing.
fn add_words(config: &mut Table) {
    let words = english();
    let add = |table: &mut Table| {
        let theirs = table_in(table, "translations");
        for (key, word) in &words {
            theirs.entry(key.clone()).or_insert_with(|| word.clone());
        }
    };
    add(config);
    if let Some(Value::Table(languages)) = config.get_mut("languages") {
        for (_, language) in languages.iter_mut() {
            if let Value::Table(language) = language {
                add(language);
            }
        }
    }
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
    for name in CONFIGS {
        let path = location.root.join(name);
        match text_inside(location.boundary(), &path) {
            Ok(None) => {}
            // A file of another program's, of the same name.
            Ok(Some(text)) if is_foreign(name, &text) => {}
            Ok(Some(text)) => {
                return Ok(Some(Arc::new(Source::new(location.prefix.join(name)?, text))));
            }
            Err(source) => return Err(SiteError::Read { path, source }),
        }
    }
    Ok(None)
}

/// The site's name: the company's, else its front page's, else the folder's.
pub(super) fn title(names: &Names<'_>) -> String {
    let handbook = names.handbook;
    let home = handbook.pages.iter().find(|page| page.address == Address::home());
    let home = home.filter(|home| !home.is_untitled()).map(|home| home.title.as_str());
    if let Some(name) = handbook.name().or(home) {
        return name.to_owned();
    }
    let folder = handbook.location.root.file_name();
    folder.map_or_else(|| "Handbook".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What every page of the theme needs to know of the site.
fn about(names: &Names<'_>, highlighting: &str) -> Result<Table, SiteError> {
    let handbook = names.handbook;
    let text = |text: &str| Value::String(text.to_owned());
    let links: Vec<Value> = ["features", "teams", "people", "changes", "gaps"]
        .iter()
        .map(|list| {
            let mut entry = Table::new();
            entry.insert("word".to_owned(), text(&format!("handbook_{list}")));
            entry.insert("title".to_owned(), text(""));
            entry.insert("href".to_owned(), text(names.href(list).as_str()));
            Value::Table(entry)
        })
        .collect();
    let mut about = Table::new();
    about.insert(
        "home".to_owned(),
        text(names.base.href(&crate::content::Address::home()).as_str()),
    );
    about.insert("links".to_owned(), Value::Array(links));
    about.insert("org".to_owned(), text(names.href("").as_str()));
    about.insert("answers".to_owned(), text(&published(names, &answers_path(names)?)));
    about.insert("index".to_owned(), text(&published(names, &index_path(names)?)));
    about.insert("glance".to_owned(), text(GLANCE));
    about.insert("highlighting".to_owned(), text(highlighting));
    about.insert(
        "csp".to_owned(),
        text(&csp::policy(handbook.config.embeds.iter().map(|host| host.as_str()))),
    );
    about.insert("as_of".to_owned(), text(&as_of(names)));
    Ok(about)
}

/// The front page's data file, from the staged site.
pub const GLANCE: &str = "data/handbook/glance.json";

/// What the box "Who owns …?" loads, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn answers_path(names: &Names<'_>) -> Result<RepoPath, SiteError> {
    searched(names, "answers.json")
}

/// The search index, from the staged site.
///
/// # Errors
/// [`SiteError::Path`] where a name is no path.
pub fn index_path(names: &Names<'_>) -> Result<RepoPath, SiteError> {
    searched(names, "index.json")
}

fn searched(names: &Names<'_>, file: &str) -> Result<RepoPath, SiteError> {
    let folder = RepoPath::new("static")?.join(names.handbook.config.at.folder())?;
    Ok(folder.join("search")?.join(file)?)
}

/// The address of a static file; unlike a page's it ends without a slash.
fn published(names: &Names<'_>, file: &RepoPath) -> String {
    let below = file.as_str().trim_start_matches("static");
    let href = names.base.href(&Address::of([below]));
    href.as_str().trim_end_matches('/').to_owned()
}

/// What this site is a picture of.
fn as_of(names: &Names<'_>) -> String {
    let handbook = names.handbook;
    let day = names.words.day(handbook.today).words;
    match handbook.history.head {
        Some(head) => names.words.fill("as_of_commit", &[("day", &day), ("commit", &head.short())]),
        None => day,
    }
}
