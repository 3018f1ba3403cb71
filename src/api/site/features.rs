//! Features: who decides on them, and who did.

use schemars::JsonSchema;
use serde::Serialize;

use super::tenure::{Tenure, tenures};
use super::text;
use crate::api::{Decides, Handover, Named, SCHEMA, Since};
use crate::handbook::Handbook;
use crate::org::Feature;
use crate::ownership::{Agreement, FeatureOwnership};

/// `features.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Features {
    /// The version of this shape: 1.
    pub schema: u32,
    /// All features, by id.
    pub features: Vec<FeatureEntry>,
}

/// A feature.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeatureEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The product that it belongs to.
    pub product: Option<String>,
    /// Other names that people ask for it by.
    pub aliases: Vec<String>,
    /// What its issues are labelled with.
    pub label: Option<String>,
    /// How far it is, in the company's own word.
    pub status: Option<String>,
    /// The informed captain.
    pub captain: Option<Named>,
    /// The small team.
    pub team: Option<Named>,
    /// The product manager: its own, else the team's.
    pub product_manager: Option<Named>,
    /// Who has the last word.
    pub decides: Option<Decides>,
    /// Where to ask.
    pub contact: Option<String>,
    /// Since when the captain has been captain.
    pub since: Option<Since>,
    /// A handover that is to come.
    pub next: Option<Handover>,
    /// Where its code is.
    pub code: Vec<Code>,
    /// Its captains, oldest first.
    pub captains: Vec<Tenure>,
    /// Its teams, oldest first.
    pub teams: Vec<Tenure>,
    /// Its product managers, oldest first.
    pub product_managers: Vec<Tenure>,
}

/// Where code is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Code {
    /// The repository's name or address; null for the handbook's own.
    pub repository: Option<String>,
    /// The globs of its files; an empty list means all.
    pub paths: Vec<String>,
}

impl Features {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let features = handbook.org.features.values().filter_map(|feature| {
            let owned = handbook.ownership.features.get(&feature.id)?;
            Some(FeatureEntry::of(handbook, feature, owned))
        });
        Self { schema: SCHEMA, features: features.collect() }
    }
}

impl FeatureEntry {
    fn of(handbook: &Handbook, feature: &Feature, owned: &FeatureOwnership) -> Self {
        let org = &handbook.org;
        let past = handbook.past.features.get(&feature.id).cloned().unwrap_or_default();
        let captain = owned.captain.as_ref().map(|captain| &captain.value);
        let last = past.captains.last().filter(|term| term.who.is_some());
        let since = last.filter(|term| term.who.as_ref() == captain).map(|term| Since {
            date: term.from.to_string(),
            commit: Some(term.commit.to_string()),
        });
        let agreed_by = match handbook.past.agreements.get(&feature.id) {
            Some(Agreement::Agreed(person)) => Some(Named::person(org, person)),
            _ => None,
        };
        Self {
            id: feature.id.to_string(),
            name: feature.name.value.clone(),
            product: text(feature.product.as_ref()),
            aliases: feature.aliases.iter().map(|alias| alias.value.clone()).collect(),
            label: text(feature.label.as_ref()),
            status: text(feature.status.as_ref()),
            captain: captain.map(|captain| Named::person(org, captain)),
            team: owned.team.as_ref().map(|team| Named::team(org, &team.value)),
            product_manager: owned
                .product_manager
                .as_ref()
                .map(|manager| Named::person(org, &manager.value)),
            decides: Decides::of(org, &owned.decides),
            contact: owned.contact.as_ref().map(|contact| contact.value.to_string()),
            since,
            next: owned.next.as_ref().map(|next| Handover::of(org, next, agreed_by)),
            code: feature
                .code
                .iter()
                .map(|code| Code {
                    repository: code.repository.as_ref().map(|one| one.value.to_string()),
                    paths: code.paths.iter().map(|one| one.value.as_str().to_owned()).collect(),
                })
                .collect(),
            captains: tenures(&past.captains, |id| Named::person(org, id)),
            teams: tenures(&past.teams, |id| Named::team(org, id)),
            product_managers: tenures(&past.product_managers, |id| Named::person(org, id)),
        }
    }
}
