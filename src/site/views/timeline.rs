//! Who held a thing, and when: as a table, and drawn.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tenures::{Group, Span, Tenures};
use crate::history::CommitId;
use crate::org::{FeatureId, Holder, PersonId, TeamId};
use crate::ownership::{Held, Role, Subject, Term};
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// All that is known of who held a thing, or of what somebody held.
#[derive(Debug, Serialize)]
pub struct Timeline {
    rows: Vec<TermRow>,
    drawing: Option<Tenures>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
struct TermRow {
    /// As what, in the words of the site.
    role: String,
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
    role: Role,
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
        told.sort_by_key(|one| match one.role {
            Role::Captain => 0,
            Role::Lead => 1,
            Role::Team | Role::ProductManager => 2,
        });
        Self::of(names, told)
    }

    fn of(names: &Names<'_>, told: Vec<Told>) -> Option<Self> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: BTreeMap<(Role, &str, &Option<Href>), usize> = BTreeMap::new();
        for Told { role, row, span } in &told {
            let who = (*role, row.name.as_str(), &row.href);
            match groups.last_mut().filter(|group| group.role == *role) {
                Some(group) => {
                    // Whoever held it twice has one row with two bars.
                    let place = *places.entry(who).or_insert_with(|| group.row(&row.name));
                    group.rows[place].1.push(*span);
                }
                None => {
                    places.insert(who, 0);
                    let rows = vec![(row.name.clone(), vec![*span])];
                    groups.push(Group { role: *role, words: row.role.clone(), rows });
                }
            }
        }
        if told.is_empty() {
            return None;
        }
        let drawing = Tenures::of(&groups, names.handbook.today, &names.words);
        Some(Self { rows: told.into_iter().map(|one| one.row).collect(), drawing })
    }
}

/// The key of a role's words.
fn key(role: Role) -> &'static str {
    match role {
        Role::Captain => "captain",
        Role::Team => "team",
        Role::ProductManager => "product_manager",
        Role::Lead => "lead",
    }
}

fn terms<T>(
    names: &Names<'_>,
    role: Role,
    terms: &[Term<T>],
    link: impl Fn(&T) -> Link,
) -> Vec<Told> {
    let nobody = || Link { name: names.words.say("nobody_then").to_owned(), href: None };
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
    let (from, until) = (names.words.day(span.from), span.until.map(|day| names.words.day(day)));
    let (until, until_words) = until.map(|day| (day.iso, day.words)).unzip();
    let row = TermRow {
        role: names.words.say(key(role)).to_owned(),
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
    Told { role, row, span }
}
