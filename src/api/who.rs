//! "Who decides?", answered.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Named, Thing};
use crate::org::Org;
use crate::ownership::{self, Decision, LastWord};

/// The answer to one question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Who {
    /// The version of this shape: 1.
    pub schema: u32,
    /// The question, as it was asked.
    pub query: String,
    /// What was found: `feature`, `team`, `person`, `page` or `path`; null where nothing was, or
    /// more than one thing.
    pub kind: Option<&'static str>,
    /// Its id; a page's and a file's is its path from the repository's root.
    pub id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Who answers for it: a feature's and a file's captain, a page's owner, the one who owns all
    /// pages of a folder. Null where nobody does, and for people and teams.
    pub owner: Option<Named>,
    /// The informed captain of the feature.
    pub captain: Option<Named>,
    /// The small team: the feature's, the one that owns the page, the one that a person is on.
    pub team: Option<Named>,
    /// The product manager: the feature's, else the team's.
    pub product_manager: Option<Named>,
    /// Who has the last word on the feature.
    pub decides: Option<Decides>,
    /// Where to ask.
    pub contact: Option<String>,
    /// Since when the owner has been the owner; for people and teams, since when they are here.
    pub since: Option<Since>,
    /// A handover that is to come.
    pub next: Option<Handover>,
    /// The day and the commit that the answer is of.
    pub as_of: AsOf,
    /// What a person or a team holds.
    pub holds: Vec<Holding>,
    /// Who is on the team, and who serves it.
    pub members: Vec<Member>,
    /// Where nothing was found: what is called alike. Where several things were: those. Else what
    /// else goes by that word.
    pub candidates: Vec<Thing>,
    /// Those of the above who are not here any more on that day: people who left, teams that were
    /// dissolved.
    pub gone: Vec<Gone>,
    /// Where nobody who is here answers for it: the nearest thing above it that somebody answers for.
    pub above: Option<Above>,
    /// Every fact with the line that says so.
    pub claims: Vec<Claim>,
}

/// Who has the last word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decides {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// As what: `captain`, `product-manager`, or `named` where the feature names the person.
    pub role: &'static str,
}

impl Decides {
    /// Who has the last word; nothing where nobody has the role that it comes with.
    pub(super) fn of(org: &Org, decision: &Decision) -> Option<Self> {
        let Named { id, name } = Named::person(org, decision.who.as_ref()?);
        let role = match decision.role {
            LastWord::Captain => "captain",
            LastWord::ProductManager => "product-manager",
            LastWord::Named => "named",
        };
        Some(Self { id, name, role })
    }
}

/// Since when something is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Since {
    /// The day.
    pub date: String,
    /// The commit of the published branch that says so; null where a date in the metadata does.
    pub commit: Option<String>,
}

/// A handover that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Handover {
    /// From the end of which day it holds.
    pub from: String,
    /// The captain to be, where that changes.
    pub captain: Option<Named>,
    /// The team to be, where that changes.
    pub team: Option<Named>,
    /// Whether it is marked as accepted.
    pub accepted: bool,
    /// Who of those who take it over marked it as accepted, by a commit of their own.
    pub agreed_by: Option<Named>,
}

impl Handover {
    /// A handover, and who of those who take over agreed.
    pub(super) fn of(org: &Org, next: &ownership::Handover, agreed_by: Option<Named>) -> Self {
        Self {
            from: next.from.to_string(),
            captain: next.captain.as_ref().map(|captain| Named::person(org, captain)),
            team: next.team.as_ref().map(|team| Named::team(org, team)),
            accepted: next.accepted,
            agreed_by,
        }
    }
}

/// The moment that an answer is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AsOf {
    /// The day by which handovers and leavers were judged.
    pub date: String,
    /// The commit whose state it is; null for the work tree.
    pub commit: Option<String>,
}

/// Something that a person or a team holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Holding {
    /// As what: `captain`, `decides`, `product-manager`, `team`, `owner`, `lead`, `member`, or the
    /// role in which a person serves a team.
    pub role: String,
    /// What.
    #[serde(flatten)]
    pub what: Thing,
}

/// Somebody on a team, or who serves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Member {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// `lead`, `member`, or the role in which the person serves the team.
    pub role: String,
}

/// Somebody who is not here any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gone {
    /// The person's or the team's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The day at whose end they were gone.
    pub date: String,
}

/// The nearest thing above that somebody answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Above {
    /// What it is.
    #[serde(flatten)]
    pub what: Thing,
    /// Who answers for it.
    pub owner: Named,
}

/// A fact, and the line that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Claim {
    /// The fact: `captain`, `team`, `product_manager`, `decides`, `contact`, `next`, `owner`,
    /// `kind`, `review_every`, `code`.
    pub fact: &'static str,
    /// What it says.
    pub value: String,
    /// The file.
    pub path: String,
    /// The line, from 1; null where the file as a whole says so.
    pub line: Option<usize>,
    /// What it goes before, the nearest first.
    pub beats: Vec<Beaten>,
}

/// A claim that another one goes before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Beaten {
    /// What it says.
    pub value: String,
    /// The file.
    pub path: String,
    /// The line, from 1; null where the file as a whole says so.
    pub line: Option<usize>,
}
