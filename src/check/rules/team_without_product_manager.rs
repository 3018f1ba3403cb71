//! A team that nobody brings context to.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::ownership::product_manager_of;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-product-manager",
    title: "Teams without a product manager",
    rule: "Every team that owns a feature has somebody who brings its captains context, and challenges them.",
    why: "Captains who decide without context decide by guess. Some call what is missing a PM-shaped hole.",
    help: "add somebody with the role `product-manager` to `supporting` in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for team in facts.current_teams() {
        if facts.ownership.features_of(&team.id).next().is_none() {
            continue;
        }
        let manager =
            product_manager_of(facts.org, team).and_then(|id| facts.org.people.get(&id.value));
        let words = match manager {
            None => "has no product manager".to_owned(),
            Some(manager) if !facts.has_left(manager) => continue,
            Some(manager) => format!("has a product manager who left, {}", manager.name.value),
        };
        found.push(Finding::new(Subject::Team(team.id.clone()), words, team.place.clone()));
    }
    found
}
