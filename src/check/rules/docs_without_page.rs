//! A feature's documentation that is not there.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::Docs;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/docs-without-page",
    title: "Documentation that is not there",
    rule: "Every pattern in a feature's `docs` matches a page.",
    why: "The captain speaks for the pages that document the feature; a pattern that matches none gives them nothing to speak for.",
    help: "write the pages as they are named now, from the folder of the pages",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        for docs in &feature.docs {
            let Docs::Pages(pattern) = &docs.value else { continue };
            if !facts.paths.iter().any(|path| pattern.matches(path.as_str())) {
                let words = format!("is documented at `{}`, where no page is", pattern.as_str());
                let subject = Subject::Feature(feature.id.clone());
                found.push(Finding::new(subject, words, docs.place.clone()));
            }
        }
    }
    found
}
