//! What the fragment of a link means.

use super::{Resolver, is_top};

impl Resolver<'_> {
    /// The id on that page that a fragment means; nothing where there is none.
    pub(super) fn fragment(&self, page: usize, fragment: &str) -> Option<String> {
        let markup = &self.markups[page];
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
        let letters = |id: &str| -> String {
            id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted = letters(bare);
        markup.all_ids().find(|id| !wanted.is_empty() && letters(id) == wanted).map(str::to_owned)
    }
}
