//! A text of a page, read as far as it is asked for.

use std::cell::OnceCell;

use super::known::Known;
use super::prose::{Passage, passages};
use crate::content::{Keeping, front_matter};

/// A text of a page: its front matter, and its body as passages, which are parsed once.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    known: Known,
    passages: OnceCell<Vec<Passage>>,
}

impl Text {
    /// Nothing is parsed yet; then words that are `known` need not be taken apart again.
    pub(super) fn new(text: impl Into<String>, known: &Known) -> Self {
        Self { text: text.into(), known: known.clone(), passages: OnceCell::new() }
    }

    /// All of it, as written.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The inside of its front matter; empty where there is none.
    pub(super) fn matter(&self) -> &str {
        front_matter::halves(&self.text).0
    }

    /// What follows the front matter.
    pub(super) fn body(&self) -> &str {
        front_matter::halves(&self.text).1
    }

    /// Its body as a reader meets it.
    pub(super) fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages(self.body(), &self.known))
    }

    /// What it says of who may read it.
    pub(super) fn keeping(&self) -> Keeping {
        Keeping::of_text(&self.text)
    }
}
