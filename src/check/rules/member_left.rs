//! A team that lists somebody who left.

use super::{Edit, Facts, Finding, Fix, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/member-left",
    title: "Members who left",
    rule: "A team lists people who are here.",
    why: "A list with people on it who left is a list that nobody reads twice.",
    help: "take them out of the team's file; `handbook check --fix` does",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for team in facts.current_teams() {
        let path = team.place.path();
        let left = |id| facts.org.person(id).filter(|person| facts.has_left(person));
        for member in &team.members {
            let Some(person) = left(&member.value) else { continue };
            let words = format!("has a member who left, {}", person.name.value);
            let edit = Edit::Take { key: "members", id: member.value.to_string() };
            let fix = Fix { path: path.clone(), edits: vec![edit] };
            let subject = Subject::Team(team.id.clone());
            found.push(Finding::new(subject, words, member.place.clone()).with_fix(fix));
        }
        for supporting in &team.supporting {
            let Some(person) = left(&supporting.person.value) else { continue };
            let role = supporting.role.value.replace('-', " ");
            let words = format!("has a {role} who left, {}", person.name.value);
            let id = supporting.person.value.to_string();
            let fix = Fix { path: path.clone(), edits: vec![Edit::Take { key: "supporting", id }] };
            let subject = Subject::Team(team.id.clone());
            let place = supporting.person.place.clone();
            found.push(Finding::new(subject, words, place).with_fix(fix));
        }
    }
    found
}
