//! A glob of code that matches no file.

use super::{Facts, Finding, Rule, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/code-without-file",
    title: "Code that is not there",
    rule: "Every glob in a feature's `code` matches a file of this repository.",
    why: "A glob that matches nothing says that nobody owns the code it was written for: it was moved, or never there.",
    help: "write the glob as the files are named now, from the repository's root",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(files) = facts.files else { return Vec::new() };
    let mut found = Vec::new();
    for feature in facts.org.features.values() {
        for glob in feature.code_here() {
            if !files.iter().any(|file| glob.value.matches(file.as_str())) {
                let words = format!("has code at `{}`, where no file is", glob.value.as_str());
                let subject = Subject::Feature(feature.id.clone());
                found.push(Finding::new(subject, words, glob.place.clone()));
            }
        }
    }
    found
}
