//! The reference of `[extra.handbook]` in `docs/configuration.md`.

use super::{CLASSES, CRAFTS, HANDBOOK, REDIRECTS, REVIEW_EVERY, ZOLA};
use crate::metadata::reference;

/// Every key of ours, as Markdown with headings of the second level.
#[must_use]
pub fn config_reference() -> String {
    let sections = [
        ("`[extra.handbook]`", &HANDBOOK),
        ("`classes`", &CLASSES),
        ("`crafts`", &CRAFTS),
        ("`review_every`", &REVIEW_EVERY),
        ("`redirects`", &REDIRECTS),
        ("`zola`", &ZOLA),
    ];
    sections.map(|(title, keys)| format!("## {title}\n\n{}", reference(keys))).join("\n")
}
