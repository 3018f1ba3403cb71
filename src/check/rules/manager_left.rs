//! Somebody whose manager left.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/manager-left",
    title: "People whose manager left",
    rule: "Whoever reports to somebody reports to somebody who is here.",
    why: "A manager's first task is that reports are happy and productive. One who left has none.",
    help: "write who manages them now in `reports_to`",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let Some(reports_to) = &person.reports_to else { continue };
        let manager = facts.org.person(&reports_to.value);
        let Some(manager) = manager.filter(|manager| facts.has_left(manager)) else { continue };
        let words = format!("reports to somebody who left, {}", manager.name.value);
        let subject = Subject::Person(person.id.clone());
        found.push(Finding::new(subject, words, reports_to.place.clone()));
    }
    found
}
