//! Links and ids in raw HTML.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Form, Link, Markup};

/// A comment, a script, or a tag with its attributes.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?is)<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>"#,
    )
    .ok()
});

static ATTRIBUTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)\s(href|src|srcset|poster|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#,
    )
    .ok()
});

/// Finds what the tags at `range` link to, and their ids.
pub fn find(body: &str, range: Range<usize>, markup: &mut Markup) {
    let (Some(tag), Some(attribute)) = (TAG.as_ref(), ATTRIBUTE.as_ref()) else { return };
    for found in tag.captures_iter(&body[range.clone()]) {
        let (Some(element), Some(attributes)) = (found.get(1), found.get(2)) else { continue };
        let from = range.start + attributes.start();
        for found in attribute.captures_iter(attributes.as_str()) {
            one(element.as_str(), from, &found, markup);
        }
    }
}

fn one(element: &str, from: usize, found: &Captures<'_>, markup: &mut Markup) {
    let value = found.get(2).or(found.get(3)).or(found.get(4));
    let (Some(whole), Some(name), Some(value)) = (found.get(0), found.get(1), value) else {
        return;
    };
    let element = element.to_ascii_lowercase();
    let span = from + name.start()..from + whole.end();
    let mut link = |at: Range<usize>, target: &str, embeds| {
        markup.links.push(Link {
            span: span.clone(),
            text: span.end..span.end,
            destination: at,
            target: decoded(target),
            form: Form::Attribute,
            embeds,
        });
    };
    let at = from + value.start()..from + value.end();
    match name.as_str().to_ascii_lowercase().as_str() {
        "href" => link(at, value.as_str(), false),
        "src" | "poster" => link(at, value.as_str(), element != "iframe"),
        "srcset" => {
            let mut start = at.start;
            for candidate in value.as_str().split(',') {
                let indent = candidate.len() - candidate.trim_start().len();
                let target = candidate.split_whitespace().next().unwrap_or_default();
                link(start + indent..start + indent + target.len(), target, true);
                start += candidate.len() + 1;
            }
        }
        "id" => markup.ids.push(decoded(value.as_str())),
        "name" if element == "a" => markup.ids.push(decoded(value.as_str())),
        _ => {}
    }
}

/// A value without the references that addresses are written with.
fn decoded(value: &str) -> String {
    value.trim().replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
