//! Who held something, and when.

use schemars::JsonSchema;
use serde::Serialize;

use crate::api::{Named, Thing};
use crate::handbook::Handbook;
use crate::org::Holder;
use crate::ownership::{Subject, Term};

/// Who held something, and when.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tenure {
    /// Who; null where nobody did.
    pub who: Option<Named>,
    /// From which day.
    pub from: String,
    /// The first day on which it was no longer so; null while it is.
    pub until: Option<String>,
    /// The commit of the published branch that says so; of a handover, the one that announced it.
    pub commit: String,
}

/// Terms as tenures, oldest first as they are.
pub(super) fn tenures<T>(terms: &[Term<T>], named: impl Fn(&T) -> Named) -> Vec<Tenure> {
    let tenure = |term: &Term<T>| Tenure {
        who: term.who.as_ref().map(&named),
        from: term.from.to_string(),
        until: term.until.map(|until| until.to_string()),
        commit: term.commit.to_string(),
    };
    terms.iter().map(tenure).collect()
}

/// Something that a person or a team holds or held, and when.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PastHolding {
    /// As what: `captain`, `product-manager`, `lead`, `team`.
    pub role: &'static str,
    /// What.
    #[serde(flatten)]
    pub what: Thing,
    /// From which day.
    pub from: String,
    /// The first day on which it was no longer so; null while it is.
    pub until: Option<String>,
    /// The commit of the published branch that says so; of a handover, the one that announced it.
    pub commit: String,
}

/// All that a person or a team holds or held, the newest first.
pub(super) fn held_by(handbook: &Handbook, holder: &Holder) -> Vec<PastHolding> {
    let org = &handbook.org;
    let held = handbook.past.held_by(holder).into_iter();
    let held = held.filter_map(|held| {
        let what = match &held.what {
            Subject::Feature(id) => Thing::feature(org, id),
            Subject::Team(id) => Thing::team(org, id),
            Subject::Person(_) | Subject::Page(_) | Subject::Path(..) => return None,
        };
        Some(PastHolding {
            role: held.role.as_str(),
            what,
            from: held.from.to_string(),
            until: held.until.map(|until| until.to_string()),
            commit: held.commit.to_string(),
        })
    });
    held.collect()
}
