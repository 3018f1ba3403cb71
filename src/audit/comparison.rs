//! The two texts of a change, from which its class and its redline follow.

use std::cell::OnceCell;

use super::alignment::align;
use super::class::{Class, Finding};
use super::gathering::{Draft, gather};
use super::moves::find_moves;
use super::prose::{Kind, Passage};
use super::redline::{Mark, Redline, What, path_of};
use super::signals::signals;
use super::spelling::is_spelling;
use super::text::Text;
use super::token::{Is, says_something};
use super::vocabulary::Vocabulary;
use crate::content::Keeping;

/// Two texts of a page; on a side without one there is no page. Whatever is asked of them, each is
/// parsed once, and they are compared once.
#[derive(Debug)]
pub(super) struct Comparison<'t> {
    before: Option<&'t Text>,
    after: Option<&'t Text>,
    drafts: OnceCell<Vec<Draft<'t>>>,
}

impl<'t> Comparison<'t> {
    /// Nothing is compared yet.
    pub(super) fn of(before: Option<&'t Text>, after: Option<&'t Text>) -> Self {
        Self { before, after, drafts: OnceCell::new() }
    }

    /// What the change did.
    pub(super) fn finding(&self, words: &Vocabulary) -> Finding {
        let mut finding = self.read(words);
        finding.kept_before = self.before.map(Text::keeping);
        finding.kept_after = self.after.map(Text::keeping);
        let texts = [finding.kept_before, finding.kept_after];
        if texts.into_iter().flatten().any(Keeping::closes) {
            finding.sections.clear();
        }
        finding
    }

    /// The parts of its redline, before they are written down.
    pub(super) fn drafts(&self) -> &[Draft<'t>] {
        self.drafts.get_or_init(|| {
            let passages = |text: Option<&'t Text>| text.map(Text::passages).unwrap_or_default();
            let (old, new) = (passages(self.before), passages(self.after));
            let mut drafts = gather(&align(old, new), new);
            find_moves(&mut drafts);
            drafts
        })
    }

    /// Its redline without the passages that stayed the same.
    pub(super) fn changes(&self) -> Redline {
        let changed = self.drafts().iter().filter(|draft| draft.is_changed());
        Redline { parts: changed.map(Draft::to_part).collect() }
    }

    fn read(&self, words: &Vocabulary) -> Finding {
        let (before, after) = match (self.before, self.after) {
            (None, None) => return Finding::nothing(),
            (None, Some(text)) => {
                let words_added = texts(text.passages(), Is::Word).count();
                return Finding { words_added, ..Finding::of(Class::Created) };
            }
            (Some(text), None) => {
                let words_removed = texts(text.passages(), Is::Word).count();
                return Finding { words_removed, ..Finding::of(Class::Removed) };
            }
            (Some(before), Some(after)) if before.as_str() == after.as_str() => {
                return Finding::nothing();
            }
            (Some(before), Some(after)) => (before, after),
        };
        let same_matter = same_but_for_space(before.matter(), after.matter());
        if before.body() == after.body() {
            return Finding::of(if same_matter { Class::Formatting } else { Class::Metadata });
        }
        let (old, new) = (before.passages(), after.passages());
        let same_words = texts(old, Is::Word).eq(texts(new, Is::Word));
        let saying = |passages| texts(passages, Is::Mark).filter(|mark| says_something(mark));
        let same_saying = saying(old).eq(saying(new));
        if same_words && same_saying && alone(old) == alone(new) {
            return Finding::of(without_words(old, new, same_matter));
        }
        let spelling = !same_words && same_saying && is_spelling(old, new);
        let finding = counted(self.drafts());
        if spelling {
            return Finding { class: Class::Spelling, ..finding };
        }
        Finding { signals: signals(self.drafts(), words), ..finding }
    }
}

/// What the change from one text of a page to the next did; a text that is not there is a page that
/// is not there.
#[must_use]
pub fn read_change(before: Option<&str>, after: Option<&str>, words: &Vocabulary) -> Finding {
    let [before, after] = [before, after].map(|text| text.map(Text::new));
    Comparison::of(before.as_ref(), after.as_ref()).finding(words)
}

/// The class of a change, without anything that a company calls its own.
#[must_use]
pub fn classify(before: Option<&str>, after: Option<&str>) -> Class {
    read_change(before, after, &Vocabulary::default()).class
}

/// The redline of a change; a page that begins or ends is one of additions or removals.
#[must_use]
pub fn redline(before: Option<&str>, after: Option<&str>) -> Redline {
    let [before, after] = [before, after].map(|text| text.map(Text::new));
    let comparison = Comparison::of(before.as_ref(), after.as_ref());
    Redline { parts: comparison.drafts().iter().map(Draft::to_part).collect() }
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

/// What of a change of words can be counted.
fn counted(drafts: &[Draft<'_>]) -> Finding {
    let mut finding = Finding::of(Class::Substantive);
    for draft in drafts.iter().filter(|draft| draft.is_changed()) {
        let count = |mark| draft.words.of(mark).filter(|token| token.is == Is::Word).count();
        finding.words_added += count(Mark::Added);
        if !matches!(draft.what, What::MovedAway(_)) {
            finding.words_removed += count(Mark::Removed);
        }
        let mut section = draft.section;
        // A title is above all that it names: a heading that changed stands in its own section.
        if let (Kind::Heading(_), What::Edited, [above @ .., _]) =
            (draft.kind, &draft.what, section)
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
