//! Who is meant by an id, once every file has been read.

mod circles;
mod clashes;
mod identities;
mod references;

use super::parse::Reading;
use super::{Holder, HolderId, Org, PageRule, Sited};
use crate::diagnostics::Diagnostics;
use crate::metadata::Strictness;

/// Gives the rules about pages their owners and, of today's files, reports every id that names
/// nobody and all that contradicts itself.
pub(super) fn settle(reading: Reading) -> (Org, Diagnostics) {
    let Reading { how, mut org, rules, unread, mut problems } = reading;
    if how == Strictness::Today {
        references::check(&org, &rules, &unread, &mut problems);
        clashes::check(&org, &mut problems);
        identities::check(&org, &mut problems);
        circles::check(&org, &mut problems);
    }
    let settled = rules.into_iter().map(|raw| {
        let owner = raw.owner.as_ref().and_then(|id| holder(&org, id));
        PageRule { owner, ..raw.rule }
    });
    org.page_rules = settled.collect();
    (org, problems.limited())
}

fn holder(org: &Org, id: &Sited<HolderId>) -> Option<Sited<Holder>> {
    let holder = org.holder(id.value.as_str())?;
    Some(Sited::new(holder, id.place.clone()))
}
