//! Findings as a SARIF 2.1.0 log (OASIS standard), for code scanning.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::render::message_and_help;
use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::escape::to_json;

/// What stands for itself in the path of an RFC 3986 relative reference.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let codes: BTreeSet<_> = diagnostics.iter().map(|finding| finding.code).collect();
    let rules: Vec<_> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<_> = diagnostics.iter().map(result).collect();
    to_json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn result(finding: &Diagnostic) -> Value {
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(place, what)| {
            let mut location = location(place);
            location["message"] = json!({ "text": what });
            location
        })
        .collect();
    json!({
        "ruleId": finding.code,
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": { "text": message_and_help(finding) },
        "locations": finding.place.iter().map(location).collect::<Vec<_>>(),
        "relatedLocations": related,
    })
}

fn location(place: &Place) -> Value {
    let uri = utf8_percent_encode(place.path().as_str(), PATH).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(span) = &place.span {
        let start = place.source.position(span.start);
        let end = place.source.position(span.end);
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({ "physicalLocation": physical })
}
