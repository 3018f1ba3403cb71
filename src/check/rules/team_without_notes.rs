//! A team whose planning nobody can read.

use super::{Facts, Finding, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/team-without-notes",
    title: "Teams without planning notes",
    rule: "Every team has a public place for its planning notes.",
    why: "Others can only challenge a plan that they can read.",
    help: "write `notes`, the address of the planning notes, in the team's file",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts.teams_that("says nowhere where its planning notes are", |team| team.notes.is_none())
}
