//! A team that is too small or too large.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-size",
    title: "Teams that are not small",
    rule: "A small team has two to six members.",
    why: "One person is nobody's team when they are ill. Seven are two teams that share a meeting.",
    help: "add or take out members, split the team, or dissolve it",
    severity: Severity::Warning,
    gap: false,
    find,
};

/// The fewest and the most members of a small team.
const SMALL: std::ops::RangeInclusive<usize> = 2..=6;

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for team in facts.current_teams() {
        let members =
            team.members.iter().filter(|member| facts.current(&member.value).is_some()).count();
        if SMALL.contains(&members) {
            continue;
        }
        let words = match members {
            0 => "has no members".to_owned(),
            1 => "has one member; two to six make a small team".to_owned(),
            many => format!("has {many} members; two to six make a small team"),
        };
        found.push(Finding::new(Subject::Team(team.id.clone()), words, team.place.clone()));
    }
    found
}
