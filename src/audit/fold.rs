//! A redline with what stayed the same put away, so that what changed can be read.

use super::prose::Kind;
use super::redline::{Mark, Part, Redline, What};
use super::shortened::shortened;
use super::signals::{Signal, of_word};

/// How much of a redline is kept.
#[derive(Debug, Clone, Copy)]
pub struct Fold {
    /// How many words that stayed the same are kept beside words that changed.
    pub words: usize,
    /// How many changed passages are kept before the rest is counted.
    pub passages: usize,
}

impl Default for Fold {
    fn default() -> Self {
        Self { words: 16, passages: 12 }
    }
}

/// A piece of a folded redline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// What follows stands under these headings; under none, above the page's first one.
    Under(Vec<String>),
    /// A passage that changed; long stretches that stayed are `…`.
    Part(Part),
    /// So many passages more changed.
    More(usize),
}

/// Folds a redline: passages that changed, each under its headings; all else is left out. What moved
/// together is told by its first passage, and by those whose words changed, too; what moved within its
/// section only where it arrived; of a row of a table its first cell is kept, and those in which words
/// changed. Where not all passages are kept, those in which rules changed go before the others.
#[must_use]
pub fn fold(redline: &Redline, fold: Fold) -> Vec<Piece> {
    let told = told(redline, fold.words);
    let more = told.len().saturating_sub(fold.passages);
    let kept = weightiest(&told, fold.passages);
    let mut pieces = Vec::new();
    // Where a reader takes what comes next to stand, and what was written of it.
    let mut under: Vec<String> = Vec::new();
    let mut said: Option<Vec<String>> = None;
    for (part, _) in told.into_iter().zip(kept).filter(|(_, kept)| *kept) {
        let is_heading = matches!(part.kind, Kind::Heading(_));
        let above = part.above();
        let is_known = match &said {
            _ if under == above => true,
            // A heading says where it stands by itself, as long as nothing else was said before.
            Some(said) => is_heading && said == above,
            None => is_heading && above.is_empty(),
        };
        if !is_known {
            let section = if is_heading && above.is_empty() { &part.section } else { above };
            said = Some(section.to_vec());
            pieces.push(Piece::Under(section.to_vec()));
        }
        under.clone_from(&part.section);
        pieces.push(Piece::Part(part));
    }
    if more > 0 {
        pieces.push(Piece::More(more));
    }
    pieces
}

/// Which passages are kept, so many: those in which rules changed, then those that come first. Of a page
/// that is all new its beginning says most.
fn weightiest(told: &[Part], passages: usize) -> Vec<bool> {
    let is_new = told.iter().all(|part| part.what == What::Added);
    let weighs = |part: &Part| told.len() > passages && !is_new && touches_rules(part);
    let (first, rest): (Vec<usize>, Vec<usize>) =
        (0..told.len()).partition(|at| weighs(&told[*at]));
    let mut kept = vec![false; told.len()];
    first.into_iter().chain(rest).take(passages).for_each(|at| kept[at] = true);
    kept
}

/// Whether words changed that rules are made of; the company's own words are not looked at.
fn touches_rules(part: &Part) -> bool {
    let changed = part.runs.iter().filter(|run| run.mark != Mark::Same);
    changed.flat_map(|run| run.text.split_whitespace()).any(|word| {
        let ends = |c: char| !c.is_alphanumeric() && !"+-~<>≤≥€£$¥₹".contains(c);
        let word = word.trim_matches(ends).to_lowercase().replace('’', "'");
        of_word(&word, "", "").is_some_and(Signal::binds)
    })
}

/// Whether all that changed is that passages stand in another order within their sections.
#[must_use]
pub fn is_order(pieces: &[Piece]) -> bool {
    let in_order = |piece: &Piece| match piece {
        Piece::Under(_) => true,
        Piece::More(_) => false,
        Piece::Part(part) => {
            matches!(&part.what, What::MovedHere(from) if from == part.above())
                && part.runs.iter().all(|run| run.mark == Mark::Same)
        }
    };
    !pieces.is_empty() && pieces.iter().all(in_order)
}

/// The passages that are told.
fn told(redline: &Redline, words: usize) -> Vec<Part> {
    let mut told: Vec<Part> = Vec::new();
    // What leads a group that moved: where it arrived, and where it stood.
    let (mut here, mut away) = (None, None);
    // Whether the group that went away is told where it arrived alone.
    let mut is_told_there = false;
    for part in redline.parts.iter().filter(|part| part.is_changed() && !part.runs.is_empty()) {
        let leads = match &part.what {
            What::MovedHere(_) => Some(&mut here),
            What::MovedAway(to) => {
                is_told_there = if part.along { is_told_there } else { to == part.above() };
                if is_told_there {
                    continue;
                }
                Some(&mut away)
            }
            _ => None,
        };
        let stayed = part.runs.iter().all(|run| run.mark == Mark::Same);
        let mut part = shortened(part, words);
        if let Some(leads) = leads {
            match leads.and_then(|lead: usize| told.get_mut(lead)).filter(|_| part.along) {
                Some(lead) => {
                    lead.with += 1;
                    if stayed {
                        continue;
                    }
                    (part.what, part.way, part.past) = (What::Edited, None, None);
                }
                None => *leads = Some(told.len()),
            }
        }
        told.push(part);
    }
    told
}
