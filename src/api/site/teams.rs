//! Teams, and who led them.

use schemars::JsonSchema;
use serde::Serialize;

use super::pages::pages_of;
use super::tenure::{PastHolding, Tenure, held_by, tenures};
use super::{shown, text, texts};
use crate::api::{Member, Named, SCHEMA, Thing};
use crate::handbook::Handbook;
use crate::org::{Holder, PersonId, Team};
use crate::ownership::product_manager_of;

/// `teams.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Teams {
    /// The version of this shape: 1.
    pub schema: u32,
    /// All teams, those dissolved too, by id.
    pub teams: Vec<TeamEntry>,
}

/// A team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TeamEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is for.
    pub mission: Option<String>,
    /// Who leads it.
    pub lead: Option<Named>,
    /// Who is in it.
    pub members: Vec<Named>,
    /// Who serves it, and as what.
    pub supporting: Vec<Member>,
    /// Its product manager.
    pub product_manager: Option<Named>,
    /// Who it works for.
    pub customer: Option<String>,
    /// What it is after.
    pub goals: Vec<String>,
    /// What it measures itself by.
    pub metrics: Vec<String>,
    /// Where to ask.
    pub contact: Option<String>,
    /// When and where its planning is open to all.
    pub planning: Option<String>,
    /// Where its planning notes are.
    pub notes: Option<String>,
    /// Its first day.
    pub founded: Option<String>,
    /// The day at whose end it was gone.
    pub dissolved: Option<String>,
    /// The features that it owns.
    pub features: Vec<Thing>,
    /// The pages that it owns.
    pub owner_of: Vec<Thing>,
    /// Who led it, oldest first.
    pub leads: Vec<Tenure>,
    /// Who managed its product, oldest first.
    pub product_managers: Vec<Tenure>,
    /// The features that it owns or owned, the newest first.
    pub held: Vec<PastHolding>,
}

impl Teams {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let teams = handbook.org.teams.values().map(|team| TeamEntry::of(handbook, team));
        Self { schema: SCHEMA, teams: teams.collect() }
    }
}

impl TeamEntry {
    fn of(handbook: &Handbook, team: &Team) -> Self {
        let org = &handbook.org;
        let features = handbook.ownership.features_of(&team.id);
        let manager = product_manager_of(org, team);
        let past = handbook.past.teams.get(&team.id).cloned().unwrap_or_default();
        let person = |id: &PersonId| Named::person(org, id);
        Self {
            id: team.id.to_string(),
            name: team.name.value.clone(),
            mission: text(team.mission.as_ref()),
            lead: team.lead.as_ref().map(|lead| Named::person(org, &lead.value)),
            members: team.members.iter().map(|one| Named::person(org, &one.value)).collect(),
            supporting: team
                .supporting
                .iter()
                .map(|one| {
                    let Named { id, name } = Named::person(org, &one.person.value);
                    Member { id, name, role: one.role.value.clone() }
                })
                .collect(),
            product_manager: manager.map(|one| Named::person(org, &one.value)),
            customer: text(team.customer.as_ref()),
            goals: texts(&team.goals),
            metrics: texts(&team.metrics),
            contact: shown(team.contact.as_ref()),
            planning: text(team.planning.as_ref()),
            notes: shown(team.notes.as_ref()),
            founded: shown(team.founded.as_ref()),
            dissolved: shown(team.dissolved.as_ref()),
            features: features.map(|id| Thing::feature(org, id)).collect(),
            owner_of: pages_of(handbook, &Holder::Team(team.id.clone())),
            leads: tenures(&past.leads, person),
            product_managers: tenures(&past.product_managers, person),
            held: held_by(handbook, &Holder::Team(team.id.clone())),
        }
    }
}
