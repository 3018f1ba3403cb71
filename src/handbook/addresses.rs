//! Addresses that the pages of a Zola site may not choose for themselves.

use std::ops::Range;

use crate::content::value::{Node, Value};
use crate::content::{Address, Page};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// Settings of a page that name a place in the site.
const PLACES: &[&str] = &["path", "slug", "aliases", "paginate_path"];

/// What is, or will be, below the address of generated pages.
const GENERATED: &[&str] = &["features", "teams", "people", "changes", "gaps", "api", "feeds"];

/// Tells of pages that would be written out of the site, and of pages that would take the place of
/// a generated one. Zola does the first without a word, and of the second knows only one side.
pub(super) fn check(pages: &[Page], generated: &Address, told: &mut Diagnostics) {
    for page in pages {
        for key in PLACES {
            let Some(value) = page.front.values.get(key) else { continue };
            for (text, span) in texts(value) {
                if text.split(['/', '\\']).any(|part| part == "..") {
                    told.push(
                        Diagnostic::error(
                            "content/leaves-site",
                            format!("`{key}` leads out of the site: `{text}`"),
                        )
                        .at(Place::of(&page.source, span))
                        .with_help("an address is from the root of the site and has no `..` in it"),
                    );
                }
            }
        }
        if is_generated(&page.address, generated) {
            told.push(
                Diagnostic::error(
                    "content/reserved-address",
                    format!(
                        "this page would be published at {}, where the pages of org/ are",
                        page.address
                    ),
                )
                .at(Place::whole(&page.source))
                .with_help(
                    "give those another place, in Zola's config under [extra.handbook]: \
                     at = \"/who-decides/\"",
                ),
            );
        }
    }
}

fn texts(value: &Value) -> Vec<(&str, Range<usize>)> {
    match &value.node {
        Node::Text(text) => vec![(text, value.span.clone())],
        Node::List(values) => values.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn is_generated(address: &Address, generated: &Address) -> bool {
    match address.as_str().strip_prefix(generated.as_str()) {
        Some("") => true,
        Some(below) => GENERATED.iter().any(|it| below.split('/').next() == Some(it)),
        None => false,
    }
}
