//! Markdown: a comment on a forge, or a document.

use std::fmt::Write as _;

use super::{Escaped, Place, turns_or_is_none};

/// A stretch of text within a line of Markdown: nothing but text to Markdown, to the HTML that it
/// lets through, and to a forge, where `@` and `#` call people and requests and a bare address
/// becomes a link.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Place for Markdown {
    fn escape(text: &str, out: &mut String) {
        out.reserve(text.len() + text.len() / 8);
        let start = out.len();
        for c in text.chars().filter(|c| !turns_or_is_none(*c)) {
            let before = &out[start..];
            match c {
                // Forges look for mentions in the finished text, where a reference would be an `@`
                // again: an unseen space after it keeps it from being one.
                '@' | '#' => {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "&#{};&#8203;", u32::from(c));
                }
                '<' | '>' | '&' | ':' => {
                    let _ = write!(out, "&#{};", u32::from(c));
                }
                // A forge links addresses that begin so, without a scheme.
                '.' if is_www(before) => out.push_str("&#46;"),
                // Where these begin a line they begin a list, a heading or a rule.
                '-' | '+' | '=' if before.is_empty() => out.extend(['\\', c]),
                '.' if before.bytes().all(|b| b.is_ascii_digit()) => out.push_str("\\."),
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '|' | '~' | '^'
                | '!' | '$' => out.extend(['\\', c]),
                // A line break would end a table's row, a heading, a quotation.
                c if c.is_control() || c.is_whitespace() => match before {
                    // Several at the beginning would make code of the line.
                    "" => out.push_str("&#32;"),
                    "&#32;" => {}
                    _ => out.push(' '),
                },
                c => out.push(c),
            }
        }
    }
}

impl Escaped<Markdown> {
    /// Adds an address of the web as a link; as text where it is none, or has a character that
    /// could end the link.
    #[must_use]
    pub fn address(mut self, address: &str) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/?=&%+,;:@#".contains(c);
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        if !is_web || !address.chars().all(is_plain) {
            return self.text(address);
        }
        self.text.push('<');
        self.text.push_str(address);
        self.text.push('>');
        self
    }
}

fn is_www(before: &str) -> bool {
    let bytes = before.as_bytes();
    bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}
