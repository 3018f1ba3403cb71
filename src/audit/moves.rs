//! Passages that stand elsewhere now.

use super::pairing::likeness;
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
    let mut come: Vec<usize> =
        (0..parts.len()).filter(|at| parts[*at].what == What::Added && long(&parts[*at])).collect();
    if gone.len().saturating_mul(come.len()) > 40_000 {
        return;
    }
    for from in gone {
        let tokens: Vec<Token> = parts[from].tokens.tokens().cloned().collect();
        let best = come
            .iter()
            .enumerate()
            .map(|(place, to)| {
                let there: Vec<Token> = parts[*to].tokens.tokens().cloned().collect();
                (likeness(&tokens, &there), place, there)
            })
            .filter(|(like, ..)| *like >= LIKE_ENOUGH_TO_MOVE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, place, there)) = best else { continue };
        let to = come.remove(place);
        let (left, arrived) = (parts[from].section.clone(), parts[to].section.clone());
        parts[to].what = What::MovedHere(left);
        parts[to].tokens = compare(&tokens, &there);
        parts[from].what = What::MovedAway(arrived);
        parts[from].tokens = Runs::one(Mark::Same, &tokens);
    }
}
