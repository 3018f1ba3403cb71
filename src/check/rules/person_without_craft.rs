//! Somebody of whom nobody knows what they practise.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/person-without-craft",
    title: "People without a craft",
    rule: "Everybody practises a craft, managers and the chief executive too.",
    why: "A manager without a craft manages all day, and gives context that they do not have.",
    help: "write `craft` in the person's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people().filter(|person| person.craft.is_none()) {
        let manages = facts.reports_of(&person.id).next().is_some();
        let words = if manages { "manages people, and has no craft" } else { "has no craft" };
        let subject = Subject::Person(person.id.clone());
        found.push(Finding::new(subject, words, person.place.clone()));
    }
    found
}
