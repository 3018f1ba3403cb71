//! A feature that no team builds.

use super::{Facts, Gap, Rule, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/feature-without-team",
    title: "Features without a team",
    rule: "Every feature has one small team, which is still there.",
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for feature in facts.org.features.values() {
        let owned = facts.ownership.features.get(&feature.id);
        let team = owned.and_then(|owned| owned.team.as_ref());
        let words = match team {
            None => "has no team".to_owned(),
            Some(team) => match facts.org.teams.get(&team.value) {
                Some(team) if team.is_current_on(facts.today) => continue,
                Some(team) => format!("has a team that was dissolved, {}", team.name.value),
                None => format!("has a team that nobody knows, {}", team.value),
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
