//! Which sentence became which.

use std::collections::HashMap;

use super::token::{Is, Token};

/// From where on two sentences count as one that was rewritten.
const ALIKE: f32 = 0.45;

/// A table of more cells than this is not filled: then nothing is paired, and all of it is told as
/// taken out and put in.
const MOST_CELLS: usize = 250_000;

/// How many of their words two texts share, from 0 to 1: twice the shared ones over all (Dice's
/// coefficient), a word counted as often as it stands there. Long words weigh no more than short
/// ones; capitals make no difference.
#[must_use]
pub fn likeness(one: &[Token], other: &[Token]) -> f32 {
    let words = |tokens: &[Token]| -> Vec<String> {
        tokens.iter().filter(|t| t.is == Is::Word).map(|t| t.text.to_lowercase()).collect()
    };
    let (one, other) = (words(one), words(other));
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in &one {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_u16;
    for word in &other {
        if let Some(left) = counts.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            shared = shared.saturating_add(1);
        }
    }
    let all = u16::try_from(one.len() + other.len()).unwrap_or(u16::MAX);
    2.0 * f32::from(shared) / f32::from(all)
}

/// Pairs of places, in order on both sides, that are most alike as a whole; `alike` tells how much
/// two places are.
#[must_use]
pub fn pair_up(
    olds: usize,
    news: usize,
    alike: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    if olds == 0 || news == 0 || olds.saturating_mul(news) > MOST_CELLS {
        return Vec::new();
    }
    let width = news + 1;
    // best[i][j] is the most that the old ones from i on and the new ones from j on can share.
    let mut best = vec![0.0_f32; (olds + 1) * width];
    let mut like = vec![0.0_f32; olds * news];
    for old in (0..olds).rev() {
        for new in (0..news).rev() {
            let value = alike(old, new);
            like[old * news + new] = value;
            let paired = if value >= ALIKE { value + best[(old + 1) * width + new + 1] } else { 0.0 };
            let skipped = best[(old + 1) * width + new].max(best[old * width + new + 1]);
            best[old * width + new] = paired.max(skipped);
        }
    }
    let mut pairs = Vec::new();
    let (mut old, mut new) = (0, 0);
    while old < olds && new < news {
        let here = best[old * width + new];
        let value = like[old * news + new];
        // The very sums that were compared above, so that equality is exact.
        if value >= ALIKE && here <= value + best[(old + 1) * width + new + 1] {
            pairs.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if here <= best[(old + 1) * width + new] {
            old += 1;
        } else {
            new += 1;
        }
    }
    pairs
}
