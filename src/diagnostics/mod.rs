//! What is wrong with what somebody wrote: where, why, and what to do about it.
//!
//! A [`Diagnostic`] is about an author's file. A failure of the machine (a disk that is full, a
//! repository that is corrupt) is an error of the room that met it, and never one of these.

use std::ops::Range;
use std::sync::Arc;

use crate::root::RepoPath;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The handbook is published, with a flaw that this names.
    Warning,
    /// Nothing is published until this is mended.
    Error,
}

/// A text that somebody wrote and the path that it came from.
#[derive(Debug)]
pub struct Source {
    /// Where the file is.
    pub path: RepoPath,
    /// What it holds; empty where it could not be read as text.
    pub text: String,
}

/// A stretch of a source; a bare path where the whole file is meant.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Byte range in `source.text`, on character boundaries; nothing means the file as a whole.
    pub span: Option<Range<usize>>,
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
