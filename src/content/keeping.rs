//! What a page says of who may read it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Layout;
use super::claims::{self, Claims};
use super::front_matter::{self, FrontMatter};
use super::value::Node;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::root::RepoPath;

/// What a page's own front matter says of who may read it; on a folder's page, of all below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// `private` under `[extra.handbook]`: kept from everybody, or open though its folder is kept.
    pub private: Option<bool>,
    /// `draft`: its author keeps it to themselves for now.
    pub draft: bool,
    /// `published: false`, which other generators than Zola heed.
    pub unpublished: bool,
}

impl Keeping {
    /// Reads it. What is neither yes nor no keeps the page: a slip must not open it.
    #[must_use]
    pub fn of(front: &FrontMatter, claims: &Claims) -> Self {
        let says = |key: &str, denial: bool| match front.values.get(key).map(|said| &said.node) {
            None | Some(Node::Nothing) => false,
            Some(Node::Boolean(said)) => *said != denial,
            Some(Node::Text(said)) => {
                let word = said.trim().to_ascii_lowercase();
                let denied = matches!(word.as_str(), "false" | "no" | "off" | "");
                let affirmed = matches!(word.as_str(), "true" | "yes" | "on");
                if denial { !affirmed } else { !denied }
            }
            Some(_) => true,
        };
        Self {
            private: claims.private.as_ref().map(|private| private.value),
            draft: says("draft", false),
            unpublished: says("published", true),
        }
    }

    /// Tells what speaks of who may read the page and is neither yes nor no.
    pub fn check(front: &FrontMatter, source: &Arc<Source>, told: &mut Diagnostics) {
        for key in ["draft", "published"] {
            let Some(value) = front.values.get(key) else { continue };
            let clear = match &value.node {
                Node::Nothing | Node::Boolean(_) => true,
                Node::Text(text) => {
                    let word = text.trim().to_ascii_lowercase();
                    ["true", "yes", "on", "false", "no", "off"].contains(&word.as_str())
                }
                _ => false,
            };
            if !clear {
                let message = format!("`{key}` wants true or false, and this is {}", value.kind());
                let problem = Diagnostic::error("content/keeping", message)
                    .at(Place::of(source, value.span.clone()));
                told.push(
                    problem.with_help(
                        "write true or false; until then the page is kept from everybody",
                    ),
                );
            }
        }
    }

    /// Reads it out of a page's text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let (matter, _) = front_matter::halves(text);
        // Most pages say nothing of it, and need not be parsed to know that.
        if !front_matter::WORDS_THAT_KEEP.iter().any(|word| matter.contains(word)) {
            return Self::default();
        }
        let source = Arc::new(Source::new(RepoPath::root(), text.to_owned()));
        // What was wrong with a text of the past is nobody's business now.
        let mut told = Diagnostics::new();
        let front = front_matter::read(&source, &mut told);
        let claims = claims::read(&front, &source, &mut told);
        Self::of(&front, &claims)
    }

    /// Whether its author keeps it to themselves for now, by what counts in that layout.
    #[must_use]
    pub fn is_draft(self, layout: Layout) -> bool {
        self.draft || (self.unpublished && layout == Layout::Plain)
    }

    /// Whether it keeps the page, or what is below it, in any layout.
    #[must_use]
    pub fn closes(self) -> bool {
        self.draft || self.unpublished || self.private == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(matter: &str) -> Keeping {
        Keeping::of_text(&format!("{matter}\n\nText.\n"))
    }

    #[test]
    fn a_page_says_in_many_ways_that_it_is_kept() {
        for matter in [
            "+++\ndraft = true\n+++",
            "---\ndraft: true\n---",
            "---\ndraft: yes\n---",
            "---\npublished: false\n---",
            "---\npublished: no\n---",
            "---\ndraft: [yes]\n---",
            "---\npublished: 0\n---",
            "+++\n[extra.handbook]\nprivate = true\n+++",
            "+++\n[extra.handbook]\nprivate = \"yes\"\n+++",
            "---\nextra: {handbook: {private: 1}}\n---",
        ] {
            assert!(of(matter).closes(), "{matter}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept_where_it_speaks_of_it() {
        assert!(of("+++\n[extra.handbook\nprivate = true\n+++").closes());
        assert!(of("---\ndraft: true\n  wrong\n---").closes());
        assert!(!of("+++\n[extra.handbook\nowner = \"ada\"\n+++").closes());
    }

    #[test]
    fn a_page_that_is_open_says_so_or_nothing() {
        assert_eq!(of("+++\n[extra.handbook]\nprivate = false\n+++").private, Some(false));
        for matter in ["", "+++\ndraft = false\n+++", "---\ndraft: no\npublished: true\n---"] {
            assert!(!of(matter).closes(), "{matter}");
        }
    }
}
