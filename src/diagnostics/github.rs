//! Findings as workflow commands of GitHub Actions.
//!
//! The form and its escapes are those of the runner's own toolkit
//! (`packages/core/src/command.ts` of `actions/toolkit`).

use std::fmt::Write as _;

use super::render::message_and_help;
use super::{Diagnostics, Severity, visible};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut commands = String::new();
    for finding in diagnostics.iter() {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &finding.place {
            properties.push(format!("file={}", property(place.path().as_str())));
            if let Some(position) = place.position() {
                properties.push(format!("line={}", position.line));
                properties.push(format!("col={}", position.column));
            }
        }
        properties.push(format!("title={}", property(finding.code)));
        let message = message(&message_and_help(finding));
        // Writing to a String cannot fail.
        let _ = writeln!(commands, "::{command} {}::{message}", properties.join(","));
    }
    commands
}

/// A command's message: line breaks are kept, as `%0A`.
fn message(text: &str) -> String {
    text.split('\n').map(|line| visible(line).replace('%', "%25")).collect::<Vec<_>>().join("%0A")
}

/// A command's property: within it, `:` and `,` would end it.
fn property(text: &str) -> String {
    // A carriage return or line break was replaced by its picture before it gets here, so the
    // escapes `%0D` and `%0A` are never needed.
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
