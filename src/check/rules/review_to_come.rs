//! A review that nobody can have made yet.

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::ReviewedPage;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/review-to-come",
    title: "Reviews of a day that is still to come",
    rule: "A page was reviewed on a day that has come.",
    why: "A review of a day that is to come would put the next one off for as long as one likes; it does not count until then.",
    help: "write the day on which the page was read, or delete the file",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts
        .pages
        .iter()
        .filter_map(|page| {
            let review = facts.org.reviews.get(&ReviewedPage::new(page.path.as_str()))?;
            let date = review.date.as_ref().filter(|date| date.value > facts.today)?;
            let words = format!("was reviewed on {}, which is still to come", date.value);
            Some(Finding::new(Subject::Page(page.file.clone()), words, date.place.clone()))
        })
        .collect()
}
