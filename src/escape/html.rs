//! HTML: the text of an element, or the value of a quoted attribute.

use std::fmt::Write as _;

use super::{Place, turns_or_is_none};

/// Text of an element, or the value of an attribute in quotes.
///
/// A generated body passes through Markdown and Zola's templating before it is HTML: besides what
/// HTML needs, braces, which open templates and shortcodes, and line ends, since an empty line ends
/// a block of HTML, become character references. Control characters have no place in HTML; marks
/// that turn the direction of text would reorder what stands beside them. Both are left out.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Place for Html {
    fn escape(text: &str, out: &mut String) {
        out.reserve(text.len() + text.len() / 8);
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                '{' | '}' | '\n' | '\r' => {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "&#{};", u32::from(c));
                }
                c if c.is_control() && c != '\t' => {}
                c if turns_or_is_none(c) => {}
                c => out.push(c),
            }
        }
    }
}
