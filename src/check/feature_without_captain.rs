//! A feature that nobody makes the final call on.

use super::{Facts, Gap, Rule, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/feature-without-captain",
    title: "Features without a captain",
    rule: "Every feature has one informed captain, who makes the final call on it and is still here.",
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for feature in facts.org.features.values() {
        let owned = facts.ownership.features.get(&feature.id);
        let captain = owned.and_then(|owned| owned.captain.as_ref());
        let words = match captain {
            None => "has no captain".to_owned(),
            Some(captain) => match facts.org.people.get(&captain.value) {
                Some(person) if person.is_current_on(facts.today) => continue,
                Some(person) => format!("has a captain who left, {}", person.name.value),
                None => format!("has a captain whom nobody knows, {}", captain.value),
            },
        };
        gaps.push(Gap {
            subject: Subject::Feature(feature.id.clone()),
            words,
            place: feature.place.clone(),
        });
    }
    gaps
}
