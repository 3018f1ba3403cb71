//! Two features, or two teams, that are called alike.

use std::collections::BTreeMap;

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::diagnostics::Place;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/name-twice",
    title: "Names that are used twice",
    rule: "No feature is called what another feature is called, by name or by alias; nor is a team.",
    why: "Whoever asks for it by name gets two answers.",
    help: "give one of the two a name or alias of its own",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut features: BTreeMap<String, (&str, &Place)> = BTreeMap::new();
    for feature in facts.org.features.values() {
        let mine = std::iter::once(&feature.name).chain(&feature.aliases);
        for name in mine {
            let known = features.get(&name.value.to_lowercase());
            match known.filter(|(id, _)| *id != feature.id.as_str()) {
                None => {
                    let key = name.value.to_lowercase();
                    features.entry(key).or_insert((feature.id.as_str(), &name.place));
                }
                Some((other, place)) => {
                    let words = format!("is called `{}`, as `{other}` is", name.value);
                    let subject = Subject::Feature(feature.id.clone());
                    let finding = Finding::new(subject, words, name.place.clone());
                    found.push(finding.with_related((*place).clone(), "the other one is here"));
                }
            }
        }
    }
    let mut teams: BTreeMap<String, (&str, &Place)> = BTreeMap::new();
    for team in facts.current_teams() {
        match teams.get(&team.name.value.to_lowercase()) {
            None => {
                let key = team.name.value.to_lowercase();
                teams.insert(key, (team.id.as_str(), &team.name.place));
            }
            Some((other, place)) => {
                let words = format!("is called `{}`, as `{other}` is", team.name.value);
                let subject = Subject::Team(team.id.clone());
                let finding = Finding::new(subject, words, team.name.place.clone());
                found.push(finding.with_related((*place).clone(), "the other one is here"));
            }
        }
    }
    found
}
