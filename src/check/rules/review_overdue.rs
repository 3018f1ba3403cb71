//! A page that nobody has read for too long.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::diagnostics::Place;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/review-overdue",
    title: "Reviews that are overdue",
    rule: "A page with a review interval is read again, or changed in meaning, within it.",
    why: "The interval is a promise to the readers, whoever keeps it: the review says who read the page.",
    help: "read it, mend it if need be, and record that it is right: handbook review PAGE",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts
        .pages
        .iter()
        .filter_map(|page| {
            let due = facts.review_due.get(&page.file).filter(|due| **due < facts.today)?;
            let words = format!("was to be read again by {due}");
            let place = Place::whole(&page.source);
            Some(Finding::new(Subject::Page(page.file.clone()), words, place).on(*due))
        })
        .collect()
}
