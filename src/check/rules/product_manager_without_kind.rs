//! A product manager of no kind.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/product-manager-without-kind",
    title: "Product managers without a kind",
    rule: "A product manager is of one of five kinds.",
    why: "What may be expected of a product owner and of a growth product manager differs; the kind says which.",
    help: "write `kind` in the person's file: product-manager, product-owner, growth, technical or platform",
    severity: Severity::Note,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let is_one = |person: &&crate::org::Person| {
        person.kind.is_none()
            && person.craft.as_ref().is_some_and(|craft| craft.value.is_product_manager())
    };
    facts
        .current_people()
        .filter(is_one)
        .map(|person| {
            let subject = Subject::Person(person.id.clone());
            Finding::new(subject, "is a product manager of no kind", person.place.clone())
        })
        .collect()
}
