//! Passages that stand elsewhere now.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use super::pairing::Bag;
use super::redline::{Mark, Part, Way, What, path_of, place_of};
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
    if gone.is_empty() || gone.len().saturating_mul(come.len()) > 40_000 {
        return;
    }
    let mut come: Vec<(usize, Bag)> =
        come.into_iter().map(|to| (to, Bag::of(&words_of(&parts[to])))).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for from in gone {
        let bag = Bag::of(&words_of(&parts[from]));
        let best = come
            .iter()
            .enumerate()
            .map(|(place, (_, there))| (bag.likeness(there), place))
            .filter(|(like, _)| *like >= LIKE_ENOUGH_TO_MOVE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, place)) = best else { continue };
        pairs.push((from, come.remove(place).0));
    }
    let neighbours = Neighbours::of(parts);
    neighbours.extend(parts, &mut pairs);
    for (from, to) in &pairs {
        move_over(parts, *from, *to);
    }
    neighbours.tell_along(parts, &pairs);
}

impl Part {
    /// Where it was before, or is now, and how much moved with it, in words for people; nothing
    /// where it did not move. Headings in it are an author's text.
    #[must_use]
    pub fn moved_words(&self) -> Option<String> {
        let at_home = |elsewhere: &[String]| elsewhere == self.above();
        let way = if self.way == Some(Way::Up) { "up" } else { "down" };
        let mut words = match &self.what {
            What::MovedHere(from) if at_home(from) && from.is_empty() => format!("moved {way}"),
            What::MovedHere(from) if at_home(from) => format!("moved {way} in this section"),
            What::MovedHere(from) => format!("moved here from {}", quoted(from)),
            What::MovedAway(to) if at_home(to) => format!("moved {way} from here"),
            What::MovedAway(to) => format!("moved to {}", quoted(to)),
            What::Same | What::Edited | What::Added | What::Removed => return None,
        };
        match self.with {
            0 => {}
            1 => words.push_str(", with the passage after it"),
            with => words.push_str(&format!(", with the {with} passages after it")),
        }
        Some(words)
    }
}

/// A section in a sentence.
fn quoted(section: &[String]) -> String {
    match section {
        [] => place_of(section),
        section => format!("“{}”", path_of(section)),
    }
}

fn words_of(part: &Part) -> Vec<Token> {
    part.tokens.tokens().cloned().collect()
}

fn move_over(parts: &mut [Part], from: usize, to: usize) {
    let (tokens, there) = (words_of(&parts[from]), words_of(&parts[to]));
    let (left, arrived) = (parts[from].above().to_vec(), parts[to].above().to_vec());
    let way = Some(if to < from { Way::Up } else { Way::Down });
    parts[to].what = What::MovedHere(left);
    parts[to].tokens = compare(&tokens, &there);
    parts[to].way = way;
    parts[from].what = What::MovedAway(arrived);
    parts[from].tokens = Runs::one(Mark::Same, &tokens);
    parts[from].way = way;
}

/// What stands beside what: in the old text, and in the new one.
struct Neighbours {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Neighbours {
    fn of(parts: &[Part]) -> Self {
        let all = |not: What| (0..parts.len()).filter(|at| parts[*at].what != not).collect();
        Self { old: all(What::Added), new: all(What::Removed) }
    }

    /// The passage so many places on in one of the texts.
    fn beside(text: &[usize], at: usize, by: isize) -> Option<usize> {
        let place = text.binary_search(&at).ok()?.checked_add_signed(by)?;
        text.get(place).copied()
    }

    /// Headings and other passages that are too short to be known by themselves moved, where they
    /// stand beside one that did, before and after.
    fn extend(&self, parts: &[Part], pairs: &mut Vec<(usize, usize)>) {
        let mut moved: BTreeSet<usize> = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let mut next = 0;
        while let Some((from, to)) = pairs.get(next).copied() {
            next += 1;
            for by in [-1, 1] {
                let (Some(from), Some(to)) =
                    (Self::beside(&self.old, from, by), Self::beside(&self.new, to, by))
                else {
                    continue;
                };
                let (old, new) = (&parts[from], &parts[to]);
                let same = old.what == What::Removed
                    && new.what == What::Added
                    && discriminant(&old.kind) == discriminant(&new.kind)
                    && old
                        .tokens
                        .tokens()
                        .map(|t| &t.text)
                        .eq(new.tokens.tokens().map(|t| &t.text));
                if same && !moved.contains(&from) && !moved.contains(&to) {
                    moved.extend([from, to]);
                    pairs.push((from, to));
                }
            }
        }
    }

    /// Marks what moved right behind the passage that it stood behind before.
    fn tell_along(&self, parts: &mut [Part], pairs: &[(usize, usize)]) {
        let pairs: BTreeMap<usize, usize> = pairs.iter().copied().collect();
        for (from, to) in &pairs {
            let before = Self::beside(&self.old, *from, -1).and_then(|before| pairs.get(&before));
            if before.is_some() && before.copied() == Self::beside(&self.new, *to, -1) {
                parts[*from].along = true;
                parts[*to].along = true;
            }
        }
    }
}
