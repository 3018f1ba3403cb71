//! What people say about the class of a change, where they know better than the texts.

use super::class::{Class, Finding};
use crate::config::ClassPatterns;
use crate::history::Commit;

/// A word about all changes of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// They change what is meant.
    Substantive,
    /// They change the wording only. Anybody can write that into a commit, or add its id to a list.
    Editorial,
}

/// The trailer by which a commit speaks about its changes.
pub const TRAILER: &str = "Handbook-Change";

impl Correction {
    /// What is said about a commit: by its trailer, then by the company's patterns over subjects,
    /// then by `.git-blame-ignore-revs`.
    #[must_use]
    pub fn of(commit: &Commit, patterns: &ClassPatterns) -> Option<Self> {
        let trailer = commit.trailers.iter().rev().find_map(|trailer| {
            let speaks = trailer.token.eq_ignore_ascii_case(TRAILER);
            match trailer.value.trim().to_ascii_lowercase().as_str() {
                "substantive" if speaks => Some(Self::Substantive),
                "editorial" if speaks => Some(Self::Editorial),
                _ => None,
            }
        });
        let any = |patterns: &[crate::config::SubjectPattern]| {
            patterns.iter().any(|pattern| pattern.matches(&commit.subject))
        };
        match trailer {
            Some(Self::Editorial) if any(&patterns.substantive) => Some(Self::Substantive),
            Some(said) => Some(said),
            None if any(&patterns.substantive) => Some(Self::Substantive),
            None if any(&patterns.editorial) || commit.flags.ignored => Some(Self::Editorial),
            None => None,
        }
    }

    /// The class of a change by this correction; nothing where it stays what it is.
    #[must_use]
    pub fn class_of(self, finding: &Finding) -> Option<Class> {
        match (self, finding.class) {
            (
                Self::Substantive,
                Class::Spelling | Class::Metadata | Class::Links | Class::Formatting,
            ) => Some(Class::Substantive),
            // Nothing hides a change of pay.
            (Self::Editorial, Class::Substantive)
                if !finding.signals.iter().any(|signal| signal.binds()) =>
            {
                Some(Class::Spelling)
            }
            _ => None,
        }
    }
}
