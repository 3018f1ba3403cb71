//! What a change did to a page, read from the two texts.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use crate::content::{dialect, front_matter};

/// The kind of a change. One applies: the first of these that is true, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The page began.
    Created,
    /// The page ended.
    Removed,
    /// Nothing but its path changed, or nothing at all.
    None,
    /// Its front matter changed, not its words.
    Metadata,
    /// White space, emphasis, headings' levels, lists' marks: the words and links are the same.
    Formatting,
    /// Where links and images lead changed, not the words.
    Links,
    /// The words changed.
    Substantive,
}

impl Class {
    /// Whether a reader who knew the page before should read it again.
    #[must_use]
    pub fn is_meaningful(self) -> bool {
        matches!(self, Self::Created | Self::Removed | Self::Substantive)
    }

    /// In words, for a page's log.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Removed => "removed",
            Self::None => "moved",
            Self::Metadata => "settings",
            Self::Formatting => "formatting",
            Self::Links => "links",
            Self::Substantive => "changed",
        }
    }
}

/// The class of the change from one text of a page to the next; a text that is not there is a
/// page that is not there.
#[must_use]
pub fn classify(before: Option<&str>, after: Option<&str>) -> Class {
    let (before, after) = match (before, after) {
        (None, Some(_)) => return Class::Created,
        (Some(_), None) => return Class::Removed,
        (None, None) => return Class::None,
        (Some(before), Some(after)) if before == after => return Class::None,
        (Some(before), Some(after)) => (before, after),
    };
    let (old_matter, old_body) = front_matter::halves(before);
    let (new_matter, new_body) = front_matter::halves(after);
    if old_body == new_body {
        return if same_but_for_space(old_matter, new_matter) {
            Class::Formatting
        } else {
            Class::Metadata
        };
    }
    if same_but_for_space(old_body, new_body) {
        return if same_but_for_space(old_matter, new_matter) {
            Class::Formatting
        } else {
            Class::Metadata
        };
    }
    let (old, new) = (Read::of(old_body), Read::of(new_body));
    if old.words != new.words {
        Class::Substantive
    } else if !same_but_for_space(old_matter, new_matter) {
        Class::Metadata
    } else if old.targets != new.targets {
        Class::Links
    } else {
        Class::Formatting
    }
}

fn same_but_for_space(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// What a reader gets of a body: its words in order, and where its links lead, how often.
#[derive(PartialEq, Eq)]
struct Read {
    words: Vec<String>,
    targets: BTreeMap<String, usize>,
}

impl Read {
    fn of(body: &str) -> Self {
        let mut text = String::new();
        let mut targets = BTreeMap::new();
        for event in Parser::new_ext(body, dialect()) {
            match event {
                Event::Text(part)
                | Event::Code(part)
                | Event::Html(part)
                | Event::InlineHtml(part) => {
                    text.push_str(&part);
                }
                Event::FootnoteReference(name) => text.push_str(&name),
                Event::TaskListMarker(done) => text.push_str(if done { "[x] " } else { "[ ] " }),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    *targets.entry(dest_url.into_string()).or_default() += 1;
                }
                // Marks inside a word do not part it; everything that ends a block does.
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::End(
                    TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image,
                ) => {}
                _ => text.push(' '),
            }
        }
        Self { words: text.split_whitespace().map(str::to_owned).collect(), targets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was changed, from what, to what, and what that is.
    const PAIRS: &[(&str, &str, &str, Class)] = &[
        ("nothing", "a b\n", "a b\n", Class::None),
        ("a line was broken", "Take a day off.\n", "Take a\nday off.\n", Class::Formatting),
        ("trailing space", "Take a day off.\n", "Take a day off.   \n\n", Class::Formatting),
        ("emphasis", "Take a day off.\n", "Take a **day** off.\n", Class::Formatting),
        ("a list's marks", "* one\n* two\n", "- one\n- two\n", Class::Formatting),
        ("a heading's level", "# Pay\n\nWe pay.\n", "## Pay\n\nWe pay.\n", Class::Formatting),
        ("a title", "---\ntitle: A\n---\nText\n", "---\ntitle: B\n---\nText\n", Class::Metadata),
        ("a title was added", "Text\n", "+++\ntitle = \"B\"\n+++\nText\n", Class::Metadata),
        ("a link's target", "See [pay](a.md).\n", "See [pay](b.md).\n", Class::Links),
        ("a link was added around a word", "See pay.\n", "See [pay](b.md).\n", Class::Links),
        ("a word", "You may leave.\n", "You must leave.\n", Class::Substantive),
        ("an amount", "Up to £50.\n", "Up to £500.\n", Class::Substantive),
        (
            "a word within a title change",
            "---\ntitle: A\n---\nmay\n",
            "---\ntitle: B\n---\nmust\n",
            Class::Substantive,
        ),
        ("the order", "one\n\ntwo\n", "two\n\none\n", Class::Substantive),
        ("a box was ticked", "- [ ] done\n", "- [x] done\n", Class::Substantive),
        ("code", "`a`\n", "`b`\n", Class::Substantive),
    ];

    #[test]
    fn each_kind_of_change_is_told_by_its_two_texts() {
        for (what, before, after, class) in PAIRS {
            assert_eq!(classify(Some(before), Some(after)), *class, "{what}");
        }
    }

    #[test]
    fn a_page_that_begins_or_ends_is_created_or_removed() {
        assert_eq!(classify(None, Some("a")), Class::Created);
        assert_eq!(classify(Some("a"), None), Class::Removed);
    }
}
