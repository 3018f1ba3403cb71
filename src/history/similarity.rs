//! How much of one text is in another, measured as git measures it.
//!
//! This is git's `diffcore-delta.c` and `estimate_similarity` of `diffcore-rename.c`, number for
//! number, so that what git calls a rename is one here. libgit2's own measure differs, and is some
//! ten times slower. A text is cut at line ends, or after 64 bytes; every piece gets a small hash;
//! similar is what shares many bytes in pieces of equal hash.

/// A score of texts that are the same.
pub(super) const SAME: u32 = 60_000;
/// The least score of a rename: one half.
pub(super) const ENOUGH: u32 = SAME / 2;

const HASH_BASE: u32 = 107_927;
/// How far git looks for a NUL that makes a text binary.
const BINARY_LOOK: usize = 8_000;

/// The pieces of a text.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Hash and bytes, by ascending hash, each hash once.
    counts: Vec<(u32, u32)>,
    /// The text's length in bytes.
    size: u64,
}

impl Pieces {
    pub(super) fn of(text: &[u8]) -> Self {
        let is_binary = text.iter().take(BINARY_LOOK).any(|byte| *byte == 0);
        let mut counts: Vec<(u32, u32)> = Vec::with_capacity(text.len() / 32 + 1);
        let (mut low, mut high, mut length) = (0_u32, 0_u32, 0_u32);
        for (place, byte) in text.iter().enumerate() {
            if !is_binary && *byte == b'\r' && text.get(place + 1) == Some(&b'\n') {
                continue;
            }
            let before = low;
            low = (low << 7) ^ (high >> 25);
            high = (high << 7) ^ (before >> 25);
            low = low.wrapping_add(u32::from(*byte));
            length += 1;
            if length == 64 || *byte == b'\n' {
                counts.push((hash(low, high), length));
                (low, high, length) = (0, 0, 0);
            }
        }
        if length > 0 {
            counts.push((hash(low, high), length));
        }
        counts.sort_unstable();
        counts.dedup_by(|next, kept| {
            let equal = next.0 == kept.0;
            if equal {
                kept.1 += next.1;
            }
            equal
        });
        Self { counts, size: text.len() as u64 }
    }

    /// How similar `target` is to this text, from 0 to [`SAME`].
    pub(super) fn score(&self, target: &Self) -> u32 {
        let longer = self.size.max(target.size);
        let shorter = self.size.min(target.size);
        // Lengths alone may say that less than half can be shared.
        if longer * u64::from(SAME - ENOUGH) < (longer - shorter) * u64::from(SAME) {
            return 0;
        }
        if target.size == 0 {
            return 0;
        }
        let score = self.shared(target) * u64::from(SAME) / longer;
        u32::try_from(score).unwrap_or(SAME).min(SAME)
    }

    fn shared(&self, target: &Self) -> u64 {
        let mut targets = target.counts.iter().peekable();
        let mut shared = 0;
        for (hash, bytes) in &self.counts {
            while targets.next_if(|(other, _)| other < hash).is_some() {}
            if let Some((_, others)) = targets.next_if(|(other, _)| other == hash) {
                shared += u64::from(*bytes.min(others));
            }
        }
        shared
    }
}

fn hash(low: u32, high: u32) -> u32 {
    low.wrapping_add(high.wrapping_mul(0x61)) % HASH_BASE
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str) -> u32 {
        Pieces::of(a.as_bytes()).score(&Pieces::of(b.as_bytes()))
    }

    #[test]
    fn a_text_is_the_same_as_itself_whatever_its_line_ends() {
        assert_eq!(score("one\ntwo\nthree", "one\ntwo\nthree"), SAME);
        assert!(score("one\ntwo\n", "one\r\ntwo\r\n") > ENOUGH);
    }

    #[test]
    fn half_of_the_lines_is_half_of_the_score() {
        assert_eq!(score("aaaa\nbbbb\n", "aaaa\ncccc\n"), ENOUGH);
        assert_eq!(score("aaaa\nbbbb\n", "dddd\ncccc\n"), 0);
    }

    #[test]
    fn nothing_is_similar_to_an_empty_text() {
        assert_eq!(score("", ""), 0);
        assert_eq!(score("a\n", ""), 0);
        assert_eq!(score("", "a\n"), 0);
    }
}
