//! What was added and what was taken out, word by word, passage by passage.
//!
//! Texts are compared sentence by sentence (Myers' algorithm, from `similar`), so that a paragraph
//! that was split or joined is not told as new; sentences that only resemble each other are paired
//! by the words that they share, and compared word by word. A passage that was taken out whole in
//! one place and put in again in another has moved.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::moves::find_moves;
use super::pairing::{Bag, pair_up};
use super::prose::{Kind, Passage};
use super::token::{Token, sentences};
use super::words::{Runs, compare};

/// What happened to some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing.
    Same,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
}

/// Words with the same mark.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Run {
    /// What happened to them.
    pub mark: Mark,
    /// The words as plain text, with a space in front where one parts them from the words before.
    /// It is an author's text: escape it for the place where it goes.
    pub text: String,
}

/// What happened to a passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "what", content = "elsewhere")]
pub enum What {
    /// Nothing.
    Same,
    /// Some of its words changed.
    Edited,
    /// All of it is new.
    Added,
    /// All of it is gone.
    Removed,
    /// It was elsewhere before, under these headings; its words may have changed, too.
    MovedHere(Vec<String>),
    /// It is elsewhere now, under these headings.
    MovedAway(Vec<String>),
}

/// A passage of a redline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// The headings above it: after the change, and of what is gone, before it.
    pub section: Vec<String>,
    /// What happened to it.
    #[serde(flatten)]
    pub what: What,
    /// Its words.
    pub runs: Vec<Run>,
    #[serde(skip)]
    pub(super) tokens: Runs,
}

impl Part {
    /// Whether anything happened to it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.what != What::Same
    }
}

/// The way from one text to the next, passage by passage, in the order of the new text; what is
/// gone stands where it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Redline {
    /// The passages, those that stayed the same among them.
    pub parts: Vec<Part>,
}

/// One sentence on its way through the comparison.
#[derive(Clone, Copy)]
struct Unit<'a> {
    passage: usize,
    kind: Kind,
    tokens: &'a [Token],
}

/// A step from the old sentences to the new ones.
enum Step {
    Both(usize, usize),
    Old(usize),
    New(usize),
}

impl Redline {
    /// Compares two texts.
    #[must_use]
    pub fn between(old: &[Passage], new: &[Passage]) -> Self {
        let mut redline = Self::unwritten(old, new);
        for part in &mut redline.parts {
            part.runs = part.tokens.to_text();
        }
        redline
    }

    /// The same, without its runs as text.
    pub(super) fn unwritten(old: &[Passage], new: &[Passage]) -> Self {
        let (old_units, new_units) = (units(old), units(new));
        let steps = align(&old_units, &new_units);
        let mut parts = Gathering::new(old, new, &old_units, &new_units, &steps).gather(&steps);
        find_moves(&mut parts);
        Self { parts }
    }

    /// Whether anything in it changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.parts.iter().any(Part::is_changed)
    }

    /// The same without what was taken out: for readers to whom removed words are not shown.
    #[must_use]
    pub fn without_removed(mut self) -> Self {
        self.parts.retain_mut(|part| {
            // Under which headings it was is among what was taken out.
            if matches!(part.what, What::MovedHere(_)) {
                let edited = part.tokens.has(Mark::Added) || part.tokens.has(Mark::Removed);
                part.what = if edited { What::Edited } else { What::Same };
            }
            part.runs.retain(|run| run.mark != Mark::Removed);
            if let Some(first) = part.runs.first_mut() {
                first.text = first.text.trim_start().to_owned();
            }
            !matches!(part.what, What::Removed | What::MovedAway(_)) && !part.runs.is_empty()
        });
        self
    }
}

fn units(passages: &[Passage]) -> Vec<Unit<'_>> {
    let mut all = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let ranges = match passage.kind {
            Kind::Paragraph | Kind::Item(_) => sentences(&passage.tokens),
            // These are read as one: a heading, a row, a line of code.
            _ => std::iter::once(0..passage.tokens.len()).collect(),
        };
        all.extend(ranges.into_iter().map(|range| Unit {
            passage: at,
            kind: passage.kind,
            tokens: &passage.tokens[range],
        }));
    }
    all
}

/// What makes two sentences the same one.
fn key(unit: &Unit<'_>) -> String {
    let mut key = String::new();
    for token in unit.tokens {
        key.push_str(&token.text);
        key.push('\u{0}');
    }
    key
}

/// Whether two sentences are the same one.
fn is_same(old: &[Token], new: &[Token]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.text == new.text)
}

fn align(old: &[Unit<'_>], new: &[Unit<'_>]) -> Vec<Step> {
    // Most of a page stays: only what is between the first and the last difference is compared.
    let same = |pair: &(&Unit<'_>, &Unit<'_>)| is_same(pair.0.tokens, pair.1.tokens);
    let start = old.iter().zip(new).take_while(same).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (old_end, new_end) = (old.len() - ends, new.len() - ends);
    let mut steps: Vec<Step> = (0..start).map(|at| Step::Both(at, at)).collect();
    align_between(old, new, start..old_end, start..new_end, &mut steps);
    steps.extend(
        (old_end..old.len()).zip(new_end..new.len()).map(|(old, new)| Step::Both(old, new)),
    );
    steps
}

fn align_between(
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    steps: &mut Vec<Step>,
) {
    let (old_from, new_from) = (olds.start, news.start);
    let old_keys: Vec<String> = old[olds].iter().map(key).collect();
    let new_keys: Vec<String> = new[news].iter().map(key).collect();
    // Neighbouring removals and additions are one gap, within which like is paired with like.
    let (mut gone, mut come): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys) {
        let (tag, olds, news) = op.as_tag_tuple();
        let (olds, news) = (olds.map(|at| old_from + at), news.map(|at| new_from + at));
        if tag == DiffTag::Equal {
            bridge(old, new, &mut gone, &mut come, steps);
            steps.extend(olds.zip(news).map(|(old, new)| Step::Both(old, new)));
        } else {
            gone.extend(olds);
            come.extend(news);
        }
    }
    bridge(old, new, &mut gone, &mut come, steps);
}

fn bridge(
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    gone: &mut Vec<usize>,
    come: &mut Vec<usize>,
    steps: &mut Vec<Step>,
) {
    let bags = |units: &[Unit<'_>], places: &[usize]| -> Vec<Bag> {
        places.iter().map(|at| Bag::of(units[*at].tokens)).collect()
    };
    let (gone_bags, come_bags) = match (gone.is_empty(), come.is_empty()) {
        (false, false) => (bags(old, gone), bags(new, come)),
        _ => (Vec::new(), Vec::new()),
    };
    let alike = |from: usize, to: usize| {
        let (one, other) = (&old[gone[from]], &new[come[to]]);
        let comparable = std::mem::discriminant(&one.kind) == std::mem::discriminant(&other.kind)
            || matches!(
                (one.kind, other.kind),
                (Kind::Paragraph, Kind::Item(_)) | (Kind::Item(_), Kind::Paragraph)
            );
        if comparable { gone_bags[from].likeness(&come_bags[to]) } else { 0.0 }
    };
    let pairs = pair_up(gone.len(), come.len(), alike);
    let (mut next_old, mut next_new) = (0, 0);
    for (old_at, new_at) in pairs.into_iter().chain([(gone.len(), come.len())]) {
        steps.extend(gone[next_old..old_at].iter().map(|at| Step::Old(*at)));
        steps.extend(come[next_new..new_at].iter().map(|at| Step::New(*at)));
        if old_at < gone.len() {
            steps.push(Step::Both(gone[old_at], come[new_at]));
        }
        (next_old, next_new) = (old_at + 1, new_at + 1);
    }
    gone.clear();
    come.clear();
}

/// Puts sentences back into passages.
struct Gathering<'a> {
    old: &'a [Passage],
    new: &'a [Passage],
    old_units: &'a [Unit<'a>],
    new_units: &'a [Unit<'a>],
    /// For each old passage, the new one in which its first kept sentence is.
    becomes: BTreeMap<usize, usize>,
}

/// A passage that is being put together.
struct Open {
    new: Option<usize>,
    old: Option<usize>,
    runs: Runs,
}

impl<'a> Gathering<'a> {
    fn new(
        old: &'a [Passage],
        new: &'a [Passage],
        old_units: &'a [Unit<'a>],
        new_units: &'a [Unit<'a>],
        steps: &[Step],
    ) -> Self {
        let mut becomes = BTreeMap::new();
        for step in steps {
            if let Step::Both(old, new) = step {
                becomes.entry(old_units[*old].passage).or_insert(new_units[*new].passage);
            }
        }
        Self { old, new, old_units, new_units, becomes }
    }

    fn gather(&self, steps: &[Step]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut open: Option<Open> = None;
        for step in steps {
            let (old, new) = match step {
                Step::Both(old, new) => {
                    (Some(self.old_units[*old].passage), Some(self.new_units[*new].passage))
                }
                Step::New(new) => (None, Some(self.new_units[*new].passage)),
                Step::Old(old) => {
                    let passage = self.old_units[*old].passage;
                    (Some(passage), self.home(passage, open.as_ref()))
                }
            };
            let goes_on = open.as_ref().is_some_and(|open| match (open.new, new) {
                (Some(here), Some(there)) => here == there,
                (None, None) => open.old == old,
                _ => false,
            });
            if !goes_on {
                parts.extend(open.take().map(|open| self.close(open)));
                open = Some(Open { new, old, runs: Runs::default() });
            }
            let Some(open) = &mut open else { continue };
            open.runs.append(match step {
                Step::Both(old, new) => {
                    let (old, new) = (self.old_units[*old].tokens, self.new_units[*new].tokens);
                    if is_same(old, new) { Runs::one(Mark::Same, new) } else { compare(old, new) }
                }
                Step::Old(old) => Runs::one(Mark::Removed, self.old_units[*old].tokens),
                Step::New(new) => Runs::one(Mark::Added, self.new_units[*new].tokens),
            });
        }
        parts.extend(open.map(|open| self.close(open)));
        parts
    }

    /// The new passage with which a sentence that is gone is shown: the one that is open, where it
    /// is from the same old passage; the one to come, where the passage goes on there.
    fn home(&self, passage: usize, open: Option<&Open>) -> Option<usize> {
        let becomes = *self.becomes.get(&passage)?;
        match open.and_then(|open| open.new) {
            Some(here) if here > becomes => Some(here),
            _ => Some(becomes),
        }
    }

    fn close(&self, open: Open) -> Part {
        let passage = match (open.new, open.old) {
            (Some(new), _) => &self.new[new],
            (None, Some(old)) => &self.old[old],
            (None, None) => return Part::nothing(),
        };
        let what = match (open.runs.has(Mark::Same), open.new.is_some()) {
            (_, false) => What::Removed,
            _ if !open.runs.has(Mark::Added) && !open.runs.has(Mark::Removed) => What::Same,
            (false, true) if !open.runs.has(Mark::Removed) => What::Added,
            _ => What::Edited,
        };
        Part {
            kind: passage.kind,
            section: passage.section.to_vec(),
            what,
            runs: Vec::new(),
            tokens: open.runs,
        }
    }
}

impl Part {
    fn nothing() -> Self {
        Self {
            kind: Kind::Paragraph,
            section: Vec::new(),
            what: What::Same,
            runs: Vec::new(),
            tokens: Runs::default(),
        }
    }
}

/// The headings of a section in one line.
#[must_use]
pub fn path_of(section: &[String]) -> String {
    section.join(" > ")
}
