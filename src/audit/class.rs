//! What a change did to a page, read from the two texts.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::prose::{Kind, Passage, passages};
use super::redline::{Mark, Redline, What, path_of};
use super::signals::{Signal, signals};
use super::spelling::is_spelling;
use super::token::Is;
use super::vocabulary::Vocabulary;
use crate::content::{Keeping, front_matter};

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
    /// What stands above the first heading has an empty path, which is left out. Where one of the
    /// texts is kept from everybody there are none.
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

    const fn of(class: Class) -> Self {
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

/// Reads the change from one text of a page to the next; a text that is not there is a page that
/// is not there.
#[must_use]
pub fn read_change(before: Option<&str>, after: Option<&str>, words: &Vocabulary) -> Finding {
    let mut finding = compare(before, after, words);
    finding.kept_before = before.map(Keeping::of_text);
    finding.kept_after = after.map(Keeping::of_text);
    let texts = [finding.kept_before, finding.kept_after];
    if texts.into_iter().flatten().any(Keeping::closes) {
        finding.sections.clear();
    }
    finding
}

fn compare(before: Option<&str>, after: Option<&str>, words: &Vocabulary) -> Finding {
    let (before, after) = match (before, after) {
        (None, None) => return Finding::nothing(),
        (None, Some(text)) => {
            return Finding { words_added: word_count(text), ..Finding::of(Class::Created) };
        }
        (Some(text), None) => {
            return Finding { words_removed: word_count(text), ..Finding::of(Class::Removed) };
        }
        (Some(before), Some(after)) if before == after => return Finding::nothing(),
        (Some(before), Some(after)) => (before, after),
    };
    let (old_matter, old_body) = front_matter::halves(before);
    let (new_matter, new_body) = front_matter::halves(after);
    let same_matter = same_but_for_space(old_matter, new_matter);
    if old_body == new_body {
        return Finding::of(if same_matter { Class::Formatting } else { Class::Metadata });
    }
    let (old, new) = (passages(old_body), passages(new_body));
    let same_words = texts(&old, Is::Word).eq(texts(&new, Is::Word));
    if same_words && alone(&old) == alone(&new) {
        return Finding::of(without_words(&old, &new, same_matter));
    }
    let redline = Redline::unwritten(&old, &new);
    let spelling = !same_words && is_spelling(&old, &new);
    let mut finding = told(&redline);
    if spelling {
        finding.class = Class::Spelling;
    } else {
        finding.signals = signals(&redline, words);
    }
    finding
}

/// The class of a change in which every word stayed.
fn without_words(old: &[Passage], new: &[Passage], same_matter: bool) -> Class {
    let same = |is| texts(old, is).eq(texts(new, is));
    let same_links = same(Is::Target) && same(Is::Address);
    // Brackets that were typed beside an address are a link that failed, and an empty box is a
    // list's mark.
    let laid_out = |mark: &&str| {
        matches!(*mark, "[" | "]" | "☐") || (!same_links && matches!(*mark, "(" | ")"))
    };
    let marks = |passages| texts(passages, Is::Mark).filter(move |mark| !laid_out(mark));
    if !marks(old).eq(marks(new)) {
        Class::Spelling
    } else if !same_matter {
        Class::Metadata
    } else if !same_links {
        Class::Links
    } else {
        Class::Formatting
    }
}

/// How many passages are an address and nothing else: entries of a list that say where to go.
fn alone(passages: &[Passage]) -> usize {
    let is_address = |passage: &&Passage| {
        passage.tokens.iter().all(|token| matches!(token.is, Is::Address | Is::Mark))
            && passage.tokens.iter().any(|token| token.is == Is::Address)
    };
    passages.iter().filter(is_address).count()
}

/// The class of a change, without anything that a company calls its own.
#[must_use]
pub fn classify(before: Option<&str>, after: Option<&str>) -> Class {
    read_change(before, after, &Vocabulary::default()).class
}

/// The redline of a change; a page that begins or ends is one of additions or removals.
#[must_use]
pub fn redline(before: Option<&str>, after: Option<&str>) -> Redline {
    let read = |text: Option<&str>| {
        text.map(|text| passages(front_matter::halves(text).1)).unwrap_or_default()
    };
    Redline::between(&read(before), &read(after))
}

fn told(redline: &Redline) -> Finding {
    let mut finding = Finding::of(Class::Substantive);
    for part in redline.parts.iter().filter(|part| part.is_changed()) {
        let count = |mark| part.tokens.of(mark).filter(|token| token.is == Is::Word).count();
        finding.words_added += count(Mark::Added);
        if !matches!(part.what, What::MovedAway(_)) {
            finding.words_removed += count(Mark::Removed);
        }
        let mut section = part.section.as_slice();
        // A title is above all that it names: a heading that changed stands in its own section.
        if let (Kind::Heading(_), What::Edited, [above @ .., _]) = (part.kind, &part.what, section)
            && !above.is_empty()
        {
            section = above;
        }
        let path = path_of(section);
        if !path.is_empty() && !finding.sections.contains(&path) {
            finding.sections.push(path);
        }
    }
    finding
}

fn same_but_for_space(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn texts(passages: &[Passage], is: Is) -> impl Iterator<Item = &str> {
    passages
        .iter()
        .flat_map(|passage| &passage.tokens)
        .filter(move |token| token.is == is)
        .map(|token| &*token.text)
}

fn word_count(text: &str) -> usize {
    texts(&passages(front_matter::halves(text).1), Is::Word).count()
}
