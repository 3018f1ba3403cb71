//! From the staged file to what somebody wrote.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Place, Source};

use super::{ProblemKind, ZolaProblem};

/// Where a staged file comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// From a file that somebody wrote. Staging keeps a body line by line, below front matter of
    /// another length.
    Authored {
        /// The author's file.
        source: Arc<Source>,
        /// The line of the staged file, from 1, that has the body's first line.
        staged_body: u32,
        /// The line of the author's file, from 1, that has the same line.
        author_body: u32,
    },
    /// We made it: nobody wrote a word of it.
    Generated {
        /// The file that it was made of, such as the TOML file of a team.
        from: Option<Arc<Source>>,
    },
}

/// What staging knows about the files that it wrote.
pub trait SourceMap {
    /// Where a staged file comes from, by its path from the staged site's root; nothing for a file
    /// that is not known.
    fn origin_of(&self, staged: &Path) -> Option<Origin>;
}

/// Says each problem in terms of what an author wrote.
#[must_use]
pub fn to_diagnostics(problems: &[ZolaProblem], map: &impl SourceMap) -> Vec<Diagnostic> {
    problems.iter().map(|problem| diagnose(problem, map)).collect()
}

fn diagnose(problem: &ZolaProblem, map: &impl SourceMap) -> Diagnostic {
    let mut lines = problem.message.trim().splitn(2, '\n');
    let message = lines.next().unwrap_or_default().trim_end_matches('.').to_owned();
    let more = lines.next().map(|more| format!("Zola said:\n{}", more.trim_end()));
    let mut diagnostic = Diagnostic {
        code: problem.kind.code(),
        severity: problem.severity,
        message,
        place: None,
        related: related(problem, map),
        help: more,
    };
    let Some(staged) = &problem.staged else { return diagnostic };
    match map.origin_of(staged) {
        Some(Origin::Authored { source, staged_body, author_body }) => {
            let span = span(problem, &source.text, staged_body, author_body);
            diagnostic.place = Some(Place { source, span });
            diagnostic.help = diagnostic.help.or_else(|| help(problem.kind));
        }
        Some(Origin::Generated { from }) => {
            diagnostic.message = format!(
                "Zola refused `{}`, which handbook made: {}",
                staged.display(),
                diagnostic.message
            );
            diagnostic.place = from.map(|source| Place { source, span: None });
            diagnostic.help = diagnostic
                .help
                .or_else(|| Some("this is a defect in handbook; please report it".to_owned()));
        }
        None => {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            diagnostic.message = format!("in `{}{line}`: {}", staged.display(), diagnostic.message);
        }
    }
    diagnostic
}

/// The other files that have to do with it, as far as somebody wrote them.
fn related(problem: &ZolaProblem, map: &impl SourceMap) -> Vec<(Place, String)> {
    let what = match problem.kind {
        ProblemKind::Collision => "this file makes the same page",
        ProblemKind::Template => "while this page was rendered",
        _ => "this file has to do with it",
    };
    let place = |source| (Place { source, span: None }, what.to_owned());
    let origins = problem.also.iter().filter_map(|staged| map.origin_of(staged));
    origins
        .filter_map(|origin| match origin {
            Origin::Authored { source, .. } => Some(place(source)),
            Origin::Generated { from } => from.map(place),
        })
        .collect()
}

fn help(kind: ProblemKind) -> Option<String> {
    let help = match kind {
        ProblemKind::Collision => "rename one of them, or give it a `slug` or `path` of its own",
        ProblemKind::Link => "mend the address, or remove the link",
        ProblemKind::Anchor => "mend what stands after `#`, or give that heading this id",
        _ => return None,
    };
    Some(help.to_owned())
}

/// The stretch of the author's text that is at fault; nothing where no line of it is.
fn span(
    problem: &ZolaProblem,
    text: &str,
    staged_body: u32,
    author_body: u32,
) -> Option<Range<usize>> {
    let line = problem.line?;
    let found = match line.checked_sub(staged_body) {
        Some(below) => nth_line(text, author_body.checked_add(below)?)?,
        None => front_matter_line(problem.text.as_deref()?, text, author_body)?,
    };
    let written = &text[found.clone()];
    let start = match problem.column {
        // Staging rewrites links, and front matter as a whole: a column of a line that was
        // rewritten means nothing in the author's.
        Some(column) if problem.text.as_deref() == Some(written) => written
            .char_indices()
            .nth(usize::try_from(column).ok()?.saturating_sub(1))
            .map_or(written.len(), |(at, _)| at),
        _ => written.len() - written.trim_start().len(),
    };
    let end = written.trim_end().len().max(start);
    Some(found.start + start..found.start + end)
}

/// The byte range of a line, counted from 1, without its end.
fn nth_line(text: &str, line: u32) -> Option<Range<usize>> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    lines(text).nth(index)
}

/// The one line of the author's front matter that sets the key that the staged line sets.
fn front_matter_line(staged: &str, text: &str, author_body: u32) -> Option<Range<usize>> {
    let key = key_of(staged)?;
    let above = usize::try_from(author_body).ok()?.checked_sub(1)?;
    let mut same = lines(text).take(above).filter(|line| key_of(&text[line.clone()]) == Some(key));
    let found = same.next()?;
    if same.next().is_some() { None } else { Some(found) }
}

/// The key that a line of TOML or YAML sets.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(['=', ':'])?;
    let key = key.trim().trim_matches(['"', '\'']);
    (!key.is_empty()).then_some(key)
}

/// The byte ranges of a text's lines, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let found = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        found
    })
}
