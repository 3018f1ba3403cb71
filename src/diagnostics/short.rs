//! One line a finding, as compilers write and editors read.

use std::fmt::Write as _;

use super::Diagnostics;
use crate::escape::visible;

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut lines = String::new();
    for finding in diagnostics.iter() {
        if let Some(place) = &finding.place {
            lines.push_str(&visible(place.path().as_str()));
            if let Some(position) = place.position() {
                // Writing to a String cannot fail.
                let _ = write!(lines, ":{}:{}", position.line, position.column);
            }
            lines.push_str(": ");
        }
        let (severity, code) = (finding.severity, finding.code);
        let _ = writeln!(lines, "{severity}[{code}]: {}", visible(&finding.message));
    }
    lines
}
