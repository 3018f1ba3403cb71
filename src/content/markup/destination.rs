//! Where the destination of a link stands in the text (CommonMark, “Link destination”).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The destination between `](` and what follows it; `within` begins after the link's text.
pub fn of_inline(body: &str, within: Range<usize>) -> Option<Range<usize>> {
    let rest = &body[within.clone()];
    let opening = rest.find("](")? + 2;
    Some(at(body, within.start + opening, within.end))
}

/// The destination of a definition, `[label]: destination "title"`.
pub fn of_definition(body: &str, definition: Range<usize>) -> Option<Range<usize>> {
    let rest = &body[definition.clone()];
    let mut escaped = false;
    let close = rest.char_indices().find(|(_, c)| {
        let found = *c == ']' && !escaped;
        escaped = *c == '\\' && !escaped;
        found
    })?;
    let colon = rest[close.0..].find(':')?;
    Some(at(body, definition.start + close.0 + colon + 1, definition.end))
}

fn at(body: &str, from: usize, to: usize) -> Range<usize> {
    let rest = &body[from..to];
    let start = from + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '>']).len());
    let rest = &body[start..to];
    let mut escaped = false;
    if rest.starts_with('<') {
        for (at, c) in rest.char_indices().skip(1) {
            if c == '>' && !escaped {
                return start..start + at + 1;
            }
            escaped = c == '\\' && !escaped;
        }
    }
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => {}
            '(' => depth += 1,
            ')' if depth == 0 => return start..start + at,
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() || c.is_ascii_control() => return start..start + at,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    start..to
}

static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"https?://[^\s<>"'`\\|{}\[\]]+"#).ok());

/// Bare web addresses outside of `taken`, as GitHub finds them (GFM, “Extended web address
/// autolink”): what ends a sentence is no part of one.
pub fn bare(body: &str, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let Some(pattern) = BARE.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for hit in pattern.find_iter(body) {
        let before = body[..hit.start()].chars().next_back();
        let starts = before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
        let mut text = hit.as_str();
        loop {
            let shorter = text.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', ';']);
            let unbalanced = shorter.matches(')').count() > shorter.matches('(').count();
            let shorter =
                if unbalanced { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
            if shorter == text {
                break;
            }
            text = shorter;
        }
        let range = hit.start()..hit.start() + text.len();
        if starts && text.len() > "https://".len() && !is_taken(&range, taken) {
            found.push(range);
        }
    }
    found
}

/// Whether a range meets one of those; they are in the order of their starts.
pub fn is_taken(range: &Range<usize>, taken: &[Range<usize>]) -> bool {
    let until = taken.partition_point(|other| other.start < range.end);
    taken[..until].iter().any(|other| other.end > range.start)
}
