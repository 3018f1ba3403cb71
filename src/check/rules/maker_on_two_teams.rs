//! A maker who is a member of two teams.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/maker-on-two-teams",
    title: "Makers on two teams",
    rule: "A maker is a member of one team only.",
    why: "Two teams that plan with the same week both plan wrongly. Supporting roles may serve several teams.",
    help: "leave them on one team; on the other they can be in `supporting`",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in facts.current_people() {
        let is_maker =
            person.craft.as_ref().is_some_and(|craft| facts.config.is_maker(&craft.value));
        let teams: Vec<_> =
            facts.org.teams_of(&person.id).filter(|team| team.is_current_on(facts.today)).collect();
        if !is_maker || teams.len() < 2 {
            continue;
        }
        let names: Vec<_> = teams.iter().map(|team| team.name.value.as_str()).collect();
        let words = format!("is a member of {} teams: {}", teams.len(), names.join(", "));
        let mut finding =
            Finding::new(Subject::Person(person.id.clone()), words, person.place.clone());
        for team in teams {
            let member = team.members.iter().find(|member| member.value == person.id);
            if let Some(member) = member {
                finding = finding.with_related(member.place.clone(), "a member here");
            }
        }
        found.push(finding);
    }
    found
}
