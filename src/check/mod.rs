//! What the structure needs and nobody holds: one rule a file, and the table that lists them.

mod feature_without_captain;
mod feature_without_team;
mod page_without_owner;
mod review_overdue;
mod team_without_product_manager;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::Page;
use crate::diagnostics::Place;
use crate::org::{FeatureId, Org, TeamId};
use crate::ownership::Ownership;
use crate::root::RepoPath;

/// All that a rule may look at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The people, teams and features.
    pub org: &'a Org,
    /// The pages that are published.
    pub pages: &'a [Page],
    /// Who owns what.
    pub ownership: &'a Ownership,
    /// The day by which each page that has one must be read again.
    pub review_due: &'a BTreeMap<RepoPath, Date>,
    /// The day to judge by.
    pub today: Date,
}

/// What a gap is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A feature.
    Feature(FeatureId),
    /// A team.
    Team(TeamId),
    /// A page, by its file.
    Page(RepoPath),
}

/// Something that nobody holds.
#[derive(Debug, Clone)]
pub struct Gap {
    /// What it is about.
    pub subject: Subject,
    /// What is missing, as the end of a sentence that begins with the subject.
    pub words: String,
    /// The file to edit.
    pub place: Place,
}

/// A rule of the structure.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, as `check/name`.
    pub code: &'static str,
    /// The kind of gap, as a heading.
    pub title: &'static str,
    /// The rule in one sentence.
    pub rule: &'static str,
    /// Finds every breach, in order.
    pub find: fn(&Facts<'_>) -> Vec<Gap>,
}

/// Every rule, in the order in which gaps are listed.
pub const RULES: &[Rule] = &[
    feature_without_captain::RULE,
    feature_without_team::RULE,
    team_without_product_manager::RULE,
    page_without_owner::RULE,
    review_overdue::RULE,
];

/// Every gap, by rule; rules without one are left out.
#[must_use]
pub fn gaps(facts: &Facts<'_>) -> Vec<(Rule, Vec<Gap>)> {
    RULES
        .iter()
        .map(|rule| (*rule, (rule.find)(facts)))
        .filter(|(_, gaps)| !gaps.is_empty())
        .collect()
}
