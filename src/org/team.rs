//! `org/teams/ID.toml`.

use super::accounts::{ACCOUNTS, Accounts};
use super::ids::ID;
use super::{Contact, PersonId, TeamId};
use crate::diagnostics::Place;
use crate::metadata::{Date, Key, Keys, Need, Scalar, Shape, Sited, Table, WebAddress};

/// A few people with full control of what they ship.
#[derive(Debug, Clone)]
pub struct Team {
    /// The name of the file.
    pub id: TeamId,
    /// What it is called; the id where an old commit gives no name.
    pub name: Sited<String>,
    /// What it is for.
    pub mission: Option<Sited<String>>,
    /// Who leads it.
    pub lead: Option<Sited<PersonId>>,
    /// Who is in it, in the order of the file.
    pub members: Vec<Sited<PersonId>>,
    /// Who serves it without being in it.
    pub supporting: Vec<Supporting>,
    /// How to reach it.
    pub contact: Option<Sited<Contact>>,
    /// Whom it works for.
    pub customer: Option<Sited<String>>,
    /// What it is after.
    pub goals: Vec<Sited<String>>,
    /// What it goes by.
    pub metrics: Vec<Sited<String>>,
    /// When and where its planning is, open to all.
    pub planning: Option<Sited<String>>,
    /// Where its planning notes are.
    pub notes: Option<Sited<WebAddress>>,
    /// Its accounts on forges.
    pub accounts: Accounts,
    /// Its first day.
    pub founded: Option<Sited<Date>>,
    /// The day on which it was dissolved: at its end it is gone.
    pub dissolved: Option<Sited<Date>>,
    /// Ids that it had before.
    pub formerly: Vec<Sited<TeamId>>,
    /// The file.
    pub place: Place,
}

/// Somebody who serves a team in a role.
#[derive(Debug, Clone)]
pub struct Supporting {
    /// Who.
    pub person: Sited<PersonId>,
    /// As what: `product-manager`, `designer`, … ; empty where an old commit does not say.
    pub role: Sited<String>,
    /// Where it is said.
    pub place: Place,
}

/// The keys of a file in `org/teams/`.
pub static TEAM: Keys = Keys {
    of: "a team",
    open: false,
    keys: &[
        Key {
            name: "name",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "What the team is called",
            example: "\"Replay\"",
            rule: "",
        },
        Key {
            name: "mission",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Expected,
            meaning: "What the team is for",
            example: "\"Show what a user did\"",
            rule: "",
        },
        Key {
            name: "lead",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Expected,
            meaning: "Who leads the team",
            example: "\"ada\"",
            rule: "One of its members",
        },
        Key {
            name: "members",
            wants: "a list of people's ids",
            shape: Shape::List(ID),
            need: Need::Expected,
            meaning: "Who is in the team",
            example: "[\"ada\", \"bob\"]",
            rule: "2 to 6 people; a maker is a member of one team only",
        },
        Key {
            name: "supporting",
            wants: "a list of tables",
            shape: Shape::Tables(&SUPPORTING),
            need: Need::Optional,
            meaning: "Who serves the team in a role without being a member",
            example: "[{ person = \"cleo\", role = \"product-manager\" }]",
            rule: "They may serve several teams",
        },
        Key {
            name: "contact",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Expected,
            meaning: "How to reach the team: a channel, an address, words",
            example: "\"#team-replay\"",
            rule: "It is published as written",
        },
        Key {
            name: "customer",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "Whom the team works for",
            example: "\"Support engineers\"",
            rule: "",
        },
        Key {
            name: "goals",
            wants: "a text or a list of texts",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "What the team is after",
            example: "[\"Half the load time\"]",
            rule: "",
        },
        Key {
            name: "metrics",
            wants: "a text or a list of texts",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "What the team goes by",
            example: "[\"Load time at the 95th percentile\"]",
            rule: "",
        },
        Key {
            name: "planning",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Expected,
            meaning: "When and where the team plans, open to all",
            example: "\"Mondays at 10:00, in the big room\"",
            rule: "",
        },
        Key {
            name: "notes",
            wants: "an address in the web",
            shape: Shape::One(Scalar::Web),
            need: Need::Expected,
            meaning: "Where the team's planning notes are",
            example: "\"https://example.org/replay/planning\"",
            rule: "",
        },
        Key {
            name: "accounts",
            wants: "a table of accounts",
            shape: Shape::Table(&ACCOUNTS),
            need: Need::Optional,
            meaning: "The team's accounts on forges",
            example: "{ github = \"company/replay\" }",
            rule: "",
        },
        Key {
            name: "founded",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Optional,
            meaning: "The team's first day",
            example: "2025-01-01",
            rule: "",
        },
        Key {
            name: "dissolved",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Optional,
            meaning: "The day on which the team was dissolved; at its end it holds nothing any more",
            example: "2026-06-30",
            rule: "A team that is gone stays in `org/`, so that the past can be told",
        },
        Key {
            name: "formerly",
            wants: "an id or a list of ids",
            shape: Shape::OneOrMany(ID),
            need: Need::Optional,
            meaning: "Ids that the team had before",
            example: "[\"recordings\"]",
            rule: "Nobody has them now",
        },
    ],
};

/// The keys of each of a team's `supporting`.
pub static SUPPORTING: Keys = Keys {
    of: "an entry of a team's `supporting`",
    open: false,
    keys: &[
        Key {
            name: "person",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Required,
            meaning: "Who serves the team",
            example: "\"cleo\"",
            rule: "",
        },
        Key {
            name: "role",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "As what",
            example: "\"product-manager\"",
            rule: "The team's product manager is who has the role `product-manager`",
        },
    ],
};

impl Team {
    pub(super) fn read(table: &Table<'_>, id: TeamId) -> Self {
        let name = table.require("name");
        let supporting = table.tables("supporting", &SUPPORTING);
        Self {
            name: name.unwrap_or_else(|| Sited::new(id.to_string(), table.place())),
            mission: table.get("mission"),
            lead: table.get("lead"),
            members: table.list("members"),
            supporting: supporting.iter().filter_map(Supporting::read).collect(),
            contact: table.get("contact"),
            customer: table.get("customer"),
            goals: table.one_or_many("goals"),
            metrics: table.one_or_many("metrics"),
            planning: table.get("planning"),
            notes: table.get("notes"),
            accounts: table.table("accounts", &ACCOUNTS).map(Accounts::read).unwrap_or_default(),
            founded: table.get("founded"),
            dissolved: table.get("dissolved"),
            formerly: table.one_or_many("formerly"),
            place: table.place(),
            id,
        }
    }

    /// Whether it is there at the end of that day.
    #[must_use]
    pub fn is_current_on(&self, day: Date) -> bool {
        super::is_current(self.founded.as_ref(), self.dissolved.as_ref(), day)
    }

    /// Whether the person is a member.
    #[must_use]
    pub fn has_member(&self, person: &PersonId) -> bool {
        self.members.iter().any(|member| member.value == *person)
    }

    /// Who serves it as product manager, in the order of the file.
    pub fn product_managers(&self) -> impl Iterator<Item = &Sited<PersonId>> {
        let theirs = self.supporting.iter().filter(|one| one.role.value == "product-manager");
        theirs.map(|one| &one.person)
    }
}

impl Supporting {
    fn read(table: &Table<'_>) -> Option<Self> {
        let (person, role) = (table.require("person"), table.require("role"));
        Some(Self {
            person: person?,
            role: role.unwrap_or_else(|| Sited::new(String::new(), table.place())),
            place: table.place(),
        })
    }
}
