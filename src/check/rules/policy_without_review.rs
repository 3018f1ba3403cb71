//! A policy that nobody needs to read again.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::diagnostics::Place;
use crate::metadata::PageKind;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/policy-without-review",
    title: "Policies without a review interval",
    rule: "A policy says how often it is read again.",
    why: "Its words bind people. Words that nobody reads again come to bind them to what nobody means any more.",
    help: "write `review_every` where its owner is written, or for all policies in `review_every` of the configuration",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for page in facts.pages {
        let Some(owned) = facts.ownership.pages.get(&page.file) else { continue };
        let Some(kind) = owned.kind.as_ref().filter(|kind| kind.value == PageKind::Policy) else {
            continue;
        };
        if owned.review_every.is_none() {
            let subject = Subject::Page(page.file.clone());
            let words = "is a policy, and does not say how often it is read again";
            let finding = Finding::new(subject, words, Place::whole(&page.source));
            found.push(finding.with_related(kind.why.clone(), "this line makes it a policy"));
        }
    }
    found
}
