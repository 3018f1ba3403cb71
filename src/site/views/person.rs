//! People.

use serde::Serialize;

use super::LATELY;
use super::coming::ComingHandover;
use super::feature::FeatureRow;
use super::page::PageRow;
use super::reporting::{Manager, ReportingLine, Split, managers, reporting_lines};
use super::timeline::Timeline;
use crate::org::{Holder, Person, ProductManagerKind, Supporting, Team};
use crate::site::changes::{Changes, Row};
use crate::site::links::{Href, Link};
use crate::site::names::Names;
use crate::site::words::Day;

/// Everybody.
#[derive(Debug, Serialize)]
pub struct PeopleView {
    people: Vec<PersonRow>,
    managers: Vec<Manager>,
    lines: Vec<ReportingLine>,
    starting: Vec<Starting>,
    left: Vec<Link>,
}

/// Somebody who is to come.
#[derive(Debug, Serialize)]
struct Starting {
    name: String,
    href: Option<Href>,
    date: String,
    date_words: String,
}

#[derive(Debug, Serialize)]
struct PersonRow {
    name: String,
    href: Option<Href>,
    title: Option<String>,
    craft: String,
    teams: Vec<Link>,
    supports: Vec<Link>,
    captain_of: Vec<Link>,
}

/// One person.
#[derive(Debug, Serialize)]
pub struct PersonView {
    craft: String,
    title: Option<String>,
    kind_words: Option<String>,
    teams: Vec<Link>,
    supporting: Vec<Support>,
    contact: Option<Link>,
    split: Option<Split>,
    reports_to: Option<Link>,
    reports: Vec<Link>,
    started_words: Option<String>,
    left_words: Option<String>,
    features: Vec<FeatureRow>,
    product_manager_of: Vec<Link>,
    pages: Vec<PageRow>,
    holds_nothing: bool,
    coming: Vec<ComingHandover>,
    timeline: Option<Timeline>,
    changes: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Support {
    name: String,
    href: Option<Href>,
    words: String,
}

impl PeopleView {
    /// Everybody who is here, by name, who is to come, and who was.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        let handbook = names.handbook;
        let mut people = Vec::new();
        let (mut starting, mut left) = (Vec::new(), Vec::new());
        for person in handbook.org.people.values() {
            let link = names.person(&person.id);
            if person.left.as_ref().is_some_and(|left| left.value <= handbook.today) {
                left.push(link);
                continue;
            }
            if let Some(started) = &person.started
                && started.value > handbook.today
            {
                let Link { name, href } = link;
                let Day { iso: date, words: date_words } = names.words.day(started.value);
                starting.push(Starting { name, href, date, date_words });
                continue;
            }
            people.push(PersonRow {
                name: link.name,
                href: link.href,
                title: person.title.as_ref().map(|title| title.value.clone()),
                craft: craft(names, person),
                teams: teams(names, person),
                supports: supported(names, person).map(|(team, _)| names.team(&team.id)).collect(),
                captain_of: handbook
                    .ownership
                    .captained_by(&person.id)
                    .map(|id| names.feature(id))
                    .collect(),
            });
        }
        people.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
        left.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
        starting.sort_by(|a, b| (&a.date, &a.name, &a.href).cmp(&(&b.date, &b.name, &b.href)));
        let (managers, lines) = (managers(names), reporting_lines(names));
        Self { people, managers, lines, starting, left }
    }
}

impl PersonView {
    /// Everything about a person; nothing about their addresses.
    #[must_use]
    pub fn of(names: &Names<'_>, changes: &Changes<'_>, person: &Person) -> Self {
        let handbook = names.handbook;
        let org = &handbook.org;
        let holder = Holder::Person(person.id.clone());
        let day = |day: &Option<crate::metadata::Sited<jiff::civil::Date>>| {
            day.as_ref().map(|day| names.words.day(day.value).words)
        };
        let features = FeatureRow::list(names, handbook.ownership.captained_by(&person.id));
        let pages = PageRow::list(names, handbook.ownership.pages_of(&holder));
        let product_manager_of: Vec<Link> =
            handbook.ownership.managed_by(&person.id).map(|id| names.feature(id)).collect();
        let holds_nothing =
            features.is_empty() && pages.is_empty() && product_manager_of.is_empty();
        Self {
            craft: craft(names, person),
            title: person.title.as_ref().map(|title| title.value.clone()),
            kind_words: person.kind.as_ref().map(|kind| kind_words(names, kind.value)),
            teams: teams(names, person),
            supporting: supported(names, person)
                .map(|(team, supporting)| {
                    let link = names.team(&team.id);
                    Support {
                        name: link.name,
                        href: link.href,
                        words: supporting.role.value.replace('-', " "),
                    }
                })
                .collect(),
            contact: org
                .contact_of(&Holder::Person(person.id.clone()), handbook.today)
                .map(|contact| names.contact(&contact.value)),
            split: Split::of(names, person),
            reports_to: person.reports_to.as_ref().map(|manager| names.person(&manager.value)),
            reports: org
                .reports_of(&person.id)
                .filter(|report| report.is_current_on(handbook.today))
                .map(|report| names.person(&report.id))
                .collect(),
            started_words: day(&person.started),
            left_words: day(&person.left),
            features,
            product_manager_of,
            pages,
            holds_nothing,
            coming: ComingHandover::to_person(names, &person.id),
            timeline: Timeline::of_person(names, &person.id),
            changes: changes.by(&person.id, LATELY),
        }
    }
}

/// The teams that somebody is a member of today.
fn teams(names: &Names<'_>, person: &Person) -> Vec<Link> {
    let handbook = names.handbook;
    let teams = handbook.org.teams_of(&person.id);
    let teams = teams.filter(|team| team.is_current_on(handbook.today));
    teams.map(|team| names.team(&team.id)).collect()
}

/// The teams that somebody serves today.
fn supported<'n>(
    names: &'n Names<'_>,
    person: &'n Person,
) -> impl Iterator<Item = (&'n Team, &'n Supporting)> {
    let handbook = names.handbook;
    let supported = handbook.org.supports(&person.id);
    supported.filter(|(team, _)| team.is_current_on(handbook.today))
}

pub(super) fn craft(names: &Names<'_>, person: &Person) -> String {
    person.craft.as_ref().map_or_else(
        || names.words.say("unknown_small").to_owned(),
        |craft| craft.value.as_str().replace('-', " "),
    )
}

fn kind_words(names: &Names<'_>, kind: ProductManagerKind) -> String {
    let key = match kind {
        ProductManagerKind::ProductManager => "product_manager_small",
        ProductManagerKind::ProductOwner => "product_owner_small",
        ProductManagerKind::Growth => "growth_small",
        ProductManagerKind::Technical => "technical_small",
        ProductManagerKind::Platform => "platform_small",
    };
    names.words.say(key).to_owned()
}
