//! Words that were taken apart before.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use super::token::{Spellings, Token, tokens};

/// The words of a passage.
pub type Words = Arc<[Token]>;

/// The words of all passages that were read together. One text of a page says mostly what the one
/// before it said: what both say is taken apart once, and is the same [`Words`] in both.
#[derive(Debug, Clone, Default)]
pub struct Known(Rc<RefCell<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    passages: HashMap<String, Words>,
    spellings: Spellings,
}

impl Known {
    /// The words of a passage, as [`tokens`] takes it apart.
    #[must_use]
    pub fn words(&self, text: &str, targets: &[(usize, String)]) -> Words {
        let Seen { passages, spellings } = &mut *self.0.borrow_mut();
        let key = key(text, targets);
        if let Some(words) = passages.get(&*key) {
            return words.clone();
        }
        let words: Words = tokens(text, targets, spellings).into();
        passages.insert(key.into_owned(), words.clone());
        words
    }
}

/// A text with where its links lead. No text has control characters, by which they are parted.
fn key<'t>(text: &'t str, targets: &[(usize, String)]) -> Cow<'t, str> {
    let mut key = Cow::Borrowed(text);
    for (at, target) in targets {
        // A String takes all that is written to it.
        let _ = write!(key.to_mut(), "\u{0}{at}\u{0}{target}");
    }
    key
}
