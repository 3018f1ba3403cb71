//! A manager who does little else.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/manager-too-much",
    title: "Managers who manage half the time or more",
    rule: "A manager spends under half of the time managing; the rest goes to the craft.",
    why: "Managing is part-time: who stops practising loses the context that managing is for.",
    help: "lower `management`, with fewer reports if need be",
    severity: Severity::Warning,
    gap: false,
    find,
};

/// From this share of the time on, managing is no longer part-time.
const HALF: f64 = 0.5;

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let Some(share) = person.management.as_ref().filter(|share| share.value.get() >= HALF)
        else {
            continue;
        };
        let words = format!("spends {} % of the time managing", share.value.percent());
        found.push(Finding::new(Subject::Person(person.id.clone()), words, share.place.clone()));
    }
    found
}
