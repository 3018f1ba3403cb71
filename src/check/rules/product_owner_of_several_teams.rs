//! A product owner who serves several teams.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::ProductManagerKind;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/product-owner-of-several-teams",
    title: "Product owners of several teams",
    rule: "A product owner serves one team.",
    why: "The product owner is the one kind of product manager who is there for the day-to-day of one team.",
    help: "leave them to one team, or give them another `kind`",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let Some(kind) = &person.kind else { continue };
        let teams: Vec<_> = facts
            .org
            .supports(&person.id)
            .filter(|(team, _)| team.is_current_on(facts.today))
            .map(|(team, _)| team.name.value.as_str())
            .collect();
        if kind.value == ProductManagerKind::ProductOwner && teams.len() > 1 {
            let words = format!("is a product owner of {} teams: {}", teams.len(), teams.join(", "));
            found.push(Finding::new(Subject::Person(person.id.clone()), words, kind.place.clone()));
        }
    }
    found
}
