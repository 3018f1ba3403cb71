//! A page's body as a reader meets it: passages of words, each under its headings.
//!
//! Markup is gone but for what carries sense: where a list's items, a table's cells and a code's
//! lines begin, and where links lead.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use super::html::without_tags;
use super::known::{Known, Words};
use super::token::{CELL, STRUCK};
use crate::content::dialect;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph, or HTML that its author wrote.
    Paragraph,
    /// An item of a list, so many lists deep, from 1.
    Item(u8),
    /// A row of a table.
    Row,
    /// A line of code.
    Code,
}

/// A heading path: the headings that something stands under, from the outermost.
pub type Section = Arc<[String]>;

/// Words that stand together.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// The headings above it; a heading's own words are the last of its.
    pub section: Section,
    /// Its words.
    pub tokens: Words,
    /// Of an item of a numbered list, its number.
    pub number: Option<u64>,
    /// Of a row of a table, the headings of its columns.
    pub columns: Option<Section>,
}

/// Reads a body, without its front matter. Words that are `known` already are taken from there.
#[must_use]
pub fn passages(body: &str, known: &Known) -> Vec<Passage> {
    let mut reader = Reader { known: known.clone(), ..Reader::default() };
    for event in Parser::new_ext(body, dialect()) {
        reader.take(event);
    }
    reader.flush();
    reader.passages
}

#[derive(Default)]
struct Reader {
    known: Known,
    passages: Vec<Passage>,
    kind: Option<Kind>,
    text: String,
    /// Where links end in `text`, and where they lead.
    targets: Vec<(usize, String)>,
    leading: Vec<String>,
    /// The lists that are open, each with the number of its next item.
    lists: Vec<Option<u64>>,
    number: Option<u64>,
    columns: Option<Section>,
    /// Whether the row that is open has a cell, which may be empty.
    in_row: bool,
    headings: Vec<(u8, String)>,
    section: Option<Section>,
    html: String,
    in_code: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                for line in text.lines() {
                    self.kind = Some(Kind::Code);
                    self.push(line);
                    self.flush();
                }
            }
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                let (text, targets) = without_tags(&html);
                self.push(&text);
                self.targets.extend(targets.into_iter().map(|target| (self.text.len(), target)));
                if html.starts_with("<br") {
                    self.push(" ");
                }
            }
            Event::FootnoteReference(name) => self.push(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.open(Kind::Heading(depth(level))),
            Tag::Paragraph => {
                // The first paragraph of an item is the item.
                let is_item = matches!(self.kind, Some(Kind::Item(_))) && self.text.is_empty();
                if !is_item {
                    self.open(Kind::Paragraph);
                }
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.open(Kind::Item(u8::try_from(self.lists.len()).unwrap_or(u8::MAX)));
                if let Some(next) = self.lists.last_mut() {
                    self.number = *next;
                    *next = next.map(|number| number.saturating_add(1));
                }
            }
            Tag::Table(_) => self.columns = None,
            Tag::TableHead | Tag::TableRow => {
                self.open(Kind::Row);
                self.in_row = false;
            }
            Tag::TableCell if std::mem::replace(&mut self.in_row, true) => self.text.push(CELL),
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::Strikethrough => self.push(STRUCK),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.leading.push(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if let Some(target) = self.leading.pop() {
                    self.targets.push((self.text.len(), target));
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableHead => {
                let cells = self.text.split(CELL).map(|cell| cell.trim().to_owned());
                let columns = cells.collect();
                self.flush();
                self.columns = Some(columns);
            }
            TagEnd::Strikethrough => self.push(STRUCK),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                self.flush();
                let html = std::mem::take(&mut self.html);
                let (text, targets) = without_tags(&html);
                self.push(&text);
                self.targets =
                    targets.into_iter().map(|target| (self.text.len(), target)).collect();
                self.flush();
            }
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_) => self.flush(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return self.text.push_str(text);
        }
        self.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }

    fn open(&mut self, kind: Kind) {
        self.flush();
        self.kind = Some(kind);
    }

    /// Ends the passage that is open.
    fn flush(&mut self) {
        let kind = self.kind.take().unwrap_or(Kind::Paragraph);
        let text = std::mem::take(&mut self.text);
        let targets = std::mem::take(&mut self.targets);
        let number = self.number.take();
        // A heading that lacks its space is none to the parser; its marks are no words all the same.
        let marks = text.len() - text.trim_start_matches('#').len();
        let (text, targets) = match kind {
            Kind::Paragraph if (2..=6).contains(&marks) => {
                let shifted = |(at, to): (usize, String)| (at.saturating_sub(marks), to);
                (text[marks..].to_owned(), targets.into_iter().map(shifted).collect())
            }
            _ => (text, targets),
        };
        let tokens = self.known.words(&text, &targets);
        if tokens.is_empty() {
            return;
        }
        if let Kind::Heading(level) = kind {
            self.headings.retain(|(above, _)| *above < level);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.headings.push((level, text));
            self.section = None;
        }
        let section = self
            .section
            .get_or_insert_with(|| self.headings.iter().map(|(_, text)| text.clone()).collect())
            .clone();
        let columns = self.columns.clone().filter(|_| kind == Kind::Row);
        self.passages.push(Passage { kind, section, tokens, number, columns });
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Vec<(Kind, String, String)> {
        passages(body, &Known::default())
            .into_iter()
            .map(|passage| {
                let words: Vec<_> = passage.tokens.iter().map(|t| t.text.as_ref()).collect();
                (passage.kind, passage.section.join(" > "), words.join(" "))
            })
            .collect()
    }

    #[test]
    fn lists_tables_and_code_come_apart_under_their_headings() {
        let body = "# Pay\n\nWe *pay*.\n\n## When\n\n- monthly\n  - early\n\n1. first\n\n   more\n\n\
                    | a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n\ny\n```\n";
        let owned = |kind, section: &str, words: &str| (kind, section.to_owned(), words.to_owned());
        assert_eq!(
            read(body),
            [
                owned(Kind::Heading(1), "Pay", "Pay"),
                owned(Kind::Paragraph, "Pay", "We pay ."),
                owned(Kind::Heading(2), "Pay > When", "When"),
                owned(Kind::Item(1), "Pay > When", "monthly"),
                owned(Kind::Item(2), "Pay > When", "early"),
                owned(Kind::Item(1), "Pay > When", "first"),
                owned(Kind::Paragraph, "Pay > When", "more"),
                owned(Kind::Row, "Pay > When", "a | b"),
                owned(Kind::Row, "Pay > When", "1 | 2"),
                owned(Kind::Code, "Pay > When", "x = 1"),
                owned(Kind::Code, "Pay > When", "y"),
            ]
        );
    }
}
