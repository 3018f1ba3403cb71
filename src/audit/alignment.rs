//! From the sentences of one text to those of the next, step by step.
//!
//! What is the same on both sides is found by patience diff (from `similar`); of what is between,
//! like is paired with like.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::differing::Differing;
use super::pairing::{ALIKE, ALIKE_ELSEWHERE, Bag, likeness, pair_up};
use super::prose::{Kind, Passage};
use super::redline::above;
use super::token::{Token, sentences};

/// One sentence on its way through the comparison.
#[derive(Clone, Copy)]
pub(super) struct Unit<'t> {
    pub(super) passage: &'t Passage,
    /// The place of its passage in the text.
    pub(super) place: usize,
    /// Those of its passage that are its own.
    pub(super) tokens: &'t [Token],
}

impl Unit<'_> {
    fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.tokens.iter().map(|token| &token.text)
    }

    /// Whether one of the two is how the other begins, and more than a word or a mark.
    fn goes_on(&self, other: &Self) -> bool {
        self.tokens.len().min(other.tokens.len()) > 1
            && self.texts().zip(other.texts()).all(|(one, other)| one == other)
    }
}

/// Two sentences are the same one where the texts of their tokens are.
impl PartialEq for Unit<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tokens, other.tokens)
            || (self.tokens.len() == other.tokens.len() && self.texts().eq(other.texts()))
    }
}
impl Eq for Unit<'_> {}

impl Hash for Unit<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.texts().for_each(|text| text.hash(state));
    }
}

/// A step from the old sentences to the new ones.
pub(super) enum Step<'t> {
    /// The old one stayed as it is.
    Same(Unit<'t>, Unit<'t>),
    /// The old one became the new one.
    Rewritten(Unit<'t>, Unit<'t>),
    /// It is gone.
    Old(Unit<'t>),
    /// It is new.
    New(Unit<'t>),
}

/// The way from one text to the next where they differ, and where that is: farther than was thought
/// where what is the same behind goes on with what differs.
pub(super) fn align<'t>(texts: Differing<'t>) -> (Differing<'t>, Vec<Step<'t>>) {
    let (old, new) = (units(texts.old), units(texts.new));
    // Most of a page stays: only what is between the first and the last difference is compared.
    let same = |(old, new): &(&Unit<'_>, &Unit<'_>)| old == new;
    let start = old.iter().zip(&new).take_while(same).count();
    if start == old.len().min(new.len())
        && let Some(more) = texts.to_the_end()
    {
        return align(more);
    }
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (old, old_end) = old.split_at(old.len() - ends);
    let (new, new_end) = new.split_at(new.len() - ends);
    let (old_start, old) = old.split_at(start);
    let (new_start, new) = new.split_at(start);
    let stayed = |old: &[Unit<'t>], new: &[Unit<'t>]| -> Vec<Step<'t>> {
        old.iter().zip(new).map(|(old, new)| Step::Same(*old, *new)).collect()
    };
    let mut steps = stayed(old_start, new_start);
    // Neighbouring removals and additions are one gap, within which like is paired with like.
    let (mut gone, mut come): (Vec<Unit<'t>>, Vec<Unit<'t>>) = (Vec::new(), Vec::new());
    let ops = match (old, new) {
        // The usual case: one sentence became another.
        ([_], [_]) => vec![DiffOp::Replace { old_index: 0, old_len: 1, new_index: 0, new_len: 1 }],
        _ => capture_diff_slices(Algorithm::Patience, old, new),
    };
    for op in ops {
        let (tag, olds, news) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            bridge(&std::mem::take(&mut gone), &std::mem::take(&mut come), &mut steps);
            steps.extend(stayed(&old[olds], &new[news]));
        } else {
            gone.extend(&old[olds]);
            come.extend(&new[news]);
        }
    }
    bridge(&gone, &come, &mut steps);
    steps.extend(stayed(old_end, new_end));
    (texts, steps)
}

/// The sentences of a text.
fn units(passages: &[Passage]) -> Vec<Unit<'_>> {
    let mut all = Vec::new();
    for (place, passage) in passages.iter().enumerate() {
        let ranges = match passage.kind {
            Kind::Paragraph | Kind::Item(_) => sentences(&passage.tokens),
            // These are read as one: a heading, a row, a line of code.
            _ => std::iter::once(0..passage.tokens.len()).collect(),
        };
        let tokens = |range| &passage.tokens[range];
        all.extend(ranges.into_iter().map(|range| Unit { passage, place, tokens: tokens(range) }));
    }
    all
}

/// Where all words of a gap are the same on both sides, and only parted otherwise into sentences and
/// passages, as where a paragraph became a list: pairs of what is in one piece on either side.
fn same_words<'t>(gone: &[Unit<'t>], come: &[Unit<'t>]) -> Option<Vec<Step<'t>>> {
    let words = |units: &[Unit<'t>]| -> Vec<&'t str> {
        units.iter().flat_map(|unit| unit.tokens).map(|token| &*token.text).collect()
    };
    if gone.is_empty() || words(gone) != words(come) {
        return None;
    }
    let (mut olds, mut news) = (gone.iter().copied(), come.iter().copied());
    let (mut old, mut new) = (olds.next()?, news.next()?);
    let mut steps = Vec::new();
    loop {
        let length = old.tokens.len().min(new.tokens.len());
        let (here, there) = (old.tokens.split_at(length), new.tokens.split_at(length));
        steps.push(Step::Same(Unit { tokens: here.0, ..old }, Unit { tokens: there.0, ..new }));
        (old.tokens, new.tokens) = (here.1, there.1);
        let next_old = if old.tokens.is_empty() { olds.next() } else { Some(old) };
        let next_new = if new.tokens.is_empty() { news.next() } else { Some(new) };
        let (Some(next_old), Some(next_new)) = (next_old, next_new) else { return Some(steps) };
        (old, new) = (next_old, next_new);
    }
}

/// From sentences that are gone to those that came instead.
fn bridge<'t>(gone: &[Unit<'t>], come: &[Unit<'t>], steps: &mut Vec<Step<'t>>) {
    if let Some(same) = same_words(gone, come) {
        steps.extend(same);
        return;
    }
    let bags = |units: &[Unit<'_>]| -> Vec<Bag> {
        units.iter().map(|unit| Bag::of(unit.tokens)).collect()
    };
    let (gone_bags, come_bags) = match (gone, come) {
        ([], _) | (_, []) | ([_], [_]) => (Vec::new(), Vec::new()),
        _ => (bags(gone), bags(come)),
    };
    let alike = |from: usize, to: usize| {
        let (one, other) = (&gone[from], &come[to]);
        let kinds = (one.passage.kind, other.passage.kind);
        let comparable = std::mem::discriminant(&kinds.0) == std::mem::discriminant(&kinds.1)
            || matches!(kinds, (Kind::Paragraph, Kind::Item(_)) | (Kind::Item(_), Kind::Paragraph));
        if !comparable {
            return 0.0;
        }
        let likeness = match (gone_bags.get(from), come_bags.get(to)) {
            (Some(one), Some(other)) => one.likeness(other),
            _ => likeness(one.tokens, other.tokens),
        };
        let stands = |unit: &Unit<'t>| above(unit.passage.kind, &unit.passage.section);
        let near = stands(one) == stands(other);
        match likeness {
            _ if near && likeness < ALIKE && one.goes_on(other) => ALIKE,
            _ if !near && likeness < ALIKE_ELSEWHERE => 0.0,
            _ => likeness,
        }
    };
    let pairs = pair_up(gone.len(), come.len(), alike);
    let (mut next_old, mut next_new) = (0, 0);
    for (old_at, new_at) in pairs.into_iter().chain([(gone.len(), come.len())]) {
        steps.extend(gone[next_old..old_at].iter().map(|unit| Step::Old(*unit)));
        steps.extend(come[next_new..new_at].iter().map(|unit| Step::New(*unit)));
        if old_at < gone.len() {
            steps.push(Step::Rewritten(gone[old_at], come[new_at]));
        }
        (next_old, next_new) = (old_at + 1, new_at + 1);
    }
}
