//! A feature that nobody makes the final call on.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/feature-without-captain",
    title: "Features without a captain",
    rule: "Every feature has one informed captain, who makes the final call on it and is still here.",
    why: "Where nobody makes the final call, nobody does or everybody does, and either way a question waits.",
    help: "write `captain` in the feature's file, or `next` if somebody takes it over later",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let captain =
            facts.ownership.features.get(&feature.id).and_then(|owned| owned.captain.as_ref());
        let words = match captain {
            None => "has no captain".to_owned(),
            Some(captain) => match facts.org.people.get(&captain.value) {
                Some(person) if person.is_current_on(facts.today) => continue,
                Some(person) if facts.has_left(person) => {
                    format!("has a captain who left, {}", person.name.value)
                }
                Some(person) => {
                    format!("has a captain who has not started yet, {}", person.name.value)
                }
                // An id that names nobody is told where the metadata is read.
                None => format!("has a captain whom nobody knows, {}", captain.value),
            },
        };
        let place = captain.map_or_else(|| feature.place.clone(), |captain| captain.why.clone());
        found.push(Finding::new(Subject::Feature(feature.id.clone()), words, place));
    }
    found
}
