//! A label that marks the issues of two features.

use std::collections::BTreeMap;

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::Feature;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/label-twice",
    title: "Labels that are used twice",
    rule: "A label is one feature's.",
    why: "An issue with that label has two captains, so it waits for both.",
    help: "give one of the two features a label of its own",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<String, &Feature> = BTreeMap::new();
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let Some(label) = &feature.label else { continue };
        match first.get(&label.value.to_lowercase()) {
            None => drop(first.insert(label.value.to_lowercase(), feature)),
            Some(other) => {
                let words = format!("has the label `{}`, which {} has, too", label.value, other.name.value);
                let subject = Subject::Feature(feature.id.clone());
                let finding = Finding::new(subject, words, label.place.clone());
                let place = other.label.as_ref().map_or(&other.place, |label| &label.place);
                found.push(finding.with_related(place.clone(), "the other one is here"));
            }
        }
    }
    found
}
