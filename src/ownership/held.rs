//! What somebody held, and when.

use jiff::civil::Date;

use super::{FeatureTimeline, Subject, TeamTimeline, Term};
use crate::history::CommitId;
use crate::org::{FeatureId, Holder, TeamId};

/// As what something is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A feature, as its informed captain.
    Captain,
    /// A feature, as its team.
    Team,
    /// A feature or a team, as its product manager.
    ProductManager,
    /// A team, as its lead.
    Lead,
}

impl Role {
    /// As JSON writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Captain => "captain",
            Self::Team => "team",
            Self::ProductManager => "product-manager",
            Self::Lead => "lead",
        }
    }
}

/// Something that a person or a team held, and when.
#[derive(Debug, Clone)]
pub struct Held {
    /// As what.
    pub role: Role,
    /// The feature or the team.
    pub what: Subject,
    /// From which day.
    pub from: Date,
    /// Until which day; nothing while they hold it.
    pub until: Option<Date>,
    /// The landing that says so.
    pub commit: CommitId,
    /// Whether it came by a handover that took effect on its day.
    pub handover: bool,
}

impl FeatureTimeline {
    /// What a person or team held of this feature: as captain or product manager, or as its team.
    #[must_use]
    pub fn held_by(&self, feature: &FeatureId, holder: &Holder) -> Vec<Held> {
        let what = || Subject::Feature(feature.clone());
        match holder {
            Holder::Person(person) => {
                let mut held = terms_of(&self.captains, person, Role::Captain, what);
                held.extend(terms_of(&self.product_managers, person, Role::ProductManager, what));
                held
            }
            Holder::Team(team) => terms_of(&self.teams, team, Role::Team, what),
        }
    }
}

impl TeamTimeline {
    /// What a person held of this team: as lead, or as its product manager.
    #[must_use]
    pub fn held_by(&self, team: &TeamId, holder: &Holder) -> Vec<Held> {
        let Holder::Person(person) = holder else { return Vec::new() };
        let what = || Subject::Team(team.clone());
        let mut held = terms_of(&self.leads, person, Role::Lead, what);
        held.extend(terms_of(&self.product_managers, person, Role::ProductManager, what));
        held
    }
}

fn terms_of<T: PartialEq>(
    terms: &[Term<T>],
    who: &T,
    role: Role,
    what: impl Fn() -> Subject,
) -> Vec<Held> {
    let theirs = terms.iter().filter(|term| term.who.as_ref() == Some(who));
    let held = theirs.map(|term| Held {
        role,
        what: what(),
        from: term.from,
        until: term.until,
        commit: term.commit,
        handover: term.handover,
    });
    held.collect()
}
