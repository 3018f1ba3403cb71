//! A text of a page, read as far as it is asked for.

use std::cell::OnceCell;
use std::ops::Range;

use super::known::Known;
use super::prose::{Passage, passages};
use crate::content::{Keeping, front_matter};

/// A text of a page: its front matter, and its body as passages. Each is looked for once.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    known: Known,
    /// Where the inside of its front matter is, and where its body begins.
    halves: OnceCell<(Range<usize>, usize)>,
    passages: OnceCell<Vec<Passage>>,
    keeping: OnceCell<Keeping>,
}

impl Text {
    /// Nothing is parsed yet; then words that are `known` need not be taken apart again.
    pub(super) fn new(text: impl Into<String>, known: &Known) -> Self {
        Self {
            text: text.into(),
            known: known.clone(),
            halves: OnceCell::new(),
            passages: OnceCell::new(),
            keeping: OnceCell::new(),
        }
    }

    /// All of it, as written.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The inside of its front matter; empty where there is none.
    pub(super) fn matter(&self) -> &str {
        &self.text[self.halves().0.clone()]
    }

    /// What follows the front matter.
    pub(super) fn body(&self) -> &str {
        &self.text[self.halves().1..]
    }

    fn halves(&self) -> &(Range<usize>, usize) {
        self.halves.get_or_init(|| front_matter::places_of_halves(&self.text))
    }

    /// Its body as a reader meets it.
    pub(super) fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages(self.body(), &self.known))
    }

    /// What it says of who may read it.
    pub(super) fn keeping(&self) -> Keeping {
        *self.keeping.get_or_init(|| Keeping::of_text(&self.text))
    }
}
