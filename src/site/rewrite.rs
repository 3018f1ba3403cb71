//! The Markdown of an authored page with its links as they hold on the site, written byte range by
//! byte range so that every line stays where it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::links::encoded;
use super::names::Names;
use crate::content::markup::{Form, Link};
use crate::content::{Address, Layout, Page};
use crate::links::{PageLinks, Target};

/// What stands around words whose link leads nowhere, so that a site can show them as such.
const BROKEN: (&str, &str) = ("<span class=\"broken-link\">", "</span>");

/// Changes of a text, each of a range that no other one meets.
#[derive(Debug, Default)]
struct Edits(BTreeMap<(usize, usize), String>);

impl Edits {
    fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.entry((range.start, range.end)).or_insert_with(|| text.into());
    }

    /// The text with the changes, except those within `without`, which is taken out as a whole; its
    /// lines stay.
    fn apply(self, text: &str, without: Option<Range<usize>>) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        let mut take = |range: Range<usize>, instead: &str| {
            if range.start >= at {
                out.push_str(&text[at..range.start]);
                out.push_str(instead);
                at = range.end;
            }
        };
        let mut without = without;
        for ((start, end), instead) in self.0 {
            if let Some(gone) = without.take_if(|gone| gone.start <= start) {
                let lines = newlines(&text[gone.clone()]);
                take(gone, &lines);
            }
            take(start..end, &instead);
        }
        if let Some(gone) = without {
            let lines = newlines(&text[gone.clone()]);
            take(gone, &lines);
        }
        out.push_str(&text[at..]);
        out
    }
}

fn newlines(text: &str) -> String {
    "\n".repeat(text.matches('\n').count())
}

/// The page's Markdown, rewritten.
#[must_use]
pub fn body(names: &Names<'_>, page: &Page) -> String {
    let none = PageLinks::default();
    let links = names.handbook.links.pages.get(&page.file).unwrap_or(&none);
    let mut edits = Edits::default();
    let mut defined: BTreeSet<usize> = BTreeSet::new();
    for (link, target) in links.iter() {
        match href(names, target) {
            Leads::AsItIs => {}
            Leads::To(to) if link.form == Form::Wiki => {
                edits.put(link.span.clone(), from_wiki(page, link, target, &to));
            }
            Leads::To(to) => {
                let is_first = defined.insert(link.destination.start);
                if is_first || link.form != Form::Reference {
                    edits.put(link.destination.clone(), written(link.form, &to));
                }
            }
            Leads::Nowhere => nowhere(page, link, &mut edits),
        }
    }
    if names.handbook.layout == Layout::Zola {
        return edits.apply(page.body(), None);
    }
    for anchor in &links.markup.anchors {
        if let Some(place) = anchor.place.clone().filter(|_| !anchor.id.is_empty()) {
            edits.put(place, format!(" {{#{}}}", anchor.id));
        }
    }
    for bare in &links.markup.bare {
        edits.put(bare.start..bare.start, "<");
        edits.put(bare.end..bare.end, ">");
    }
    let title = page.repeated_title.as_ref().map(|heading| heading.span.clone());
    edits.apply(page.markdown(), title)
}

/// Where a link leads, as text.
enum Leads {
    AsItIs,
    To(String),
    Nowhere,
}

fn href(names: &Names<'_>, target: &Target) -> Leads {
    let address = |path: &str, after: &str| {
        let href = names.base.href(&Address::of([path]));
        Leads::To(format!("{}{}", href.as_str(), tail(after)))
    };
    match target {
        Target::AsItIs => Leads::AsItIs,
        Target::Here { fragment } => Leads::To(format!("#{}", encoded(fragment))),
        Target::Internal { file, fragment } => {
            let file = file.as_ref().map(|file| format!("@/{}", encoded(file.as_str())));
            Leads::To(format!("{}#{}", file.unwrap_or_default(), as_it_is(fragment)))
        }
        Target::Page { address: to, after } => address(to.as_str(), after),
        Target::File { path, after } => {
            let folder = names.base.href(&Address::home());
            Leads::To(format!("{}{}{}", folder.as_str(), encoded(path.as_str()), tail(after)))
        }
        Target::Repository { path, after } => {
            match names.forge.as_ref().and_then(|forge| forge.file(path, None)) {
                Some(href) => Leads::To(format!("{}{}", href.as_str(), tail(after))),
                None => Leads::Nowhere,
            }
        }
        Target::Nowhere => Leads::Nowhere,
    }
}

/// A fragment as Markdown wants it where no percent-encoding may be in it, since Zola compares it with
/// ids letter by letter: what would end a destination is written as a character reference.
fn as_it_is(fragment: &str) -> String {
    let mut text = String::with_capacity(fragment.len());
    for c in fragment.chars() {
        match c {
            '\\' | '(' | ')' | '<' | '>' | '&' | '`' | '|' | '{' | '}' => {
                text.push_str(&format!("&#{};", u32::from(c)));
            }
            c if c.is_whitespace() || c.is_control() => {
                text.push_str(&format!("&#{};", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
}

/// A query and a fragment, with what no link may hold encoded.
fn tail(after: &str) -> String {
    match after.split_once('#') {
        Some((query, fragment)) => format!("{}#{}", query_of(query), encoded(fragment)),
        None => query_of(after),
    }
}

fn query_of(query: &str) -> String {
    match query.strip_prefix('?') {
        Some(query) => format!("?{}", encoded(query).replace("%25", "%")),
        None => String::new(),
    }
}

/// A destination as Markdown or HTML wants it.
fn written(form: Form, to: &str) -> String {
    match form {
        Form::Attribute => to.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;"),
        Form::Inline | Form::Reference | Form::Wiki => to.replace('(', "%28").replace(')', "%29"),
    }
}

fn from_wiki(page: &Page, link: &Link, target: &Target, to: &str) -> String {
    let text = page.markdown()[link.text.clone()].trim();
    let shows = link.embeds && matches!(target, Target::File { .. });
    // `![[plan.png|300]]` says how wide the picture is.
    let is_size = text.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let text = if shows && is_size { "" } else { text.trim_start_matches('#') };
    let mark = if shows { "!" } else { "" };
    format!("{mark}[{text}]({})", written(Form::Wiki, to))
}

/// Takes the link off its words, and leaves them.
fn nowhere(page: &Page, link: &Link, edits: &mut Edits) {
    let text = page.markdown();
    match link.form {
        Form::Attribute => edits.put(link.span.start..link.span.start, "data-broken-"),
        Form::Inline | Form::Reference | Form::Wiki => {
            edits.put(link.span.start..link.text.start, BROKEN.0);
            let lines = newlines(&text[link.text.end..link.span.end]);
            let (first, rest) = lines.split_at(lines.len().min(1));
            edits.put(link.text.end..link.span.end, format!("{first}{}{rest}", BROKEN.1));
        }
    }
}
