//! Notes, tips and warnings, in the words of GitHub, Obsidian, Docusaurus, VuePress, MkDocs and
//! GitBook, as the alerts that Zola shows: with the word that names them, which Zola leaves out.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{is_in, pattern};

/// `> [!NOTE]` of GitHub; with a title, and `-` where it is folded, of Obsidian.
static QUOTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^([ \t]*(?:>[ \t]?)+)\[!([A-Za-z]+)\][+-]?[ \t]*(.*)$"));
/// `:::note[Title]` of Docusaurus, `::: tip Title` of VuePress.
static FENCED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"^[ \t]*(:{3,})[ \t]*([A-Za-z]+)(?:\[([^\]]*)\]|\{(?:[^}]*title="([^"]*)")?[^}]*\}|[ \t]+(\S.*))?[ \t]*$"#,
    )
});
/// `!!! note "Title"` of MkDocs, and `???` where it is folded.
static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r#"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)[A-Za-z0-9 _-]*(?:[ \t]"([^"]*)")?[ \t]*$"#)
});
/// `{% hint style="info" %}` of GitBook.
static HINT: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r#"^[ \t]*\{%-?\s*hint\s+style="([A-Za-z]+)"[^%]*%\}[ \t]*$"#));
static HINT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^[ \t]*\{%-?\s*endhint\s*-?%\}[ \t]*$"));

/// Words for the five alerts that there are. What is not here is a note.
const KINDS: [(&str, &[&str]); 5] = [
    ("NOTE", &["note", "info", "abstract", "summary", "question", "example", "quote", "details"]),
    ("TIP", &["tip", "hint", "success", "check", "done"]),
    ("IMPORTANT", &["important"]),
    ("WARNING", &["warning", "attention"]),
    ("CAUTION", &["caution", "danger", "error", "failure", "bug"]),
];

/// How deep alerts in alerts are shown; what is deeper is at the same depth, under its words. Every
/// line begins with a mark for each.
const DEEPEST: usize = 16;

/// What is open, and how it ends.
#[derive(Clone, Copy)]
enum Open {
    /// At so many colons.
    Colons(usize),
    /// At `{% endhint %}`.
    Hint,
    /// At the first line that is indented less than so far, in spaces.
    Indent(usize),
}

/// All that is open at a line.
#[derive(Default)]
struct Stack {
    open: Vec<Open>,
    /// How many of it are indented.
    indented: usize,
}

impl Stack {
    fn push(&mut self, one: Open) {
        self.indented += usize::from(matches!(one, Open::Indent(_)));
        self.open.push(one);
    }

    fn pop(&mut self) {
        let one = self.open.pop();
        self.indented -= usize::from(matches!(one, Some(Open::Indent(_))));
    }

    fn last(&self) -> Option<Open> {
        self.open.last().copied()
    }

    /// What a line within it begins with.
    fn marks(&self) -> String {
        "> ".repeat(self.open.len().min(DEEPEST))
    }
}

/// Whether a body may hold one of them.
pub(super) fn may_hold(body: &str) -> bool {
    [":::", "[!", "!!! ", "???", "{% hint"].iter().any(|mark| body.contains(mark))
}

/// The edits that make alerts of them.
pub(super) fn edits(body: &str, code: &[Range<usize>], edits: &mut Vec<(Range<usize>, String)>) {
    let mut open = Stack::default();
    let mut start = 0;
    for whole in body.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let range = start..start + line.len();
        start += whole.len();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        while let Some(Open::Indent(least)) = open.last()
            && !is_blank
            && indent < least
        {
            open.pop();
        }
        let marks = open.marks();
        let is_code = is_in(range.start + indent, code);
        if !is_code && is_end(line, open.last()) {
            open.pop();
            edits.push((range, open.marks()));
            continue;
        }
        if let Some((next, text)) = begin(line, indent).filter(|_| !is_code) {
            let (head, rest) = text.split_once('\n').unwrap_or((&text, ""));
            open.push(next);
            let inner = open.marks();
            // No deeper, it is part of the alert that it is in.
            let head = if inner.len() > marks.len() { head } else { "" };
            let rest = rest.replace('\n', &format!("\n{inner}"));
            edits.push((range, format!("{inner}{head}\n{inner}{rest}")));
            continue;
        }
        let quoted = QUOTED.as_ref().and_then(|quoted| quoted.captures(line));
        if let Some(found) = quoted.filter(|_| !is_code) {
            let text = alert(&found[2], Some(&found[3]));
            let text = text.replace('\n', &format!("\n{marks}{}", &found[1]));
            edits.push((range, format!("{marks}{}{text}", &found[1])));
            continue;
        }
        if !open.open.is_empty() {
            // What was indented to be inside is inside by its mark.
            let taken = if is_blank { line.len() } else { indent.min(4 * open.indented) };
            edits.push((range.start..range.start + taken, marks));
        }
    }
}

/// What a line begins, and the lines that take its place.
fn begin(line: &str, indent: usize) -> Option<(Open, String)> {
    let captured = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref()?.captures(line);
    if let Some(found) = captured(&FENCED).filter(|found| is_known(&found[2])) {
        let title = [3, 4, 5].iter().find_map(|at| found.get(*at)).map(|title| title.as_str());
        return Some((Open::Colons(found[1].len()), alert(&found[2], title)));
    }
    if let Some(found) = captured(&MARKED) {
        let title = found.get(2).map(|title| title.as_str());
        return Some((Open::Indent(indent + 4), alert(&found[1], title)));
    }
    captured(&HINT).map(|found| (Open::Hint, alert(&found[1], None)))
}

fn is_end(line: &str, open: Option<Open>) -> bool {
    match open {
        Some(Open::Colons(count)) => {
            let line = line.trim();
            line.len() == count && line.bytes().all(|byte| byte == b':')
        }
        Some(Open::Hint) => HINT_END.as_ref().is_some_and(|end| end.is_match(line)),
        Some(Open::Indent(_)) | None => false,
    }
}

fn is_known(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    KINDS.iter().any(|(_, words)| words.contains(&word.as_str()))
}

/// The head of an alert: its kind, the words that name it, an empty line.
fn alert(word: &str, title: Option<&str>) -> String {
    let lower = word.to_ascii_lowercase();
    let known = KINDS.iter().find(|(_, words)| words.contains(&lower.as_str()));
    let kind = known.map_or("NOTE", |(kind, _)| kind);
    let mut letters = lower.chars();
    let name: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let title = title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or(&name);
    format!("[!{kind}]\n**{title}**\n")
}
