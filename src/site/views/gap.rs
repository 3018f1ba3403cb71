//! What nobody holds.

use serde::Serialize;

use crate::check::{Finding, Rule, Subject};
use crate::site::facts::written_at;
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// Every gap, by rule.
#[derive(Debug, Serialize)]
pub struct GapsView {
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: String,
    title: &'static str,
    rule: &'static str,
    /// What is said of every one of several; empty where each has words of its own.
    each: String,
    gaps: Vec<GapRow>,
}

#[derive(Debug, Serialize)]
struct GapRow {
    name: String,
    href: Option<Href>,
    words: String,
    file: String,
    edit_href: Option<Href>,
}

impl GapsView {
    /// The gaps that the rules found.
    #[must_use]
    pub fn of(names: &Names<'_>, found: &[(Rule, Vec<Finding>)]) -> Self {
        Self { groups: found.iter().map(|(rule, gaps)| group(names, rule, gaps)).collect() }
    }
}

fn group(names: &Names<'_>, rule: &Rule, found: &[Finding]) -> Group {
    let mut gaps: Vec<GapRow> = found.iter().map(|gap| row(names, gap)).collect();
    let mut each = String::new();
    if let [first, others @ ..] = gaps.as_slice()
        && !others.is_empty()
        && others.iter().all(|gap| gap.words == first.words)
    {
        each.clone_from(&first.words);
        gaps.iter_mut().for_each(|gap| gap.words.clear());
    }
    Group {
        id: rule.code.rsplit('/').next().unwrap_or(rule.code).to_owned(),
        title: rule.title,
        rule: rule.rule,
        each,
        gaps,
    }
}

fn row(names: &Names<'_>, gap: &Finding) -> GapRow {
    let Link { name, href } = match &gap.subject {
        Subject::Feature(id) => names.feature(id),
        Subject::Team(id) => names.team(id),
        Subject::Person(id) => names.person(id),
        Subject::Pattern(pattern) => Link { name: pattern.clone(), href: None },
        Subject::Page(file) => {
            names.page(file).unwrap_or_else(|| Link { name: file.to_string(), href: None })
        }
    };
    GapRow {
        name,
        href,
        words: gap.words_with(|day| names.words.day(day).words),
        file: written_at(&gap.place),
        edit_href: names.edit(gap.place.path()),
    }
}
