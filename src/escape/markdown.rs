//! Markdown: a comment on a forge, or a document.

use std::fmt::Write as _;

use super::{Place, turns_or_is_none};

/// A stretch of text within a line of Markdown: nothing but text to Markdown, to the HTML that it
/// lets through, and to a forge, where `@` and `#` call people and requests and a bare address
/// becomes a link.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Place for Markdown {
    fn escape(text: &str, out: &mut String) {
        out.reserve(text.len() + text.len() / 8);
        for (at, c) in text.char_indices() {
            match c {
                '<' | '>' | '&' | '@' | '#' | ':' => {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "&#{};", u32::from(c));
                }
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '|' | '~' | '!'
                | '$' => {
                    out.push('\\');
                    out.push(c);
                }
                // A forge links addresses that begin so, without a scheme.
                '.' if is_www(&text[..at]) => out.push_str("&#46;"),
                // Where these begin a line, they begin a list or a heading.
                '-' | '+' | '=' if at == 0 => {
                    out.push('\\');
                    out.push(c);
                }
                '.' if text[..at].bytes().all(|b| b.is_ascii_digit()) && at > 0 => {
                    out.push('\\');
                    out.push(c);
                }
                // A line break would end a table's row, a heading, a quotation.
                c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
                c if turns_or_is_none(c) => {}
                c => out.push(c),
            }
        }
    }
}

fn is_www(before: &str) -> bool {
    let bytes = before.as_bytes();
    bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}
