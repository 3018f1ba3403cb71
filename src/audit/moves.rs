//! Passages that stand elsewhere now.

use super::gathering::Draft;
use super::pairing::Bag;
use super::prose::Kind;
use super::redline::{Mark, What};
use super::token::{Is, Token};
use super::words::{Runs, compare};

/// How many words a passage has at least that is recognised elsewhere: shorter ones repeat.
const WORDS_TO_MOVE: usize = 5;
/// How much two passages share at least to be one that moved.
const LIKE_ENOUGH_TO_MOVE: f32 = 0.8;

/// Pairs passages that are gone with new ones elsewhere.
pub(super) fn find_moves(drafts: &mut [Draft<'_>]) {
    let long = |draft: &Draft<'_>| {
        draft.words.tokens().filter(|t| t.is == Is::Word).count() >= WORDS_TO_MOVE
    };
    let that_are = |what: What| -> Vec<usize> {
        (0..drafts.len()).filter(|at| drafts[*at].what == what && long(&drafts[*at])).collect()
    };
    let (gone, come) = (that_are(What::Removed), that_are(What::Added));
    if gone.len().saturating_mul(come.len()) > 40_000 {
        return;
    }
    let mut come: Vec<(usize, Bag)> =
        come.into_iter().map(|to| (to, Bag::of(drafts[to].words.tokens()))).collect();
    for from in gone {
        let bag = Bag::of(drafts[from].words.tokens());
        let best = come
            .iter()
            .enumerate()
            .map(|(place, (_, there))| (bag.likeness(there), place))
            .filter(|(like, _)| *like >= LIKE_ENOUGH_TO_MOVE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, place)) = best else { continue };
        let (to, _) = come.remove(place);
        let here: Vec<&Token> = drafts[from].words.tokens().collect();
        let there: Vec<&Token> = drafts[to].words.tokens().collect();
        let (left, arrived) = (stood_under(&drafts[from]), stood_under(&drafts[to]));
        drafts[to].what = What::MovedHere(left);
        drafts[to].words = compare(&here, &there);
        drafts[from].what = What::MovedAway(arrived);
        drafts[from].words = Runs::one(Mark::Same, here);
    }
}

/// The headings above a part: of a heading, those above it.
fn stood_under(draft: &Draft<'_>) -> Vec<String> {
    match (draft.kind, draft.section) {
        (Kind::Heading(_), [above @ .., _]) => above.to_vec(),
        (_, section) => section.to_vec(),
    }
}
