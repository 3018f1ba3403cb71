//! The ids that Zola gives what is in a body, which are not GitHub's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::content::address::IdRules;

/// What Zola lets be linked to on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ZolaIds {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// The ids of footnotes: their labels, or at the page's bottom `fn-label`, with `fr-label-1` where
    /// they are called first.
    pub footnotes: Vec<String>,
    /// What Zola takes for the ids of raw HTML, in small letters: it reads the finished page with a
    /// pattern, in which plain words may look like an attribute.
    pub seeming: BTreeSet<String>,
}

/// A heading as Zola names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The byte of the body at which it starts.
    pub start: usize,
    /// Its id, which may be empty.
    pub id: String,
    /// Whether another Zola, or a setting, may make another id of it: one with a picture or the
    /// name of an emoji in it.
    pub is_unsure: bool,
}

impl ZolaIds {
    /// The ids in a body.
    #[must_use]
    pub fn of(body: &str, rules: IdRules) -> Self {
        let mut options = crate::content::dialect();
        options.set(Options::ENABLE_SMART_PUNCTUATION, rules.smart_punctuation);
        let mut ids = Self::default();
        let mut given = Vec::new();
        let mut open: Option<Heading> = None;
        let mut own = None;
        let mut is_code = false;
        let mut text = String::new();
        let mut calls: BTreeMap<String, usize> = BTreeMap::new();
        for (event, span) in Parser::new_ext(body, options).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { id, .. }) => {
                    open = Some(Heading { start: span.start, id: String::new(), is_unsure: false });
                    own = id.map(|id| id.to_string());
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some(mut heading) = open.take() {
                        heading.is_unsure |= rules.emoji && is_emoji(&heading.id);
                        ids.headings.push(heading);
                        given.push(own.take());
                    }
                    text.push('\0');
                }
                Event::Start(Tag::Image { .. }) => {
                    if let Some(heading) = &mut open {
                        heading.is_unsure = true;
                    }
                }
                Event::Start(Tag::CodeBlock(_)) => is_code = true,
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    ids.footnotes.push(match rules.bottom_footnotes {
                        true => format!("fn-{label}"),
                        false => label.to_string(),
                    });
                }
                Event::FootnoteReference(label) if rules.bottom_footnotes => {
                    let count = calls.entry(label.to_string()).or_default();
                    *count += 1;
                    ids.footnotes.push(format!("fr-{label}-{count}"));
                }
                Event::Text(words) | Event::Code(words) if !is_code => {
                    if let Some(heading) = &mut open {
                        heading.id.push_str(&words);
                    }
                    text.push_str(&words);
                }
                Event::Html(html) | Event::InlineHtml(html) => text.push_str(&html),
                // Zola leaves out what breaks the line of a heading, so its words grow together.
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                _ => text.push('\0'),
            }
        }
        ids.name(&given, rules);
        ids.seeming = seeming(&text);
        ids
    }

    /// Gives headings, which have their words for ids so far, those that Zola makes of them: what
    /// authors gave is taken first, and what is the same is numbered.
    fn name(&mut self, given: &[Option<String>], rules: IdRules) {
        let mut taken: BTreeSet<String> = given.iter().flatten().cloned().collect();
        for (heading, own) in self.headings.iter_mut().zip(given) {
            if let Some(own) = own {
                heading.id.clone_from(own);
                heading.is_unsure = false;
                continue;
            }
            let wanted = rules.slugify.anchor(&heading.id);
            let mut id = wanted.clone();
            let mut count = 0;
            while taken.contains(&id) {
                count += 1;
                id = format!("{wanted}-{count}");
            }
            taken.insert(id.clone());
            heading.id = id;
        }
    }
}

/// Whether there may be the name of an emoji, as `:tada:`.
fn is_emoji(words: &str) -> bool {
    words.matches(':').count() > 1
}

/// Zola's `has_anchor_id` looks for one id by this pattern.
static SEEMING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\s(?:id|name) *= *["']*([^"' >\s\x00]+)"#).ok());

fn seeming(text: &str) -> BTreeSet<String> {
    let Some(pattern) = SEEMING.as_ref() else { return BTreeSet::new() };
    pattern.captures_iter(text).map(|found| found[1].to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Slugify;

    const BODY: &str = "## AWS Certified Developer - Associate\n\n## Same\n\n## Same\n\n## Same-1\n\n\
        ## Given {#same-2}\n\n## Same\n\nSet\nwords\n---\n\n## 日本 `a_b`\n\n## !!!\n\n> ## In {: #kram}\n\n\
        ## ![alt](i.png) Pic\n";

    fn ids(slugify: Slugify) -> Vec<String> {
        let rules = IdRules { slugify, ..IdRules::default() };
        ZolaIds::of(BODY, rules).headings.into_iter().map(|it| it.id).collect()
    }

    /// What Zola 0.22 made of the same page.
    #[test]
    fn ids_are_zolas() {
        assert_eq!(
            ids(Slugify::On),
            [
                "aws-certified-developer-associate",
                "same",
                "same-1",
                "same-1-1",
                "same-2",
                "same-3",
                "setwords",
                "ri-ben-a-b",
                "",
                "kram",
                "alt-pic"
            ]
        );
        for as_written in [Slugify::Safe, Slugify::Off] {
            assert_eq!(
                ids(as_written),
                [
                    "AWS_Certified_Developer_-_Associate",
                    "Same",
                    "Same-1",
                    "Same-1-1",
                    "same-2",
                    "Same-2",
                    "Setwords",
                    "日本_a_b",
                    "!!!",
                    "kram",
                    "alt_Pic"
                ]
            );
        }
    }
}
