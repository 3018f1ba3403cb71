//! A supporting role that the settings do not list.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::metadata::did_you_mean;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/role-unknown",
    title: "Supporting roles that nobody listed",
    rule: "Where `roles` in the configuration lists roles, people serve teams in those.",
    why: "One role under two names is two roles to whoever looks for the people in it.",
    help: "write a role that `roles` in [extra.handbook] lists, or add this one to the list",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(known) = &facts.config.roles else { return Vec::new() };
    let mut found = Vec::new();
    for team in facts.current_teams() {
        for supporting in &team.supporting {
            let role = supporting.role.value.as_str();
            if known.iter().any(|known| known.as_str() == role) {
                continue;
            }
            let alike = did_you_mean(role, known.iter().map(|known| known.as_str()));
            let alike = alike.map(|alike| format!(" ({alike})")).unwrap_or_default();
            let words = format!("is served in a role that is not listed, `{role}`{alike}");
            let subject = Subject::Team(team.id.clone());
            found.push(Finding::new(subject, words, supporting.role.place.clone()));
        }
    }
    found
}
