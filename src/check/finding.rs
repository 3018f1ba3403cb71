//! A breach of a rule.

use super::Fix;
use crate::diagnostics::Place;
use crate::org::{FeatureId, PersonId, TeamId};
use crate::root::RepoPath;

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A feature.
    Feature(FeatureId),
    /// A team.
    Team(TeamId),
    /// A person.
    Person(PersonId),
    /// A page, by its file.
    Page(RepoPath),
    /// A pattern of `org/ownership.toml`.
    Pattern(String),
}

/// Something that is not as a rule has it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, as the end of a sentence that begins with the subject.
    pub words: String,
    /// The file to edit.
    pub place: Place,
    /// Other places that matter, each with what is there.
    pub related: Vec<(Place, String)>,
    /// The edit that mends it, where there is exactly one right one.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding, as yet without anything beside it.
    #[must_use]
    pub fn new(subject: Subject, words: impl Into<String>, place: Place) -> Self {
        Self { subject, words: words.into(), place, related: Vec::new(), fix: None }
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn with_related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// Says which edit mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
