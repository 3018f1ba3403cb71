//! Who held a thing, and when.

use serde::Serialize;

use crate::history::CommitId;
use crate::org::{FeatureId, Holder, PersonId, TeamId};
use crate::ownership::Term;
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// A row of a timeline.
#[derive(Debug, Serialize)]
pub struct TermRow {
    /// As what: captain, team, product manager or lead, in the words of the site.
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

impl TermRow {
    /// Everybody who held a feature: captains, then teams, then product managers, the newest first.
    #[must_use]
    pub fn of_feature(names: &Names<'_>, feature: &FeatureId) -> Vec<Self> {
        let Some(past) = names.handbook.past.features.get(feature) else { return Vec::new() };
        let person = |id: &PersonId| names.person(id);
        let team = |id: &TeamId| names.team(id);
        let mut rows = rows(names, "captain", &past.captains, person);
        rows.extend(self::rows(names, "team", &past.teams, team));
        rows.extend(self::rows(names, "product_manager", &past.product_managers, person));
        rows
    }

    /// Everybody who led a team, the newest first.
    #[must_use]
    pub fn of_team(names: &Names<'_>, team: &TeamId) -> Vec<Self> {
        let terms = names.handbook.past.leads.get(team).map(Vec::as_slice).unwrap_or_default();
        rows(names, "lead", terms, |id| names.person(id))
    }

    /// Every feature that somebody held, the newest first.
    #[must_use]
    pub fn of_holder(names: &Names<'_>, holder: &Holder) -> Vec<Self> {
        let role = match holder {
            Holder::Person(_) => "captain",
            Holder::Team(_) => "team",
        };
        let held = names.handbook.past.held_by(holder);
        let rows = held.into_iter().map(|held| {
            let term = Term {
                from: held.from,
                until: held.until,
                who: Some(()),
                commit: held.commit,
                handover: false,
            };
            row(names, role, &term, names.feature(&held.feature))
        });
        rows.collect()
    }
}

fn rows<T>(
    names: &Names<'_>,
    role: &'static str,
    terms: &[Term<T>],
    link: impl Fn(&T) -> Link,
) -> Vec<TermRow> {
    let nobody = || Link { name: names.words.say("nobody_then").to_owned(), href: None };
    let rows = terms.iter().rev();
    rows.map(|term| row(names, role, term, term.who.as_ref().map_or_else(nobody, &link))).collect()
}

fn row<T>(names: &Names<'_>, role: &'static str, term: &Term<T>, link: Link) -> TermRow {
    let (from, until) = (names.words.day(term.from), term.until.map(|day| names.words.day(day)));
    let (until, until_words) = until.map(|day| (day.iso, day.words)).unzip();
    TermRow {
        role: names.words.say(role).to_owned(),
        name: link.name,
        href: link.href,
        from: from.iso,
        from_words: from.words,
        until,
        until_words,
        short: term.commit.short(),
        commit_href: commit(names, &term.commit),
        handover: term.handover,
    }
}

fn commit(names: &Names<'_>, id: &CommitId) -> Option<Href> {
    names.forge.as_ref()?.commit(id)
}
