//! Taking stderr apart into errors and warnings, each with its causes.

use crate::diagnostics::Severity;

/// One error or warning as Zola printed it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub severity: Severity,
    /// The text after `ERROR` or `WARN`, which may go on over lines.
    pub head: String,
    /// The texts after `Reason:`, the outermost first.
    pub reasons: Vec<String>,
}

impl Record {
    /// Everything it says, a cause a paragraph.
    pub fn whole(&self) -> String {
        let mut text = self.head.clone();
        for reason in &self.reasons {
            text.push('\n');
            text.push_str(reason);
        }
        text
    }
}

/// Every error and warning, in order. Text that belongs to none (progress) is passed over as long
/// as there is any error or warning; where there is none, `stderr` that says more than progress is
/// one error.
pub(super) fn read(stderr: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut open = false;
    let mut unknown = String::new();
    for line in stderr.lines() {
        if let Some(reason) = line.strip_prefix("ERROR Reason: ") {
            match records.last_mut() {
                Some(record) => record.reasons.push(reason.to_owned()),
                None => records.push(record(Severity::Error, reason)),
            }
            open = true;
        } else if let Some(text) = line.strip_prefix("ERROR ") {
            records.push(record(Severity::Error, text));
            open = true;
        } else if let Some(text) = line.strip_prefix("WARN  ") {
            records.push(record(Severity::Warning, text));
            open = true;
        } else if is_progress(line) {
            open = false;
        } else if let Some(record) = records.last_mut().filter(|_| open) {
            let text = record.reasons.last_mut().unwrap_or(&mut record.head);
            text.push('\n');
            text.push_str(line);
        } else if !line.trim().is_empty() {
            unknown.push_str(line);
            unknown.push('\n');
        }
    }
    if !unknown.is_empty() {
        records.push(record(Severity::Error, &unknown));
    }
    for record in &mut records {
        for text in std::iter::once(&mut record.head).chain(&mut record.reasons) {
            text.truncate(text.trim_end().len());
        }
    }
    records
}

fn record(severity: Severity, head: &str) -> Record {
    Record { severity, head: head.to_owned(), reasons: Vec::new() }
}

/// What Zola says while nothing is wrong.
fn is_progress(line: &str) -> bool {
    [
        "Building site...",
        "-> Creating ",
        "Done in ",
        "Checking all internal links",
        "> Successfully",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}
