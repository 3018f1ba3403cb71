//! What kramdown, of Jekyll, and MkDocs read as attributes of what stands before: `{: #id .class}`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{is_in, pattern};

/// A line of attributes, with the line that it is about.
static BLOCK: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?m)^([^\n]*)\n([ \t]*\{:[^{}\n]*\})[ \t]*$"));
/// Attributes right behind a link, an image or emphasis.
static INLINE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[)\]*_`](\{:[ \t]*[^{}\n]*\})"));
static ID: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"#([^\s{}#]+)"));

/// Whether a body may hold any.
pub(super) fn may_hold(body: &str) -> bool {
    body.contains("{:")
}

/// The edits that take them out, but for the ids of headings, which become the heading's own, and
/// that take the place of a table of contents out, which the page has already.
pub(super) fn edits(body: &str, code: &[Range<usize>], edits: &mut Vec<(Range<usize>, String)>) {
    let (Some(block), Some(inline), Some(id)) = (BLOCK.as_ref(), INLINE.as_ref(), ID.as_ref())
    else {
        return;
    };
    for found in block.captures_iter(body) {
        let (Some(before), Some(said)) = (found.get(1), found.get(2)) else { continue };
        if is_in(said.end() - 1, code) {
            continue;
        }
        let words = said.as_str();
        let is_heading = before.as_str().trim_start().starts_with('#');
        let own = id.captures(words).filter(|_| is_heading);
        if let Some(own) = own {
            edits.push((before.end()..before.end(), format!(" {{#{}}}", &own[1])));
        }
        if words.trim_start().starts_with("{:toc") {
            edits.push((before.range(), String::new()));
        }
        edits.push((said.range(), String::new()));
    }
    for found in inline.captures_iter(body) {
        let Some(said) = found.get(1).filter(|said| !is_in(said.start(), code)) else { continue };
        edits.push((said.range(), String::new()));
    }
}
