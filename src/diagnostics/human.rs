//! Findings for a person, drawn by `annotate-snippets`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::visible::push_visible;
use super::{Counts, Diagnostic, Diagnostics, Place, Severity, Source, Style, visible};

/// Characters of a line that are handed to the renderer on each side of what is shown. It cuts
/// to the terminal's width itself; this only keeps a line of a megabyte away from it.
const CONTEXT: usize = 400;

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
    let origin = Origin::path(visible(place.path().as_str()));
    let Some((span, position)) = place.span.as_ref().zip(place.position()) else {
        return group.element(origin);
    };
    let excerpt = Excerpt::of(&place.source, span);
    let snippet = Snippet::source(excerpt.text).line_start(position.line);
    group
        .element(origin.line(position.line).char_column(position.column))
        .element(snippet.annotation(kind.span(excerpt.span)))
}

/// The line on which a span begins, made visible, and the span within it. What goes on over
/// several lines is marked on its first one: that is enough to find it.
struct Excerpt {
    text: String,
    span: Range<usize>,
}

impl Excerpt {
    fn of(source: &Source, span: &Range<usize>) -> Self {
        let line = source.line_at(span.start);
        let start = span.start.min(line.end);
        let end = span.end.clamp(start, line.end);
        let before = &source.text[line.start..start];
        let skipped = before.chars().count().saturating_sub(CONTEXT);
        let mut excerpt = Self { text: String::new(), span: 0..0 };
        excerpt.add(if skipped > 0 { "…" } else { "" });
        excerpt.add(&before[before.char_indices().nth(skipped).map_or(0, |(at, _)| at)..]);
        excerpt.span.start = excerpt.text.len();
        excerpt.add(&source.text[start..end]);
        excerpt.span.end = excerpt.text.len();
        excerpt.add(&source.text[end..line.end]);
        excerpt
    }

    fn add(&mut self, text: &str) {
        let mut characters = text.chars();
        for character in characters.by_ref().take(CONTEXT) {
            push_visible(&mut self.text, character);
        }
        if characters.next().is_some() {
            self.text.push('…');
        }
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
