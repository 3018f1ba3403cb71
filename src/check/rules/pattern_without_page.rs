//! A rule about pages that are not there.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/pattern-without-page",
    title: "Patterns that match nothing",
    rule: "Every pattern in org/ownership.toml matches a page.",
    why: "A pattern that matches nothing is the sign of a folder that was renamed, and of pages that lost their owner by it.",
    help: "write the pattern as the pages are named now, from the folder of the pages",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in &facts.org.page_rules {
        if !facts.paths.iter().any(|path| rule.pattern.value.matches(path.as_str())) {
            let subject = Subject::Pattern(rule.pattern.value.as_str().to_owned());
            found.push(Finding::new(subject, "matches no page", rule.pattern.place.clone()));
        }
    }
    found
}
