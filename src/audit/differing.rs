//! The passages between the first difference of two texts and the last.

use std::sync::Arc;

use super::prose::Passage;
use super::token::Is;

/// Two texts where they differ. Most of a page stays, and need not be looked at; what is left out
/// here is the same passages with the same words on both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Differing<'t> {
    /// What differs of the text before.
    pub(super) old: &'t [Passage],
    /// What differs of the text after.
    pub(super) new: &'t [Passage],
    whole: [&'t [Passage]; 2],
    /// How many passages are left out in front, and behind.
    left: [usize; 2],
}

impl<'t> Differing<'t> {
    /// Where these texts differ. Of what is the same behind, the first passage is in it.
    pub(super) fn of(old: &'t [Passage], new: &'t [Passage]) -> Self {
        let same = |(old, new): &(&Passage, &Passage)| {
            old.kind == new.kind && Arc::ptr_eq(&old.tokens, &new.tokens)
        };
        let before = old.iter().zip(new).take_while(same).count();
        let behind = old[before..].iter().rev().zip(new[before..].iter().rev());
        let behind = behind.take_while(same).count().saturating_sub(1);
        Self::without([old, new], [before, behind])
    }

    /// The same with all that is behind what differs.
    pub(super) fn to_the_end(self) -> Option<Self> {
        let [before, behind] = self.left;
        (behind > 0).then(|| Self::without(self.whole, [before, 0]))
    }

    /// The same with so many words around it, or all that are there.
    pub(super) fn with_around(&self, words: usize) -> Self {
        let enough = |passages: &mut dyn Iterator<Item = &Passage>| {
            let mut left = words;
            passages
                .take_while(|passage| {
                    let goes_on = left > 0;
                    let more = passage.tokens.iter().filter(|token| token.is == Is::Word).count();
                    left = left.saturating_sub(more);
                    goes_on
                })
                .count()
        };
        let [before, behind] = self.around();
        let taken = [enough(&mut before.iter().rev()), enough(&mut behind.iter())];
        Self::without(self.whole, [before.len() - taken[0], behind.len() - taken[1]])
    }

    /// Whether anything is left out in front, and behind.
    pub(super) fn leaves_out(&self) -> [bool; 2] {
        self.left.map(|left| left > 0)
    }

    /// All of both texts.
    pub(super) fn whole(&self) -> Self {
        Self::without(self.whole, [0, 0])
    }

    /// What is left out of the text after, in front and behind.
    pub(super) fn around(&self) -> [&'t [Passage]; 2] {
        let [_, new] = self.whole;
        let [before, behind] = self.left;
        [&new[..before], &new[new.len() - behind..]]
    }

    fn without(whole: [&'t [Passage]; 2], left: [usize; 2]) -> Self {
        let [before, behind] = left;
        let [old, new] = whole.map(|text| &text[before..text.len() - behind]);
        Self { old, new, whole, left }
    }
}
