//! Changes as Markdown, for a comment or a document.

use std::fmt::Write as _;

use crate::audit::{Kind, Mark, Named, Part, Piece, Report, What, path_of};

/// Writes a report as Markdown: a summary, then a heading for each change. Redlines are HTML's
/// `ins` and `del`, which Markdown lets through. Everything that somebody else wrote is escaped.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_all(&mut text, report);
    text
}

fn write_all(out: &mut String, report: &Report) -> std::fmt::Result {
    let summary = report.summary();
    let plural = |count: usize, one: &str| {
        format!("{count} {one}{}", if count == 1 { "" } else { "s" })
    };
    if summary.changes == 0 {
        return writeln!(out, "Nothing changed.");
    }
    writeln!(
        out,
        "**{} of {}**\n",
        plural(summary.changes, "change"),
        plural(summary.pages, "page")
    )?;
    writeln!(out, "| verdict | changes |\n| --- | ---: |")?;
    for (verdict, count) in summary.verdicts.iter().filter(|(_, count)| *count > 0) {
        writeln!(out, "| {} | {count} |", verdict.words())?;
    }
    for change in &report.changes {
        let class = change.class.unwrap_or("unread");
        writeln!(out, "\n### {}\n", escaped(&change.title))?;
        let day = change.landed.get(..10).unwrap_or_default();
        let by = names(&change.authors);
        writeln!(
            out,
            "- {day}, `{}`, by {by}: {}",
            change.commit.get(..7).unwrap_or_default(),
            escaped(&change.subject)
        )?;
        let mut words = vec![class.to_owned()];
        words.extend(change.flags.iter().map(|flag| (*flag).to_owned()));
        words.extend(change.signals.iter().map(|signal| (*signal).to_owned()));
        words.push(format!("+{} −{} words", change.words_added, change.words_removed));
        writeln!(out, "- {}", words.join(", "))?;
        if !change.sections.is_empty() {
            let sections: Vec<_> = change.sections.iter().map(|one| escaped(one)).collect();
            writeln!(out, "- in {}", sections.join("; "))?;
        }
        writeln!(out, "- **{}**: {}", change.verdict.words(), escaped(&change.why))?;
        for evidence in &change.evidence {
            writeln!(
                out,
                "  - {} by {} ({})",
                word(&evidence.kind),
                escaped(&evidence.by.name),
                word(&evidence.strength)
            )?;
        }
        if let Some(pieces) = &change.redline {
            writeln!(out)?;
            for piece in pieces {
                write_piece(out, piece)?;
            }
        }
    }
    Ok(())
}

fn write_piece(out: &mut String, piece: &Piece) -> std::fmt::Result {
    match piece {
        Piece::Under(section) => writeln!(out, "> *{}*\n>", escaped(&path_of(section))),
        Piece::More(count) => writeln!(out, "> … and {count} more\n"),
        Piece::Part(part) => writeln!(out, "> {}\n>", line(part)),
    }
}

fn line(part: &Part) -> String {
    let mut line = String::new();
    match part.kind {
        Kind::Heading(_) => line.push_str("**Heading:** "),
        Kind::Item(_) => line.push_str("• "),
        _ => {}
    }
    match &part.what {
        What::MovedHere(from) => line.push_str(&format!("*moved here from {}:* ", under(from))),
        What::MovedAway(to) => line.push_str(&format!("*moved to {}:* ", under(to))),
        _ => {}
    }
    for run in &part.runs {
        let space = if run.text.starts_with(' ') { " " } else { "" };
        let words = escaped(run.text.trim_start());
        match run.mark {
            Mark::Same => line.push_str(&format!("{space}{words}")),
            Mark::Added => line.push_str(&format!("{space}<ins>{words}</ins>")),
            Mark::Removed => line.push_str(&format!("{space}<del>{words}</del>")),
        }
    }
    line
}

fn under(section: &[String]) -> String {
    if section.is_empty() { "the top".to_owned() } else { escaped(&path_of(section)) }
}

fn names(all: &[Named]) -> String {
    if all.is_empty() {
        return "a machine".to_owned();
    }
    all.iter().map(|one| escaped(&one.name)).collect::<Vec<_>>().join(", ")
}

/// The word that a value is in JSON.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Text that is nothing but text to Markdown and HTML, and calls nobody on a forge (`@`, `#`).
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '@' | '#' | ':' => {
                let _ = write!(safe, "&#{};", u32::from(c));
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '|' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => safe.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}
