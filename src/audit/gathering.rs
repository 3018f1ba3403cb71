//! Sentences, put back into the passages that a redline is made of.

use std::collections::BTreeMap;

use super::alignment::{Step, Unit};
use super::prose::{Kind, Passage};
use super::redline::{Mark, Part, Way, What};
use super::words::{Runs, compare};

/// A part of a redline before it is written down: its words are still those of the two texts.
#[derive(Debug)]
pub(super) struct Draft<'t> {
    pub(super) kind: Kind,
    /// The headings above it.
    pub(super) section: &'t [String],
    pub(super) what: What,
    /// Which way it moved, and whether right behind the passage before it.
    pub(super) way: Option<Way>,
    pub(super) along: bool,
    /// What it moved past within its section.
    pub(super) past: Option<String>,
    /// Of an item of a numbered list, its number.
    pub(super) number: Option<u64>,
    /// Of a row of a table, the headings of its columns.
    pub(super) columns: &'t [String],
    pub(super) words: Runs<'t>,
}

impl<'t> Draft<'t> {
    /// A passage to which this happened.
    fn of(passage: &'t Passage, what: What, words: Runs<'t>) -> Self {
        Self {
            kind: passage.kind,
            section: &passage.section,
            what,
            way: None,
            along: false,
            past: None,
            number: passage.number,
            columns: passage.columns.as_deref().unwrap_or_default(),
            words,
        }
    }

    /// A passage that stayed as it is.
    pub(super) fn stayed(passage: &'t Passage) -> Self {
        Self::of(passage, What::Same, Runs::one(Mark::Same, &*passage.tokens))
    }

    /// Whether anything happened to it.
    pub(super) fn is_changed(&self) -> bool {
        self.what != What::Same
    }

    /// The same, written down.
    pub(super) fn to_part(&self) -> Part {
        Part {
            kind: self.kind,
            section: self.section.to_vec(),
            what: self.what.clone(),
            way: self.way,
            past: self.past.clone(),
            with: 0,
            number: self.number,
            columns: self.columns.to_vec(),
            heads: Vec::new(),
            runs: self.words.to_text(),
            along: self.along,
        }
    }
}

/// The parts that those steps make of the passages of the text after.
pub(super) fn gather<'t>(steps: &[Step<'t>], new: &'t [Passage]) -> Vec<Draft<'t>> {
    let mut becomes = BTreeMap::new();
    for step in steps {
        if let Step::Same(old, new) | Step::Rewritten(old, new) = step {
            becomes.entry(old.place).or_insert(new.place);
        }
    }
    let mut drafts: Vec<Draft<'t>> = Vec::new();
    let mut open: Option<Open<'t>> = None;
    for step in steps {
        let (unit, place) = match *step {
            Step::Same(_, unit) | Step::Rewritten(_, unit) | Step::New(unit) => {
                (unit, Place::New(unit.place))
            }
            Step::Old(unit) => (unit, home(unit, &becomes, open.as_ref())),
        };
        let mut here = match open.take() {
            Some(open) if open.place == place => open,
            other => {
                drafts.extend(other.map(Open::close));
                let passage = match place {
                    Place::New(place) => &new[place],
                    Place::Old(_) => unit.passage,
                };
                Open { place, passage, gone: None, words: Runs::default() }
            }
        };
        match step {
            Step::Same(_, new) => here.words.push(Mark::Same, new.tokens),
            Step::Rewritten(old, new) => {
                let (old, new): (Vec<_>, Vec<_>) =
                    (old.tokens.iter().collect(), new.tokens.iter().collect());
                here.words.append(compare(&old, &new));
            }
            Step::Old(old) => {
                here.gone.get_or_insert(old.passage);
                here.words.push(Mark::Removed, old.tokens);
            }
            Step::New(new) => here.words.push(Mark::Added, new.tokens),
        }
        open = Some(here);
    }
    drafts.extend(open.map(Open::close));
    drafts
}

/// A passage by its place in one of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Old(usize),
    New(usize),
}

/// Where a sentence that is gone is shown: in the passage that is open, where that is from the same
/// old passage; in the one to come, where the passage goes on there; by itself, where none of the
/// passage stayed. `becomes` tells for each old passage the new one in which its first sentence is
/// that was kept.
fn home(unit: Unit<'_>, becomes: &BTreeMap<usize, usize>, open: Option<&Open<'_>>) -> Place {
    let Some(becomes) = becomes.get(&unit.place) else { return Place::Old(unit.place) };
    match open.map(|open| open.place) {
        Some(Place::New(here)) if here > *becomes => Place::New(here),
        _ => Place::New(*becomes),
    }
}

/// A part that is being put together.
struct Open<'t> {
    place: Place,
    passage: &'t Passage,
    /// The passage of the old text from which the first words are that are gone.
    gone: Option<&'t Passage>,
    words: Runs<'t>,
}

impl<'t> Open<'t> {
    fn close(self) -> Draft<'t> {
        let Self { place, mut passage, gone, words } = self;
        let words = words.settled();
        let has = |mark| words.has(mark);
        let what = match place {
            Place::Old(_) => What::Removed,
            // What else its passage had stands elsewhere now; this stood under the headings of then.
            Place::New(_) if has(Mark::Removed) && !has(Mark::Same) && !has(Mark::Added) => {
                passage = gone.unwrap_or(passage);
                What::Removed
            }
            Place::New(_) if !has(Mark::Added) && !has(Mark::Removed) => What::Same,
            Place::New(_) if !has(Mark::Same) && !has(Mark::Removed) => What::Added,
            Place::New(_) => What::Edited,
        };
        Draft::of(passage, what, words)
    }
}
