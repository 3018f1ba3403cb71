//! Findings as text, in the form that the reader asked for.

use super::{Diagnostic, Diagnostics, github, human, json, sarif, short};

/// Whom the findings are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A person: the offending line, other places, what to do, and a tally.
    #[default]
    Human,
    /// An editor or a person in a hurry: `path:line:column: error[code]: message`, a line each.
    Short,
    /// Another program: `{schema: 1, findings: […]}`.
    Json,
    /// GitHub's workflow commands, which become annotations of a pull request.
    Github,
    /// SARIF 2.1.0, which code scanning reads.
    Sarif,
}

/// How findings for a person are drawn; the other formats know neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour by ANSI escapes.
    pub colour: bool,
    /// Columns of the terminal; lines of source longer than this are cut.
    pub width: usize,
    /// What shows each of many findings of one kind, as an option or a command.
    pub each: &'static str,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, width: 100, each: "--format short" }
    }
}

/// The findings as text that ends with a line break. Without findings that is an empty text for
/// a person, an editor and GitHub, and an empty list for programs.
///
/// Whatever the findings hold, no control character but line break and tab is in the result,
/// aside from the colours asked for.
#[must_use]
pub fn render(diagnostics: &Diagnostics, format: Format, style: Style) -> String {
    match format {
        Format::Human => human::render(diagnostics, style),
        Format::Short => short::render(diagnostics),
        Format::Json => json::render(diagnostics),
        Format::Github => github::render(diagnostics),
        Format::Sarif => sarif::render(diagnostics),
    }
}

/// The message, with the help after it, for formats that have room for one text.
pub(super) fn message_and_help(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}
