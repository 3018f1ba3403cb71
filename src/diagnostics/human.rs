//! Findings for a person, drawn by `annotate-snippets`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Counts, Diagnostic, Diagnostics, Place, Severity, Source, Style};
use crate::escape::{shown, visible};

/// The longest line, in characters, that is handed to the renderer as a whole. It cuts to the
/// terminal's width itself; a line of a megabyte would take it long.
const LONGEST: usize = 2_000;

/// What is shown of a longer line on each side of the mark, and of the mark itself.
const CONTEXT: usize = 200;

/// So many findings of one kind are drawn one by one; of more only the first [`SHOWN`] are, and the
/// others are counted. Errors are always drawn: each must be mended before anything else.
const MANY: usize = 8;

/// See [`MANY`].
const SHOWN: usize = 3;

/// Of the folders in which the others are, so many are named.
const FOLDERS: usize = 4;

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
    let mut draw = |groups: &[Group<'_>]| {
        text.push_str(&renderer.render(groups));
        text.push_str("\n\n");
    };
    let mut kinds: HashMap<KindOf<'_>, Vec<&Diagnostic>> = HashMap::new();
    for finding in diagnostics.iter() {
        kinds.entry(kind_of(finding)).or_default().push(finding);
    }
    let mut told: HashMap<KindOf<'_>, usize> = HashMap::new();
    for finding in diagnostics.iter() {
        let kind = kind_of(finding);
        let alike = kinds.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let before = told.entry(kind).or_default();
        let is_folded = finding.severity != Severity::Error && alike.len() > MANY;
        match *before {
            SHOWN if is_folded => {
                let words = rest_in_words(&alike[SHOWN..], style.each);
                let title = level(finding).primary_title(words).id(finding.code);
                draw(&[Group::with_title(title)]);
            }
            at if at > SHOWN && is_folded => {}
            _ => draw(&groups(finding)),
        }
        *before += 1;
    }
    text.push_str(&tally(diagnostics.counts()));
    text.push('\n');
    text
}

/// Findings of one kind are mended in one way.
type KindOf<'d> = (&'static str, Severity, Option<&'d str>);

fn kind_of(finding: &Diagnostic) -> KindOf<'_> {
    (finding.code, finding.severity, finding.help.as_deref())
}

/// "182 more like these, in guides/ (120), roles/ (62); --format short shows each".
fn rest_in_words(rest: &[&Diagnostic], each: &str) -> String {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for place in rest.iter().filter_map(|finding| finding.place.as_ref()) {
        let folder = place.path().parent().filter(|folder| !folder.is_root());
        let folder = folder.map_or_else(|| "the root".to_owned(), |folder| format!("{folder}/"));
        *folders.entry(folder).or_default() += 1;
    }
    let mut folders: Vec<(String, usize)> = folders.into_iter().collect();
    folders.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = folders.iter().take(FOLDERS).map(|(folder, count)| format!("{folder} ({count})"));
    let mut places = named.map(|one| visible(&one).into_owned()).collect::<Vec<_>>().join(", ");
    match folders.len().saturating_sub(FOLDERS) {
        0 => {}
        1 => places.push_str(" and 1 folder more"),
        more => places.push_str(&format!(" and {more} folders more")),
    }
    let places = if places.is_empty() { places } else { format!(", in {places}") };
    format!("{} more like these{places}; {each} shows each", rest.len())
}

fn level(finding: &Diagnostic) -> Level<'static> {
    match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn groups(finding: &Diagnostic) -> Vec<Group<'_>> {
    let mut main =
        Group::with_title(level(finding).primary_title(visible(&finding.message)).id(finding.code));
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
