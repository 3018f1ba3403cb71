//! A platform product manager who serves one product.

use std::collections::BTreeSet;

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::ProductManagerKind;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/platform-of-one-product",
    title: "Platform product managers of one product",
    rule: "A platform product manager serves features of more than one product.",
    why: "A platform is what several products stand on; with one product the work is that product's.",
    help: "see whether they are of another `kind`, or whether a `product` is missing in a feature's file",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let Some(kind) = &person.kind else { continue };
        if kind.value != ProductManagerKind::Platform {
            continue;
        }
        let features: Vec<_> = facts.ownership.managed_by(&person.id).collect();
        let products: BTreeSet<&str> = features
            .iter()
            .filter_map(|id| facts.org.feature(id)?.product.as_ref())
            .map(|product| product.value.as_str())
            .collect();
        if !features.is_empty() && products.len() < 2 {
            let words = match products.first() {
                Some(only) => format!("is a platform product manager of one product, {only}"),
                None => "is a platform product manager of no product".to_owned(),
            };
            found.push(Finding::new(Subject::Person(person.id.clone()), words, kind.place.clone()));
        }
    }
    found
}
