//! A lead who is not on the team.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/lead-not-a-member",
    title: "Leads who are not on their team",
    rule: "A team's lead is one of its members.",
    why: "Who leads a team from outside does not do its work.",
    help: "add the lead to `members`, or choose a lead among them",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for team in facts.current_teams() {
        let Some(lead) = &team.lead else { continue };
        let Some(person) = facts.current(&lead.value) else { continue };
        if !team.has_member(&lead.value) {
            let words = format!("is led by {}, who is no member of it", person.name.value);
            found.push(Finding::new(Subject::Team(team.id.clone()), words, lead.place.clone()));
        }
    }
    found
}
