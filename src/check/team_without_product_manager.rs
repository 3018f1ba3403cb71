//! A team that nobody brings context to.

use super::{Facts, Gap, Rule, Subject};
use crate::ownership::product_manager_of;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-product-manager",
    title: "Teams without a product manager",
    rule: "Every team has somebody who brings its captains context, and challenges them.",
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for team in facts.org.teams.values().filter(|team| team.is_current_on(facts.today)) {
        let manager =
            product_manager_of(facts.org, team).and_then(|id| facts.org.people.get(&id.value));
        let words = match manager {
            None => "has no product manager".to_owned(),
            Some(manager) if manager.is_current_on(facts.today) => continue,
            Some(manager) => format!("has a product manager who left, {}", manager.name.value),
        };
        gaps.push(Gap {
            subject: Subject::Team(team.id.clone()),
            words,
            place: team.place.clone(),
        });
    }
    gaps
}
