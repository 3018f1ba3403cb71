//! A captain who is not a member of the feature's team.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/captain-not-on-team",
    title: "Captains who are not on the team",
    rule: "A feature's captain is a member of the team whose feature it is.",
    why: "The team ships what the captain decides. A captain from elsewhere decides over the work of people whose daily questions they do not hear.",
    help: "make the captain a member of the team, or choose a captain among its members",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, owned) in &facts.ownership.features {
        let (Some(captain), Some(team)) = (&owned.captain, &owned.team) else { continue };
        let Some(team) = facts.org.team(&team.value) else { continue };
        let Some(person) = facts.current(&captain.value) else { continue };
        if !team.is_current_on(facts.today) || team.has_member(&captain.value) {
            continue;
        }
        let words = format!(
            "has a captain who is not on its team: {} is no member of {}",
            person.name.value, team.name.value
        );
        let finding = Finding::new(Subject::Feature(id.clone()), words, captain.why.clone());
        found.push(finding.with_related(team.place.clone(), "the team is here"));
    }
    found
}
