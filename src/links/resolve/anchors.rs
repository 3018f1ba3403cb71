//! What the fragment of a link means.

use super::zola::has_template;
use super::{Resolver, is_top};
use crate::content::Layout;
use crate::content::plain::slugified;

impl Resolver<'_> {
    /// The id on that page that a fragment means; nothing where there is none.
    pub(super) fn fragment(&self, page: usize, fragment: &str) -> Option<String> {
        let markup = &self.markups[page];
        if self.facts.layout == Layout::Zola {
            return self.may_have(page, fragment).then(|| fragment.to_owned());
        }
        let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        // The heading that repeats the title is the page's top.
        let title = self.facts.pages[page].repeated_title.as_ref().map(|title| &title.span);
        if markup.anchors.iter().any(|it| it.id == bare && Some(&it.span) == title) {
            return Some(String::new());
        }
        if is_top(bare) || bare.starts_with(":~:") || markup.has(bare) {
            return Some(bare.to_owned());
        }
        // Other generators make other ids of the same words.
        let wanted = letters(bare);
        markup.all_ids().find(|id| !wanted.is_empty() && letters(id) == wanted).map(str::to_owned)
    }

    /// Whether a page that Zola makes may have something of that id: of its words Zola makes ids by
    /// the site's own settings, and templates may make any.
    fn may_have(&self, page: usize, fragment: &str) -> bool {
        let is_zolas =
            ["fn-", "fr-", "continue-reading", ":~:"].iter().any(|it| fragment.starts_with(it));
        let wanted = [letters(fragment), letters(&slugified(fragment))];
        let is_like =
            |id: &str| wanted.contains(&letters(id)) || wanted.contains(&letters(&slugified(id)));
        is_zolas
            || is_top(fragment)
            || has_template(self.facts.pages[page].body())
            || self.markups[page].all_ids().any(is_like)
    }
}

/// The letters and digits of an id, in small letters.
fn letters(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
