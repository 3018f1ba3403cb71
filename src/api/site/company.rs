//! The company as a whole, and what nobody in it holds.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::text;
use crate::api::{SCHEMA, Thing};
use crate::check::{Facts, Rule, Subject};
use crate::handbook::Handbook;

/// `company.json`: what is published, and where the rest is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Company {
    /// The version of this shape: 1.
    pub schema: u32,
    /// What the company is called.
    pub name: Option<String>,
    /// What it is after.
    pub goals: Vec<String>,
    /// The time zone in which its days begin and end.
    pub timezone: String,
    /// The day by which handovers, leavers and reviews were judged.
    pub as_of: String,
    /// How many things nobody holds, by rule.
    pub gaps: Vec<Gap>,
}

/// Something that nobody holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Gap {
    /// The rule, as `check/name`.
    pub code: &'static str,
    /// What it is about.
    #[serde(flatten)]
    pub what: Thing,
    /// What is missing, as the end of a sentence that begins with the name.
    pub words: String,
    /// The file to edit, from the repository's root.
    pub path: String,
}

impl Company {
    /// Reads it off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let company = handbook.org.company.as_ref();
        let goals = company.into_iter().flat_map(|company| &company.goals);
        let zone = company.and_then(|company| company.timezone.as_ref());
        Self {
            schema: SCHEMA,
            name: text(company.map(|company| &company.name)),
            goals: goals.map(|goal| goal.value.clone()).collect(),
            timezone: zone.map_or_else(|| "UTC".to_owned(), |zone| zone.value.name().to_owned()),
            as_of: handbook.today.to_string(),
            gaps: Gap::by_rule(handbook).into_iter().flat_map(|(_, gaps)| gaps).collect(),
        }
    }
}

impl Gap {
    /// What nobody holds, by rule.
    #[must_use]
    pub fn by_rule(handbook: &Handbook) -> Vec<(Rule, Vec<Self>)> {
        let unconfirmed = BTreeMap::new();
        let facts = handbook.facts(None, &unconfirmed);
        let all = handbook.gaps().into_iter().map(|(rule, found)| {
            let gaps = found.into_iter().map(|gap| Self {
                code: rule.code,
                what: subject(&facts, &gap.subject),
                words: gap.words,
                path: gap.place.path().to_string(),
            });
            (rule, gaps.collect())
        });
        all.collect()
    }
}

/// What a finding is about.
fn subject(facts: &Facts<'_>, subject: &Subject) -> Thing {
    match subject {
        Subject::Feature(id) => Thing::feature(facts.org, id),
        Subject::Team(id) => Thing::team(facts.org, id),
        Subject::Person(id) => Thing::person(facts.org, id),
        Subject::Page(file) => {
            let nameless = || Thing { kind: "page", id: file.to_string(), name: file.to_string() };
            let page = facts.pages.iter().find(|page| page.file == *file);
            page.map_or_else(nameless, Thing::page)
        }
        Subject::Pattern(pattern) => {
            Thing { kind: "pattern", id: pattern.clone(), name: facts.name_of(subject) }
        }
    }
}
