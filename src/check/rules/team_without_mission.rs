//! A team that does not say what it is for.

use super::{Facts, Finding, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-mission",
    title: "Teams without a mission",
    rule: "Every team has a mission.",
    why: "Full control of what one ships needs a word on what for: else every argument is about taste.",
    help: "write `mission` in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts.teams_that("has no mission", |team| team.mission.is_none())
}
