//! A redline on a terminal: in colour, or with `[-` and `{+` around what went and what came.

use zola_handbook::audit::{Kind, Mark, Piece, What, path_of};
use zola_handbook::escape::visible;

use super::human::{Paint, wrapped};

const ADDED: &str = "32";
const REMOVED: &str = "9;31";
const DIM: &str = "2";

/// One word with its mark, or part of one.
struct Word<'r> {
    mark: Mark,
    text: &'r str,
    spaced: bool,
}

/// The lines of a folded redline, no wider than `width` where words allow it.
pub fn lines(pieces: &[Piece], paint: Paint, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Under(section) => {
                lines.push(String::new());
                let path = format!("§ {}", path_of(section));
                let set = wrapped(&visible(&path), width, "      ");
                lines.extend(set.iter().map(|line| paint.text(line, DIM)));
            }
            Piece::More(count) => {
                let passages = if *count == 1 { "passage" } else { "passages" };
                let words = format!("… {count} more {passages} changed; --redline=full shows all");
                lines.push(format!("      {}", paint.text(&words, DIM)));
            }
            Piece::Part(part) => {
                let lead = match part.kind {
                    Kind::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
                    Kind::Item(depth) => {
                        format!("{}• ", "  ".repeat(usize::from(depth.saturating_sub(1))))
                    }
                    Kind::Row => "| ".to_owned(),
                    Kind::Code => "` ".to_owned(),
                    Kind::Paragraph => String::new(),
                };
                let sign = match part.what {
                    What::Added => "+ ",
                    What::Removed => "- ",
                    What::MovedHere(_) | What::MovedAway(_) => "> ",
                    _ => "~ ",
                };
                let moved = match &part.what {
                    What::MovedHere(from) => format!("(moved here from {})", under(from)),
                    What::MovedAway(to) => format!("(moved to {})", under(to)),
                    _ => String::new(),
                };
                let first = format!("    {sign}{lead}");
                let mut all: Vec<Word<'_>> = words(Mark::Same, &moved).collect();
                let note = all.len();
                all.extend(part.runs.iter().flat_map(|run| words(run.mark, &run.text)));
                if let Some(begins) = all.get_mut(note).filter(|_| note > 0) {
                    begins.spaced = true;
                }
                // What is gone or new as a whole is said by the sign; the marks would only repeat it.
                let whole = matches!(part.what, What::Added | What::Removed);
                lines.extend(set(
                    &first,
                    lead.chars().count() + 6,
                    all.into_iter(),
                    whole,
                    paint,
                    width,
                ));
            }
        }
    }
    lines
}

fn under(section: &[String]) -> String {
    if section.is_empty() { "the top".to_owned() } else { format!("“{}”", path_of(section)) }
}

fn words(mark: Mark, text: &str) -> impl Iterator<Item = Word<'_>> {
    let starts_spaced = text.starts_with(' ');
    text.split(' ').filter(|word| !word.is_empty()).enumerate().map(move |(at, text)| Word {
        mark,
        text,
        spaced: at > 0 || starts_spaced,
    })
}

/// Sets words into lines. Marks open and close with each stretch, and again on each line.
fn set<'r>(
    first: &str,
    indent: usize,
    words: impl Iterator<Item = Word<'r>>,
    whole: bool,
    paint: Paint,
    width: usize,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    let mut run = String::new();
    let mut mark = Mark::Same;
    let mut begun = false;
    for word in words {
        let size = word.text.chars().count() + usize::from(word.spaced);
        if begun && word.spaced && length + size > width {
            line.push_str(&marked(&std::mem::take(&mut run), mark, whole, paint));
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            length = indent;
            begun = false;
        }
        if word.mark != mark {
            line.push_str(&marked(&std::mem::take(&mut run), mark, whole, paint));
            mark = word.mark;
        }
        if word.spaced && begun {
            if run.is_empty() {
                line.push(' ');
            } else {
                run.push(' ');
            }
        }
        run.push_str(word.text);
        length += size;
        begun = true;
    }
    line.push_str(&marked(&run, mark, whole, paint));
    lines.push(line);
    lines
}

fn marked(text: &str, mark: Mark, whole: bool, paint: Paint) -> String {
    if text.is_empty() {
        return String::new();
    }
    match (mark, paint.0) {
        (Mark::Same, _) => visible(text).into_owned(),
        (Mark::Added, true) => paint.text(text, ADDED),
        (Mark::Removed, true) => paint.text(text, REMOVED),
        (_, false) if whole => visible(text).into_owned(),
        (Mark::Added, false) => format!("{{+{}+}}", visible(text)),
        (Mark::Removed, false) => format!("[-{}-]", visible(text)),
    }
}
