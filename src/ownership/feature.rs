//! Who owns a feature.

use jiff::civil::Date;

use super::Fact;
use crate::diagnostics::Place;
use crate::metadata::Sited;
use crate::org::{Contact, Decides, Feature, Org, PersonId, Team, TeamId};

/// A feature's answer to “who decides, and whom do I ask?” on one day.
#[derive(Debug, Clone)]
pub struct FeatureOwnership {
    /// The informed captain.
    pub captain: Option<Fact<PersonId>>,
    /// The small team.
    pub team: Option<Fact<TeamId>>,
    /// The product manager: the feature's own, else the team's.
    pub product_manager: Option<Fact<PersonId>>,
    /// Who has the last word.
    pub decides: Decision,
    /// Where to ask: the feature's own contact, else the team's.
    pub contact: Option<Fact<Contact>>,
    /// A handover that is still to come.
    pub next: Option<Handover>,
}

/// Who has the last word on a feature.
#[derive(Debug, Clone)]
pub struct Decision {
    /// In which role.
    pub role: LastWord,
    /// The person; nothing where nobody holds that role.
    pub who: Option<PersonId>,
    /// Where the feature says so; nothing where it is the captain by the house rule.
    pub why: Option<Place>,
}

/// In which role somebody has the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastWord {
    /// As informed captain.
    Captain,
    /// As product manager, because the feature says so.
    ProductManager,
    /// As the person whom the feature names.
    Named,
}

/// A handover to come.
#[derive(Debug, Clone)]
pub struct Handover {
    /// The day from which it holds.
    pub from: Date,
    /// The captain to be, where that changes.
    pub captain: Option<PersonId>,
    /// The team to be, where that changes.
    pub team: Option<TeamId>,
    /// Whether it is agreed; else it is only announced.
    pub accepted: bool,
    /// Where it is written.
    pub why: Place,
}

impl FeatureOwnership {
    /// Reads the answer off the metadata. A handover holds from its day on without a further edit.
    #[must_use]
    pub fn resolve(org: &Org, feature: &Feature, today: Date) -> Self {
        let next = feature.next.as_ref();
        let from = next.and_then(|next| next.from.as_ref());
        let in_effect = next.filter(|_| from.is_some_and(|from| from.value <= today));
        let captain = Fact::first(
            in_effect
                .and_then(|next| next.captain.clone())
                .into_iter()
                .chain(feature.captain.clone()),
        );
        let team = Fact::first(
            in_effect.and_then(|next| next.team.clone()).into_iter().chain(feature.team.clone()),
        );
        let holding = team.as_ref().and_then(|team| org.teams.get(&team.value));
        let product_manager = Fact::first(
            feature
                .product_manager
                .clone()
                .into_iter()
                .chain(holding.and_then(|team| product_manager_of(org, team))),
        );
        let contact = Fact::first(
            feature
                .contact
                .clone()
                .into_iter()
                .chain(holding.and_then(|team| team.contact.clone())),
        );
        let decides = decision(feature, captain.as_ref(), product_manager.as_ref());
        let next =
            next.zip(from).filter(|(_, from)| from.value > today).map(|(next, from)| Handover {
                from: from.value,
                captain: next.captain.as_ref().map(|captain| captain.value.clone()),
                team: next.team.as_ref().map(|team| team.value.clone()),
                accepted: next.accepted.as_ref().is_some_and(|accepted| accepted.value),
                why: next.place.clone(),
            });
        Self { captain, team, product_manager, decides, contact, next }
    }
}

fn decision(
    feature: &Feature,
    captain: Option<&Fact<PersonId>>,
    product_manager: Option<&Fact<PersonId>>,
) -> Decision {
    let why = feature.decides.as_ref().map(|decides| decides.place.clone());
    let whose = |fact: Option<&Fact<PersonId>>| fact.map(|fact| fact.value.clone());
    match feature.decides.as_ref().map(|decides| &decides.value) {
        None | Some(Decides::Captain) => {
            Decision { role: LastWord::Captain, who: whose(captain), why }
        }
        Some(Decides::ProductManager) => {
            Decision { role: LastWord::ProductManager, who: whose(product_manager), why }
        }
        Some(Decides::Person(person)) => {
            Decision { role: LastWord::Named, who: Some(person.clone()), why }
        }
    }
}

/// The first of a team's supporting people who serves it as product manager.
#[must_use]
pub fn product_manager_of(org: &Org, team: &Team) -> Option<Sited<PersonId>> {
    let serves_as_one = |role: &str, person: &PersonId| {
        role == "product-manager"
            || org
                .people
                .get(person)
                .is_some_and(|person| person.kind.is_some() && role.starts_with("product"))
    };
    team.supporting
        .iter()
        .find(|supporting| serves_as_one(&supporting.role.value, &supporting.person.value))
        .map(|supporting| supporting.person.clone())
}
