//! The `accounts` of a person or a team.

use super::Account;
use crate::metadata::{FromValue, Key, Keys, Need, Shape, Sited, Table};

/// Accounts on forges: a person's login, or a team's `company/team`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accounts {
    /// On GitHub.
    pub github: Option<Sited<Account>>,
    /// On GitLab.
    pub gitlab: Option<Sited<Account>>,
}

/// The keys of `accounts`.
pub static ACCOUNTS: Keys = Keys {
    of: "`accounts`",
    open: false,
    keys: &[
        Key {
            name: "github",
            wants: "an account's name",
            shape: Shape::One(Account::SCALAR),
            need: Need::Optional,
            meaning: "The account on GitHub: a login, or `company/team` for a team",
            example: "\"ada\"",
            rule: "",
        },
        Key {
            name: "gitlab",
            wants: "an account's name",
            shape: Shape::One(Account::SCALAR),
            need: Need::Optional,
            meaning: "The account on GitLab: a login, or the path of a group for a team",
            example: "\"ada\"",
            rule: "",
        },
    ],
};

impl Accounts {
    pub(super) fn read(table: Table<'_>) -> Self {
        Self { github: table.get("github"), gitlab: table.get("gitlab") }
    }
}
