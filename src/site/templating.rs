//! Keeping what looks like a template in somebody's prose from being run as one.
//!
//! Zola 0.22 looks for shortcodes in a page before it reads the Markdown, code blocks included,
//! and stops at one that it does not know. Zola 0.23 runs the whole body as a template unless its
//! configuration says otherwise, so there nothing needs to be done to the text.

use crate::zola::Dialect;

/// The shortcode that stands for an opening delimiter where Zola has shortcodes.
pub const SHORTCODE: &str = "zlit";

/// What that shortcode's file holds.
pub const SHORTCODE_TEMPLATE: &str = "{{ s }}";

/// The body as Zola must be given it for its author's text to come out. Lines stay where they are.
#[must_use]
pub fn shielded(body: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Tera2 => body.to_owned(),
        Dialect::Tera1 => {
            let mut shielded = String::with_capacity(body.len());
            let mut rest = body;
            while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
                let (before, from) = rest.split_at(at);
                let (delimiter, after) = from.split_at(2);
                shielded.push_str(before);
                shielded.push_str("{{ ");
                shielded.push_str(SHORTCODE);
                shielded.push_str("(s=\"");
                shielded.push_str(delimiter);
                shielded.push_str("\") }}");
                rest = after;
            }
            shielded.push_str(rest);
            shielded
        }
    }
}
