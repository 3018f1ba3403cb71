//! Two rules about the same pages that do not agree.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::PageRule;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/pattern-twice",
    title: "Patterns that are at odds",
    rule: "A pattern in org/ownership.toml says a thing once.",
    why: "The last one wins, so that the first is never true, however often it is read.",
    help: "keep the one that is right",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let rules = &facts.org.page_rules;
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let same = |later: &&PageRule| later.pattern.value == rule.pattern.value;
        let Some(later) = rules[at + 1..].iter().rfind(same) else { continue };
        let mut odds = Vec::new();
        for (key, both) in [
            ("owner", rule.owner.is_some() && later.owner.is_some()),
            ("kind", rule.kind.is_some() && later.kind.is_some()),
            ("review_every", rule.review_every.is_some() && later.review_every.is_some()),
        ] {
            if both {
                odds.push(format!("`{key}`"));
            }
        }
        if odds.is_empty() {
            continue;
        }
        let words = format!("says {} twice, and the later one wins", odds.join(" and "));
        let subject = Subject::Pattern(rule.pattern.value.as_str().to_owned());
        let finding = Finding::new(subject, words, rule.pattern.place.clone());
        found.push(finding.with_related(later.pattern.place.clone(), "the later one is here"));
    }
    found
}
