//! How much each rule of `check` weighs.

use crate::metadata::{FromValue, Key, Keys, Need, Shape, Sited, Table, one_of};

one_of! {
    /// How much a breach of a rule weighs.
    Level {
        /// The rule is switched off.
        Off = "off",
        /// Worth knowing.
        Note = "note",
        /// It should be mended.
        Warning = "warning",
        /// It must be mended.
        Error = "error",
    }
}

/// The keys of `check` are the names of rules, which the `check` room knows.
pub static CHECK: Keys = Keys { of: "`check`", open: true, keys: &[] };

/// What each of them is.
static RULE: Key = Key {
    name: "check",
    wants: "`off`, `note`, `warning` or `error` for each rule",
    shape: Shape::One(Level::SCALAR),
    need: Need::Optional,
    meaning: "How much a breach of the rule weighs",
    example: "{ team-size = \"error\", team-without-notes = \"off\" }",
    rule: "",
};

pub(super) fn read(table: &Table<'_>) -> Vec<(Sited<String>, Level)> {
    table.each(&RULE)
}
