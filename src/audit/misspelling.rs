//! Whether a word that nobody knows became one that is known.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::signals::of_word;

/// The words that the dictionary of misspellings corrects to: a list of right ones, far from
/// complete.
static RIGHT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    typos_dict::WORD.map.values().flat_map(|right| right.iter().copied()).collect()
});

/// Shorter words are too near to each other.
const LONG: usize = 6;

/// Whether one word is the other with a slip of the pen: one letter left out, doubled, struck wrong
/// or swapped with its neighbour, within a long word, of which exactly one is known to be right.
/// The first and the last letter stay, since `maternity` is not `paternity`, and endings say
/// something.
#[must_use]
pub fn is_slip(one: &str, other: &str) -> bool {
    let ends = |word: &str| word.chars().next().zip(word.chars().next_back());
    let is_known = |word: &str| RIGHT.contains(word) || of_word(word, "", "").is_some();
    let (short, long) = (one.chars().count().min(other.chars().count()), LONG);
    short >= long
        && ends(one) == ends(other)
        && strsim::osa_distance(one, other) == 1
        && is_known(one) != is_known(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_within_a_long_word_that_nobody_knows() {
        for (one, other) in [
            ("reimbusement", "reimbursement"),
            ("respoective", "respective"),
            ("teating", "testing"),
        ] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("contact", "contract"),
            ("through", "thorough"),
            ("maternity", "paternity"),
            ("month", "monthly"),
            ("employer", "employee"),
            ("paid", "paed"),
            ("quarterly", "quarterly"),
        ] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }
}
