//! What changed in meaning, month by month and team by team, as a chart and its table: coordinates
//! here, marks in `bodies/parts/activity.html`.
//!
//! Each team has a row of bars of its own, on one scale, so that teams are told apart by their
//! place and name and no colour is needed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::change::Month;
use super::drawing::fitting;
use crate::org::TeamId;
use crate::site::names::Names;

/// Changes of meaning by the team that owns the page today; nothing for pages of no team.
pub type Counts = BTreeMap<Option<TeamId>, BTreeMap<Month, usize>>;

/// How many months are shown, and how many teams before the rest is put together.
const MONTHS: usize = 12;
const TEAMS: usize = 8;

/// In how many months there must be changes: with fewer there is no course of things to see.
const LEAST: usize = 3;

/// Sizes, in units of the drawing: 13 of them are a letter's height.
const WIDTH: usize = 400;
const LEFT: usize = 124;
const ROW: usize = 58;
const TALLEST: usize = 30;
const BAR: usize = 15;
const STEP: usize = (WIDTH - LEFT) / MONTHS;
const LETTERS: usize = 17;

/// The chart and its table.
#[derive(Debug, Serialize)]
pub struct Activity {
    width: usize,
    height: usize,
    left: usize,
    bar: usize,
    /// The base line of the months' names.
    foot: usize,
    rows: Vec<ChartRow>,
    months: Vec<ChartMonth>,
    table: Vec<Line>,
    words: String,
}

#[derive(Debug, Serialize)]
struct ChartRow {
    name: String,
    short: String,
    total: usize,
    name_y: usize,
    total_y: usize,
    base: usize,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    month: String,
    count: usize,
    x: usize,
    y: usize,
    height: usize,
    middle: usize,
    label_y: usize,
    /// Whether it is the tallest of its row, and says its number.
    top: bool,
}

#[derive(Debug, Serialize)]
struct ChartMonth {
    letters: String,
    middle: usize,
}

#[derive(Debug, Serialize)]
struct Line {
    month: String,
    counts: Vec<usize>,
}

impl Activity {
    /// The twelve months up to `last`; nothing where fewer than three of them saw changes, as in
    /// a young handbook.
    #[must_use]
    pub fn of(names: &Names<'_>, counts: &Counts, last: Month) -> Option<Self> {
        let months = months_to(last);
        let mut rows: Vec<(String, Vec<usize>)> = counts
            .iter()
            .map(|(team, by_month)| {
                let name = match team {
                    Some(team) => names.team(team).name,
                    None => names.words.say("no_team").to_owned(),
                };
                let row = months.iter().map(|month| by_month.get(month).copied().unwrap_or(0));
                (name, row.collect::<Vec<_>>())
            })
            .filter(|(_, row)| row.iter().any(|count| *count > 0))
            .collect();
        let busy = (0..MONTHS).filter(|at| rows.iter().any(|(_, row)| row[*at] > 0));
        if busy.count() < LEAST {
            return None;
        }
        rows.sort_by(|a, b| {
            let total = |row: &[usize]| row.iter().sum::<usize>();
            total(&b.1).cmp(&total(&a.1)).then_with(|| a.0.cmp(&b.0))
        });
        if rows.len() > TEAMS {
            let rest = rows.split_off(TEAMS - 1);
            let name = names.words.count("other_teams", rest.len(), &[]);
            let sum = (0..MONTHS).map(|at| rest.iter().map(|(_, row)| row[at]).sum());
            rows.push((name, sum.collect()));
        }
        let most = rows.iter().flat_map(|(_, row)| row).copied().max()?;
        let called: Vec<String> = months.iter().map(|month| names.words.month(*month)).collect();
        let table = called.iter().enumerate().map(|(at, month)| Line {
            month: month.clone(),
            counts: rows.iter().map(|(_, row)| row[at]).collect(),
        });
        let table = table.collect();
        let words: Vec<String> =
            rows.iter().map(|(name, row)| in_words(names, name, row, &called)).collect();
        let drawn: Vec<ChartRow> = rows
            .into_iter()
            .zip(0..)
            .map(|((name, row), at)| chart_row(name, &row, at, most, &called))
            .collect();
        let foot = drawn.len() * ROW + 16;
        Some(Self {
            width: WIDTH,
            height: foot + 6,
            left: LEFT,
            bar: BAR,
            foot,
            months: called
                .iter()
                .enumerate()
                .map(|(at, month)| ChartMonth {
                    letters: month.chars().take(1).collect(),
                    middle: LEFT + at * STEP + BAR / 2 + 1,
                })
                .collect(),
            rows: drawn,
            table,
            words: words.join(" "),
        })
    }
}

fn chart_row(name: String, row: &[usize], at: usize, most: usize, months: &[String]) -> ChartRow {
    let base = at * ROW + ROW - 6;
    let top = row.iter().copied().max().unwrap_or(0);
    let mut told = false;
    let bars = row.iter().zip(months).enumerate().map(|(place, (count, month))| {
        // A month with any change shows, however many another has.
        let height = if *count == 0 { 0 } else { (count * TALLEST / most).max(2) };
        let x = LEFT + place * STEP;
        let is_top = *count == top && !told;
        told |= is_top;
        Bar {
            month: month.clone(),
            count: *count,
            x,
            y: base - height,
            height,
            middle: x + BAR / 2 + 1,
            label_y: base - height - 4,
            top: is_top,
        }
    });
    ChartRow {
        bars: bars.collect(),
        short: fitting(&name, LETTERS),
        name,
        total: row.iter().sum(),
        name_y: base - 16,
        total_y: base - 1,
        base,
    }
}

fn in_words(names: &Names<'_>, name: &str, row: &[usize], months: &[String]) -> String {
    let told: Vec<String> = row
        .iter()
        .zip(months)
        .filter(|(count, _)| **count > 0)
        .map(|(count, month)| {
            names
                .words
                .fill("activity_in_month", &[("count", &count.to_string()), ("month", month)])
        })
        .collect();
    format!("{name}: {}.", told.join(", "))
}

/// The months up to `last`, oldest first.
fn months_to(last: Month) -> Vec<Month> {
    let mut months = Vec::with_capacity(MONTHS);
    let (mut year, mut month) = last;
    for _ in 0..MONTHS {
        months.push((year, month));
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    }
    months.reverse();
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_go_back_over_the_turn_of_the_year() {
        let months = months_to((2026, 3));
        assert_eq!(months.len(), 12);
        assert_eq!(months[0], (2025, 4));
        assert_eq!(months[8], (2025, 12));
        assert_eq!(months[11], (2026, 3));
    }

    #[test]
    fn a_month_with_one_change_shows_beside_one_with_a_thousand() {
        let mut row = vec![0; MONTHS];
        row[0] = 1;
        row[1] = 1000;
        let drawn = chart_row("x".to_owned(), &row, 0, 1000, &vec![String::new(); MONTHS]);
        assert_eq!(drawn.bars[0].height, 2);
        assert_eq!(drawn.bars[1].height, TALLEST);
        assert_eq!(drawn.bars[2].height, 0);
    }
}
