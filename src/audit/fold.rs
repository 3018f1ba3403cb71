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
    Part { runs: part.runs.iter().enumerate().map(shorten).collect(), ..part.clone() }
}

/// A text with its middle as `…`, so many words from its beginning and its end.
fn elided(text: &str, head: usize, tail: usize) -> String {
    let spans: Vec<(usize, usize)> = {
        let mut at = 0;
        let chunks = text.split_inclusive(' ');
        chunks
            .map(|chunk| {
                let span = (at, at + chunk.len());
                at = span.1;
                span
            })
            .filter(|(from, to)| !text[*from..*to].trim().is_empty())
            .collect()
    };
    if spans.len() <= head + tail + 2 {
        return text.to_owned();
    }
    let start = match head {
        0 => String::new(),
        head => text[..spans[head - 1].1].to_owned(),
    };
    let end = match tail {
        0 => "",
        tail => &text[spans[spans.len() - tail].0..],
    };
    match (start.is_empty(), end.is_empty()) {
        (true, _) => format!("… {end}"),
        (_, true) => format!("{start}…"),
        _ => format!("{start}… {end}"),
    }
}
