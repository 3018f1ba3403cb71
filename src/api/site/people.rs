//! Everybody.

use schemars::JsonSchema;
use serde::Serialize;

use super::pages::pages_of;
use super::tenure::{PastHolding, held_by};
use super::{shown, text};
use crate::api::holdings::Holdings;
use crate::api::{Holding, Named, SCHEMA, Thing};
use crate::handbook::Handbook;
use crate::org::{Holder, Person};

/// `people.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct People {
    /// The version of this shape: 1.
    pub schema: u32,
    /// Everybody, those who left too, by id.
    pub people: Vec<PersonEntry>,
}

/// A person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PersonEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What they practise.
    pub craft: Option<String>,
    /// What their card says.
    pub title: Option<String>,
    /// Which kind of product manager they are.
    pub kind: Option<String>,
    /// Their manager.
    pub reports_to: Option<Named>,
    /// The share of their time that managing takes, 0 to 1.
    pub management: Option<f64>,
    /// Their first day.
    pub started: Option<String>,
    /// The day at whose end they were gone.
    pub left: Option<String>,
    /// The teams that they are a member of.
    pub teams: Vec<Named>,
    /// The features that they are captain of.
    pub captain_of: Vec<Thing>,
    /// The pages that they own.
    pub owner_of: Vec<Thing>,
    /// All that they hold, the above too, as `handbook who` tells it.
    pub holds: Vec<Holding>,
    /// What they hold or held as captain, product manager or lead, the newest first.
    pub held: Vec<PastHolding>,
}

impl People {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let people = handbook.org.people.values().map(|person| PersonEntry::of(handbook, person));
        Self { schema: SCHEMA, people: people.collect() }
    }
}

impl PersonEntry {
    fn of(handbook: &Handbook, person: &Person) -> Self {
        let org = &handbook.org;
        let captained = handbook.ownership.captained_by(&person.id);
        let teams = org.teams_of(&person.id).filter(|team| team.is_current_on(handbook.today));
        let holder = Holder::Person(person.id.clone());
        let holdings = Holdings {
            org,
            ownership: &handbook.ownership,
            pages: &handbook.pages,
            today: handbook.today,
        };
        Self {
            id: person.id.to_string(),
            name: person.name.value.clone(),
            craft: shown(person.craft.as_ref()),
            title: text(person.title.as_ref()),
            kind: shown(person.kind.as_ref()),
            reports_to: person.reports_to.as_ref().map(|one| Named::person(org, &one.value)),
            management: person.management.as_ref().map(|share| share.value.get()),
            started: shown(person.started.as_ref()),
            left: shown(person.left.as_ref()),
            teams: teams.map(|team| Named::team(org, &team.id)).collect(),
            captain_of: captained.map(|id| Thing::feature(org, id)).collect(),
            owner_of: pages_of(handbook, &holder),
            holds: holdings.of_person(&person.id),
            held: held_by(handbook, &holder),
        }
    }
}
