//! A page that nobody answers for.

use super::{Facts, Gap, Rule, Subject};
use crate::diagnostics::Place;
use crate::org::Holder;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/page-without-owner",
    title: "Pages without an owner",
    rule: "Every page has an owner, a team or a person, who is still here.",
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for page in facts.pages {
        let owner = facts.ownership.pages.get(&page.file).and_then(|page| page.owner.as_ref());
        let words = match owner.map(|owner| &owner.value) {
            None => "has no owner".to_owned(),
            Some(Holder::Team(team)) => match facts.org.teams.get(team) {
                Some(team) if !team.is_current_on(facts.today) => {
                    format!("is owned by a team that was dissolved, {}", team.name.value)
                }
                _ => continue,
            },
            Some(Holder::Person(person)) => match facts.org.people.get(person) {
                Some(person) if !person.is_current_on(facts.today) => {
                    format!("is owned by somebody who left, {}", person.name.value)
                }
                _ => continue,
            },
        };
        let place = owner.map_or_else(|| Place::whole(&page.source), |owner| owner.why.clone());
        gaps.push(Gap { subject: Subject::Page(page.file.clone()), words, place });
    }
    gaps
}
