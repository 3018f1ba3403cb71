//! Teams.

use serde::Serialize;

use super::LATELY;
use super::coming::ComingHandover;
use super::drawing::Drawing;
use super::feature::FeatureRow;
use super::page::PageRow;
use super::timeline::Timeline;
use crate::org::{Holder, PersonId, Supporting, Team};
use crate::site::changes::{Changes, Row};
use crate::site::links::{Href, Link};
use crate::site::names::Names;
use crate::site::redlines::{Redlines, TeamAudit};

/// All teams that are there today, and those that are gone.
#[derive(Debug, Serialize)]
pub struct TeamsView {
    drawing: Drawing,
    teams: Vec<TeamRow>,
    dissolved: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct TeamRow {
    name: String,
    href: Option<Href>,
    mission: String,
    lead: Option<Link>,
    members: Vec<Link>,
    supporting: Vec<Member>,
    features: Vec<Link>,
    contact: Option<Link>,
}

/// One team.
#[derive(Debug, Serialize)]
pub struct TeamView {
    dissolved_words: Option<String>,
    members: Vec<Member>,
    supporting: Vec<Member>,
    contact: Option<Link>,
    customer: Option<String>,
    goals: Vec<String>,
    metrics: Vec<String>,
    planning: Option<String>,
    notes: Option<Link>,
    founded_words: Option<String>,
    features: Vec<FeatureRow>,
    pages: Vec<PageRow>,
    coming: Vec<ComingHandover>,
    timeline: Option<Timeline>,
    changes: Vec<Row>,
    audit: TeamAudit,
}

#[derive(Debug, Serialize)]
struct Member {
    name: String,
    href: Option<Href>,
    words: String,
}

impl TeamsView {
    /// The teams that are there, by name, and those that were.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        let handbook = names.handbook;
        let mut teams: Vec<&Team> =
            handbook.org.teams.values().filter(|team| team.is_current_on(handbook.today)).collect();
        teams.sort_by(|a, b| (&a.name.value, &a.id).cmp(&(&b.name.value, &b.id)));
        let dissolved = handbook.org.teams.values().filter(|team| {
            team.dissolved.as_ref().is_some_and(|dissolved| dissolved.value <= handbook.today)
        });
        let mut dissolved: Vec<Link> = dissolved.map(|team| names.team(&team.id)).collect();
        dissolved.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
        Self {
            dissolved,
            drawing: Drawing::of(names, &teams),
            teams: teams.into_iter().map(|team| TeamRow::of(names, team)).collect(),
        }
    }
}

impl TeamRow {
    fn of(names: &Names<'_>, team: &Team) -> Self {
        let link = names.team(&team.id);
        let mission = team.mission.as_ref().map(|mission| mission.value.clone());
        let mut features: Vec<Link> = names
            .handbook
            .ownership
            .features_of(&team.id)
            .map(|feature| names.feature(feature))
            .collect();
        features.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
        Self {
            name: link.name,
            href: link.href,
            mission: mission.unwrap_or_default(),
            lead: team.lead.as_ref().map(|lead| names.person(&lead.value)),
            members: team.members.iter().map(|member| names.person(&member.value)).collect(),
            supporting: supporting(names, team),
            features,
            contact: team.contact.as_ref().map(|contact| names.contact(&contact.value)),
        }
    }
}

impl TeamView {
    /// Everything about a team.
    #[must_use]
    pub fn of(names: &Names<'_>, changes: &Changes<'_>, redlines: &Redlines, team: &Team) -> Self {
        let handbook = names.handbook;
        let text = |text: &Option<crate::metadata::Sited<String>>| {
            text.as_ref().map(|text| text.value.clone())
        };
        let texts = |texts: &[crate::metadata::Sited<String>]| {
            texts.iter().map(|text| text.value.clone()).collect()
        };
        let day = |day: &Option<crate::metadata::Sited<jiff::civil::Date>>| {
            day.as_ref().map(|day| names.words.day(day.value).words)
        };
        let holder = Holder::Team(team.id.clone());
        let pages: Vec<_> = handbook.ownership.pages_of(&holder).collect();
        Self {
            dissolved_words: day(&team.dissolved),
            members: team
                .members
                .iter()
                .map(|member| self::member(names, team, &member.value))
                .collect(),
            supporting: supporting(names, team),
            contact: team.contact.as_ref().map(|contact| names.contact(&contact.value)),
            customer: text(&team.customer),
            goals: texts(&team.goals),
            metrics: texts(&team.metrics),
            planning: text(&team.planning),
            notes: team.notes.as_ref().map(|notes| Link {
                name: notes.value.to_string(),
                href: Href::elsewhere(notes.value.as_str()),
            }),
            founded_words: day(&team.founded),
            features: FeatureRow::list(names, handbook.ownership.features_of(&team.id)),
            pages: PageRow::list(names, pages.iter().copied()),
            coming: ComingHandover::to_team(names, &team.id),
            timeline: Timeline::of_team(names, &team.id),
            changes: changes.touching(&pages.into_iter().collect(), LATELY),
            audit: redlines.of_team(names, &team.id),
        }
    }
}

/// Who serves a team, in the order of its file.
fn supporting(names: &Names<'_>, team: &Team) -> Vec<Member> {
    let one = |supporting: &Supporting| {
        let link = names.person(&supporting.person.value);
        Member { name: link.name, href: link.href, words: supporting.role.value.replace('-', " ") }
    };
    team.supporting.iter().map(one).collect()
}

fn member(names: &Names<'_>, team: &Team, id: &PersonId) -> Member {
    let link = names.person(id);
    let craft = names.handbook.org.people.get(id).and_then(|person| person.craft.as_ref());
    let craft = craft.map(|craft| craft.value.as_str().replace('-', " "));
    let lead = team
        .lead
        .as_ref()
        .is_some_and(|lead| lead.value == *id)
        .then(|| names.words.say("lead_small").to_owned());
    let words: Vec<String> = craft.into_iter().chain(lead).collect();
    Member { name: link.name, href: link.href, words: words.join(", ") }
}
