//! What a validator of feeds says: the schema of RFC 4287, and the rules that no schema can hold.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use atom_syndication::{Entry, Feed, Link, Person};
use regex::Regex;
use scraper::{Html, Node};

/// Where a feed is published.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Scheme and host, without a slash at the end; empty where the site does not know its host.
    pub host: &'a str,
    /// The folder of the host in which the site is, with a slash at both ends.
    pub folder: &'a str,
    /// The built site.
    pub public: &'a Path,
}

/// All that is wrong with a feed of a site, by its path in it; each begins with the rule's name.
pub fn faults(site: Site<'_>, path: &str, xml: &str) -> Vec<String> {
    let mut told = Vec::new();
    if let Err(problem) = lint(xml, true) {
        told.push(format!("schema: {problem}"));
    }
    match Feed::read_from(xml.as_bytes()) {
        Ok(feed) => Faults { site, told: &mut told }.of_feed(&feed, path),
        Err(error) => told.push(format!("xml: {error}")),
    }
    // RFC 3339 wants a zone and capital letters; the schema's `dateTime` wants neither.
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("<(?:updated|published)>([^<]*)<").unwrap());
    static RFC_3339: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$").unwrap()
    });
    let dates = DATE.captures_iter(xml).map(|found| found.extract::<1>().1[0]);
    told.extend(dates.filter(|date| !RFC_3339.is_match(date)).map(|date| format!("date: {date}")));
    told
}

/// Whether a text is well-formed XML and, where asked, what the schema of Atom wants.
fn lint(xml: &str, as_atom: bool) -> Result<(), String> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook/support/atom.rng");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, xml).unwrap();
    let mut command = Command::new("xmllint");
    command.args(["--noout", "--nonet"]);
    if as_atom {
        command.arg("--relaxng").arg(schema);
    }
    let output = command.arg(file.path()).output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

struct Faults<'a> {
    site: Site<'a>,
    told: &'a mut Vec<String>,
}

impl Faults<'_> {
    fn unless(&mut self, holds: bool, rule: &str, what: impl std::fmt::Debug) {
        if !holds {
            self.told.push(format!("{rule}: {what:?}"));
        }
    }

    fn of_feed(&mut self, feed: &Feed, path: &str) {
        let own: Vec<&Link> = feed.links.iter().filter(|link| link.rel == "self").collect();
        let here = format!("{}{}{path}", self.site.host, self.site.folder);
        self.unless(own.len() == 1 && own[0].href == here, "self", &own);
        let kind = own.first().and_then(|link| link.mime_type.as_deref());
        self.unless(kind == Some("application/atom+xml"), "self", kind);
        self.alternate(&feed.links);
        let newest = feed.entries.iter().map(|entry| entry.updated).max();
        self.unless(newest.is_none_or(|newest| newest == feed.updated), "updated", feed.updated);
        let falling = feed.entries.is_sorted_by(|one, next| one.updated >= next.updated);
        self.unless(falling, "order", ());
        self.unless(!feed.title.value.trim().is_empty(), "title", &feed.title);
        let mut ids = BTreeSet::new();
        for id in std::iter::once(&feed.id).chain(feed.entries.iter().map(|entry| &entry.id)) {
            self.unless(ids.insert(id), "unique id", id);
            self.unless(is_absolute(id), "absolute id", id);
        }
        self.people(&feed.authors);
        for entry in &feed.entries {
            self.unless(!feed.authors.is_empty() || !entry.authors.is_empty(), "author", &entry.id);
            self.of_entry(entry);
        }
        let contents = feed.entries.iter().filter_map(|entry| entry.content()?.value());
        let all: String = contents.map(|html| format!("<div>{html}</div>\n")).collect();
        if let Err(problem) = lint(&format!("<all>{all}</all>"), false) {
            self.told.push(format!("html: {problem}"));
        }
    }

    fn of_entry(&mut self, entry: &Entry) {
        self.alternate(&entry.links);
        self.people(&entry.authors);
        self.unless(!entry.title.value.trim().is_empty(), "title", &entry.id);
        let published = entry.published.is_none_or(|published| published <= entry.updated);
        self.unless(published, "published", entry.published);
        for category in &entry.categories {
            self.unless(!category.term.trim().is_empty(), "category", &entry.id);
        }
        let Some(content) = entry.content() else { return };
        self.unless(content.content_type() == Some("html"), "content", content.content_type());
        let html = Html::parse_fragment(content.value().unwrap_or_default());
        for node in html.tree.values() {
            let Node::Element(element) = node else { continue };
            let name = element.name();
            let calm = !["script", "style", "iframe", "object", "embed", "form"].contains(&name);
            self.unless(calm, "active", name);
            for (key, value) in element.attrs() {
                self.unless(!key.starts_with("on") && key != "style", "active", key);
                let leads = ["href", "src", "cite"].contains(&key);
                self.unless(!leads || is_absolute(value), "relative", value);
            }
        }
    }

    /// One link to a page that is there, and says that it is one.
    fn alternate(&mut self, links: &[Link]) {
        let pages: Vec<&Link> = links.iter().filter(|link| link.rel == "alternate").collect();
        self.unless(pages.len() == 1, "alternate", &pages);
        for link in pages {
            self.unless(link.mime_type.as_deref() == Some("text/html"), "alternate", link);
            let below = link.href.strip_prefix(self.site.host);
            let below = below.and_then(|href| href.strip_prefix(self.site.folder));
            let page = below.map(|below| self.site.public.join(below).join("index.html"));
            self.unless(page.is_some_and(|page| page.is_file()), "alternate", link);
        }
        for link in links.iter().filter(|_| !self.site.host.is_empty()) {
            self.unless(is_absolute(&link.href), "absolute", link);
        }
    }

    fn people(&mut self, people: &[Person]) {
        for person in people {
            self.unless(!person.name.trim().is_empty(), "name", person);
            self.unless(person.email.is_none(), "address", person);
        }
    }
}

/// Whether an IRI has a scheme.
fn is_absolute(iri: &str) -> bool {
    let scheme = iri.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !iri.contains(char::is_whitespace)
}
