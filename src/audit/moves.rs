//! Passages that stand elsewhere now.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use super::gathering::Draft;
use super::pairing::Bag;
use super::prose::Kind;
use super::redline::{Mark, Part, Way, What, above, path_of, place_of};
use super::token::{Is, Token};
use super::words::{Runs, compare};

/// How many words a passage has at least that is recognised elsewhere: shorter ones repeat.
const WORDS_TO_MOVE: usize = 5;
/// How much two passages share at least to be one that moved.
const LIKE_ENOUGH_TO_MOVE: f32 = 0.8;

/// How many words tell which passage it was that another one moved past.
const WORDS_OF_WHAT_IS_PASSED: usize = 6;

/// Pairs passages that are gone with new ones elsewhere.
///
/// What comes again in its section behind or in front of nothing but what is gone and new never left:
/// it is told as one passage that changed, or stayed.
pub(super) fn find_moves(drafts: &mut Vec<Draft<'_>>) {
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
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for from in gone {
        let bag = Bag::of(drafts[from].words.tokens());
        let best = come
            .iter()
            .enumerate()
            .map(|(place, (_, there))| (bag.likeness(there), place))
            .filter(|(like, _)| *like >= LIKE_ENOUGH_TO_MOVE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, place)) = best else { continue };
        pairs.push((from, come.remove(place).0));
    }
    pairs.extend(short_ones(drafts, &pairs));
    let neighbours = Neighbours::of(drafts);
    neighbours.extend(drafts, &mut pairs);
    let (stayed, pairs): (Vec<_>, Vec<_>) =
        pairs.iter().copied().partition(|pair| is_in_place(drafts, *pair, &pairs));
    for (from, to) in &pairs {
        move_over(drafts, *from, *to);
    }
    neighbours.tell_along(drafts, &pairs);
    for (from, to) in &pairs {
        drafts[*to].past = past(drafts, *from, *to);
    }
    if stayed.is_empty() {
        return;
    }
    let order = in_order(drafts, &stayed.iter().copied().collect());
    for (from, to) in &stayed {
        stay(drafts, *from, *to);
    }
    let mut all: Vec<Option<Draft<'_>>> = std::mem::take(drafts).into_iter().map(Some).collect();
    drafts.extend(order.into_iter().filter_map(|at| all[at].take()));
}

/// The places of passages so that the old text and the new one are each in their order, where those of
/// `stayed`, from the old place to the new one, are one passage each. None of them went past another or
/// past what stayed, so that there is such an order.
fn in_order(drafts: &[Draft<'_>], stayed: &BTreeMap<usize, usize>) -> Vec<usize> {
    let arrived: BTreeSet<usize> = stayed.values().copied().collect();
    // The passages of a side, each with whether it is of the other side as well.
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (at, draft) in drafts.iter().enumerate() {
        match draft.what {
            What::Removed => match stayed.get(&at) {
                Some(to) => old.push((*to, true)),
                None => old.push((at, false)),
            },
            What::MovedAway(_) => old.push((at, false)),
            What::Added => new.push((at, arrived.contains(&at))),
            What::MovedHere(_) => new.push((at, false)),
            What::Same | What::Edited => {
                old.push((at, true));
                new.push((at, true));
            }
        }
    }
    let mut order = Vec::with_capacity(drafts.len());
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (Some((one, false)), Some((other, false))) => {
                let side = if one < other { &mut old } else { &mut new };
                order.extend(side.next().map(|(at, _)| at));
            }
            (Some((_, false)), _) => order.extend(old.next().map(|(at, _)| at)),
            (_, Some((_, false))) => order.extend(new.next().map(|(at, _)| at)),
            (Some((at, true)), _) | (None, Some((at, true))) => {
                order.push(at);
                old.next();
                new.next();
            }
            (None, None) => return order,
        }
    }
}

/// Whether a passage that is gone and new again in its section went past nothing: neither what stayed
/// nor what moved the other way.
fn is_in_place(drafts: &[Draft<'_>], (from, to): (usize, usize), pairs: &[(usize, usize)]) -> bool {
    let place = |at: usize| above(drafts[at].kind, drafts[at].section);
    let stayed = |draft: &Draft<'_>| matches!(draft.what, What::Same | What::Edited);
    place(from) == place(to)
        && !drafts[from.min(to)..from.max(to)].iter().any(stayed)
        && !pairs.iter().any(|(left, arrived)| (*left < from) != (*arrived < to) && *left != from)
}

/// What a passage moved past, where it moved within its section, by its first words: of what stayed
/// the one that is next to where it went, of sections their heading.
fn past(drafts: &[Draft<'_>], from: usize, to: usize) -> Option<String> {
    let moved = &drafts[to];
    let at_home = |left: &[String]| left == above(moved.kind, moved.section);
    if moved.along || !matches!(&moved.what, What::MovedHere(left) if at_home(left)) {
        return None;
    }
    let stayed = |draft: &&Draft<'_>| matches!(draft.what, What::Same | What::Edited);
    let like_it = |draft: &&Draft<'_>| match (moved.kind, draft.kind) {
        (Kind::Heading(moved), Kind::Heading(level)) => level <= moved,
        (Kind::Heading(_), _) => false,
        _ => true,
    };
    let between = drafts[from.min(to) + 1..from.max(to)].iter();
    let mut passed = between
        .filter(stayed)
        .filter(like_it)
        .map(beginning)
        .filter(|beginning| !beginning.is_empty());
    if to < from { passed.next() } else { passed.next_back() }
}

/// How a passage begins: of a row its first cell that says something.
fn beginning(draft: &Draft<'_>) -> String {
    let new = Runs::one(Mark::Same, draft.words.side(Mark::Added).map(|(token, _)| token));
    let text: String = new.to_text().into_iter().map(|run| run.text).collect();
    let text = match draft.kind {
        Kind::Row => text.split('|').find(|cell| !cell.trim().is_empty()).unwrap_or_default(),
        _ => &text,
    };
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(WORDS_OF_WHAT_IS_PASSED).collect();
    let rest = if words.next().is_some() { " …" } else { "" };
    first.join(" ") + rest
}

/// Items and rows that are gone in one place and new in another, word for word, and nowhere else among
/// what is gone or new: however short, it is the same one.
fn short_ones(drafts: &[Draft<'_>], pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let known: BTreeSet<usize> = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let mut places: BTreeMap<Vec<&str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        if known.contains(&at) || !matches!(draft.kind, Kind::Item(_) | Kind::Row) {
            continue;
        }
        let words: Vec<&str> = draft.words.tokens().map(|token| &*token.text).collect();
        match draft.what {
            What::Removed => places.entry(words).or_default().0.push(at),
            What::Added => places.entry(words).or_default().1.push(at),
            _ => {}
        }
    }
    let mut found: Vec<(usize, usize)> = places
        .into_iter()
        .filter(|(words, _)| words.iter().any(|word| !word.trim().is_empty()))
        .filter_map(|(_, (gone, come))| match (gone.as_slice(), come.as_slice()) {
            ([from], [to]) => Some((*from, *to)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found
}

impl Part {
    /// Where it was before, or is now, and how much moved with it, in words for people; nothing
    /// where it did not move. Headings in it are an author's text.
    #[must_use]
    pub fn moved_words(&self) -> Option<String> {
        let at_home = |elsewhere: &[String]| elsewhere == self.above();
        let way = if self.way == Some(Way::Up) { "up" } else { "down" };
        let mut words = match &self.what {
            What::MovedHere(from) if at_home(from) => match &self.past {
                Some(past) => format!("moved {way} past “{past}”"),
                None if from.is_empty() => format!("moved {way}"),
                None => format!("moved {way} in this section"),
            },
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

fn move_over(drafts: &mut [Draft<'_>], from: usize, to: usize) {
    let stood = |at: usize| above(drafts[at].kind, drafts[at].section).to_vec();
    let (left, arrived) = (stood(from), stood(to));
    let here: Vec<&Token> = drafts[from].words.tokens().collect();
    let there: Vec<&Token> = drafts[to].words.tokens().collect();
    let way = Some(if to < from { Way::Up } else { Way::Down });
    drafts[to].what = What::MovedHere(left);
    drafts[to].words = compare(&here, &there);
    drafts[to].way = way;
    drafts[from].what = What::MovedAway(arrived);
    drafts[from].words = Runs::one(Mark::Same, here);
    drafts[from].way = way;
}

/// Tells two passages as one that is where it was.
fn stay(drafts: &mut [Draft<'_>], from: usize, to: usize) {
    let here: Vec<&Token> = drafts[from].words.tokens().collect();
    let there: Vec<&Token> = drafts[to].words.tokens().collect();
    let words = compare(&here, &there);
    let is_same = !words.has(Mark::Added) && !words.has(Mark::Removed);
    drafts[to].what = if is_same { What::Same } else { What::Edited };
    drafts[to].words = words;
}

/// What stands beside what: in the old text, and in the new one.
struct Neighbours {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Neighbours {
    fn of(drafts: &[Draft<'_>]) -> Self {
        let all = |not: What| (0..drafts.len()).filter(|at| drafts[*at].what != not).collect();
        Self { old: all(What::Added), new: all(What::Removed) }
    }

    /// The passage so many places on in one of the texts.
    fn beside(text: &[usize], at: usize, by: isize) -> Option<usize> {
        let place = text.binary_search(&at).ok()?.checked_add_signed(by)?;
        text.get(place).copied()
    }

    /// Headings and other passages that are too short to be known by themselves moved, where they
    /// stand beside one that did, before and after.
    fn extend(&self, drafts: &[Draft<'_>], pairs: &mut Vec<(usize, usize)>) {
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
                let (old, new) = (&drafts[from], &drafts[to]);
                let same = old.what == What::Removed
                    && new.what == What::Added
                    && discriminant(&old.kind) == discriminant(&new.kind)
                    && old.words.tokens().map(|t| &t.text).eq(new.words.tokens().map(|t| &t.text));
                if same && !moved.contains(&from) && !moved.contains(&to) {
                    moved.extend([from, to]);
                    pairs.push((from, to));
                }
            }
        }
    }

    /// Marks what moved right behind the passage that it stood behind before.
    fn tell_along(&self, drafts: &mut [Draft<'_>], pairs: &[(usize, usize)]) {
        let pairs: BTreeMap<usize, usize> = pairs.iter().copied().collect();
        for (from, to) in &pairs {
            let before = Self::beside(&self.old, *from, -1).and_then(|before| pairs.get(&before));
            if before.is_some() && before.copied() == Self::beside(&self.new, *to, -1) {
                drafts[*from].along = true;
                drafts[*to].along = true;
            }
        }
    }
}
