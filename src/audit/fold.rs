//! A redline with what stayed the same put away, so that what changed can be read.

use super::prose::Kind;
use super::redline::{Mark, Part, Redline, Run};

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
    /// What follows stands under these headings.
    Under(Vec<String>),
    /// A passage that changed; long stretches that stayed are `…`.
    Part(Part),
    /// So many passages more changed.
    More(usize),
}

/// Folds a redline: passages that changed, each under its headings; all else is left out.
#[must_use]
pub fn fold(redline: &Redline, fold: Fold) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut under: Option<&[String]> = None;
    let mut said: Option<&[String]> = None;
    let changed: Vec<&Part> =
        redline.parts.iter().filter(|part| part.is_changed() && !part.runs.is_empty()).collect();
    for part in changed.iter().take(fold.passages) {
        // A heading says where it stands by itself.
        let section = match (part.kind, part.section.as_slice()) {
            (Kind::Heading(_), [above @ .., _]) => above,
            (_, section) => section,
        };
        if under != Some(section) && said != Some(section) && !section.is_empty() {
            said = Some(section);
            pieces.push(Piece::Under(section.to_vec()));
        }
        under = Some(match part.kind {
            Kind::Heading(_) => &part.section,
            _ => section,
        });
        pieces.push(Piece::Part(shortened(part, fold.words)));
    }
    if changed.len() > fold.passages {
        pieces.push(Piece::More(changed.len() - fold.passages));
    }
    pieces
}

fn shortened(part: &Part, words: usize) -> Part {
    let last = part.runs.len().saturating_sub(1);
    let whole = part.runs.len() == 1;
    let shorten = |(at, run): (usize, &Run)| {
        if run.mark != Mark::Same {
            return run.clone();
        }
        let (head, tail) = match (whole, at) {
            // A passage that moved is recognised by how it begins.
            (true, _) => (words, 0),
            (_, 0) => (0, words),
            (_, at) if at == last => (words, 0),
            _ => (words, words),
        };
        Run { mark: run.mark, text: elided(&run.text, head, tail) }
    };
    Part {
        kind: part.kind,
        section: part.section.clone(),
        what: part.what.clone(),
        runs: part.runs.iter().enumerate().map(shorten).collect(),
    }
}

/// A text with its middle as `…`, so many words from its beginning and its end.
fn elided(text: &str, head: usize, tail: usize) -> String {
    let is_word = |chunk: &&str| !chunk.trim().is_empty();
    if text.split_inclusive(' ').filter(is_word).nth(head + tail + 2).is_none() {
        return text.to_owned();
    }
    let start = length_of(text.split_inclusive(' '), head);
    let end = text.len() - length_of(text.split_inclusive(' ').rev(), tail);
    let (start, end) = (&text[..start], &text[end..]);
    match (start.is_empty(), end.is_empty()) {
        (true, _) => format!("… {end}"),
        (_, true) => format!("{start}…"),
        _ => format!("{start}… {end}"),
    }
}

/// How many bytes the first so many words take, with the spaces between them.
fn length_of<'t>(chunks: impl Iterator<Item = &'t str>, words: usize) -> usize {
    let mut left = words;
    let taken = chunks.take_while(|chunk| {
        let goes_on = left > 0;
        left -= usize::from(goes_on && !chunk.trim().is_empty());
        goes_on
    });
    taken.map(str::len).sum()
}
