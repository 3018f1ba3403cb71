//! The index that the search box loads: every published page by its words.
//!
//! It is made here rather than in the reader's browser, in the form in which MiniSearch 7 keeps an
//! index (`MiniSearch.toJSON`, `serializationVersion` 2), so that a browser loads it and searches at
//! once. The browser must take a question apart as [`terms`] takes a page apart; `search.js` of the
//! theme does, and a test in a real browser holds the two together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;
use serde::Serialize;

use super::links::Href;
use super::names::Names;
use super::navigation::description;
use crate::content::value::{Node, Value};
use crate::content::{Page, dialect};

/// The fields of a page, by MiniSearch's number for each.
const FIELDS: [&str; 3] = ["title", "headings", "text"];

/// Letters of a word that is worth finding: one says too little, more is an address or a key.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=40;

/// How many letters of a page are shown with a result, where it does not say what it is about.
const EXCERPT: usize = 140;

/// What separates words, as MiniSearch has it: spaces and punctuation.
static SEPARATORS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\n\r\p{Z}\p{P}]+").ok());

/// An index of MiniSearch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    document_count: usize,
    next_id: usize,
    document_ids: BTreeMap<usize, usize>,
    field_ids: BTreeMap<&'static str, usize>,
    field_length: BTreeMap<usize, [usize; FIELDS.len()]>,
    average_field_length: [f64; FIELDS.len()],
    stored_fields: BTreeMap<usize, Stored>,
    dirt_count: usize,
    index: Vec<(String, Occurrences)>,
    serialization_version: u8,
}

/// For each field, for each page, how often a term occurs.
type Occurrences = BTreeMap<usize, BTreeMap<usize, usize>>;

/// What a result shows.
#[derive(Debug, Serialize)]
struct Stored {
    title: String,
    href: Href,
    about: String,
    file: String,
    /// `policy`, `guide` or `note`; empty where nobody said.
    kind: &'static str,
    owner: String,
    contact: String,
}

/// The words of one page.
struct Words {
    headings: String,
    text: String,
}

impl Index {
    /// Indexes all published pages but those that their authors keep out of searches.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        let pages = names.handbook.pages.iter().filter(|page| page.searched);
        let pages: Vec<_> = pages.filter_map(|page| Some((page, names.href_of(page)?))).collect();
        let mut terms_of: BTreeMap<String, Occurrences> = BTreeMap::new();
        let mut field_length = BTreeMap::new();
        let mut stored_fields = BTreeMap::new();
        let mut sums = [0; FIELDS.len()];
        for (at, (page, href)) in pages.iter().enumerate() {
            let words = words(page);
            let mut lengths = [0; FIELDS.len()];
            for (field, text) in [&page.title, &words.headings, &words.text].iter().enumerate() {
                let mut different = BTreeSet::new();
                for term in terms(text) {
                    let occurrences = terms_of.entry(term.clone()).or_default();
                    *occurrences.entry(field).or_default().entry(at).or_default() += 1;
                    different.insert(term);
                }
                lengths[field] = different.len();
                sums[field] += different.len();
            }
            field_length.insert(at, lengths);
            stored_fields.insert(at, stored(names, page, href, &words.text));
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
        let average_field_length = sums.map(|sum| sum as f64 / pages.len().max(1) as f64);
        Self {
            document_count: pages.len(),
            next_id: pages.len(),
            document_ids: (0..pages.len()).map(|at| (at, at)).collect(),
            field_ids: FIELDS.iter().enumerate().map(|(at, name)| (*name, at)).collect(),
            field_length,
            average_field_length,
            stored_fields,
            dirt_count: 0,
            index: terms_of.into_iter().collect(),
            serialization_version: 2,
        }
    }
}

fn stored(names: &Names<'_>, page: &Page, href: &Href, text: &str) -> Stored {
    let owned = names.handbook.ownership.pages.get(&page.file);
    let owner = owned.and_then(|owned| owned.owner.as_ref());
    let kind = owned.and_then(|owned| owned.kind.as_ref());
    let about = match description(page) {
        about if about.is_empty() => excerpt(text),
        about => about,
    };
    Stored {
        title: page.title.clone(),
        href: href.clone(),
        about,
        file: page.file.as_str().to_owned(),
        kind: kind.map_or("", |kind| kind.value.as_str()),
        owner: owner.map(|owner| names.holder(&owner.value).name).unwrap_or_default(),
        contact: owner
            .and_then(|owner| super::facts::contact(names, &owner.value))
            .map(|contact| contact.name)
            .unwrap_or_default(),
    }
}

/// The terms of a text: its words in small letters.
pub fn terms(text: &str) -> impl Iterator<Item = String> {
    // The pattern is a constant that the tests compile; without it nothing is found.
    let words = SEPARATORS.as_ref().map(|separators| separators.split(text));
    words
        .into_iter()
        .flatten()
        .map(str::to_lowercase)
        .filter(|word| LETTERS.contains(&word.chars().count()))
}

/// Other words that people ask for a page by, from its front matter: `keywords`, below `extra` in a
/// page of Zola's.
fn keywords(page: &Page) -> impl Iterator<Item = &str> {
    let front = &page.front.values;
    let given = front.get("extra").and_then(|extra| extra.get("keywords"));
    let given = given.or_else(|| front.get("keywords")).map(|keywords| &keywords.node);
    let (list, text) = match given {
        Some(Node::List(list)) => (list.as_slice(), None),
        Some(Node::Text(text)) => (&[][..], Some(text.as_str())),
        _ => (&[][..], None),
    };
    list.iter().filter_map(Value::as_text).chain(text)
}

/// A page's words, without its markup.
fn words(page: &Page) -> Words {
    let mut words = Words { headings: String::new(), text: String::new() };
    for keyword in keywords(page) {
        words.headings.push_str(keyword);
        words.headings.push('\n');
    }
    let mut heading = false;
    for event in Parser::new_ext(page.body(), dialect()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::End(TagEnd::Heading(_)) => {
                heading = false;
                words.headings.push('\n');
            }
            Event::Text(text) | Event::Code(text) if heading => words.headings.push_str(&text),
            Event::Text(text) | Event::Code(text) => words.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.text.push(' '),
            _ => {}
        }
    }
    words
}

/// The first words of a text, whole.
fn excerpt(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() > EXCERPT {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{excerpt, terms};

    #[test]
    fn a_text_falls_apart_at_spaces_and_punctuation() {
        let found: Vec<String> =
            terms("Who owns A/B-testing? “Naïve” is £5,000; 日本語。x").collect();
        assert_eq!(found, ["who", "owns", "testing", "naïve", "is", "£5", "000", "日本語"]);
    }

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        let long = "word ".repeat(100);
        let short = excerpt(&long);
        assert!(short.ends_with("word…"), "{short}");
        assert!(short.chars().count() <= 141);
        assert_eq!(excerpt("  a\n b "), "a b");
    }
}
