//! `org/ownership.toml`.

use super::ids::ID;
use super::{Holder, HolderId};
use crate::diagnostics::Place;
use crate::metadata::{
    FromValue, Key, Keys, Need, PageKind, PagePattern, ReviewInterval, Scalar, Shape, Sited, Table,
};

/// One `[[page]]` of `org/ownership.toml`: what holds for the pages that it matches. Of several
/// that match, the last one to say a thing wins, for each thing apart.
#[derive(Debug, Clone)]
pub struct PageRule {
    /// Which pages.
    pub pattern: Sited<PagePattern>,
    /// Whose they are. Where an old commit names nobody known, nothing.
    pub owner: Option<Sited<Holder>>,
    /// What they are.
    pub kind: Option<Sited<PageKind>>,
    /// How often they are to be looked at.
    pub review_every: Option<Sited<ReviewInterval>>,
    /// Where the rule is.
    pub place: Place,
}

/// A rule before it is known whose id its owner's is.
pub(super) struct RawRule {
    pub(super) owner: Option<Sited<HolderId>>,
    /// The rule, still without an owner.
    pub(super) rule: PageRule,
}

/// The keys of `org/ownership.toml`.
pub static OWNERSHIP: Keys = Keys {
    of: "`org/ownership.toml`",
    open: false,
    keys: &[Key {
        name: "page",
        wants: "a list of tables: `[[page]]`",
        shape: Shape::Tables(&PAGE),
        need: Need::Optional,
        meaning: "Rules about pages; of those that match a page, the last one to say a thing wins",
        example: "[{ pattern = \"/policies/\", owner = \"ada\", kind = \"policy\" }]",
        rule: "",
    }],
};

/// The keys of each `[[page]]` of `org/ownership.toml`.
pub static PAGE: Keys = Keys {
    of: "a `[[page]]`",
    open: false,
    keys: &[
        Key {
            name: "pattern",
            wants: "a pattern",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "Which pages, by their paths from `content/`, in the language of `.gitignore`",
            example: "\"/policies/\"",
            rule: "There is no `!`",
        },
        Key {
            name: "owner",
            wants: "the id of a person or team",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "Whose the pages are",
            example: "\"ada\"",
            rule: "A current person or team",
        },
        Key {
            name: "kind",
            wants: "a kind of page",
            shape: Shape::One(PageKind::SCALAR),
            need: Need::Optional,
            meaning: "What the pages are",
            example: "\"policy\"",
            rule: "One of `policy`, `guide`, `note`; a policy has an owner and a review interval",
        },
        Key {
            name: "review_every",
            wants: "an interval",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "How often the pages are to be looked at",
            example: "\"6 months\"",
            rule: "",
        },
    ],
};

impl RawRule {
    pub(super) fn read_all(table: &Table<'_>) -> Vec<Self> {
        table.tables("page", &PAGE).iter().filter_map(Self::read).collect()
    }

    fn read(table: &Table<'_>) -> Option<Self> {
        let (pattern, owner) = (table.require("pattern"), table.get("owner"));
        let (kind, review_every) = (table.get("kind"), table.get("review_every"));
        let place = table.place();
        Some(Self {
            owner,
            rule: PageRule { pattern: pattern?, owner: None, kind, review_every, place },
        })
    }
}
