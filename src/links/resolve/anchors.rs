//! What the fragment of a link means.

use super::zola::has_template;
use super::{Resolver, is_top};
use crate::content::Layout;
use crate::content::markup::ZolaIds;
use crate::content::plain::slugified;

/// What a fragment means on a page that Zola makes.
pub(super) enum Meant {
    /// A heading, by its id.
    Heading(String),
    /// Something else that is there for browsers, by its id. Zola looks for it on pages, but not on
    /// those of folders.
    Beside(String),
    /// Perhaps something: the page's top, or what only the finished page tells.
    Perhaps,
}

/// The id that Zola puts where a page's summary ends.
const SUMMARY: &str = "continue-reading";

impl Resolver<'_> {
    /// The id on that page that a fragment means; nothing where there is none.
    pub(super) fn fragment(&self, page: usize, fragment: &str) -> Option<String> {
        if self.facts.layout == Layout::Zola {
            return self.in_zolas_page(page, fragment).map(|meant| match meant {
                Meant::Heading(id) | Meant::Beside(id) => id,
                Meant::Perhaps => fragment.to_owned(),
            });
        }
        let markup = &self.markups[page];
        let bare = without_prefix(fragment);
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

    /// What a fragment means on a page that Zola makes: by Zola's ids first, then by GitHub's, then
    /// by those that other generators make of the same words.
    pub(super) fn in_zolas_page(&self, page: usize, fragment: &str) -> Option<Meant> {
        let markup = &self.markups[page];
        let zola = self.zola_ids(page);
        if is_top(fragment) {
            return Some(Meant::Perhaps);
        }
        if zola.headings.iter().any(|it| it.id == fragment) {
            return Some(Meant::Heading(fragment.to_owned()));
        }
        let others = || markup.ids.iter().chain(&zola.footnotes);
        if others().any(|id| id == fragment) || fragment == SUMMARY || fragment.starts_with(":~:") {
            return Some(Meant::Beside(fragment.to_owned()));
        }
        if has_template(self.facts.pages[page].body()) {
            return Some(Meant::Perhaps);
        }
        let github = |start: usize| markup.anchors.iter().find(move |it| it.span.start == start);
        let bare = without_prefix(fragment);
        let wanted = [letters(bare), letters(&slugified(bare))];
        let is_like = |id: &str| {
            let id = letters(id);
            !id.is_empty() && wanted.contains(&id)
        };
        let named = zola.headings.iter().filter(|it| !it.id.is_empty());
        let of_github = |start| github(start).map(|it| it.id.as_str());
        let heading = named.clone().find(|it| of_github(it.start) == Some(bare)).or_else(|| {
            named.clone().find(|it| is_like(&it.id) || of_github(it.start).is_some_and(is_like))
        });
        if let Some(heading) = heading {
            return Some(match heading.is_unsure {
                true => Meant::Perhaps,
                false => Meant::Heading(heading.id.clone()),
            });
        }
        if let Some(id) = others().find(|id| is_like(id)) {
            return Some(Meant::Beside(id.clone()));
        }
        let seems = zola.seeming.contains(&fragment.to_lowercase());
        (seems && !self.is_folders(page)).then_some(Meant::Perhaps)
    }

    /// Whether Zola takes a page for that of a folder, a section.
    pub(super) fn is_folders(&self, page: usize) -> bool {
        self.facts.pages[page].path.file_name().starts_with("_index.")
    }

    /// Whether all ids of a page's headings are known, whichever Zola makes it.
    pub(super) fn is_sure(&self, page: usize) -> bool {
        !self.zola_ids(page).headings.iter().any(|it| it.is_unsure)
    }

    /// The ids that there are to choose from on a page.
    pub(super) fn known_ids(&self, page: usize) -> Vec<&str> {
        match self.facts.layout {
            Layout::Plain => self.markups[page].all_ids().collect(),
            Layout::Zola => {
                let headings = self.zola_ids(page).headings.iter().map(|it| it.id.as_str());
                let others = self.markups[page].ids.iter().map(String::as_str);
                headings.filter(|id| !id.is_empty()).chain(others).collect()
            }
        }
    }

    fn zola_ids(&self, page: usize) -> &ZolaIds {
        self.zola_ids[page]
            .get_or_init(|| ZolaIds::of(self.facts.pages[page].body(), self.facts.addressing.ids))
    }
}

/// A fragment without what GitHub puts before ids of its pages.
fn without_prefix(fragment: &str) -> &str {
    fragment.strip_prefix("user-content-").unwrap_or(fragment)
}

/// The letters and digits of an id, in small letters.
fn letters(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
