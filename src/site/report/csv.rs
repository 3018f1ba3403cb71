//! Changes as a table for a spreadsheet.

use crate::audit::{Named, Report, ReportedEvidence};
use crate::escape::Cell;

/// The columns, in order.
const COLUMNS: [&str; 20] = [
    "commit",
    "landed",
    "date",
    "authors",
    "page",
    "moved_from",
    "moved_to",
    "title",
    "kind",
    "class",
    "flags",
    "signals",
    "sections",
    "words_added",
    "words_removed",
    "owner",
    "verdict",
    "why",
    "evidence",
    "subject",
];

/// Writes a report as comma-separated values (RFC 4180), a change a row, with a head.
///
/// Subjects and titles are text from commits: each cell is a [`Cell`], which no spreadsheet
/// calculates.
#[must_use]
pub fn csv(report: &Report) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let names =
        |all: &[Named]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("; ");
    let rows = report.changes.iter().map(|change| {
        [
            change.commit.clone(),
            change.landed.clone(),
            change.date.clone(),
            names(&change.authors),
            change.page.clone(),
            change.moved_from.clone().unwrap_or_default(),
            change.moved_to.clone().unwrap_or_default(),
            change.title.clone(),
            change.kind.clone().unwrap_or_default(),
            change.class.unwrap_or_default().to_owned(),
            change.flags.join("; "),
            change.signals.join("; "),
            change.sections.join("; "),
            change.words_added.to_string(),
            change.words_removed.to_string(),
            change.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
            change.verdict.as_str().to_owned(),
            change.why.clone(),
            change.evidence.iter().map(ReportedEvidence::words).collect::<Vec<_>>().join("; "),
            change.subject.clone(),
        ]
    });
    let head = COLUMNS.map(str::to_owned);
    for row in std::iter::once(head).chain(rows) {
        // Writing to memory cannot fail, and every row has the head's length.
        let _ = writer.write_record(row.iter().map(|cell| Cell::of(cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
