//! Passages that stand elsewhere now.

use super::pairing::Bag;
use super::prose::Kind;
use super::redline::{Mark, Part, What};
use super::token::{Is, Token};
use super::words::{Runs, compare};

/// How many words a passage has at least that is recognised elsewhere: shorter ones repeat.
const WORDS_TO_MOVE: usize = 5;
/// How much two passages share at least to be one that moved.
const LIKE_ENOUGH_TO_MOVE: f32 = 0.8;

/// Pairs passages that are gone with new ones elsewhere.
pub(super) fn find_moves(parts: &mut [Part]) {
    let long =
        |part: &Part| part.tokens.tokens().filter(|t| t.is == Is::Word).count() >= WORDS_TO_MOVE;
    let gone: Vec<usize> = (0..parts.len())
        .filter(|at| parts[*at].what == What::Removed && long(&parts[*at]))
        .collect();
    let come: Vec<usize> =
        (0..parts.len()).filter(|at| parts[*at].what == What::Added && long(&parts[*at])).collect();
    if gone.len().saturating_mul(come.len()) > 40_000 {
        return;
    }
    let words_of =
        |parts: &[Part], at: usize| -> Vec<Token> { parts[at].tokens.tokens().cloned().collect() };
    let mut come: Vec<(usize, Bag)> =
        come.into_iter().map(|to| (to, Bag::of(&words_of(parts, to)))).collect();
    for from in gone {
        let tokens = words_of(parts, from);
        let bag = Bag::of(&tokens);
        let best = come
            .iter()
            .enumerate()
            .map(|(place, (_, there))| (bag.likeness(there), place))
            .filter(|(like, _)| *like >= LIKE_ENOUGH_TO_MOVE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, place)) = best else { continue };
        let (to, _) = come.remove(place);
        let there = words_of(parts, to);
        let (left, arrived) = (stood_under(&parts[from]), stood_under(&parts[to]));
        parts[to].what = What::MovedHere(left);
        parts[to].tokens = compare(&tokens, &there);
        parts[from].what = What::MovedAway(arrived);
        parts[from].tokens = Runs::one(Mark::Same, &tokens);
    }
}

/// The headings above a part: of a heading, those above it.
fn stood_under(part: &Part) -> Vec<String> {
    match (part.kind, part.section.as_slice()) {
        (Kind::Heading(_), [above @ .., _]) => above.to_vec(),
        (_, section) => section.to_vec(),
    }
}
