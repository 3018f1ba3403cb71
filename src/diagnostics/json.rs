//! Findings for other programs: every key is always there, null where there is nothing.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};
use crate::escape::to_json;

#[derive(Serialize)]
struct Report<'d> {
    schema: u32,
    findings: Vec<Finding<'d>>,
}

#[derive(Serialize)]
struct Finding<'d> {
    code: &'static str,
    severity: Severity,
    message: &'d str,
    path: Option<&'d str>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<&'d str>,
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
    let report = Report { schema: 1, findings: diagnostics.iter().map(Finding::from).collect() };
    to_json(&report)
}
