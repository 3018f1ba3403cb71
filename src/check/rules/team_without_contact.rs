//! A team that nobody can reach.

use super::{Facts, Finding, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-contact",
    title: "Teams without a contact",
    rule: "Every team says how to reach it.",
    why: "Knowing who decides helps little without knowing where to ask.",
    help: "write `contact` in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts.teams_that("does not say how to reach it", |team| team.contact.is_none())
}
