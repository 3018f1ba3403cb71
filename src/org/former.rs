//! What was called otherwise before.

use std::collections::BTreeMap;

use super::{FeatureId, Holder, Org, PersonId, TeamId};

/// The ids that people, teams and features have in an organisation, by those that they had before.
#[derive(Debug, Clone, Default)]
pub struct Former {
    people: BTreeMap<PersonId, PersonId>,
    teams: BTreeMap<TeamId, TeamId>,
    features: BTreeMap<FeatureId, FeatureId>,
}

impl Former {
    /// Those that `formerly` in an organisation's files says.
    #[must_use]
    pub fn of(org: &Org) -> Self {
        let people = org.people.values().flat_map(|person| {
            person.formerly.iter().map(|before| (before.value.clone(), person.id.clone()))
        });
        let teams = org.teams.values().flat_map(|team| {
            team.formerly.iter().map(|before| (before.value.clone(), team.id.clone()))
        });
        let features = org.features.values().flat_map(|feature| {
            feature.formerly.iter().map(|before| (before.value.clone(), feature.id.clone()))
        });
        Self { people: people.collect(), teams: teams.collect(), features: features.collect() }
    }

    /// The id that a person of that id has now.
    #[must_use]
    pub fn person(&self, id: PersonId) -> PersonId {
        self.people.get(&id).cloned().unwrap_or(id)
    }

    /// The id that a team of that id has now.
    #[must_use]
    pub fn team(&self, id: TeamId) -> TeamId {
        self.teams.get(&id).cloned().unwrap_or(id)
    }

    /// The id that a feature of that id has now.
    #[must_use]
    pub fn feature(&self, id: FeatureId) -> FeatureId {
        self.features.get(&id).cloned().unwrap_or(id)
    }

    /// A person or a team, by the id that they have now.
    #[must_use]
    pub fn holder(&self, holder: Holder) -> Holder {
        match holder {
            Holder::Person(id) => Holder::Person(self.person(id)),
            Holder::Team(id) => Holder::Team(self.team(id)),
        }
    }
}
