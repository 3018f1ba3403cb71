//! Findings for a person, drawn by `annotate-snippets`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Counts, Diagnostic, Diagnostics, Place, Severity, Source, Style};
use crate::escape::{shown, visible};

/// The longest line, in characters, that is handed to the renderer as a whole. It cuts to the
/// terminal's width itself; a line of a megabyte would take it long.
const LONGEST: usize = 2_000;

/// What is shown of a longer line on each side of the mark, and of the mark itself.
const CONTEXT: usize = 200;

pub(super) fn render(diagnostics: &Diagnostics, style: Style) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = if style.colour {
        // A hyperlink is an escape sequence of its own, which not every terminal hides.
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(style.width);
    let mut text = String::new();
    for finding in diagnostics.iter() {
        text.push_str(&renderer.render(&groups(finding)));
        text.push_str("\n\n");
    }
    text.push_str(&tally(diagnostics.counts()));
    text.push('\n');
    text
}

fn groups(finding: &Diagnostic) -> Vec<Group<'_>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut main =
        Group::with_title(level.primary_title(visible(&finding.message)).id(finding.code));
    if let Some(place) = &finding.place {
        main = with_place(main, place, AnnotationKind::Primary);
    }
    let mut groups = Vec::new();
    match (&finding.help, finding.related.is_empty()) {
        (Some(help), true) => groups.push(main.element(Level::HELP.message(lines(help)))),
        (help, _) => {
            groups.push(main);
            for (place, what) in &finding.related {
                let title = Group::with_title(Level::NOTE.secondary_title(visible(what)));
                groups.push(with_place(title, place, AnnotationKind::Context));
            }
            if let Some(help) = help {
                groups.push(Group::with_title(Level::HELP.secondary_title(lines(help))));
            }
        }
    }
    groups
}

/// Help may be of several lines, each made visible on its own.
fn lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

fn with_place<'p>(group: Group<'p>, place: &'p Place, kind: AnnotationKind) -> Group<'p> {
    let path = visible(place.path().as_str());
    let Some((span, position)) = place.span.as_ref().zip(place.position()) else {
        return group.element(Origin::path(path));
    };
    let excerpt = Excerpt::of(&place.source, span);
    let snippet =
        Snippet::source(excerpt.text).line_start(position.line).annotation(kind.span(excerpt.span));
    if excerpt.is_whole {
        return group.element(snippet.path(path));
    }
    // The renderer reckons the column from what it is given, so that of a part is said apart.
    let whole = format!("{path}:{}:{} is a long line", position.line, position.column);
    group.element(snippet).element(Level::NOTE.message(whole))
}

/// The line on which a span begins, and the span within it. What goes on over several lines is
/// marked on its first one: that is enough to find it.
struct Excerpt {
    text: String,
    span: Range<usize>,
    /// Whether it is the whole line, character for character.
    is_whole: bool,
}

impl Excerpt {
    fn of(source: &Source, span: &Range<usize>) -> Self {
        let line = source.line_at(span.start);
        let start = span.start.min(line.end);
        let end = span.end.clamp(start, line.end);
        let is_whole = source.text[line.clone()].chars().nth(LONGEST).is_none();
        let most = if is_whole { LONGEST } else { CONTEXT };
        let before = &source.text[line.start..start];
        let skipped = before.chars().count().saturating_sub(most);
        let mut text: String = before.chars().skip(skipped).map(shown).collect();
        let mark = text.len();
        text.extend(source.text[start..end].chars().take(most).map(shown));
        let span = mark..text.len();
        text.extend(source.text[end..line.end].chars().take(most).map(shown));
        Self { text, span, is_whole }
    }
}

/// "2 errors, 1 warning".
fn tally(counts: Counts) -> String {
    let said = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
    said.collect::<Vec<_>>().join(", ")
}
