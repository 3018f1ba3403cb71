//! A handover that is over and still stands as one to come.

use super::{Edit, Facts, Finding, Fix, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/handover-to-write-down",
    title: "Handovers to write down",
    rule: "A handover that took effect is written as what is so now.",
    why: "An old `next` is read by everybody as news. What it says is so already: `captain` and `team` should say it.",
    help: "`handbook check --fix` writes it down, and keeps your comments",
    severity: Severity::Note,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        let Some(next) = feature.next.as_ref().filter(|next| next.is_accepted()) else { continue };
        let Some(from) = next.from.as_ref().filter(|from| from.value <= facts.today) else {
            continue;
        };
        let words = format!("was handed over on {}, which still stands as `next`", from.value);
        let subject = Subject::Feature(feature.id.clone());
        let mut edits = Vec::new();
        for (key, to) in [
            ("captain", next.captain.as_ref().map(|captain| captain.value.to_string())),
            ("team", next.team.as_ref().map(|team| team.value.to_string())),
        ] {
            edits.extend(to.map(|to| Edit::Set { key, value: to }));
        }
        edits.push(Edit::Remove { key: "next" });
        let fix = Fix { path: feature.place.path().clone(), edits };
        found.push(Finding::new(subject, words, next.place.clone()).with_fix(fix));
    }
    found
}
