//! Changes as Markdown, for a comment or a document.

use crate::audit::{Kind, Mark, Named, Part, Piece, Report, ReportedChange, place_of};
use crate::escape::{Escaped, Markdown};

/// Markdown whose words are ours, or escaped.
pub(super) type Text = Escaped<Markdown>;

/// Writes a report as Markdown: a summary, then a heading for each change. Redlines are HTML's
/// `ins` and `del`, which Markdown lets through.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let summary = report.summary();
    let between = Text::of(&report.between());
    if summary.changes == 0 {
        let known = if report.untold > 0 { "is known to have changed" } else { "changed" };
        let out = Text::new().raw("Nothing ").raw(known).and(&between).raw(".\n");
        return out.and(&untold(report)).into_string();
    }
    let mut out = Text::new()
        .raw("**")
        .and(&counted(summary.changes, "change", "changes"))
        .raw(" on ")
        .and(&counted(summary.pages, "page", "pages"))
        .raw("**")
        .and(&between)
        .raw("\n\n| verdict | changes |\n| --- | ---: |\n");
    for (verdict, count) in summary.verdicts.iter().filter(|(_, count)| *count > 0) {
        out = out.raw("| ").raw(verdict.words()).raw(" | ").number(*count).raw(" |\n");
    }
    let owners: Vec<Text> =
        summary.owned().map(|(name, count)| Text::of(name).raw(" ").number(count)).collect();
    if !owners.is_empty() {
        out = out.raw("\nPages were owned by: ").joined(owners, ", ").raw("\n");
    }
    for change in &report.changes {
        out = out.and(&one(change));
    }
    out.and(&untold(report)).into_string()
}

/// That something is not told, in a paragraph; nothing where all is.
pub(super) fn untold(report: &Report) -> Text {
    let words = report.untold_words();
    words.map_or_else(Text::new, |words| Text::new().raw("\n").text(&words).raw("\n"))
}

/// "1 page", "2 pages".
pub(super) fn counted(count: usize, one: &'static str, several: &'static str) -> Text {
    Text::new().number(count).raw(" ").raw(if count == 1 { one } else { several })
}

fn one(change: &ReportedChange) -> Text {
    let mut out = Text::new()
        .raw("\n### ")
        .text(&change.title)
        .raw("\n\n- ")
        .text(change.landed.get(..10).unwrap_or_default())
        .raw(", `")
        .text(change.commit.get(..7).unwrap_or_default())
        .raw("`, by ")
        .and(&names(&change.authors))
        .raw(": ")
        .text(&change.subject)
        .raw("\n- ")
        .raw(change.class.unwrap_or("unread"));
    for mark in change.marks() {
        out = out.raw(", ").text(&mark);
    }
    out = out.text(&format!(", {}", change.words())).raw("\n");
    let places = change.places();
    if !places.is_empty() {
        let places = places.iter().map(|one| Text::of(one));
        out = out.raw("- ").joined(places, "; ").raw("\n");
    }
    out = out.raw("- **").raw(change.verdict.words()).raw("**: ").text(&change.why).raw("\n");
    for evidence in &change.evidence {
        out = out
            .raw("  - ")
            .raw(evidence.kind.as_str())
            .raw(" by ")
            .text(&evidence.by.name)
            .raw(" (")
            .raw(evidence.strength.as_str())
            .raw(", ")
            .address(&evidence.source)
            .raw(")\n");
    }
    match &change.redline {
        Some(pieces) => out.raw("\n").and(&redline(pieces)),
        None => out,
    }
}

/// A redline as a quotation.
pub(super) fn redline(pieces: &[Piece]) -> Text {
    let mut out = Text::new();
    for piece in pieces {
        out = match piece {
            Piece::Under(section) => out.raw("> *").text(&place_of(section)).raw("*\n>\n"),
            Piece::More(count) => out.raw("> … and ").number(*count).raw(" more\n\n"),
            Piece::Part(part) => out.raw("> ").and(&line(part)).raw("\n>\n"),
        };
    }
    out
}

fn line(part: &Part) -> Text {
    let mut line = match (part.kind, part.number) {
        (Kind::Heading(_), _) => Text::new().raw("**Heading:** "),
        (Kind::Item(_), None) => Text::new().raw("• "),
        // A number at the beginning of a line would be a list to Markdown.
        (Kind::Item(_), Some(number)) => Text::of(&format!("({number})")).raw(" "),
        _ => Text::new(),
    };
    if let Some(note) = part.moved_words().or_else(|| columns(part)) {
        line = line.raw("*").text(&note).raw(":* ");
    }
    for run in &part.runs {
        let (open, close) = match run.mark {
            Mark::Same => ("", ""),
            Mark::Added => ("<ins>", "</ins>"),
            Mark::Removed => ("<del>", "</del>"),
        };
        line = line.raw(if run.text.starts_with(' ') { " " } else { "" });
        line = line.raw(open).text(run.text.trim_start()).raw(close);
    }
    line
}

/// The columns of a row in which words changed, in words.
pub(super) fn columns(part: &Part) -> Option<String> {
    let columns = part.columns.join("”, “");
    (!columns.is_empty()).then(|| format!("in “{columns}”"))
}

/// Names with commas between them.
pub(super) fn names(all: &[Named]) -> Text {
    match all {
        [] => Text::of("a machine"),
        all => Text::new().joined(all.iter().map(|one| Text::of(&one.name)), ", "),
    }
}
