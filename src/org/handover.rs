//! The `next` of a feature: a handover that is announced, or agreed.

use super::ids::ID;
use super::{PersonId, TeamId};
use crate::diagnostics::Place;
use crate::metadata::{Date, Key, Keys, Need, Scalar, Shape, Sited, Table};

/// A handover of a feature.
#[derive(Debug, Clone)]
pub struct Next {
    /// Who will be its captain, where that changes.
    pub captain: Option<Sited<PersonId>>,
    /// Whose team it will be, where that changes.
    pub team: Option<Sited<TeamId>>,
    /// From the end of which day; nothing only where an old commit does not say.
    pub from: Option<Sited<Date>>,
    /// Whether those who take it over agreed; it is announced until they do.
    pub accepted: Option<Sited<bool>>,
    /// Where it is said.
    pub place: Place,
}

/// The keys of a feature's `next`.
pub static NEXT: Keys = Keys {
    of: "a feature's `next`",
    open: false,
    keys: &[
        Key {
            name: "captain",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "Who will be the captain",
            example: "\"bob\"",
            rule: "This, `team` or both",
        },
        Key {
            name: "team",
            wants: "a team's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "Whose team it will be",
            example: "\"growth\"",
            rule: "This, `captain` or both",
        },
        Key {
            name: "from",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Required,
            meaning: "The day from whose end it holds",
            example: "2027-01-01",
            rule: "",
        },
        Key {
            name: "accepted",
            wants: "true or false",
            shape: Shape::One(Scalar::Flag),
            need: Need::Optional,
            meaning: "Whether those who take the feature over agreed",
            example: "true",
            rule: "`false` where it is left out: the handover is announced",
        },
    ],
};

impl Next {
    pub(super) fn read(table: &Table<'_>) -> Option<Self> {
        let next = Self {
            captain: table.get("captain"),
            team: table.get("team"),
            from: table.require("from"),
            accepted: table.get("accepted"),
            place: table.place(),
        };
        if !table.has("captain") && !table.has("team") {
            table.problem(
                table.place(),
                "metadata/missing-key",
                "`next` says neither `captain` nor `team`".to_owned(),
                Some("write who takes the feature over, or take `next` out".to_owned()),
            );
        }
        (next.captain.is_some() || next.team.is_some()).then_some(next)
    }

    /// Whether those who take it over agreed.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.accepted.as_ref().is_some_and(|accepted| accepted.value)
    }

    /// Whether it holds at the end of that day, as far as the date goes.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.as_ref().is_some_and(|from| from.value <= day)
    }
}
