//! A passage of a redline without most of the words that stayed the same.

use super::prose::Kind;
use super::redline::{Mark, Part, Run, What};

/// How many words tell which passage it was that stood here and moved elsewhere.
const WORDS_OF_WHAT_LEFT: usize = 6;

/// What is told of a passage; see the fields of the same names of [`Part`].
#[derive(Default)]
struct Told {
    runs: Vec<Run>,
    columns: Vec<String>,
    heads: Vec<String>,
}

/// A passage with so many of the words that stayed beside what changed.
pub(super) fn shortened(part: &Part, words: usize) -> Part {
    let plain = |words| Told { runs: kept(&part.runs, words), ..Told::default() };
    let Told { runs, columns, heads } = match (part.kind, &part.what) {
        (_, What::MovedAway(_)) => plain(WORDS_OF_WHAT_LEFT),
        (Kind::Row, _) => row(part, words),
        _ => plain(words),
    };
    Part { runs, columns, heads, ..part.clone() }
}

/// Runs with so many of the words that stayed beside what changed.
fn kept(runs: &[Run], words: usize) -> Vec<Run> {
    let last = runs.len().saturating_sub(1);
    let whole = runs.len() == 1;
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
    runs.iter().enumerate().map(shorten).collect()
}

/// What is told of a row, and the headings of the columns in which words changed: without its first
/// cell nobody knows of what it is, without the columns' nobody knows what was said of it.
fn row(part: &Part, words: usize) -> Told {
    let cells = cells(&part.runs);
    let names: &[String] = if part.columns.len() == cells.len() { &part.columns } else { &[] };
    let changed = |cell: &[Run]| cell.iter().any(|run| run.mark != Mark::Same);
    let mut worded = cells.iter().filter(|cell| !cell.is_empty());
    if worded.all(|cell| changed(cell)) || !cells.iter().any(|cell| changed(cell)) {
        return Told { runs: kept(&part.runs, words), columns: Vec::new(), heads: names.to_vec() };
    }
    let mut heads: Vec<String> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |mark, text: &str| match runs.last_mut() {
        Some(last) if last.mark == mark => last.text.push_str(text),
        _ => runs.push(Run { mark, text: text.to_owned() }),
    };
    let mut skipped = false;
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 && !changed(cell) {
            if !std::mem::replace(&mut skipped, true) {
                push(Mark::Same, " | …");
                heads.extend((!names.is_empty()).then(String::new));
            }
            continue;
        }
        skipped = false;
        heads.extend(names.get(at).cloned());
        if at > 0 {
            push(Mark::Same, " |");
        }
        let mut first = at > 0;
        for run in kept(cell, words) {
            let parted = std::mem::take(&mut first) && !run.text.starts_with(' ');
            push(run.mark, if parted { " " } else { "" });
            push(run.mark, &run.text);
        }
    }
    let named = cells.iter().zip(names).filter(|(cell, _)| changed(cell));
    let columns = named.map(|(_, name)| name.clone()).filter(|name| !name.is_empty()).collect();
    Told { runs, columns, heads }
}

/// The cells of a row's runs, each with its runs.
fn cells(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut cells: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        let mut text = String::new();
        let close = |cells: &mut Vec<Vec<Run>>, text: &mut String| {
            let text = std::mem::take(text);
            if let Some(cell) = cells.last_mut().filter(|_| !text.is_empty()) {
                cell.push(Run { mark: run.mark, text });
            }
        };
        for (at, word) in run.text.split(' ').enumerate() {
            if word == "|" {
                close(&mut cells, &mut text);
                cells.push(Vec::new());
            } else {
                text.push_str(if at > 0 { " " } else { "" });
                text.push_str(word);
            }
        }
        close(&mut cells, &mut text);
    }
    cells
}

/// How many words more than asked for are kept, so that a text is cut where a sentence ends.
const TO_THE_END: usize = 24;
/// How many words are not worth to be cut.
const TOO_FEW: usize = 8;

/// A text with its middle as `…`, so many words from its beginning and its end, and on to where their
/// sentences end and begin, if that is near: half a sentence may say the contrary of the whole one.
fn elided(text: &str, head: usize, tail: usize) -> String {
    let chunks: Vec<&str> = text.split_inclusive(' ').collect();
    let is_word = |chunk: &str| !chunk.trim().is_empty();
    let ends = |chunk: &str| {
        let chunk = chunk.trim_end().trim_end_matches(['"', '”', '’', ')', '*']);
        chunk.ends_with(['.', '!', '?', ':', ';']) || chunk.ends_with('|')
    };
    let words = |chunks: &[&str]| chunks.iter().filter(|chunk| is_word(chunk)).count();
    // Where the first so many words end, and where the sentence does.
    let after = |count: usize| {
        let mut places = (0..chunks.len()).filter(|at| is_word(chunks[*at]));
        places.nth(count.saturating_sub(1)).map_or(chunks.len(), |at| at + 1)
    };
    let head = match head {
        0 => 0,
        head => {
            let least = after(head);
            let near = (least.saturating_sub(1)..chunks.len()).find(|at| ends(chunks[*at]));
            let near = near.filter(|at| words(&chunks[least..(at + 1).max(least)]) <= TO_THE_END);
            near.map_or(least, |at| at + 1)
        }
    };
    let tail = match tail {
        0 => chunks.len(),
        tail => {
            let all = words(&chunks);
            let most = after(all.saturating_sub(tail)).min(chunks.len());
            let most = if all <= tail { 0 } else { most };
            let near = (0..most).rev().find(|at| ends(chunks[*at])).map(|at| at + 1).unwrap_or(0);
            if words(&chunks[near..most]) <= TO_THE_END { near } else { most }
        }
    };
    if head >= tail || words(&chunks[head..tail]) < TOO_FEW {
        return text.to_owned();
    }
    let (start, end) = (chunks[..head].concat(), chunks[tail..].concat());
    match (start.is_empty(), end.is_empty()) {
        (true, _) => format!("… {end}"),
        (_, true) => format!("{}…", spaced(&start)),
        _ => format!("{}… {end}", spaced(&start)),
    }
}

/// A text with a space at its end.
fn spaced(text: &str) -> String {
    if text.ends_with(' ') { text.to_owned() } else { format!("{text} ") }
}
