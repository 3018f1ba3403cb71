//! Changes, by month.

use jiff::civil::Date;
use serde::Serialize;

use super::activity::{Activity, Counts};
use crate::audit::Verdict;
use crate::site::changes::{Changes, Row};
use crate::site::facts::unknown;
use crate::site::links::Link;
use crate::site::names::Names;
use crate::site::redlines::{Redlines, VerdictCount};

/// How many changes the first page of changes shows.
const LATEST: usize = 30;

/// The latest changes, and every month.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    note: Option<String>,
    /// That older changes have no redline here, where some of the latest are older.
    older: Option<String>,
    activity: Option<Activity>,
    changes: Vec<Row>,
    months: Vec<MonthsRow>,
}

/// A month in the table of months.
#[derive(Debug, Clone, Serialize)]
pub struct MonthsRow {
    name: String,
    href: crate::site::links::Href,
    commits: usize,
    meaningful: usize,
    /// To how many of its judged changes the owner agreed, in words; empty where none is judged.
    agreed: String,
}

/// One month.
#[derive(Debug, Serialize)]
pub struct MonthView<'a> {
    changes: &'a [Row],
    /// How many changes of meaning got each verdict, those that there are.
    verdicts: Vec<VerdictCount>,
    /// That older changes have no redline here and are not judged, or which of them.
    older: Option<String>,
    /// How many changes of pages that are gone are not listed, in words.
    gone: Option<String>,
    earlier: Option<Link>,
    later: Option<Link>,
}

/// A year and a month of it, from 1.
pub type Month = (i16, i8);

/// `changes/2026-05`, the month's page below all that is generated.
#[must_use]
pub fn month_path((year, number): Month) -> String {
    format!("changes/{year:04}-{number:02}")
}

/// Since when changes have redlines and are judged, where that is after `first`.
fn older(names: &Names<'_>, redlines: &Redlines, first: Date) -> Option<String> {
    let day = redlines.began_after(first)?;
    Some(names.words.fill("month_older", &[("day", day)]))
}

/// The verdicts on the changes that have one.
fn verdicts(rows: &[Row]) -> Vec<Verdict> {
    let pages = rows.iter().flat_map(|row| row.pages.iter().chain(&row.folded));
    pages.filter_map(|page| page.judged.as_ref()).map(|judged| judged.verdict).collect()
}

/// To how many of them the owner agreed, in words.
fn agreed(names: &Names<'_>, judged: &[Verdict]) -> String {
    let agreed = judged.iter().filter(|verdict| verdict.is_agreement()).count();
    match judged.len() {
        0 => String::new(),
        all => {
            let (agreed, all) = (agreed.to_string(), all.to_string());
            names.words.fill("agreed_of", &[("agreed", &agreed), ("all", &all)])
        }
    }
}

impl ChangesView {
    /// The first page of changes; `months` are those of all commits, latest first.
    #[must_use]
    pub fn of(
        names: &Names<'_>,
        redlines: &Redlines,
        months: &[(Month, Vec<Row>)],
        counts: &Counts,
    ) -> Self {
        let today = names.handbook.today;
        let changes: Vec<Row> =
            months.iter().flat_map(|(_, rows)| rows).take(LATEST).cloned().collect();
        let first = changes.last().and_then(|row| row.date.parse().ok());
        Self {
            older: first.and_then(|first| older(names, redlines, first)),
            note: unknown(names).map(str::to_owned),
            activity: Activity::of(names, counts, (today.year(), today.month())),
            changes,
            months: months
                .iter()
                .map(|(month, rows)| MonthsRow {
                    name: names.words.month(*month),
                    href: names.href(&month_path(*month)),
                    commits: rows.len(),
                    meaningful: rows.iter().filter(|row| !row.light).count(),
                    agreed: agreed(names, &verdicts(rows)),
                })
                .collect(),
        }
    }
}

impl<'a> MonthView<'a> {
    /// The month at that place of `months`, latest first.
    #[must_use]
    pub fn of(
        names: &Names<'_>,
        all: &Changes<'_>,
        redlines: &Redlines,
        months: &'a [(Month, Vec<Row>)],
        at: usize,
    ) -> Self {
        let link = |at: Option<usize>| {
            let (month, _) = months.get(at?)?;
            Some(Link {
                name: names.words.month(*month),
                href: Some(names.href(&month_path(*month))),
            })
        };
        let month = months.get(at).map(|(month, _)| *month);
        let first = month.and_then(|(year, month)| Date::new(year, month, 1).ok());
        let gone = month.map_or(0, |month| all.of_gone_pages(month));
        let changes: &[Row] = months.get(at).map_or(&[], |(_, rows)| rows);
        let judged = verdicts(changes);
        Self {
            changes,
            verdicts: VerdictCount::all(names, &judged),
            older: first.and_then(|first| older(names, redlines, first)),
            gone: (gone > 0).then(|| names.words.count("month_gone", gone, &[])),
            earlier: link(Some(at + 1)),
            later: link(at.checked_sub(1)),
        }
    }
}
