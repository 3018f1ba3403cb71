//! Atom feeds of what changed in meaning: of everything, of each team's and feature's pages, and of
//! what each person holds.

use std::collections::BTreeSet;

use atom_syndication::{
    Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text,
};
use sha2::{Digest as _, Sha256};

use super::SiteError;
use super::forge::Forge;
use super::links::Href;
use super::names::Names;
use super::redlines::{Cell, ChangeView, Redlines, Told, Words};
use super::settings;
use super::tree::Tree;
use crate::escape::{Escaped, Html, XmlText};
use crate::org::Holder;
use crate::root::RepoPath;

/// How many changes a feed holds.
const ENTRIES: usize = 50;

/// Stages all feeds as files that Zola copies.
///
/// # Errors
/// [`SiteError::Feed`] where one cannot be written as XML.
pub fn stage(names: &Names<'_>, redlines: &Redlines, tree: &mut Tree) -> Result<(), SiteError> {
    let handbook = names.handbook;
    let site = settings::title(names);
    let title =
        |key, name: &str| names.words.fill(key, &[("handbook", site.as_str()), ("name", name)]);
    let mut feeds = Feeds { names, redlines, tree, handbook: identity(names), site: &site };
    feeds.write("all", &title("feed_all", ""), "changes", None, None)?;
    for team in handbook.org.teams.values() {
        let holder = Holder::Team(team.id.clone());
        let pages = handbook.ownership.pages_of(&holder).collect();
        let title = title("feed_team", &team.name.value);
        let at = format!("teams/{}", team.id);
        feeds.write(&at, &title, &at, Some(&pages), Some(&holder))?;
    }
    for feature in handbook.org.features.values() {
        let pages = names.documenting(feature).collect();
        let title = title("feed_feature", &feature.name.value);
        let at = format!("features/{}", feature.id);
        feeds.write(&at, &title, &at, Some(&pages), None)?;
    }
    for person in handbook.org.people.values() {
        let holder = Holder::Person(person.id.clone());
        let mut pages: BTreeSet<&RepoPath> = handbook.ownership.pages_of(&holder).collect();
        let features = handbook.ownership.captained_by(&person.id);
        let features = features.filter_map(|id| handbook.org.feature(id));
        pages.extend(features.flat_map(|feature| names.documenting(feature)));
        let title = title("feed_person", &person.name.value);
        let at = format!("people/{}", person.id);
        feeds.write(&at, &title, &at, Some(&pages), Some(&holder))?;
    }
    Ok(())
}

struct Feeds<'f, 'h> {
    names: &'f Names<'h>,
    redlines: &'f Redlines,
    tree: &'f mut Tree,
    /// What tells this handbook's feeds from any other's.
    handbook: String,
    /// What the site is called.
    site: &'f str,
}

/// What a handbook is known by for ever, wherever it is published: the commit with which it began,
/// and its folder in the repository. Where that commit is unknown, its address, or its repository's.
fn identity(names: &Names<'_>) -> String {
    let handbook = names.handbook;
    let history = &handbook.history;
    let began = history.commits.iter().map(|commit| (commit.landed.at, commit.id)).min();
    if let Some((_, commit)) = began.filter(|_| !history.completeness.is_shallow()) {
        return format!("{commit}:{}", handbook.location.prefix);
    }
    let address = names.base.url().trim_end_matches('/');
    let forge = names.forge.as_ref().map(Forge::web);
    match (address.contains("://"), forge) {
        (false, Some(repository)) => format!("{repository}:{}", handbook.location.prefix),
        (false, None) => names.home_title(),
        (true, _) => address.to_owned(),
    }
}

impl Feeds<'_, '_> {
    fn write(
        &mut self,
        name: &str,
        title: &str,
        about: &str,
        pages: Option<&BTreeSet<&RepoPath>>,
        holder: Option<&Holder>,
    ) -> Result<(), SiteError> {
        let told = self.redlines.all.iter();
        let told = told.filter(|told| pages.is_none_or(|pages| told.is_of(pages, holder)));
        let told: Vec<&Told> = told.take(ENTRIES).collect();
        let below = format!("feeds/{name}.xml");
        let itself = self.names.file(&below);
        // A feed without entries is as old as the handbook's last change.
        let last = told.iter().map(|told| told.landed).max();
        let last = last.or_else(|| {
            self.names.handbook.history.commits.iter().map(|commit| commit.landed.at).max()
        });
        let own = Link {
            rel: "self".to_owned(),
            mime_type: Some("application/atom+xml".to_owned()),
            ..self.link(&itself)
        };
        let feed = Feed {
            title: Text::plain(clean(title)),
            id: urn(&format!("feed:{}:{name}", self.handbook)),
            updated: moment(last.unwrap_or(jiff::Timestamp::UNIX_EPOCH)),
            authors: vec![person(self.site)],
            links: vec![own, self.link(&self.names.href(about))],
            generator: Some(Generator {
                value: "handbook".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
                ..Generator::default()
            }),
            entries: told.into_iter().map(|told| self.entry(told)).collect(),
            ..Feed::default()
        };
        let bytes =
            feed.write_to(Vec::new()).map_err(|error| SiteError::Feed(error.to_string()))?;
        let folder = RepoPath::new("static")?.join(self.names.generated_folder())?;
        self.tree.make(folder.join(&below)?, bytes)?;
        Ok(())
    }

    fn entry(&self, told: &Told) -> Entry {
        let view = &told.view.in_short(self.names);
        let category = |term: &str| Category { term: term.to_owned(), ..Category::default() };
        let verdict = serde_json::to_value(view.verdict).ok();
        let verdict = verdict.as_ref().and_then(|verdict| verdict.as_str()).unwrap_or_default();
        Entry {
            title: Text::plain(clean(&format!("{}: {}", view.page.name, view.what))),
            id: urn(&format!("change:{}", told.key)),
            updated: moment(told.landed),
            published: Some(moment(told.landed)),
            authors: match view.by.as_slice() {
                [] => vec![person(self.names.words.say("machine"))],
                by => by.iter().map(|link| person(&link.name)).collect(),
            },
            categories: vec![category(&view.class), category(verdict)],
            links: vec![self.link(&view.href)],
            summary: Some(Text::plain(clean(&format!(
                "{} ({}: {})",
                view.subject, view.verdict_words, view.why
            )))),
            content: (!view.redline.is_empty()).then(|| Content {
                content_type: Some("html".to_owned()),
                value: Some(html(view).into_string()),
                ..Content::default()
            }),
            ..Entry::default()
        }
    }

    /// A link to a page of this site: absolute where the site's own address is.
    fn link(&self, href: &Href) -> Link {
        let url = self.names.base.url();
        let origin = url.find("://").map_or("", |scheme| {
            let host = scheme + 3;
            &url[..url[host..].find('/').map_or(url.len(), |end| host + end)]
        });
        let href = format!("{origin}{}", href.as_str());
        let mime_type = Some("text/html".to_owned());
        Link { href, rel: "alternate".to_owned(), mime_type, ..Link::default() }
    }
}

fn person(name: &str) -> Person {
    Person { name: clean(name), ..Person::default() }
}

fn clean(text: &str) -> String {
    XmlText::of(text).into_string()
}

/// A name for ever, made of what it names (a UUID of version 8, RFC 9562).
fn urn(key: &str) -> String {
    let digest = Sha256::digest(key);
    let mut id = [0_u8; 16];
    id.copy_from_slice(&digest[..16]);
    id[6] = (id[6] & 0x0f) | 0x80;
    id[8] = (id[8] & 0x3f) | 0x80;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn moment(at: jiff::Timestamp) -> FixedDateTime {
    at.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string().parse().unwrap_or_default()
}

/// Words with their marks.
fn marked(mut out: Escaped<Html>, runs: &[Words]) -> Escaped<Html> {
    for run in runs {
        let (open, close) = match run.mark {
            "added" => ("<ins>", "</ins>"),
            "removed" => ("<del>", "</del>"),
            _ => ("", ""),
        };
        out = out.raw(if run.spaced { " " } else { "" }).raw(open).text(&run.text).raw(close);
    }
    out
}

fn row(mut out: Escaped<Html>, tag: &'static str, cells: &[Cell]) -> Escaped<Html> {
    out = out.raw("<tr>");
    for cell in cells {
        out = marked(out.raw("<").raw(tag).raw(">"), &cell.runs).raw("</").raw(tag).raw(">");
    }
    out.raw("</tr>")
}

/// A redline as HTML of its own.
fn html(view: &ChangeView) -> Escaped<Html> {
    let mut out = Escaped::<Html>::new();
    for line in &view.redline {
        if !line.under.is_empty() {
            out = out.raw("<p><em>").text(&line.under).raw("</em></p>");
            continue;
        }
        if line.kind == "table" {
            out = row(out.raw("<table>"), "th", &line.head);
            for one in &line.rows {
                out = row(out, "td", &one.cells);
            }
            out = out.raw("</table>");
            continue;
        }
        // A feed reader has no styles of ours: what a passage is, is written.
        let is_heading = line.kind == "heading";
        out = out.raw(if is_heading { "<p><strong>" } else { "<p>" });
        if !line.lead.is_empty() {
            out = out.text(&line.lead).raw(" ");
        }
        if !line.note.is_empty() {
            out = out.raw("<em>").text(&line.note).raw("</em> ");
        }
        for (at, cell) in line.cells.iter().enumerate() {
            out = out.raw(if at == 0 { "" } else { "<br>" });
            if !cell.column.is_empty() {
                out = out.raw("<em>").text(&cell.column).raw("</em> ");
            }
            out = marked(out, &cell.runs);
        }
        if line.cells.is_empty() {
            out = marked(out, &line.runs);
        }
        out = out.raw(if is_heading { "</strong></p>" } else { "</p>" });
    }
    if view.more > 0 {
        out = out.raw("<p>").text(&view.more_words).raw("</p>");
    }
    out
}
