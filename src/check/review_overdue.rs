//! A rule that nobody has read for too long.

use super::{Facts, Gap, Rule, Subject};
use crate::diagnostics::Place;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/review-overdue",
    title: "Reviews that are overdue",
    rule: "A page with a review interval is read by its owner within it.",
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Gap> {
    facts
        .pages
        .iter()
        .filter_map(|page| {
            let due = facts.review_due.get(&page.file).filter(|due| **due < facts.today)?;
            Some(Gap {
                subject: Subject::Page(page.file.clone()),
                words: format!("was to be read again by {due}"),
                place: Place::whole(&page.source),
            })
        })
        .collect()
}
