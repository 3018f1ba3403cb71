//! An account of changes for people, on a terminal or in a file.

use zola_handbook::audit::{Named, Report, ReportedChange, Verdict};
use zola_handbook::escape::visible;

use super::redline;
use crate::cli::terminal::ResultStyle;

/// Paints text, or leaves it as it is.
#[derive(Debug, Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    /// The text in the colour of that number (SGR); its own escapes are made visible.
    pub fn text(self, text: &str, colour: &str) -> String {
        let text = visible(text);
        if self.0 { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.into_owned() }
    }
}

const BOLD: &str = "1";
const DIM: &str = "2";

fn colour_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OwnerAuthored | Verdict::OwnerApproved => "32",
        Verdict::ApprovedByAnother => "33",
        Verdict::Unapproved => "31",
        Verdict::Unknown => DIM,
    }
}

/// What an account is told with.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// What it is about, where that is one thing.
    pub about: Option<&'a str>,
    /// Whether redlines were asked for.
    pub redlines: bool,
    /// Whether a page's file is of one that is gone, whose words are not shown.
    pub is_gone: &'a dyn Fn(&str) -> bool,
    /// How it is written.
    pub style: ResultStyle,
}

/// Writes a report: what it comes to, then each change, newest landing first.
pub fn human(report: &Report, telling: Telling<'_>) -> String {
    let Telling { about, style, .. } = telling;
    let paint = Paint(style.colour);
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    let between = report.between();
    let of = about.map(|about| format!(" of {}", visible(about))).unwrap_or_default();
    let summary = report.summary();
    if summary.changes == 0 {
        let known = if report.untold > 0 { "is known to have changed" } else { "changed" };
        line(format!("Nothing{of} {known}{between}."));
        return out;
    }
    let pages = if about.is_some() && summary.pages == 1 {
        String::new()
    } else {
        format!(" on {}", counted(summary.pages, "page"))
    };
    line(paint.text(&format!("{}{of}{pages}{between}", counted(summary.changes, "change")), BOLD));
    for (verdict, count) in summary.verdicts.iter().filter(|(_, count)| *count > 0) {
        line(format!("{count:>7}  {}", paint.text(verdict.words(), colour_of(*verdict))));
    }
    let owners: Vec<String> =
        summary.owned().map(|(name, count)| format!("{} {count}", visible(name))).collect();
    if !owners.is_empty() {
        let words = format!("Pages were owned by: {}", owners.join(", "));
        for text in wrapped(&words, style.width, "  ") {
            line(text);
        }
    }
    for change in &report.changes {
        line(String::new());
        for text in one(change, telling) {
            line(text);
        }
    }
    out
}

fn one(change: &ReportedChange, telling: Telling<'_>) -> Vec<String> {
    let (paint, width) = (Paint(telling.style.colour), telling.style.width);
    let day = change.landed.get(..10).unwrap_or_default();
    let mut marks = vec![change.class.unwrap_or("unread: the clone lacks its text")];
    marks.extend(&change.flags);
    let marks = marks.join(", ");
    let signals = match change.signals.as_slice() {
        [] => String::new(),
        signals => paint.text(&format!("  {}", signals.join(", ")), "33"),
    };
    let mut lines = vec![format!(
        "{}  {}  {marks}{signals}",
        paint.text(day, DIM),
        paint.text(&change.title, BOLD),
    )];
    let by = match change.authors.as_slice() {
        [] => "a machine".to_owned(),
        authors => authors.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    let subject = if change.subject.is_empty() {
        "(no words)".to_owned()
    } else {
        format!("“{}”", visible(&change.subject))
    };
    lines.extend(wrapped(
        &format!("{} by {by}: {subject}", change.commit.get(..7).unwrap_or_default()),
        width,
        "    ",
    ));
    for said in change.kind_words().into_iter().chain(change.moved_words()) {
        lines.extend(wrapped(&visible(&said), width, "    "));
    }
    let has_words = change.words_added + change.words_removed > 0;
    let places = change.places();
    if has_words || change.is_order() || !places.is_empty() {
        let places = match places.as_slice() {
            [] => String::new(),
            [some @ .., _, _] if some.len() > 2 => {
                let rest = places.len() - 3;
                let first: Vec<_> = places[..3].iter().map(|place| visible(place)).collect();
                format!(" {}; and {rest} more", first.join("; "))
            }
            all => {
                let all: Vec<_> = all.iter().map(|place| visible(place)).collect();
                format!(" {}", all.join("; "))
            }
        };
        lines.extend(wrapped(&(change.words() + &places), width, "    "));
    }
    let why = if change.verdict == Verdict::Unknown {
        format!("nobody can say whether the owner agreed: {}", visible(&change.why))
    } else {
        format!("{}: {}", change.verdict.words(), visible(&change.why))
    };
    let why = wrapped(&why, width, "    ").into_iter();
    lines.extend(why.map(|line| paint.text(&line, colour_of(change.verdict))));
    for evidence in &change.evidence {
        lines.extend(wrapped(&visible(&evidence.words()), width, "      "));
    }
    match &change.redline {
        Some(pieces) => lines.extend(redline::lines(pieces, paint, width)),
        None if telling.redlines && has_words => {
            let words = if (telling.is_gone)(&change.page) {
                "(the page is gone, and its words with it: --include-removed shows them)"
            } else {
                "(its words are not shown)"
            };
            lines.push(paint.text(&format!("      {words}"), DIM));
        }
        None => {}
    }
    lines
}

fn name(named: &Named) -> String {
    visible(&named.name).into_owned()
}

/// "1 change", "2 changes".
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// Breaks a line of plain text between words; lines after the first are indented a little more.
pub fn wrapped(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    let mut length = indent.chars().count();
    let mut empty = true;
    for word in text.split_whitespace() {
        let size = word.chars().count();
        if !empty && length + 1 + size > width {
            lines.push(std::mem::replace(&mut line, format!("{indent}  ")));
            length = indent.chars().count() + 2;
            empty = true;
        }
        if !empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += size;
        empty = false;
    }
    lines.push(line);
    lines
}
