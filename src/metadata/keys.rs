//! The keys that a table may hold.

use super::Shape;

/// The keys of one kind of table. The same list refuses unknown keys, words the messages and
/// makes the reference in `docs/`.
#[derive(Debug, PartialEq)]
pub struct Keys {
    /// What the table is, with its article: "a person", "the `next` of a feature".
    pub of: &'static str,
    /// The keys, in the order in which the reference shows them.
    pub keys: &'static [Key],
    /// Whether keys that are not listed are somebody else's, and let be.
    pub open: bool,
}

/// One key of a table.
#[derive(Debug, PartialEq)]
pub struct Key {
    /// The key itself.
    pub name: &'static str,
    /// What its value is, with the article, as messages say it: "a text", "a list of ids".
    pub wants: &'static str,
    /// The same for programs: a reader of the key reads just this, and a schema describes it.
    pub shape: Shape,
    /// Whether it must be there.
    pub need: Need,
    /// What it says, in a sentence.
    pub meaning: &'static str,
    /// A value for it, as TOML.
    pub example: &'static str,
    /// What else holds: the rule that `check` applies, the default; empty where nothing does.
    pub rule: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Without it the file cannot be used: an error.
    Required,
    /// Without it something has no holder: a gap, which `check` reports and a page lists.
    Expected,
    /// It may be left out.
    Optional,
}

impl Keys {
    /// The key of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}
