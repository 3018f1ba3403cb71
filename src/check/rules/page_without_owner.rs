//! A page that nobody answers for.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::diagnostics::Place;
use crate::org::Holder;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/page-without-owner",
    title: "Pages without an owner",
    rule: "Every page has an owner, a team or a person, who is still here.",
    why: "A page without an owner is right on the day it was written.",
    help: "write `owner` under [extra.handbook] in its front matter, in its folder's page, or for a pattern in org/ownership.toml",
    severity: Severity::Warning,
    gap: true,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
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
        let finding = Finding::new(
            Subject::Page(page.file.clone()),
            words,
            Place::whole(&page.source),
        );
        found.push(match owner {
            Some(owner) => finding.with_related(owner.why.clone(), "this line says so"),
            None => finding,
        });
    }
    found
}
