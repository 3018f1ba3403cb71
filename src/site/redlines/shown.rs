//! A change as readers meet it.

use serde::Serialize;

use super::rows::{Cell, Row};
use crate::audit::{Kind, Mark, Part, Piece, Run, Verdict, Way, What, path_of};
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// A change as its page, a fold or a feed shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The page that changed.
    pub page: Link,
    /// What commits say of it, without mail addresses.
    pub subject: String,
    /// Its commit's short id.
    pub short: String,
    /// Its commit on the forge.
    pub commit: Option<Href>,
    /// The day on which it landed.
    pub date: String,
    /// The same in words.
    pub date_words: String,
    /// The day on which it was written, in words, where that is another one.
    pub written_words: Option<String>,
    /// Who is behind it.
    pub by: Vec<Link>,
    /// What it did, in a word.
    pub class: String,
    /// The same with where the page was before, where the change moved it.
    pub what: String,
    /// What is special about it.
    pub flags: Vec<String>,
    /// What rules are made of, where that changed.
    pub signals: Vec<String>,
    /// Where it changed something, the first places and how many more.
    pub sections: Vec<String>,
    /// How many words are new.
    pub words_added: usize,
    /// How many words are gone.
    pub words_removed: usize,
    /// Both in words.
    pub words_words: String,
    /// Who owned the page then.
    pub owner: Option<Link>,
    /// The verdict's name.
    pub verdict: Verdict,
    /// The same in words.
    pub verdict_words: String,
    /// Why it is said.
    pub why: String,
    /// What says that somebody agreed, in words.
    pub evidence: Vec<String>,
    /// What changed; empty where it is not to be shown.
    pub redline: Vec<Line>,
    /// How many passages more changed.
    pub more: usize,
    /// The same in words.
    pub more_words: String,
    /// Its own page.
    pub href: Href,
}

/// A passage of a redline, or the headings above the next ones.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Line {
    /// The headings that the next passages stand under; empty for a passage.
    pub under: String,
    /// heading, paragraph, item, row, table or code; a table holds rows that are new or gone.
    pub kind: &'static str,
    /// added, removed, edited or moved.
    pub what: &'static str,
    /// What stands before an item of a list: its number, or a bullet; else empty.
    pub lead: String,
    /// How deep an item stands in lists, and the level of a heading, from 1; else 0.
    pub depth: u8,
    /// Where it was before, or is now, or the columns of a row in which words changed, in words;
    /// empty where there is nothing to say.
    pub note: String,
    /// Its words.
    pub runs: Vec<Words>,
    /// Of a row, its words cell by cell, where it is known which column each is in; else nothing.
    pub cells: Vec<Cell>,
    /// Of a table, the headings of its columns.
    pub head: Vec<Cell>,
    /// Of a table, its rows.
    pub rows: Vec<Row>,
}

/// Words with one mark.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// same, added or removed; or border, between the cells of a row.
    pub mark: &'static str,
    /// Whether a space goes before them.
    pub spaced: bool,
    /// The words.
    pub text: String,
}

/// How many places of a change are named before the rest is counted.
const PLACES: usize = 3;
/// How many passages are shown elsewhere than on the change's own page.
const PASSAGES: usize = 12;

/// The first of the places where something changed, and how many more there are.
#[must_use]
pub(super) fn first_of(names: &Names<'_>, mut places: Vec<String>) -> Vec<String> {
    let more = places.len().saturating_sub(PLACES);
    if more > 0 {
        places.truncate(PLACES);
        places.push(names.words.count("and_more", more, &[]));
    }
    places
}

impl ChangeView {
    /// The same with a redline that is short enough to stand among others; the rest is counted.
    #[must_use]
    pub fn in_short(&self, names: &Names<'_>) -> Self {
        let mut short = self.clone();
        let mut left = PASSAGES;
        short.redline.retain_mut(|line| {
            let (passages, begins) = (line.passages(), left > 0);
            if line.kind == "table" {
                line.rows.truncate(left.saturating_sub(passages - line.rows.len()));
            }
            short.more += passages.saturating_sub(left);
            left = left.saturating_sub(passages);
            begins
        });
        if short.more > 0 {
            short.more_words = names.words.count("more_passages", short.more, &[]);
            // Headings that nothing follows say nothing.
            while short.redline.last().is_some_and(|line| !line.under.is_empty()) {
                short.redline.pop();
            }
        }
        short
    }
}

impl Line {
    /// The pieces of a folded redline; rows that are new or gone stand in one table.
    #[must_use]
    pub fn all(names: &Names<'_>, pieces: &[Piece]) -> Vec<Self> {
        let mut lines: Vec<Self> = Vec::new();
        for line in pieces.iter().filter_map(|piece| Self::of(names, piece)) {
            match lines.last_mut() {
                Some(last) if last.goes_on_in(&line) => last.rows.extend(line.rows),
                _ => lines.push(line),
            }
        }
        lines
    }

    /// How many passages it tells of.
    fn passages(&self) -> usize {
        match self.kind {
            _ if !self.under.is_empty() => 0,
            "table" => self.rows.len() + usize::from(self.head.iter().any(Cell::is_changed)),
            _ => 1,
        }
    }

    /// A piece of a folded redline; nothing for the count of what is left out.
    fn of(names: &Names<'_>, piece: &Piece) -> Option<Self> {
        let part = match piece {
            Piece::Under(section) => {
                let under = match section.as_slice() {
                    [] => names.words.say("redline_top").to_owned(),
                    section => path_of(section),
                };
                return Some(Line { under, ..Line::default() });
            }
            Piece::More(_) => return None,
            Piece::Part(part) => part,
        };
        let (kind, depth) = match part.kind {
            Kind::Heading(level) => ("heading", level),
            Kind::Paragraph => ("paragraph", 0),
            Kind::Item(depth) => ("item", depth),
            Kind::Row => ("row", 0),
            Kind::Code => ("code", 0),
        };
        let lead = match (part.kind, part.number) {
            (Kind::Item(_), Some(number)) => format!("{number}."),
            (Kind::Item(_), None) => "•".to_owned(),
            _ => String::new(),
        };
        let what = match part.what {
            What::Same => "same",
            What::Edited => "edited",
            What::Added => "added",
            What::Removed => "removed",
            What::MovedHere(_) | What::MovedAway(_) => "moved",
        };
        let runs = part.runs.iter().flat_map(|run| match part.kind {
            Kind::Row => Words::of_row(run),
            _ => vec![Words::of(run.mark, &run.text)],
        });
        let runs = runs.collect();
        let note = note(names, part);
        let line = Line { kind, what, lead, depth, note, runs, ..Line::default() };
        Some(if part.kind == Kind::Row { line.of_row(names, part) } else { line })
    }
}

impl Words {
    fn of(mark: Mark, text: &str) -> Self {
        let mark = match mark {
            Mark::Same => "same",
            Mark::Added => "added",
            Mark::Removed => "removed",
        };
        Self { mark, spaced: text.starts_with(' '), text: text.trim_start().to_owned() }
    }

    /// The words of a run in a row of a table, apart from the borders between its cells.
    fn of_row(run: &Run) -> Vec<Self> {
        let mut all = Vec::new();
        let mut text = String::new();
        for word in run.text.split_inclusive(' ') {
            if word.trim_end() != "|" {
                text.push_str(word);
                continue;
            }
            if !text.trim().is_empty() {
                all.push(Self::of(run.mark, text.trim_end()));
            }
            all.push(Self { mark: "border", spaced: true, text: "|".to_owned() });
            text = if word.ends_with(' ') { " ".to_owned() } else { String::new() };
        }
        if !text.trim().is_empty() {
            all.push(Self::of(run.mark, &text));
        }
        all
    }
}

/// What is said of a passage before its words.
fn note(names: &Names<'_>, part: &Part) -> String {
    let words = &names.words;
    let at_home = |elsewhere: &[String]| elsewhere == part.above();
    let section = |section: &[String]| match section {
        [] => words.say("moved_top").to_owned(),
        section => format!("“{}”", path_of(section)),
    };
    let up = part.way == Some(Way::Up);
    let moved = match &part.what {
        // A folded redline tells it only where it arrived.
        What::MovedHere(from) if at_home(from) => match &part.past {
            Some(past) => words
                .fill(if up { "moved_up_past" } else { "moved_down_past" }, &[("passage", past)]),
            None => words.say(if up { "moved_up" } else { "moved_down" }).to_owned(),
        },
        What::MovedHere(from) => words.fill("moved_here", &[("section", &section(from))]),
        What::MovedAway(to) => words.fill("moved_away", &[("section", &section(to))]),
        // Each cell names its own.
        _ if part.columns.is_empty() || !part.heads.is_empty() => return String::new(),
        _ => return words.fill("row_in", &[("columns", &part.columns.join(", "))]),
    };
    match part.with {
        0 => words.fill("moved_alone", &[("moved", &moved)]),
        with => words.count("moved_with", with, &[("moved", &moved)]),
    }
}
