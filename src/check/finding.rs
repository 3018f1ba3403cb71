//! A breach of a rule.

use jiff::civil::Date;

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
    /// The day that the words speak of, where they speak of one, as they write it.
    pub day: Option<Date>,
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
        Self { subject, words: words.into(), day: None, place, related: Vec::new(), fix: None }
    }

    /// Says of which day the words speak.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.day = Some(day);
        self
    }

    /// The words with their day as readers are used to it.
    #[must_use]
    pub fn words_with(&self, written: impl Fn(Date) -> String) -> String {
        match self.day {
            Some(day) => self.words.replacen(&day.to_string(), &written(day), 1),
            None => self.words.clone(),
        }
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
