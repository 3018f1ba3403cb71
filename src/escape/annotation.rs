//! Workflow commands of GitHub Actions: `::error file=F,line=1::MESSAGE`.
//!
//! The form and its escapes are those of the runner's own toolkit (`packages/core/src/command.ts`
//! of `actions/toolkit`).

use super::{Place, visible};

/// A command's message: line breaks are kept, as `%0A`, so that no line of it begins a command.
#[derive(Debug, Clone, Copy)]
pub struct Message;

impl Place for Message {
    fn escape(text: &str, out: &mut String) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                out.push_str("%0A");
            }
            out.push_str(&visible(line).replace('%', "%25"));
        }
    }
}

/// A command's property: within it, `:` and `,` would end it.
#[derive(Debug, Clone, Copy)]
pub struct Property;

impl Place for Property {
    fn escape(text: &str, out: &mut String) {
        // A carriage return or line break is replaced by its picture before it gets here, so the
        // escapes `%0D` and `%0A` are never needed.
        out.push_str(&visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C"));
    }
}
