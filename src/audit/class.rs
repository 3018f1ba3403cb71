//! What a change did to a page, in one word and in numbers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::signals::Signal;
use crate::content::Keeping;

/// The kind of a change. One applies: the first of these that is true, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The page began.
    Created,
    /// The page ended.
    Removed,
    /// Nothing but its path changed, or nothing at all.
    None,
    /// The words changed, and say something else for all that can be seen.
    Substantive,
    /// Words are written otherwise and say the same: spelling, capitals, punctuation; or the
    /// company says so of them, see [`Correction`](super::Correction).
    Spelling,
    /// Its front matter changed, not its words.
    Metadata,
    /// Where links and images lead changed, not the words.
    Links,
    /// White space, emphasis, headings' levels, lists' marks: the words and links are the same.
    Formatting,
}

impl Class {
    /// All of them, in the order in which people are told.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Removed,
        Self::Substantive,
        Self::Spelling,
        Self::Metadata,
        Self::Links,
        Self::Formatting,
        Self::None,
    ];

    /// Whether a reader who knew the page before should read it again.
    #[must_use]
    pub fn is_meaningful(self) -> bool {
        matches!(self, Self::Created | Self::Removed | Self::Substantive)
    }

    /// As options, JSON and tables write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Removed => "removed",
            Self::None => "none",
            Self::Substantive => "substantive",
            Self::Spelling => "spelling",
            Self::Metadata => "metadata",
            Self::Links => "links",
            Self::Formatting => "formatting",
        }
    }

    /// The class that [`Class::as_str`] writes so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }
}

/// What a change is, with what of it can be counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its kind.
    pub class: Class,
    /// What rules are made of, where words changed; of a page that began or ended none are told,
    /// since all of them would be.
    pub signals: BTreeSet<Signal>,
    /// The heading paths under which something changed, in the order of the text: `Pay > Sick pay`.
    /// What stands above the first heading has an empty path. Where one of the texts is kept from
    /// everybody there are none.
    pub sections: Vec<String>,
    /// How many words are new.
    pub words_added: usize,
    /// How many words are gone.
    pub words_removed: usize,
    /// What the text before said of who may read it; nothing where there was none.
    pub kept_before: Option<Keeping>,
    /// The same of the text after.
    pub kept_after: Option<Keeping>,
}

impl Finding {
    /// A change that changed nothing of the text.
    #[must_use]
    pub const fn nothing() -> Self {
        Self::of(Class::None)
    }

    pub(super) const fn of(class: Class) -> Self {
        Self {
            class,
            signals: BTreeSet::new(),
            sections: Vec::new(),
            words_added: 0,
            words_removed: 0,
            kept_before: None,
            kept_after: None,
        }
    }
}
