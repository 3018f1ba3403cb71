//! The statements of a program between the paragraphs of MDX.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{is_in, pattern};

/// An import as ECMAScript writes it. That it says from where, in quotes and at the end of a line, is
/// what no sentence does that begins with the word.
static IMPORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"(?m)^import[ \t]+(?:(?:type[ \t]+)?(?:[\w$]+|\*[ \t]+as[ \t]+[\w$]+|\{[\w$\s,]*\})(?:[ \t]*,[ \t]*(?:\*[ \t]+as[ \t]+[\w$]+|\{[\w$\s,]*\}))?\s*from[ \t]*)?(?:'[^'\n]+'|"[^"\n]+")[ \t]*;?[ \t]*(?://[^\n]*)?$"#,
    )
});

/// An export, as far as the next empty line.
static EXPORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NAME: &str = r"[\w$]+";
    const FUNCTION: &str = r"(?:async[ \t]+)?function[ \t]*\*?[ \t]*[\w$]*[ \t]*\(";
    pattern(&format!(
        r#"(?m)^export[ \t]+(?:(?:const|let|var)[ \t]+{NAME}[ \t]*(?::[^=\n]*)?=|(?:const|let|var)[ \t]*[\[{{]|{FUNCTION}|class[ \t]+{NAME}[^\n]*\{{|type[ \t]+{NAME}[ \t]*(?:<[^\n]*>[ \t]*)?=|interface[ \t]+{NAME}[^\n]*\{{|\{{[\w$\s,]*\}}|\*[ \t]*(?:as[ \t]+{NAME}[ \t]+)?from[ \t]*['"]|default[ \t]*(?:{FUNCTION}|class\b[^\n]*\{{|[(\[{{]|[\w$.]+[ \t]*\(|{NAME}[ \t]*=>|[\w$.]+;[ \t]*$))[^\n]*(?:\n[^\n]*\S[^\n]*)*"#
    ))
});

/// What a whole paragraph exports by its name alone.
static NAMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?m)^export[ \t]+default[ \t]+[\w$.]+[ \t]*$"));

/// Whether a body may import something, in code or not.
pub(super) fn may_import(body: &str) -> bool {
    body.contains("import") && IMPORT.as_ref().is_some_and(|import| import.is_match(body))
}

/// Whether there is an import outside code, as nothing but MDX has.
pub(super) fn imports(body: &str, code: &[Range<usize>]) -> bool {
    let found = IMPORT.as_ref().into_iter().flat_map(|import| import.find_iter(body));
    found.map(|one| one.range()).any(|one| heads(body, one.start) && !is_in(one.start, code))
}

/// The imports and exports at the head of a paragraph, and those right below them, each run as one.
pub(super) fn statements(body: &str, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let found = |pattern: &'static LazyLock<Option<Regex>>| {
        let found = pattern.as_ref().into_iter().flat_map(move |one| one.find_iter(body));
        found.map(|one| one.range()).filter(|one| !is_in(one.start, code))
    };
    let named = found(&NAMED).filter(|one| body[one.end..].lines().nth(1).is_none_or(is_blank));
    let mut all: Vec<Range<usize>> = found(&IMPORT).chain(found(&EXPORT)).chain(named).collect();
    all.sort_by_key(|one| (one.start, one.end));
    let mut runs: Vec<Range<usize>> = Vec::new();
    for one in all {
        let above = runs.last_mut().filter(|run| {
            one.start <= run.end || matches!(&body[run.end..one.start], "\n" | "\r\n")
        });
        match above {
            Some(run) => run.end = run.end.max(one.end),
            None if heads(body, one.start) => runs.push(one),
            None => {}
        }
    }
    runs
}

/// Whether a paragraph begins there.
fn heads(body: &str, at: usize) -> bool {
    let above = body[..at].strip_suffix('\n').unwrap_or(&body[..at]);
    above.lines().next_back().is_none_or(is_blank) || above.ends_with('\n')
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}
