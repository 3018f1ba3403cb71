//! Who held a thing, and when: as a table, and drawn.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tenures::{Group, Span, Tenures};
use crate::history::CommitId;
use crate::org::{FeatureId, Holder, PersonId, TeamId};
use crate::ownership::{Held, Role, Subject, Term};
use crate::site::dates::Day;
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// All that is known of who held a thing, or of what somebody held.
#[derive(Debug, Serialize)]
pub struct Timeline {
    rows: Vec<TermRow>,
    drawing: Tenures,
}

/// A row of the table.
#[derive(Debug, Serialize)]
struct TermRow {
    /// As what: `Captain`, `Team`, `Product manager`, `Lead`.
    role: &'static str,
    name: String,
    href: Option<Href>,
    from: String,
    from_words: String,
    until: Option<String>,
    until_words: Option<String>,
    short: String,
    commit_href: Option<Href>,
    handover: bool,
}

/// A row with what its bar is drawn from.
struct Told {
    row: TermRow,
    span: Span,
}

impl Timeline {
    /// Who held a feature: captains, then teams, then product managers, each the newest first.
    #[must_use]
    pub fn of_feature(names: &Names<'_>, feature: &FeatureId) -> Option<Self> {
        let past = names.handbook.past.features.get(feature)?;
        let person = |id: &PersonId| names.person(id);
        let team = |id: &TeamId| names.team(id);
        let mut told = terms(names, Role::Captain, &past.captains, person);
        told.extend(terms(names, Role::Team, &past.teams, team));
        told.extend(terms(names, Role::ProductManager, &past.product_managers, person));
        Self::of(names, told)
    }

    /// Who led a team and managed its product, and the features that it held.
    #[must_use]
    pub fn of_team(names: &Names<'_>, id: &TeamId) -> Option<Self> {
        let past = names.handbook.past.teams.get(id)?;
        let person = |id: &PersonId| names.person(id);
        let mut told = terms(names, Role::Lead, &past.leads, person);
        told.extend(terms(names, Role::ProductManager, &past.product_managers, person));
        told.extend(held(names, &Holder::Team(id.clone())));
        Self::of(names, told)
    }

    /// All that a person held: as captain, as lead, as product manager, each the newest first.
    #[must_use]
    pub fn of_person(names: &Names<'_>, id: &PersonId) -> Option<Self> {
        let mut told = held(names, &Holder::Person(id.clone()));
        told.sort_by_key(|one| match one.row.role {
            CAPTAIN => 0,
            LEAD => 1,
            _ => 2,
        });
        Self::of(names, told)
    }

    fn of(names: &Names<'_>, told: Vec<Told>) -> Option<Self> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: BTreeMap<(&str, &str, &Option<Href>), usize> = BTreeMap::new();
        for Told { row, span } in &told {
            match groups.last_mut() {
                Some(group) if group.role == row.role => {
                    // Whoever held it twice has one row with two bars.
                    let place = *places
                        .entry((row.role, &row.name, &row.href))
                        .or_insert_with(|| group.row(&row.name));
                    group.rows[place].1.push(*span);
                }
                _ => {
                    places.insert((row.role, &row.name, &row.href), 0);
                    groups.push(Group {
                        role: row.role,
                        rows: vec![(row.name.clone(), vec![*span])],
                    });
                }
            }
        }
        let drawing = Tenures::of(&groups, names.handbook.today)?;
        Some(Self { rows: told.into_iter().map(|one| one.row).collect(), drawing })
    }
}

const CAPTAIN: &str = "Captain";
const LEAD: &str = "Lead";

fn words(role: Role) -> &'static str {
    match role {
        Role::Captain => CAPTAIN,
        Role::Team => "Team",
        Role::ProductManager => "Product manager",
        Role::Lead => LEAD,
    }
}

fn terms<T>(
    names: &Names<'_>,
    role: Role,
    terms: &[Term<T>],
    link: impl Fn(&T) -> Link,
) -> Vec<Told> {
    let nobody = || Link { name: "Nobody".to_owned(), href: None };
    let told = terms.iter().rev().map(|term| {
        let who = term.who.as_ref().map_or_else(nobody, &link);
        let span = Span { from: term.from, until: term.until, held: term.who.is_some() };
        told(names, role, who, span, &term.commit, term.handover)
    });
    told.collect()
}

fn held(names: &Names<'_>, holder: &Holder) -> Vec<Told> {
    let one = |held: Held| {
        let what = match &held.what {
            Subject::Feature(id) => names.feature(id),
            Subject::Team(id) => names.team(id),
            Subject::Person(_) | Subject::Page(_) | Subject::Path(..) => return None,
        };
        let span = Span { from: held.from, until: held.until, held: true };
        Some(told(names, held.role, what, span, &held.commit, held.handover))
    };
    names.handbook.past.held_by(holder).into_iter().filter_map(one).collect()
}

fn told(
    names: &Names<'_>,
    role: Role,
    link: Link,
    span: Span,
    commit: &CommitId,
    handover: bool,
) -> Told {
    let (from, until) = (Day::of(span.from), span.until.map(Day::of));
    let (until, until_words) = until.map(|day| (day.iso, day.words)).unzip();
    let row = TermRow {
        role: words(role),
        name: link.name,
        href: link.href,
        from: from.iso,
        from_words: from.words,
        until,
        until_words,
        short: commit.short(),
        commit_href: names.forge.as_ref().and_then(|forge| forge.commit(commit)),
        handover,
    };
    Told { row, span }
}
