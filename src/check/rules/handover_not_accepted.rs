//! A handover whose day came before anybody said yes.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/handover-not-accepted",
    title: "Handovers that nobody accepted",
    rule: "A handover is accepted by who takes the feature over before its day.",
    why: "A handover takes effect on its day, accepted or not. Without a yes, the company has a captain who does not know it.",
    help: "let who takes it over write `accepted = true` in a commit of their own, or move the day",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let Some(next) = feature.next.as_ref().filter(|next| !next.is_accepted()) else { continue };
        let Some(from) = next.from.as_ref().filter(|from| from.value <= facts.today) else {
            continue;
        };
        let words = format!("was handed over on {}, and nobody accepted it", from.value);
        let subject = Subject::Feature(feature.id.clone());
        found.push(Finding::new(subject, words, next.place.clone()).on(from.value));
    }
    found
}
