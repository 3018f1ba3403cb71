//! The `earlier` of a feature: its captains of before `org/` was there.

use super::PersonId;
use super::ids::ID;
use crate::metadata::{
    CommitPrefix, Date, FromValue, Key, Keys, Need, Scalar, Shape, Sited, Table,
};

/// Who was captain from a day on, until the next one's day, or until `org/` itself says.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The captain; nothing where nobody was.
    pub captain: Option<Sited<PersonId>>,
    /// The first day; nothing only where an old commit does not say.
    pub from: Option<Sited<Date>>,
    /// The commit that says so.
    pub commit: Option<Sited<CommitPrefix>>,
}

/// The keys of each of a feature's `earlier`.
pub static EARLIER: Keys = Keys {
    of: "an entry of a feature's `earlier`",
    open: false,
    keys: &[
        Key {
            name: "captain",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "Who was the captain; nobody was where it is left out",
            example: "\"bob\"",
            rule: "",
        },
        Key {
            name: "from",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Required,
            meaning: "From which day, until that of the next entry or of the feature's file",
            example: "2024-03-01",
            rule: "",
        },
        Key {
            name: "commit",
            wants: "a commit's id",
            shape: Shape::One(CommitPrefix::SCALAR),
            need: Need::Optional,
            meaning: "The commit that says so",
            example: "\"1f6a2b3c\"",
            rule: "",
        },
    ],
};

impl Earlier {
    pub(super) fn read_all(table: &Table<'_>) -> Vec<Self> {
        let read = |table: &Table<'_>| Self {
            captain: table.get("captain"),
            from: table.require("from"),
            commit: table.get("commit"),
        };
        table.tables("earlier", &EARLIER).iter().map(read).collect()
    }
}
