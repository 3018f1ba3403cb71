//! A captain who makes nothing of it.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/captain-not-a-maker",
    title: "Captains who are not makers",
    rule: "A captain is of a making craft: somebody who builds the thing. A product manager is no captain.",
    why: "The informed captain is informed by making. Those who give context and challenge a decision cannot also be the ones who make it.",
    help: "choose a captain of a making craft, or add the craft to `crafts.makers` in the configuration",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, owned) in &facts.ownership.features {
        let Some(captain) = &owned.captain else { continue };
        let Some(person) = facts.current(&captain.value) else { continue };
        let Some(craft) = &person.craft else { continue };
        if facts.config.is_maker(&craft.value) && !craft.value.is_product_manager() {
            continue;
        }
        let words = format!(
            "has a captain who is no maker: {} practises {}",
            person.name.value,
            craft.value.as_str().replace('-', " ")
        );
        let finding = Finding::new(Subject::Feature(id.clone()), words, captain.why.clone());
        found.push(finding.with_related(craft.place.clone(), "the craft is here"));
    }
    found
}
