//! A team that nobody leads.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-lead",
    title: "Teams without a lead",
    rule: "Every team has one lead, who is still here.",
    why: "The lead is whom others ask first, and who sees that the team decides.",
    help: "write `lead` in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for team in facts.current_teams() {
        let subject = Subject::Team(team.id.clone());
        let finding = match &team.lead {
            None => Finding::new(subject, "has no lead", team.place.clone()),
            Some(lead) => match facts.org.person(&lead.value) {
                Some(person) if facts.has_left(person) => {
                    let words = format!("has a lead who left, {}", person.name.value);
                    Finding::new(subject, words, lead.place.clone())
                }
                _ => continue,
            },
        };
        found.push(finding);
    }
    found
}
