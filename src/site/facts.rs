//! What a page needs at a glance: who owns it and how it came to say what it says.

use serde::Serialize;
use toml::{Table, Value};

use super::changes::what;
use super::links::{Href, Link};
use super::names::Names;
use super::navigation::Around;
use super::redlines::{ChangeView, Redlines};
use super::words::Day;
use crate::content::Page;
use crate::diagnostics::Place;
use crate::history::{PageLog, Uncommitted, contributors};
use crate::metadata::PageKind;
use crate::org::Holder;
use crate::root::RepoPath;

/// The `extra.handbook` of an authored page. Every key is always there, empty where there is
/// nothing to say, since a template that meets an undefined field fails under Zola 0.23.
#[must_use]
pub fn of_page(names: &Names<'_>, page: &Page, files: &Files, around: &Around) -> Table {
    let handbook = names.handbook;
    let owned = handbook.ownership.pages.get(&page.file);
    let owner = owned.and_then(|owned| owned.owner.as_ref());
    let owner_link = owner.map(|owner| names.holder(&owner.value));
    let contact = owner.and_then(|owner| contact(names, &owner.value));
    let kind = owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value);
    let story = handbook.story(&page.file);
    let day = |change: Option<&crate::history::Change>| {
        change
            .map(|change| names.words.at(handbook.history.commit(change).landed.at, &handbook.zone))
    };
    let due = handbook.review_due.get(&page.file).copied();
    let review = handbook.review(page);
    let reviewed =
        review.and_then(|review| review.date.as_ref()).map(|date| names.words.day(date.value));
    let reviewer = review.and_then(|review| review.by.as_ref()).map(|by| names.person(&by.value));

    let mut facts = Table::new();
    facts.insert("generated".to_owned(), Value::Boolean(false));
    text(&mut facts, "href", href(names.href_of(page).as_ref()));
    text(&mut facts, "file", page.file.as_str());
    text(&mut facts, "kind", kind.map_or("", PageKind::as_str));
    text(&mut facts, "kind_words", kind.map_or("", |kind| kind_words(names, kind)));
    text(&mut facts, "owner", owner.map_or("", |owner| owner.value.id()));
    text(&mut facts, "owner_kind", owner.map_or("", |owner| owner_kind(&owner.value)));
    text(&mut facts, "owner_name", owner_link.as_ref().map_or("", |link| &link.name));
    text(&mut facts, "owner_href", href(owner_link.as_ref().and_then(|link| link.href.as_ref())));
    text(&mut facts, "owner_why", &owner.map_or_else(String::new, |owner| written_at(&owner.why)));
    text(
        &mut facts,
        "owner_why_href",
        href(owner.and_then(|owner| names.source(&owner.why)).as_ref()),
    );
    text(&mut facts, "contact", contact.as_ref().map_or("", |link| &link.name));
    text(&mut facts, "contact_href", href(contact.as_ref().and_then(|link| link.href.as_ref())));
    dated(&mut facts, "created", day(story.created));
    dated(&mut facts, "edited", day(story.edited));
    dated(&mut facts, "changed", day(story.meaningful));
    dated(&mut facts, "review_due", due.map(|due| names.words.day(due)));
    facts.insert(
        "review_overdue".to_owned(),
        Value::Boolean(due.is_some_and(|due| due < handbook.today)),
    );
    dated(&mut facts, "reviewed", reviewed);
    text(&mut facts, "reviewed_by", reviewer.as_ref().map_or("", |person| &person.name));
    text(&mut facts, "edit_href", href(names.edit(&page.file).as_ref()));
    text(&mut facts, "feed", "");
    text(&mut facts, "note", note(names, page));
    text(&mut facts, "log", &files.log);
    text(&mut facts, "list", &files.list);
    text(&mut facts, "menu", &files.menu);
    for (way, link) in [("before", &around.before), ("after", &around.after)] {
        text(&mut facts, &format!("{way}_title"), link.as_ref().map_or("", |link| &link.name));
        let to = link.as_ref().and_then(|link| link.href.as_ref());
        text(&mut facts, &format!("{way}_href"), href(to));
    }
    facts.insert("features".to_owned(), Value::Array(features(names, page)));
    facts.insert("trail".to_owned(), Value::Array(links(&trail(names, page))));
    facts
}

/// The data files that a page's template loads, from the staged site; empty where there is none.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Its log.
    pub log: String,
    /// What is in the folder whose page it is.
    pub list: String,
    /// The menu beside it.
    pub menu: String,
}

/// The features that a page documents, with whoever has the last word on each.
fn features(names: &Names<'_>, page: &Page) -> Vec<Value> {
    let handbook = names.handbook;
    let features = handbook.org.features.values();
    features
        .filter(|feature| feature.documents(&page.path))
        .map(|feature| {
            let link = names.feature(&feature.id);
            let owned = handbook.ownership.features.get(&feature.id);
            let decides = owned.and_then(|owned| owned.decides.who.as_ref());
            let decides = decides.map(|person| names.person(person));
            let mut entry = Table::new();
            text(&mut entry, "title", &link.name);
            text(&mut entry, "href", href(link.href.as_ref()));
            text(&mut entry, "decides", decides.as_ref().map_or("", |person| &person.name));
            let decides = decides.as_ref().and_then(|person| person.href.as_ref());
            text(&mut entry, "decides_href", href(decides));
            Value::Table(entry)
        })
        .collect()
}

fn links(links: &[Link]) -> Vec<Value> {
    let entry = |link: &Link| {
        let mut entry = Table::new();
        text(&mut entry, "title", &link.name);
        text(&mut entry, "href", href(link.href.as_ref()));
        Value::Table(entry)
    };
    links.iter().map(entry).collect()
}

/// The keys of `extra.handbook` that hold a text.
const TEXTS: &[&str] = &[
    "href",
    "file",
    "kind",
    "kind_words",
    "owner",
    "owner_kind",
    "owner_name",
    "owner_href",
    "owner_why",
    "owner_why_href",
    "contact",
    "contact_href",
    "created",
    "created_words",
    "edited",
    "edited_words",
    "changed",
    "changed_words",
    "review_due",
    "review_due_words",
    "reviewed",
    "reviewed_words",
    "reviewed_by",
    "edit_href",
    "feed",
    "note",
    "log",
    "list",
    "menu",
    "before_title",
    "before_href",
    "after_title",
    "after_href",
];

/// The `extra.handbook` of a page that nobody wrote: the same keys, nearly all of them empty.
#[must_use]
pub fn of_generated(
    at: Option<&Href>,
    feed: Option<&Href>,
    files: &Files,
    trail: &[Link],
) -> Table {
    let mut facts = Table::new();
    facts.insert("generated".to_owned(), Value::Boolean(true));
    facts.insert("review_overdue".to_owned(), Value::Boolean(false));
    for key in TEXTS {
        text(&mut facts, key, "");
    }
    text(&mut facts, "href", href(at));
    text(&mut facts, "feed", href(feed));
    text(&mut facts, "list", &files.list);
    text(&mut facts, "menu", &files.menu);
    facts.insert("features".to_owned(), Value::Array(Vec::new()));
    facts.insert("trail".to_owned(), Value::Array(links(trail)));
    facts
}

fn text(table: &mut Table, key: &str, value: &str) {
    table.insert(key.to_owned(), Value::String(value.to_owned()));
}

fn dated(table: &mut Table, key: &str, day: Option<Day>) {
    let (iso, words) = day.map(|day| (day.iso, day.words)).unwrap_or_default();
    text(table, key, &iso);
    text(table, &format!("{key}_words"), &words);
}

fn href(href: Option<&Href>) -> &str {
    href.map_or("", Href::as_str)
}

/// `org/ownership.toml:12`
#[must_use]
pub fn written_at(place: &Place) -> String {
    match place.line() {
        Some(line) => format!("{}:{line}", place.path()),
        None => place.path().to_string(),
    }
}

/// What a kind of page is called.
#[must_use]
pub fn kind_words<'n>(names: &'n Names<'_>, kind: PageKind) -> &'n str {
    names.words.say(match kind {
        PageKind::Policy => "kind_policy",
        PageKind::Guide => "kind_guide",
        PageKind::Note => "kind_note",
    })
}

fn owner_kind(owner: &Holder) -> &'static str {
    match owner {
        Holder::Person(_) => "person",
        Holder::Team(_) => "team",
    }
}

/// Whom to ask about a page of that owner.
pub(super) fn contact(names: &Names<'_>, owner: &Holder) -> Option<Link> {
    let contact = names.handbook.org.contact_of(owner, names.handbook.today);
    contact.map(|contact| names.contact(&contact.value))
}

/// What a reader must know about the dates beside a page.
fn note<'n>(names: &'n Names<'_>, page: &Page) -> &'n str {
    match names.handbook.history.uncommitted.get(&page.file) {
        Some(Uncommitted::New) => names.words.say("note_new"),
        Some(_) => names.words.say("note_edited"),
        None => unknown(names).unwrap_or_default(),
    }
}

/// What is not known of the past here, in a sentence; nothing where all of it is there.
pub(super) fn unknown<'n>(names: &'n Names<'_>) -> Option<&'n str> {
    let completeness = &names.handbook.history.completeness;
    let note = match () {
        () if names.handbook.location.repository.is_none() => "note_no_repository",
        () if completeness.is_shallow() => "note_shallow",
        () if completeness.missing_blobs > 0 => "note_blobless",
        () => return None,
    };
    Some(names.words.say(note))
}

/// The pages above a page, from the front page down.
fn trail(names: &Names<'_>, page: &Page) -> Vec<Link> {
    let mut steps = Vec::new();
    let mut at = page.path.parent();
    while let Some(folder) = at {
        let above = names.folder(&folder).filter(|above| above.path != page.path);
        if let Some((above, href)) = above.and_then(|above| Some((above, names.href_of(above)?))) {
            steps.push(Link { name: above.title.clone(), href: Some(href) });
        }
        at = folder.parent();
    }
    steps.reverse();
    steps
}

/// A page's log as its template loads it.
#[derive(Debug, Serialize)]
pub struct Log {
    summary: String,
    contributors: Vec<Contributor>,
    changes: Vec<Entry>,
    /// The last changes of meaning, word by word.
    redlines: Vec<ChangeView>,
}

#[derive(Debug, Serialize)]
struct Contributor {
    name: String,
    href: Option<Href>,
    changes: usize,
}

#[derive(Debug, Serialize)]
struct Entry {
    landed: String,
    landed_words: String,
    written: String,
    subject: String,
    /// What it changed, on a page of its own.
    href: Option<Href>,
    short: String,
    /// The commit on the forge.
    commit: Option<Href>,
    by: String,
    what: String,
    /// `full` for a change of meaning, `light` for any other.
    weight: &'static str,
    bulk: bool,
}

impl Log {
    /// Tells a log, newest change first.
    #[must_use]
    pub fn of(names: &Names<'_>, log: &PageLog, file: &RepoPath, redlines: &Redlines) -> Self {
        let handbook = names.handbook;
        let changes: Vec<Entry> = log
            .changes
            .iter()
            .filter(|change| !handbook.history.commit(change).flags.boundary)
            .map(|change| {
                let commit = handbook.history.commit(change);
                let class = handbook.classes.class(change);
                let light = class.is_some_and(|class| !class.is_meaningful());
                let landed = names.words.at(commit.landed.at, &handbook.zone);
                let by: Vec<String> =
                    names.authors(commit).into_iter().map(|link| link.name).collect();
                Entry {
                    landed: landed.iso,
                    landed_words: landed.words,
                    written: names.words.at(commit.written, &handbook.zone).iso,
                    subject: names.subject(commit),
                    href: redlines.of(commit.id, &change.path).map(|view| view.href.clone()),
                    commit: names.commit(commit),
                    short: commit.id.short(),
                    by: by.join(", "),
                    what: what(names, change, class),
                    weight: if light { "light" } else { "full" },
                    bulk: commit.flags.bulk,
                }
            })
            .collect();
        let contributors = weighed(names, log);
        let count = changes.len();
        let summary = match changes.last() {
            None => names.words.say("log_none").to_owned(),
            Some(first) => names.words.count("log", count, &[("day", &first.landed_words)]),
        };
        Self { summary, contributors, changes, redlines: redlines.of_page(names, file) }
    }
}

/// Who wrote a page, most changes first; several names of git that are one person count as one.
fn weighed(names: &Names<'_>, log: &PageLog) -> Vec<Contributor> {
    let mut all: Vec<Contributor> = Vec::new();
    for one in contributors(log, &names.handbook.history) {
        let link = names.identity(&one.identity);
        match all.iter_mut().find(|known| known.name == link.name && known.href == link.href) {
            Some(known) => known.changes += one.changes,
            None => {
                all.push(Contributor { name: link.name, href: link.href, changes: one.changes })
            }
        }
    }
    all.sort_by(|a, b| b.changes.cmp(&a.changes).then_with(|| a.name.cmp(&b.name)));
    all
}
