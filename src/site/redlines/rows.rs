//! Rows of tables as readers meet them: cell by cell, each under the heading of its column.

use serde::Serialize;

use super::shown::{Line, Words};
use crate::audit::{Part, What};
use crate::site::names::Names;

/// A row that is new or gone.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// added or removed.
    pub what: &'static str,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// The heading of its column; of a row of which some cells changed it stands in a phrase, and is
    /// empty in the others.
    pub column: String,
    /// Its words.
    pub runs: Vec<Words>,
}

impl Line {
    /// A row of a table, of which `part` is told. One that is new or gone as a whole is a table of one
    /// row, which takes those that follow; of others each cell in which words changed names its
    /// column. Where nobody knows which cell is whose, it keeps its borders.
    pub(super) fn of_row(self, names: &Names<'_>, part: &Part) -> Self {
        let is_whole = matches!(part.what, What::Added | What::Removed);
        let cells = cells(&self.runs);
        if is_whole && part.columns.is_empty() && part.heads.is_empty() {
            // What names columns stands in none.
            let head = cells.into_iter().map(|runs| Cell { column: String::new(), runs });
            return Self { kind: "table", head: head.collect(), ..self };
        }
        if part.heads.len() != cells.len() {
            return self;
        }
        let told = cells.into_iter().zip(&part.heads);
        let mut cells: Vec<Cell> =
            told.map(|(runs, head)| Cell { column: head.clone(), runs }).collect();
        if !is_whole {
            // What is left out is seen by what is named.
            cells.retain(|cell| !cell.column.is_empty() || cell.text() != "…");
            for cell in &mut cells {
                cell.column = match cell.is_changed() && !cell.column.is_empty() {
                    true => names.words.fill("row_in", &[("columns", &cell.column)]),
                    false => String::new(),
                };
            }
            return Self { cells, ..self };
        }
        let head = part.heads.iter().map(|head| Cell {
            column: String::new(),
            runs: vec![Words { mark: "same", spaced: false, text: head.clone() }],
        });
        Self {
            kind: "table",
            head: head.collect(),
            rows: vec![Row { what: self.what, cells }],
            ..self
        }
    }

    /// Whether the rows of `next` stand in the table of this one.
    pub(super) fn goes_on_in(&self, next: &Self) -> bool {
        let heads = |line: &Self| -> Vec<String> { line.head.iter().map(Cell::text).collect() };
        let are_tables = self.kind == "table" && next.kind == "table";
        are_tables && !next.rows.is_empty() && heads(self) == heads(next)
    }
}

impl Cell {
    /// Whether any of its words are new or gone.
    pub(super) fn is_changed(&self) -> bool {
        self.runs.iter().any(|run| run.mark != "same")
    }

    fn text(&self) -> String {
        let words = self.runs.iter().flat_map(|run| run.text.split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The words of a row, cell by cell.
fn cells(runs: &[Words]) -> Vec<Vec<Words>> {
    let mut cells = vec![Vec::new()];
    for run in runs {
        match (run.mark, cells.last_mut()) {
            ("border", _) => cells.push(Vec::new()),
            (_, Some(cell)) => cell.push(run.clone()),
            (_, None) => {}
        }
    }
    for first in cells.iter_mut().filter_map(|cell| cell.first_mut()) {
        first.spaced = false;
    }
    cells
}
