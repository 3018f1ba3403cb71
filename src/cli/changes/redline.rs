//! A redline on a terminal: in colour, or with `[-` and `{+` around what went and what came.

use zola_handbook::audit::{Kind, Mark, Part, Piece, What, place_of};
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
    // What stands under no heading stands apart as well.
    if pieces.first().is_some_and(|first| !matches!(first, Piece::Under(_))) {
        lines.push(String::new());
    }
    for piece in pieces {
        match piece {
            Piece::Under(section) => {
                lines.push(String::new());
                let place = format!("§ {}", place_of(section));
                let place = wrapped(&visible(&place), width, "      ");
                lines.extend(place.iter().map(|line| paint.text(line, DIM)));
            }
            Piece::More(count) => {
                let passages = if *count == 1 { "passage" } else { "passages" };
                let words = format!("… {count} more {passages} changed; --redline=full shows all");
                lines.push(format!("      {}", paint.text(&words, DIM)));
            }
            Piece::Part(part) => lines.extend(passage(part, paint, width)),
        }
    }
    lines
}

fn passage(part: &Part, paint: Paint, width: usize) -> Vec<String> {
    let lead = match (part.kind, part.number) {
        (Kind::Heading(level), _) => format!("{} ", "#".repeat(usize::from(level))),
        (Kind::Item(depth), number) => {
            let deep = "  ".repeat(usize::from(depth.saturating_sub(1)));
            number.map_or_else(|| format!("{deep}• "), |number| format!("{deep}{number}. "))
        }
        (Kind::Row, _) => "| ".to_owned(),
        (Kind::Code, _) => "` ".to_owned(),
        (Kind::Paragraph, _) => String::new(),
    };
    let sign = match part.what {
        What::Added => "+ ",
        What::Removed => "- ",
        What::MovedHere(_) | What::MovedAway(_) => "> ",
        _ => "~ ",
    };
    let columns = match part.columns.as_slice() {
        [] => None,
        columns => Some(format!("in “{}”", columns.join("”, “"))),
    };
    let note = part.moved_words().or(columns).map(|note| format!("({note})")).unwrap_or_default();
    let first = format!("    {sign}{lead}");
    let mut all: Vec<Word<'_>> = words(Mark::Same, &note).collect();
    let noted = all.len();
    all.extend(part.runs.iter().flat_map(|run| words(run.mark, &run.text)));
    if let Some(begins) = all.get_mut(noted).filter(|_| noted > 0) {
        begins.spaced = true;
    }
    // What is gone or new as a whole is said by the sign; the marks would only repeat it.
    let whole = matches!(part.what, What::Added | What::Removed);
    let indent = lead.chars().count() + 6;
    Setting { paint, whole, indent, width, ..Setting::new(first) }.set(&all)
}

fn words(mark: Mark, text: &str) -> impl Iterator<Item = Word<'_>> {
    let starts_spaced = text.starts_with(' ');
    text.split(' ').filter(|word| !word.is_empty()).enumerate().map(move |(at, text)| Word {
        mark,
        text,
        spaced: at > 0 || starts_spaced,
    })
}

/// Words on their way into lines. Marks open and close with each stretch, and again on each line.
struct Setting {
    paint: Paint,
    /// Whether marks are left out.
    whole: bool,
    indent: usize,
    width: usize,
    line: String,
    /// The stretch that is open, and its mark.
    run: String,
    mark: Mark,
    /// How wide the line is, without the mark that closes the stretch.
    length: usize,
    /// Whether a word is on the line.
    begun: bool,
}

impl Setting {
    fn new(first: String) -> Self {
        Self {
            paint: Paint(false),
            whole: false,
            indent: 0,
            width: 0,
            length: first.chars().count(),
            line: first,
            run: String::new(),
            mark: Mark::Same,
            begun: false,
        }
    }

    /// The lines of these words: a line breaks only where there is a space.
    fn set(mut self, words: &[Word<'_>]) -> Vec<String> {
        let mut lines = Vec::new();
        for chunk in words.chunk_by(|_, next| !next.spaced) {
            if self.begun && self.length + self.room(chunk) > self.width {
                self.close();
                lines.push(std::mem::replace(&mut self.line, " ".repeat(self.indent)));
                self.length = self.indent;
                self.begun = false;
            }
            for word in chunk {
                self.add(word);
            }
        }
        self.close();
        lines.push(self.line);
        lines
    }

    /// How wide a mark is at each end of a stretch.
    fn edge(&self, mark: Mark) -> usize {
        if self.paint.0 || self.whole || mark == Mark::Same { 0 } else { 2 }
    }

    /// How much room words take behind what is on the line, with the marks around them.
    fn room(&self, chunk: &[Word<'_>]) -> usize {
        let (mut room, mut mark) = (0, self.mark);
        for word in chunk {
            if word.mark != mark {
                room += self.edge(mark) + self.edge(word.mark);
                mark = word.mark;
            }
            room += usize::from(word.spaced) + visible(word.text).chars().count();
        }
        room + self.edge(mark)
    }

    fn add(&mut self, word: &Word<'_>) {
        if word.mark != self.mark {
            self.length += if self.run.is_empty() { 0 } else { self.edge(self.mark) };
            self.close();
            self.mark = word.mark;
        }
        if self.run.is_empty() {
            self.length += self.edge(self.mark);
        }
        if word.spaced && self.begun {
            let before = if self.run.is_empty() { &mut self.line } else { &mut self.run };
            before.push(' ');
            self.length += 1;
        }
        self.run.push_str(word.text);
        self.length += visible(word.text).chars().count();
        self.begun = true;
    }

    fn close(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.line.push_str(&marked(&run, self.mark, self.whole, self.paint));
    }
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
