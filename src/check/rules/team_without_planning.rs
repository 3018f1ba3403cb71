//! A team whose planning nobody can come to.

use super::{Facts, Finding, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-planning",
    title: "Teams without open planning",
    rule: "Every team says when its planning is open to all.",
    why: "Whoever depends on a team can hear its plans, and be heard, before they are made.",
    help: "write `planning`, when and where, in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts
        .teams_that("does not say when its planning is open to all", |team| team.planning.is_none())
}
