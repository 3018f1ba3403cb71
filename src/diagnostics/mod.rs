//! What is wrong with what somebody wrote: where, why, and what to do about it.
//!
//! A [`Diagnostic`] is about an author's file. A failure of the machine (a disk that is full, a
//! repository that is corrupt) is an error of the room that met it, and never one of these.
//! [`Diagnostics`] collects them in one order whatever the order in which they were found, and
//! [`render`] draws them for a person, an editor, a forge or another program.

mod github;
mod human;
mod json;
mod render;
mod sarif;
mod short;
mod sink;
mod source;

pub use json::{Finding, Findings};
pub use render::{Format, Style, render};
pub use sink::{Counts, Diagnostics};
pub use source::{Place, Position, Source};

use std::fmt;

/// How much a finding weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The handbook is published, with a flaw that this names.
    Warning,
    /// Nothing is published until this is mended.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// The longest message or help, in characters: whoever repeats an author's words in one need not
/// ask how long they are.
const LONGEST: usize = 1_000;

fn clipped(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// One problem, with what to do about it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that it breaks, as `room/rule`: stable, for filters and suppression.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where; nothing where no single file is at fault.
    pub place: Option<Place>,
    /// Other places that the message speaks of, each with what is there.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of that weight, as yet without a place.
    #[must_use]
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: clipped(message.into()),
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// A problem that stops the build.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A flaw with which the handbook is published all the same.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds another place that the message speaks of, with what is there.
    #[must_use]
    pub fn with_related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(clipped(help.into()));
        self
    }
}
