//! "What if somebody leaves?", answered.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Named, Thing};

/// What nobody would hold if somebody left.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Leaves {
    /// The version of this shape: 1.
    pub schema: u32,
    /// Who leaves.
    pub person: Named,
    /// On which day.
    pub on: String,
    /// What nobody would hold.
    pub orphans: Vec<Orphaned>,
    /// The edits that hand it over, as a unified diff from the repository's root.
    pub patch: String,
}

/// Something that nobody would hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Orphaned {
    /// As what it is held: `captain`, `product-manager`, `decides`, `next` (captain to be),
    /// `owner`, `policy`, `lead`, `member`, `manager`, or a supporting role.
    pub role: String,
    /// What it is.
    #[serde(flatten)]
    pub what: Thing,
    /// Who takes it over in the patch; null where only people can say.
    pub to: Option<Named>,
    /// Whether it is a team that would have fewer than two members.
    pub too_few: bool,
    /// The file that gives it to who leaves.
    pub path: String,
    /// The line, from 1; null where the file as a whole does.
    pub line: Option<usize>,
}
