//! `org/features/ID.toml`.

use super::code::{CODE, Code};
use super::earlier::{EARLIER, Earlier};
use super::handover::{NEXT, Next};
use super::ids::ID;
use super::{Contact, Decides, Docs, FeatureId, PersonId, TeamId};
use crate::diagnostics::Place;
use crate::metadata::{Key, Keys, Need, Scalar, Shape, Sited, Table};
use crate::root::RepoPath;

/// A thing that the company ships, or a project that it runs.
#[derive(Debug, Clone)]
pub struct Feature {
    /// The name of the file.
    pub id: FeatureId,
    /// What it is called; the id where an old commit gives no name.
    pub name: Sited<String>,
    /// The maker who owns it and makes the final call on it.
    pub captain: Option<Sited<PersonId>>,
    /// The small team whose it is.
    pub team: Option<Sited<TeamId>>,
    /// The product that it belongs to.
    pub product: Option<Sited<String>>,
    /// Its own product manager, where that is not the team's.
    pub product_manager: Option<Sited<PersonId>>,
    /// Who has the last word, where that is said; else it is the captain.
    pub decides: Option<Sited<Decides>>,
    /// Other names that people ask for it by.
    pub aliases: Vec<Sited<String>>,
    /// What its issues are labelled with.
    pub label: Option<Sited<String>>,
    /// How to reach who answers for it, where that is not the team's contact.
    pub contact: Option<Sited<Contact>>,
    /// Where its code is.
    pub code: Vec<Code>,
    /// Where it is documented.
    pub docs: Vec<Sited<Docs>>,
    /// How far it is, in the company's own word.
    pub status: Option<Sited<String>>,
    /// A handover that is announced, or agreed.
    pub next: Option<Next>,
    /// Its captains of before `org/` was there, oldest first.
    pub earlier: Vec<Earlier>,
    /// Ids that it had before.
    pub formerly: Vec<Sited<FeatureId>>,
    /// The file.
    pub place: Place,
}

/// The keys of a file in `org/features/`.
pub static FEATURE: Keys = Keys {
    of: "a feature",
    open: false,
    keys: &[
        Key {
            name: "name",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "What the feature is called",
            example: "\"Billing\"",
            rule: "",
        },
        Key {
            name: "captain",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Expected,
            meaning: "The informed captain: the maker who owns the feature and makes the final call",
            example: "\"ada\"",
            rule: "One current person of a making craft, a member of the team",
        },
        Key {
            name: "team",
            wants: "a team's id",
            shape: Shape::One(ID),
            need: Need::Expected,
            meaning: "The small team whose feature it is",
            example: "\"replay\"",
            rule: "A current team",
        },
        Key {
            name: "product",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "The product that the feature belongs to",
            example: "\"Analytics\"",
            rule: "",
        },
        Key {
            name: "product_manager",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "The feature's product manager",
            example: "\"cleo\"",
            rule: "The team's where it is left out; never an approver because of the role",
        },
        Key {
            name: "decides",
            wants: "`captain`, `product-manager` or a person's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "Who has the last word on the feature",
            example: "\"product-manager\"",
            rule: "The captain where it is left out",
        },
        Key {
            name: "aliases",
            wants: "a text or a list of texts",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "Other names that people ask for the feature by",
            example: "[\"payments\", \"invoices\"]",
            rule: "No other feature has them",
        },
        Key {
            name: "label",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "What the feature's issues are labelled with",
            example: "\"area/billing\"",
            rule: "",
        },
        Key {
            name: "contact",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "How to reach who answers for the feature",
            example: "\"#billing\"",
            rule: "The team's where it is left out",
        },
        Key {
            name: "code",
            wants: "a list of globs, or of tables with `repo` and `paths`",
            shape: Shape::ValuesAndTables(Scalar::Text, &CODE),
            need: Need::Optional,
            meaning: "Where the feature's code is",
            example: "[\"src/billing/**\", { repo = \"company/app\", paths = [\"billing/**\"] }]",
            rule: "A glob alone is of this repository",
        },
        Key {
            name: "docs",
            wants: "a page, an address, or a list of them",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "Where the feature is documented: pages from `content/`, or an address",
            example: "[\"guides/billing.md\"]",
            rule: "The captain speaks for these pages",
        },
        Key {
            name: "status",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "How far the feature is, in the company's own word",
            example: "\"beta\"",
            rule: "",
        },
        Key {
            name: "next",
            wants: "a table with `captain` or `team`, and `from`",
            shape: Shape::Table(&NEXT),
            need: Need::Optional,
            meaning: "A handover that is announced, or agreed",
            example: "{ captain = \"bob\", from = 2027-01-01, accepted = true }",
            rule: "",
        },
        Key {
            name: "earlier",
            wants: "a list of tables",
            shape: Shape::Tables(&EARLIER),
            need: Need::Optional,
            meaning: "The feature's captains of before this file was there, oldest first",
            example: "[{ captain = \"bob\", from = 2024-03-01, commit = \"1f6a2b3c\" }]",
            rule: "`handbook import` finds them in the versions of a table",
        },
        Key {
            name: "formerly",
            wants: "an id or a list of ids",
            shape: Shape::OneOrMany(ID),
            need: Need::Optional,
            meaning: "Ids that the feature had before",
            example: "[\"payments\"]",
            rule: "No feature has them now",
        },
    ],
};

impl Feature {
    /// Whether a page, by its path from `content/`, is among its documentation.
    #[must_use]
    pub fn documents(&self, page: &RepoPath) -> bool {
        self.docs.iter().any(|docs| match &docs.value {
            Docs::Pages(pattern) => pattern.matches(page.as_str()),
            Docs::Web(_) => false,
        })
    }

    pub(super) fn read(table: &Table<'_>, id: FeatureId) -> Self {
        let name = table.require("name");
        Self {
            name: name.unwrap_or_else(|| Sited::new(id.to_string(), table.place())),
            captain: table.get("captain"),
            team: table.get("team"),
            product: table.get("product"),
            product_manager: table.get("product_manager"),
            decides: table.get("decides"),
            aliases: table.one_or_many("aliases"),
            label: table.get("label"),
            contact: table.get("contact"),
            code: Code::read(table),
            docs: table.one_or_many("docs"),
            status: table.get("status"),
            next: table.table("next", &NEXT).and_then(|table| Next::read(&table)),
            earlier: Earlier::read_all(table),
            formerly: table.one_or_many("formerly"),
            place: table.place(),
            id,
        }
    }
}
