//! What Zola says, in terms of staged files, and then in terms of what somebody wrote.
//!
//! Zola prints an error and its causes to stderr, a line or more each, after `ERROR` and
//! `ERROR Reason:`; a warning after `WARN`. Texts and places differ between the dialects and with
//! the kind of error; what no reader here knows is passed on whole.

mod body;
mod diagnose;
mod known;
mod locate;
mod records;
mod template;

use std::path::{Path, PathBuf};

use crate::diagnostics::Severity;

pub use diagnose::{Origin, SourceMap, to_diagnostics};

/// What kind of thing Zola found wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Front matter that cannot be read, or says what Zola does not know.
    FrontMatter,
    /// A link to a page that is not there, or to nowhere.
    Link,
    /// A link to a heading that is not there.
    Anchor,
    /// Two files for one address.
    Collision,
    /// A shortcode, or a template in a page's body.
    Content,
    /// A template.
    Template,
    /// The Zola config.
    Config,
    /// Anything else.
    Other,
}

impl ProblemKind {
    /// The rule's stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FrontMatter => "zola/front-matter",
            Self::Link => "zola/link",
            Self::Anchor => "zola/anchor",
            Self::Collision => "zola/collision",
            Self::Content => "zola/content",
            Self::Template => "zola/template",
            Self::Config => "zola/config",
            Self::Other => "zola/other",
        }
    }
}

/// One thing that Zola found wrong with the staged site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZolaProblem {
    /// What kind of thing.
    pub kind: ProblemKind,
    /// Whether it ended the build.
    pub severity: Severity,
    /// The file at fault, from the staged site's root.
    pub staged: Option<PathBuf>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The column in that line, in characters from 1.
    pub column: Option<u32>,
    /// What the staged file says in that line.
    pub text: Option<String>,
    /// Other staged files that have to do with it: the page that a template was rendered for, the
    /// other pages of a collision.
    pub also: Vec<PathBuf>,
    /// What is wrong: a line without a full stop, or all that Zola said where nobody knows better.
    /// Folders of this machine are left out of it.
    pub message: String,
}

/// Reads what Zola printed to stderr when it built the site that is staged at `staged`. Files of
/// that site are read to find the line that a message means but does not name.
#[must_use]
pub fn problems(stderr: &str, staged: &Path) -> Vec<ZolaProblem> {
    let site = locate::Site::new(staged);
    let records = records::read(stderr);
    let mut found: Vec<ZolaProblem> =
        records.iter().flat_map(|record| known::explain(record, &site)).collect();
    if found.is_empty() {
        found.extend(records.iter().map(|record| known::whole(record, &site)));
    }
    found.dedup();
    for problem in &mut found {
        if let (Some(staged), Some(line)) = (&problem.staged, problem.line) {
            problem.text = site.line(staged, line);
        }
    }
    found
}

impl ZolaProblem {
    fn new(kind: ProblemKind, severity: Severity, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            kind,
            severity,
            staged: None,
            line: None,
            column: None,
            text: None,
            also: Vec::new(),
            message,
        }
    }

    fn at(self, staged: Option<PathBuf>) -> Self {
        Self { staged, ..self }
    }

    fn on(self, line: Option<u32>, column: Option<u32>) -> Self {
        Self { line, column, ..self }
    }
}
