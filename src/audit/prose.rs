//! A page's body as a reader meets it: passages of words, each under its headings.
//!
//! Markup is gone but for what carries sense: where a list's items, a table's cells and a code's
//! lines begin, and where links lead.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use super::token::{CELL, Token, tokens};
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
    pub tokens: Vec<Token>,
}

/// Reads a body, without its front matter.
#[must_use]
pub fn passages(body: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(body, dialect()) {
        reader.take(event);
    }
    reader.flush();
    reader.passages
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    kind: Option<Kind>,
    text: String,
    /// Where links end in `text`, and where they lead.
    targets: Vec<(usize, String)>,
    leading: Vec<String>,
    lists: u8,
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
            Tag::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => self.open(Kind::Item(self.lists)),
            Tag::TableHead | Tag::TableRow => self.open(Kind::Row),
            Tag::TableCell if !self.text.is_empty() => self.text.push(CELL),
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
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
                self.lists = self.lists.saturating_sub(1);
            }
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
            | TagEnd::TableHead
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
        // A heading that lacks its space is none to the parser; its marks are no words all the same.
        let marks = text.len() - text.trim_start_matches('#').len();
        let (text, targets) = match kind {
            Kind::Paragraph if (2..=6).contains(&marks) => {
                let shifted = |(at, to): (usize, String)| (at.saturating_sub(marks), to);
                (text[marks..].to_owned(), targets.into_iter().map(shifted).collect())
            }
            _ => (text, targets),
        };
        let tokens = tokens(&text, &targets);
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
        self.passages.push(Passage { kind, section, tokens });
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

/// The words of a piece of HTML, and where its links and images lead. Comments, scripts' and
/// styles' tags go; it is compared here, never shown as HTML.
fn without_tags(html: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut targets = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let ends = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(end) = rest.find(ends) else { break };
        let tag = &rest[..end];
        targets.extend(["href=", "src="].iter().filter_map(|name| attribute(tag, name)));
        rest = &rest[end + ends.len()..];
        let name = tag.trim_start_matches(['<', '/']);
        let is_inline = ["a", "b", "i", "em", "strong", "span", "code", "u", "s", "small"]
            .iter()
            .any(|inline| name.split([' ', '\n']).next() == Some(inline));
        if !is_inline {
            text.push(' ');
        }
    }
    if !rest.starts_with('<') {
        text.push_str(rest);
    }
    (text, targets)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = &tag[tag.find(name)? + name.len()..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Vec<(Kind, String, String)> {
        passages(body)
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

    #[test]
    fn html_gives_its_words_and_where_it_leads() {
        let (text, targets) = without_tags("<p>See <a href=\"/x\">it</a><!-- not > this --></p>");
        assert_eq!((text.trim(), targets), ("See it", vec!["/x".to_owned()]));
    }
}
