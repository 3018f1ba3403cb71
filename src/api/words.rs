//! What every answer is made of.

use schemars::JsonSchema;
use serde::Serialize;

use crate::content::Page;
use crate::org::{FeatureId, Holder, Org, PersonId, TeamId};

/// A person or a team.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Named {
    /// The id, which no other person or team has.
    pub id: String,
    /// What they are called; the id where nothing else is known.
    pub name: String,
}

/// Anything that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Thing {
    /// `feature`, `team`, `person`, `page` or `path`.
    pub kind: &'static str,
    /// The id; a page's and a file's is its path from the repository's root.
    pub id: String,
    /// What it is called.
    pub name: String,
}

impl Named {
    /// A person.
    #[must_use]
    pub fn person(org: &Org, id: &PersonId) -> Self {
        let name = org.person(id).map_or(id.as_str(), |person| &person.name.value);
        Self { id: id.to_string(), name: name.to_owned() }
    }

    /// A team.
    #[must_use]
    pub fn team(org: &Org, id: &TeamId) -> Self {
        let name = org.team(id).map_or(id.as_str(), |team| &team.name.value);
        Self { id: id.to_string(), name: name.to_owned() }
    }

    /// A person or a team.
    #[must_use]
    pub fn holder(org: &Org, holder: &Holder) -> Self {
        Self { id: holder.id().to_owned(), name: org.holder_name(holder).to_owned() }
    }
}

impl Thing {
    /// A feature.
    #[must_use]
    pub fn feature(org: &Org, id: &FeatureId) -> Self {
        let name = org.feature(id).map_or(id.as_str(), |feature| &feature.name.value);
        Self { kind: "feature", id: id.to_string(), name: name.to_owned() }
    }

    /// A team.
    #[must_use]
    pub fn team(org: &Org, id: &TeamId) -> Self {
        let Named { id, name } = Named::team(org, id);
        Self { kind: "team", id, name }
    }

    /// A person.
    #[must_use]
    pub fn person(org: &Org, id: &PersonId) -> Self {
        let Named { id, name } = Named::person(org, id);
        Self { kind: "person", id, name }
    }

    /// A page.
    #[must_use]
    pub fn page(page: &Page) -> Self {
        Self { kind: "page", id: page.file.to_string(), name: page.title.clone() }
    }
}
