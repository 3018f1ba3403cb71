//! A handover to somebody who cannot take it.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/handover-unfit",
    title: "Handovers to somebody who cannot take them",
    rule: "A handover names a captain of a making craft who will be here on its day, and a team that will.",
    why: "What is wrong with the next captain is cheaper to hear before the day than after it.",
    help: "name somebody who can take it, or take `next` out",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let Some(next) = &feature.next else { continue };
        let Some(from) = next.from.as_ref().filter(|from| from.value > facts.today) else {
            continue;
        };
        let subject = Subject::Feature(feature.id.clone());
        if let Some(captain) = &next.captain
            && let Some(person) = facts.org.person(&captain.value)
        {
            let name = &person.name.value;
            let craft = person.craft.as_ref().map(|craft| &craft.value);
            let words = if !person.is_current_on(from.value) {
                Some(format!("is to be handed to {name}, who is not here on {}", from.value))
            } else if craft.is_some_and(|craft| !facts.config.is_maker(craft)) {
                Some(format!("is to be handed to {name}, who is no maker"))
            } else {
                None
            };
            let place = captain.place.clone();
            found.extend(words.map(|words| Finding::new(subject.clone(), words, place)));
        }
        if let Some(team) = &next.team
            && let Some(to) = facts.org.team(&team.value)
            && !to.is_current_on(from.value)
        {
            let name = &to.name.value;
            let words = format!("is to be handed to {name}, a team that is not there on {}", from.value);
            found.push(Finding::new(subject, words, team.place.clone()));
        }
    }
    found
}
