//! Headings as they can be linked to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::HeadingLevel;
use regex::Regex;

/// A heading and the id by which links know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The id, unique in the page: the one that its author gave it, else as GitHub makes it.
    pub id: String,
    /// The bytes at which the id is to be written: those of the author's own attributes, or an empty
    /// range after the heading's words. Nothing for a heading without a word.
    pub place: Option<Range<usize>>,
    /// The bytes of the whole heading.
    pub span: Range<usize>,
}

/// A heading that is being read.
pub struct Open {
    span: Range<usize>,
    inside: Option<Range<usize>>,
    /// Its words so far.
    pub text: String,
}

/// `{#id}` at the end of a heading, as Hugo, Docusaurus, MkDocs and Pandoc write it; `{: #id}` in
/// kramdown. What has no id is no attribute to them all, and stays.
static ATTRIBUTES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s*\{:?\s*#([^\s{}#]+)[^{}]*\}\s*$").ok());

impl Open {
    pub fn new(_level: HeadingLevel, span: Range<usize>) -> Self {
        Self { span, inside: None, text: String::new() }
    }

    /// Notes that something of the heading stands there.
    pub fn cover(&mut self, span: &Range<usize>) {
        let inside = self.inside.get_or_insert_with(|| span.clone());
        *inside = inside.start.min(span.start)..inside.end.max(span.end);
    }

    /// The heading, read; its id may be another's still.
    pub fn close(self, body: &str) -> Anchor {
        let own = ATTRIBUTES.as_ref().zip(self.inside.clone()).and_then(|(pattern, inside)| {
            let found = pattern.captures(&body[inside.clone()])?;
            let (whole, id) = (found.get(0)?, found.get(1)?);
            Some((id.as_str().to_owned(), inside.start + whole.start()..inside.end))
        });
        match own {
            Some((id, place)) => Anchor { id, place: Some(place), span: self.span },
            None => Anchor {
                id: github_id(&self.text),
                place: self.inside.map(|inside| inside.end..inside.end),
                span: self.span,
            },
        }
    }
}

/// The id that GitHub gives a heading with these words, before doubles are numbered: letters in
/// lower case, digits, `_` and `-`; spaces become `-`, the rest goes (github-slugger).
#[must_use]
pub fn github_id(words: &str) -> String {
    words
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            // Marks of scripts that combine letters belong to the words.
            c if !c.is_ascii() && is_mark(c) => Some(c),
            _ => None,
        })
        .collect()
}

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{M}\p{Pc}]$").ok());

fn is_mark(c: char) -> bool {
    let mut buffer = [0; 4];
    MARK.as_ref().is_some_and(|mark| mark.is_match(c.encode_utf8(&mut buffer)))
}

/// Numbers the ids that are the same: `pay`, `pay-1`, `pay-2`, as GitHub does.
pub fn name(anchors: &mut [Anchor]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for anchor in anchors {
        let wanted = anchor.id.clone();
        while seen.contains_key(&anchor.id) {
            let count = seen.entry(wanted.clone()).or_default();
            *count += 1;
            anchor.id = format!("{wanted}-{count}");
        }
        seen.insert(anchor.id.clone(), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_githubs() {
        for (words, id) in [
            ("Foo_bar & Baz", "foo_bar--baz"),
            ("What's “new”?", "whats-new"),
            ("1.2 Été", "12-été"),
            ("🎉 Party", "-party"),
            ("日本 語", "日本-語"),
        ] {
            assert_eq!(github_id(words), id, "{words}");
        }
    }
}
