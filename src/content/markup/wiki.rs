//! Links between double brackets, as Obsidian and other wikis write them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::destination::is_taken;
use super::{Form, Link};

static WIKI: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(!?)\[\[([^\[\]\n|\\]+)(?:\\?\|([^\[\]\n]*))?\]\]").ok());

/// Finds the links between double brackets outside of `taken`.
pub fn find(body: &str, taken: &[Range<usize>], links: &mut Vec<Link>) {
    let Some(pattern) = WIKI.as_ref().filter(|_| body.contains("[[")) else { return };
    for found in pattern.captures_iter(body) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        if is_taken(&whole.range(), taken) {
            continue;
        }
        let text = found.get(3).filter(|label| !label.as_str().trim().is_empty()).unwrap_or(name);
        links.push(Link {
            span: whole.range(),
            text: text.range(),
            destination: name.range(),
            target: name.as_str().trim().to_owned(),
            form: Form::Wiki,
            embeds: found.get(1).is_some_and(|mark| !mark.is_empty()),
        });
    }
}
