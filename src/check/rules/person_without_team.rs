//! Somebody on no team.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/person-without-team",
    title: "People on no team",
    rule: "Everybody is a member of a team, or serves one.",
    why: "Somebody on no team is in nobody's plan, and nobody asks them.",
    help: "add them to a team's `members` or `supporting`",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let on = facts.org.teams_of(&person.id);
        let serves = facts.org.supports(&person.id).map(|(team, _)| team);
        if !on.chain(serves).any(|team| team.is_current_on(facts.today)) {
            let subject = Subject::Person(person.id.clone());
            found.push(Finding::new(subject, "is on no team, and serves none", person.place.clone()));
        }
    }
    found
}
