//! Ownership that was written for many at once, and that no holder ever confirmed.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/ownership-unconfirmed",
    title: "Ownership that nobody confirmed",
    rule: "A captain who was named along with many others has confirmed it by a change of their own.",
    why: "A table that was filled in one go says what somebody thought. Until the captains have touched what is theirs, nobody knows whether they know.",
    help: "let the captain change the feature's file once, be it by a comment: that is their word for it",
    severity: Severity::Note,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, commit) in facts.unconfirmed {
        let Some(feature) = facts.org.feature(id) else { continue };
        let captain = facts.ownership.features.get(id).and_then(|owned| owned.captain.as_ref());
        let Some(captain) = captain else { continue };
        let Some(person) = facts.current(&captain.value) else { continue };
        let words = format!(
            "got its captain along with many others, in commit {}, and {} has not confirmed it",
            commit.short(),
            person.name.value
        );
        let subject = Subject::Feature(feature.id.clone());
        found.push(Finding::new(subject, words, captain.why.clone()));
    }
    found
}
