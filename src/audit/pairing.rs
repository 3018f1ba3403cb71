//! Which sentence became which.

use std::cmp::Ordering;

use super::token::{Is, Token};

/// From where on two sentences count as one that was rewritten.
pub(super) const ALIKE: f32 = 0.45;

/// The same of two that stand under different headings: rules of one place and of another are worded
/// alike, and are not each other's.
pub(super) const ALIKE_ELSEWHERE: f32 = 0.6;

/// A table of more cells than this is not filled: then nothing is paired, and all of it is told as
/// taken out and put in.
const MOST_CELLS: usize = 250_000;

/// The words of a text without their order, to be compared with many others. Long words weigh no
/// more than short ones; capitals make no difference.
#[derive(Debug)]
pub struct Bag(Vec<u64>);

impl Bag {
    /// The words among these tokens.
    #[must_use]
    pub fn of<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> Self {
        let words = tokens.into_iter().filter(|token| token.is == Is::Word);
        let mut words: Vec<u64> = words.map(|token| fingerprint(&token.text)).collect();
        words.sort_unstable();
        Self(words)
    }

    /// How many of their words two texts share, from 0 to 1: twice the shared ones over all (Dice's
    /// coefficient), a word counted as often as it stands there.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        share(self.shared(other), self.0.len() + other.0.len())
    }

    /// How many words two texts share.
    fn shared(&self, other: &Self) -> usize {
        let (mut one, mut other) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(here), Some(there)) = (one.peek(), other.peek()) {
            match here.cmp(there) {
                Ordering::Less => drop(one.next()),
                Ordering::Greater => drop(other.next()),
                Ordering::Equal => {
                    shared += 1;
                    one.next();
                    other.next();
                }
            }
        }
        shared
    }
}

/// The likeness of two texts, as [`Bag::likeness`] tells it, where none is compared with a third:
/// what they begin and end with need not go into bags.
#[must_use]
pub fn likeness(one: &[Token], other: &[Token]) -> f32 {
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.is == Is::Word).count();
    let same = |(one, other): &(&Token, &Token)| one.text == other.text && one.is == other.is;
    let start = one.iter().zip(other).take_while(same).count();
    let ends = one[start..].iter().rev().zip(other[start..].iter().rev()).take_while(same).count();
    let between = |tokens: &[Token]| Bag::of(&tokens[start..tokens.len() - ends]);
    let around = words(&one[..start]) + words(&one[one.len() - ends..]);
    let shared = around + between(one).shared(&between(other));
    share(shared, words(one) + words(other))
}

/// Twice the shared words over all.
fn share(shared: usize, all: usize) -> f32 {
    let number = |count| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    2.0 * number(shared) / number(all.max(1))
}

/// A word in 64 bits, by FNV-1a over its characters in lower case.
fn fingerprint(word: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, c: u64| (hash ^ c).wrapping_mul(0x0000_0100_0000_01b3);
    if word.is_ascii() {
        return word.bytes().fold(start, |hash, c| add(hash, c.to_ascii_lowercase().into()));
    }
    word.chars().flat_map(char::to_lowercase).fold(start, |hash, c| add(hash, c.into()))
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
            let paired =
                if value >= ALIKE { value + best[(old + 1) * width + new + 1] } else { 0.0 };
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
