//! Findings as workflow commands of GitHub Actions.

use super::render::message_and_help;
use super::{Diagnostics, Severity};
use crate::escape::{Escaped, Message, Property};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut commands = String::new();
    for finding in diagnostics.iter() {
        let command = match finding.severity {
            Severity::Error => "::error ",
            Severity::Warning => "::warning ",
            Severity::Note => "::notice ",
        };
        let mut properties = Escaped::<Property>::new();
        if let Some(place) = &finding.place {
            properties = properties.raw("file=").text(place.path().as_str());
            if let Some(position) = place.position() {
                properties = properties.raw(",line=").number(position.line);
                properties = properties.raw(",col=").number(position.column);
            }
            properties = properties.raw(",");
        }
        properties = properties.raw("title=").text(finding.code);
        let message = Escaped::<Message>::of(&message_and_help(finding));
        for part in [command, properties.as_str(), "::", message.as_str(), "\n"] {
            commands.push_str(part);
        }
    }
    commands
}
