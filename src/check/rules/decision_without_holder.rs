//! A last word that a feature gives to nobody.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::ownership::LastWord;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/decision-without-holder",
    title: "Last words that nobody has",
    rule: "Who has the last word on a feature is somebody who is here.",
    why: "A feature that gives its last word away must give it to somebody: else its captain is overruled by an empty chair.",
    help: "name somebody who is here in `decides`, or take the line out: then the captain decides",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, owned) in &facts.ownership.features {
        // Where the captain decides, a missing captain is a gap of its own.
        let Some(place) = owned.decides.why.as_ref() else { continue };
        let words = match (owned.decides.role, &owned.decides.who) {
            (LastWord::Captain, _) => continue,
            (LastWord::ProductManager, None) => {
                "gives the last word to its product manager, and has none".to_owned()
            }
            (_, Some(person)) if facts.current(person).is_none() => {
                let name = facts.org.person(person).map_or(person.as_str(), |one| &one.name.value);
                format!("gives the last word to somebody who is not here, {name}")
            }
            _ => continue,
        };
        found.push(Finding::new(Subject::Feature(id.clone()), words, place.clone()));
    }
    found
}
