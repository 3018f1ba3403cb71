//! A feature that no team builds.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/feature-without-team",
    title: "Features without a team",
    rule: "Every feature has one small team, which is still there.",
    why: "A feature without a team is work that nobody's week has room for.",
    help: "write `team` in the feature's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let team = facts.ownership.features.get(&feature.id).and_then(|owned| owned.team.as_ref());
        let words = match team {
            None => "has no team".to_owned(),
            Some(team) => match facts.org.teams.get(&team.value) {
                Some(team) if team.is_current_on(facts.today) => continue,
                Some(team) if team.dissolved.as_ref().is_some_and(|day| day.value <= facts.today) => {
                    format!("has a team that was dissolved, {}", team.name.value)
                }
                Some(team) => format!("has a team that is not founded yet, {}", team.name.value),
                None => format!("has a team that nobody knows, {}", team.value),
            },
        };
        let place = team.map_or_else(|| feature.place.clone(), |team| team.why.clone());
        found.push(Finding::new(Subject::Feature(feature.id.clone()), words, place));
    }
    found
}
