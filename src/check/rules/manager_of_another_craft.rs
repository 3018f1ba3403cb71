//! Somebody whose manager practises another craft.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::Person;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/manager-of-another-craft",
    title: "Managers of another craft",
    rule: "People report to somebody of their own craft, where there is another manager of it.",
    why: "A manager of one's own craft can tell good work from bad. In a small company heads of craft report to the chief executive, and that is fine: the rule speaks only where somebody else of the craft manages people.",
    help: "see whether the other manager should be theirs",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let (Some(reports_to), Some(craft)) = (&person.reports_to, &person.craft) else { continue };
        let Some(manager) = facts.current(&reports_to.value) else { continue };
        let Some(theirs) = manager.craft.as_ref().filter(|theirs| theirs.value != craft.value)
        else {
            continue;
        };
        let is_rival = |other: &&Person| {
            other.id != person.id
                && other.craft.as_ref().is_some_and(|other| other.value == craft.value)
                // Who reports to somebody cannot be that one's manager.
                && !facts.manages(&person.id, &other.id)
                && facts.reports_of(&other.id).next().is_some()
        };
        let Some(rival) = facts.current_people().find(is_rival) else { continue };
        let words = format!(
            "practises {} and reports to {}, who practises {}; {} manages people of the craft",
            craft.value.as_str().replace('-', " "),
            manager.name.value,
            theirs.value.as_str().replace('-', " "),
            rival.name.value
        );
        let subject = Subject::Person(person.id.clone());
        found.push(Finding::new(subject, words, reports_to.place.clone()));
    }
    found
}
