//! Two sentences, word by word.

use std::ops::Range;
use std::sync::Arc;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::redline::{Mark, Run};
use super::token::{Is, Token};

/// Tokens of two texts with marks, neighbours of one mark together.
#[derive(Debug, Clone, Default)]
pub struct Runs<'t>(Vec<(Mark, Vec<&'t Token>)>);

/// How much of a sentence may change before it is shown as taken out and written anew.
const TOO_MUCH: f32 = 0.7;
/// So many words that stayed on end are shown so even then.
const LONG: usize = 5;
/// The same where they begin or end the sentence.
const LONG_AT_AN_END: usize = 3;

impl<'t> Runs<'t> {
    /// Tokens with one mark.
    pub fn one(mark: Mark, tokens: impl IntoIterator<Item = &'t Token>) -> Self {
        let mut runs = Self::default();
        runs.push(mark, tokens);
        runs
    }

    /// Adds tokens at the end.
    pub fn push(&mut self, mark: Mark, tokens: impl IntoIterator<Item = &'t Token>) {
        let mut tokens = tokens.into_iter().peekable();
        match self.0.last_mut() {
            _ if tokens.peek().is_none() => {}
            Some((last, run)) if *last == mark => run.extend(tokens),
            _ => self.0.push((mark, tokens.collect())),
        }
    }

    /// Adds others at the end.
    pub fn append(&mut self, others: Self) {
        for (mark, tokens) in others.0 {
            self.push(mark, tokens);
        }
    }

    /// Whether any token has that mark.
    pub fn has(&self, mark: Mark) -> bool {
        self.0.iter().any(|(one, _)| *one == mark)
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl Iterator<Item = &'t Token> {
        self.0.iter().flat_map(|(_, tokens)| tokens.iter().copied())
    }

    /// The tokens of one mark.
    pub fn of(&self, mark: Mark) -> impl Iterator<Item = &'t Token> {
        let ours = self.0.iter().filter(move |(one, _)| *one == mark);
        ours.flat_map(|(_, tokens)| tokens.iter().copied())
    }

    /// The tokens of one side, in order, each with whether it is that side's alone.
    pub fn side(&self, alone: Mark) -> impl Iterator<Item = (&'t Token, bool)> {
        let ours =
            self.0.iter().filter(move |(mark, _)| matches!(mark, Mark::Same) || *mark == alone);
        ours.flat_map(move |(mark, tokens)| {
            tokens.iter().map(move |token| (*token, *mark == alone))
        })
    }

    /// The same with sentences that changed side by side compared as one, where that shows more of
    /// their words as the same. Where one text lacks a full stop or a space, its sentences came in
    /// other pairs than those of the other.
    #[must_use]
    pub fn settled(self) -> Self {
        let mut settled = Self::default();
        let mut rest = self.0.as_slice();
        while !rest.is_empty() {
            let is_link =
                |(mark, run): &&(Mark, Vec<&Token>)| *mark != Mark::Same || is_slight(run);
            let size = match rest[0].0 {
                Mark::Same => 1,
                _ => {
                    let linked = &rest[..rest.iter().take_while(is_link).count()];
                    1 + linked.iter().rposition(|(mark, _)| *mark != Mark::Same).unwrap_or(0)
                }
            };
            let (stretch, after) = rest.split_at(size);
            rest = after;
            let stretch = Self(stretch.to_vec());
            let again = (size > 1).then(|| {
                let side = |alone| -> Vec<&'t Token> {
                    stretch.side(alone).map(|(token, _)| token).collect()
                };
                compare(&side(Mark::Removed), &side(Mark::Added))
            });
            let same = |runs: &Self| runs.of(Mark::Same).filter(|t| t.is == Is::Word).count();
            let better = again.filter(|again| same(again) >= same(&stretch) + LONG_AT_AN_END);
            for (mark, tokens) in better.unwrap_or(stretch).0 {
                settled.push(mark, tokens);
            }
        }
        settled
    }

    /// The same with words that are only gone, or only new, moved to the left as far as they say
    /// the same, where a sentence begins there: `[-Our lunch.-] Our people`, not
    /// `Our [-lunch. Our-] people`.
    fn slid(mut self) -> Self {
        for at in 1..self.0.len() {
            let [.., (Mark::Same, before), (mark, run)] = &self.0[..=at] else { continue };
            let alone = *mark != Mark::Same
                && self.0.get(at + 1).is_some_and(|(after, _)| *after == Mark::Same);
            let equal = before.iter().rev().zip(run.iter().rev());
            let reach = equal.take_while(|(one, other)| one.text == other.text).count();
            let left = before.len() - reach;
            let begins = left.checked_sub(1).is_none_or(|last| before[last].is == Is::Mark)
                && (left > 0 || at == 1);
            if !alone || reach == 0 || !begins {
                continue;
            }
            let slid = self.0[at - 1].1.split_off(left);
            self.0[at].1.splice(0..0, slid);
            let end = self.0[at].1.len() - reach;
            let over = self.0[at].1.split_off(end);
            self.0[at + 1].1.splice(0..0, over);
        }
        self.0.retain(|(_, run)| !run.is_empty());
        self
    }

    /// As text, which begins without a space. Where a link leads is written only where that changed.
    pub fn to_text(&self) -> Vec<Run> {
        let mut first = true;
        let mut runs: Vec<Run> = Vec::new();
        for (mark, tokens) in &self.0 {
            let mut text = String::new();
            for token in tokens {
                let hidden = token.is == Is::Target && *mark == Mark::Same;
                if hidden {
                    continue;
                }
                if token.spaced && !(first && text.is_empty()) {
                    text.push(' ');
                }
                match token.is {
                    Is::Target => text.push_str(&format!("({})", token.text)),
                    _ => text.push_str(&token.text),
                }
            }
            first &= text.is_empty();
            if !text.is_empty() {
                runs.push(Run { mark: *mark, text });
            }
        }
        runs
    }
}

/// Compares two sentences. Where hardly a word stayed, both are shown whole: single words that
/// happen to be in both would make neither legible. What stayed for some words on end is never
/// shown as gone and new.
#[must_use]
pub fn compare<'t>(old: &[&'t Token], new: &[&'t Token]) -> Runs<'t> {
    let ops = capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new));
    let last = ops.len().saturating_sub(1);
    let (runs, changed) =
        woven(old, new, &ops, |at, is_open, same| !(is_open && at < last && is_slight(same)));
    let share = |part: usize, whole: usize| {
        f32::from(u16::try_from(part).unwrap_or(u16::MAX))
            / f32::from(u16::try_from(whole.max(1)).unwrap_or(u16::MAX))
    };
    let both = runs.has(Mark::Removed) && runs.has(Mark::Added);
    if both && changed > 6 && share(changed, words(old) + words(new)) > TOO_MUCH {
        let at_an_end = |at| at == 0 || at == last;
        let stays = |at, _, same: &[&Token]| {
            words(same) >= if at_an_end(at) { LONG_AT_AN_END } else { LONG }
        };
        return woven(old, new, &ops, stays).0.slid();
    }
    runs.slid()
}

/// Both sides of a comparison as runs, with how many words changed; `stays` says of what is equal,
/// by its place among the steps and whether something changed right before it, whether it is shown
/// so.
fn woven<'t>(
    old: &[&'t Token],
    new: &[&'t Token],
    ops: &[DiffOp],
    stays: impl Fn(usize, bool, &[&Token]) -> bool,
) -> (Runs<'t>, usize) {
    let mut runs = Runs::default();
    let mut changed = 0;
    let (mut gone, mut come) = (0..0, 0..0);
    let mut flush = |runs: &mut Runs<'t>, gone: &mut Range<usize>, come: &mut Range<usize>| {
        changed += words(&old[gone.clone()]) + words(&new[come.clone()]);
        runs.push(Mark::Removed, within(old, std::mem::take(gone)));
        runs.push(Mark::Added, within(new, std::mem::take(come)));
    };
    for (at, op) in ops.iter().enumerate() {
        let (tag, olds, news) = op.as_tag_tuple();
        let is_open = !gone.is_empty() || !come.is_empty();
        if tag == DiffTag::Equal && stays(at, is_open, &old[olds.clone()]) {
            flush(&mut runs, &mut gone, &mut come);
            runs.push(Mark::Same, within(new, news));
        } else {
            extend(&mut gone, olds);
            extend(&mut come, news);
        }
    }
    flush(&mut runs, &mut gone, &mut come);
    (runs, changed)
}

fn within<'s, 't>(
    tokens: &'s [&'t Token],
    range: Range<usize>,
) -> impl Iterator<Item = &'t Token> + 's {
    tokens[range].iter().copied()
}

/// What tokens are compared by. Where a link leads is no word, though it may read like one: it is not
/// shown where it stayed.
fn texts<'t>(tokens: &[&'t Token]) -> Vec<(&'t Arc<str>, bool)> {
    tokens.iter().map(|token| (&token.text, token.is == Is::Target)).collect()
}

fn extend(range: &mut Range<usize>, by: Range<usize>) {
    if by.is_empty() {
        return;
    }
    if range.start == range.end {
        *range = by;
    } else {
        range.end = by.end;
    }
}

fn words(tokens: &[&Token]) -> usize {
    tokens.iter().filter(|token| token.is == Is::Word).count()
}

/// Whether what stayed between two changes is too little to part them: marks, or one small word.
fn is_slight(tokens: &[&Token]) -> bool {
    const SMALL: [&str; 18] = [
        "a", "an", "and", "as", "at", "by", "for", "in", "is", "it", "of", "on", "or", "our",
        "the", "to", "we", "you",
    ];
    let mut words = tokens.iter().filter(|token| token.is == Is::Word);
    let borders =
        tokens.iter().any(|token| matches!(token.is, Is::Border | Is::Target | Is::Address));
    match (words.next(), words.next()) {
        _ if borders => false,
        (None, _) => true,
        (Some(word), None) => SMALL.contains(&word.text.to_lowercase().as_str()),
        _ => false,
    }
}
