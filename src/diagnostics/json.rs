//! Findings for other programs: every key is always there, null where there is nothing.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};
use crate::escape::to_json;

/// What is wrong with what somebody wrote, as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Findings<'d> {
    /// The version of this shape: 1.
    pub schema: u32,
    /// Everything that is wrong.
    pub findings: Vec<Finding<'d>>,
}

/// Something that is wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding<'d> {
    /// Its stable name, as `check/team-size`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: &'d str,
    /// The file, from the repository's root; null where it is about none.
    pub path: Option<&'d str>,
    /// The line, from 1; null where it is about the file as a whole.
    pub line: Option<usize>,
    /// The column, from 1, in letters; null where there is no line.
    pub column: Option<usize>,
    /// What to do about it.
    pub help: Option<&'d str>,
}

impl<'d> From<&'d Diagnostic> for Finding<'d> {
    fn from(diagnostic: &'d Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        let position = place.and_then(super::Place::position);
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            path: place.map(|place| place.path().as_str()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            help: diagnostic.help.as_deref(),
        }
    }
}

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let report = Findings { schema: 1, findings: diagnostics.iter().map(Finding::from).collect() };
    to_json(&report)
}
