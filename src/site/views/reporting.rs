//! Reporting lines, and how managers divide their time. Neither says anything of ownership.

use std::collections::BTreeSet;

use serde::Serialize;

use super::person::craft;
use crate::org::{Person, PersonId};
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// How somebody divides their time between managing and their craft, as a bar 100 units wide.
#[derive(Debug, Serialize)]
pub struct Split {
    /// The width of each part; they stand half a unit from the edges and one from each other.
    managing: u8,
    craft: u8,
    /// Where the second part begins.
    from: u8,
    words: String,
}

/// Somebody who manages.
#[derive(Debug, Serialize)]
pub struct Manager {
    name: String,
    href: Option<Href>,
    split: Split,
}

/// A line of the list of reporting lines, which is a tree written flat.
#[derive(Debug, Serialize)]
pub struct ReportingLine {
    name: String,
    href: Option<Href>,
    craft: String,
    /// Whether those who report to them follow.
    opens: bool,
    /// One entry for each list that ends after this line.
    closes: Vec<usize>,
}

impl Split {
    /// The split of somebody whose file tells it.
    #[must_use]
    pub fn of(names: &Names<'_>, person: &Person) -> Option<Self> {
        let percent = person.management.as_ref()?.value.percent().min(100);
        let craft_percent = 100 - percent;
        Some(Self {
            managing: percent.saturating_sub(1),
            craft: craft_percent.saturating_sub(1),
            from: percent + 1,
            words: names.words.fill(
                "split",
                &[
                    ("managing", &percent.to_string()),
                    ("rest", &craft_percent.to_string()),
                    ("craft", &craft(names, person)),
                ],
            ),
        })
    }
}

/// Everybody here who manages, by name.
#[must_use]
pub fn managers(names: &Names<'_>) -> Vec<Manager> {
    let mut managers: Vec<Manager> = current(names)
        .filter(|person| person.management.as_ref().is_some_and(|share| share.value.percent() > 0))
        .filter_map(|person| {
            let Link { name, href } = names.person(&person.id);
            Some(Manager { name, href, split: Split::of(names, person)? })
        })
        .collect();
    managers.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
    managers
}

/// Who reports to whom, from those who report to nobody downwards; nothing where nobody reports to
/// anybody.
#[must_use]
pub fn reporting_lines(names: &Names<'_>) -> Vec<ReportingLine> {
    let here: BTreeSet<&PersonId> = current(names).map(|person| &person.id).collect();
    let manager = |person: &Person| {
        person.reports_to.as_ref().map(|to| to.value.clone()).filter(|to| here.contains(to))
    };
    if !current(names).any(|person| manager(person).is_some()) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut told = BTreeSet::new();
    let mut roots: Vec<&Person> = current(names).filter(|one| manager(one).is_none()).collect();
    roots.sort_by_key(|person| person.name.value.clone());
    for person in roots {
        add(names, person, &mut told, &mut lines);
    }
    lines
}

fn current<'a>(names: &'a Names<'_>) -> impl Iterator<Item = &'a Person> {
    let handbook = names.handbook;
    handbook.org.people.values().filter(|person| person.is_current_on(handbook.today))
}

fn add<'a>(
    names: &'a Names<'_>,
    person: &'a Person,
    told: &mut BTreeSet<&'a PersonId>,
    lines: &mut Vec<ReportingLine>,
) {
    // Metadata may name a circle; whoever was told is not told again.
    if !told.insert(&person.id) {
        return;
    }
    let handbook = names.handbook;
    let mut reports: Vec<&Person> = handbook
        .org
        .reports_of(&person.id)
        .filter(|report| report.is_current_on(handbook.today) && !told.contains(&report.id))
        .collect();
    reports.sort_by_key(|report| report.name.value.clone());
    let Link { name, href } = names.person(&person.id);
    lines.push(ReportingLine {
        name,
        href,
        craft: craft(names, person),
        opens: !reports.is_empty(),
        closes: Vec::new(),
    });
    let last = !reports.is_empty();
    for report in reports {
        add(names, report, told, lines);
    }
    if last && let Some(line) = lines.last_mut() {
        line.closes.push(line.closes.len());
    }
}
