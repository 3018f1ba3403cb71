//! Answers as other programs read them: the site's static API and the terminal's JSON are these
//! types, and their JSON Schemas are published beside them.
//!
//! Within schema 1 a key is never removed, renamed or given another meaning, and every key is
//! always there, `null` or an empty list where there is nothing; keys may be added. Dates are ISO
//! 8601, paths are from the repository's root, people and teams are `{id, name}`.

mod answer;
mod holdings;
mod leaves;
mod schemas;
mod site;
mod who;
mod words;

pub use crate::escape::to_json;
pub use answer::Asked;
pub use leaves::{Leaves, Orphaned};
pub use schemas::schemas;
pub use site::{
    Code, Company, FeatureEntry, Features, Gap, PageEntry, Pages, PastHolding, People, PersonEntry,
    TeamEntry, Teams, Tenure,
};
pub use who::{Above, AsOf, Beaten, Claim, Decides, Gone, Handover, Holding, Member, Since, Who};
pub use words::{Named, Thing};

/// The version of every answer.
pub const SCHEMA: u32 = 1;
