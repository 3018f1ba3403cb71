//! Words that their author does not answer for, written for the one place where they go.
//!
//! Subjects, names, paths, titles, trailers and metadata are text that anybody may have typed. For
//! each place that they reach there is a type here, or one beside what it serves (a link is a
//! `Href`, a path a `RepoPath`, a staged front matter a TOML table); `docs/hostile-text.md` lists
//! them all. A document of markup is an [`Escaped`]: its own words are literals of this program, so
//! what is known only when it runs has one way in.

mod annotation;
mod csv;
mod html;
mod json;
mod markdown;
mod patch;
mod screen;
mod xml;

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::marker::PhantomData;

pub use annotation::{Message, Property};
pub use csv::Cell;
pub use html::Html;
pub use json::to_json;
pub use markdown::Markdown;
pub use patch::PatchPath;
pub use screen::{Screen, drawn, visible};
pub(crate) use screen::{is_unseen, shown};
pub use xml::XmlText;

/// A place that text goes to, and how it must be written there to be nothing but text.
pub trait Place {
    /// Writes `text` so that whoever reads the place sees that text and obeys nothing in it.
    fn escape(text: &str, out: &mut String);
}

/// A document for a [`Place`], in the making or done. What is not a literal of this program is
/// escaped on its way in; there is no other way.
pub struct Escaped<P> {
    text: String,
    place: PhantomData<P>,
}

impl<P: Place> Escaped<P> {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self { text: String::new(), place: PhantomData }
    }

    /// A document that is nothing but this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::new().text(text)
    }

    /// Adds markup of our own.
    #[must_use]
    pub fn raw(mut self, markup: &'static str) -> Self {
        self.text.push_str(markup);
        self
    }

    /// Adds text of anybody's.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        P::escape(text, &mut self.text);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: usize) -> Self {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{number}");
        self
    }

    /// Adds what is escaped for the same place.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.text.push_str(&other.text);
        self
    }

    /// Adds several documents with markup of our own between them.
    #[must_use]
    pub fn joined(mut self, all: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        for (at, one) in all.into_iter().enumerate() {
            if at > 0 {
                self.text.push_str(between);
            }
            self.text.push_str(&one.text);
        }
        self
    }

    /// The document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The document, to be written out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }
}

impl<P: Place> Default for Escaped<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P> Display for Escaped<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<P> fmt::Debug for Escaped<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Escaped").field(&self.text).finish()
    }
}

/// A name or title in one direction: without marks that turn the text around it, and without
/// control characters but for white space.
#[must_use]
pub fn straight(text: &str) -> Cow<'_, str> {
    let bent = |c: char| turns_or_is_none(c) || (c.is_control() && !c.is_whitespace());
    if !text.contains(bent) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !bent(*c)).collect())
}

/// Marks that turn the direction of the text around them (Unicode TR 9, "Trojan Source"), and
/// characters that no document may hold.
pub(crate) fn turns_or_is_none(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}
