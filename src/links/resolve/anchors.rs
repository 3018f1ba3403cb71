//! What the fragment of a link means.

use std::collections::{HashMap, HashSet};

use super::zola::has_template;
use super::{Resolver, is_top};
use crate::content::Layout;
use crate::content::markup::{Markup, ZolaIds};
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
        if is_top(fragment) {
            return Some(Meant::Perhaps);
        }
        let ids = self.zola_ids(page);
        if ids.headings.contains_key(fragment) {
            return Some(Meant::Heading(fragment.to_owned()));
        }
        if ids.others.contains(fragment) || fragment == SUMMARY || fragment.starts_with(":~:") {
            return Some(Meant::Beside(fragment.to_owned()));
        }
        if ids.has_template {
            return Some(Meant::Perhaps);
        }
        let bare = without_prefix(fragment);
        let wanted = [letters(bare), letters(&slugified(bare))];
        let like = || wanted.iter().filter_map(|it| ids.by_letters.get(it)).min();
        if let Some(at) = ids.by_github.get(bare).or_else(like) {
            let heading = &ids.zola.headings[*at];
            return Some(match heading.is_unsure {
                true => Meant::Perhaps,
                false => Meant::Heading(heading.id.clone()),
            });
        }
        if let Some(id) = wanted.iter().find_map(|it| ids.others_by_letters.get(it)) {
            return Some(Meant::Beside(id.clone()));
        }
        let seems = ids.zola.seeming.contains(&fragment.to_lowercase());
        (seems && !self.is_folders(page)).then_some(Meant::Perhaps)
    }

    /// Whether Zola takes a page for that of a folder, a section.
    pub(super) fn is_folders(&self, page: usize) -> bool {
        self.facts.pages[page].path.file_name().starts_with("_index.")
    }

    /// Whether all ids of a page's headings are known, whichever Zola makes it.
    pub(super) fn is_sure(&self, page: usize) -> bool {
        !self.zola_ids(page).zola.headings.iter().any(|it| it.is_unsure)
    }

    /// The ids that there are to choose from on a page.
    pub(super) fn known_ids(&self, page: usize) -> Vec<&str> {
        match self.facts.layout {
            Layout::Plain => self.markups[page].all_ids().collect(),
            Layout::Zola => {
                let headings = self.zola_ids(page).zola.headings.iter().map(|it| it.id.as_str());
                let others = self.markups[page].ids.iter().map(String::as_str);
                headings.filter(|id| !id.is_empty()).chain(others).collect()
            }
        }
    }

    fn zola_ids(&self, page: usize) -> &Known {
        self.zola_ids[page].get_or_init(|| {
            let body = self.facts.pages[page].body();
            let zola = ZolaIds::of(body, self.facts.addressing.ids);
            Known::of(zola, &self.markups[page], has_template(body))
        })
    }
}

/// The ids of a page that Zola makes, each to be found at once, since a page may link to all of them.
/// Of headings their places are kept.
#[derive(Debug)]
pub(super) struct Known {
    zola: ZolaIds,
    /// By Zola's ids.
    headings: HashMap<String, usize>,
    /// By GitHub's ids.
    by_github: HashMap<String, usize>,
    /// By the letters and digits of either, the first of those that are alike.
    by_letters: HashMap<String, usize>,
    /// What else has an id.
    others: HashSet<String>,
    /// The same by its letters and digits.
    others_by_letters: HashMap<String, String>,
    /// Whether a template may make more of the page.
    has_template: bool,
}

impl Known {
    fn of(zola: ZolaIds, markup: &Markup, has_template: bool) -> Self {
        let github: HashMap<usize, &str> =
            markup.anchors.iter().map(|it| (it.span.start, it.id.as_str())).collect();
        let (mut headings, mut by_github) = (HashMap::new(), HashMap::new());
        let mut by_letters = HashMap::new();
        let named = zola.headings.iter().enumerate().filter(|(_, it)| !it.id.is_empty());
        for (at, heading) in named {
            headings.entry(heading.id.clone()).or_insert(at);
            let on_github = github.get(&heading.start).copied();
            if let Some(id) = on_github {
                by_github.entry(id.to_owned()).or_insert(at);
            }
            for id in [Some(heading.id.as_str()), on_github].into_iter().flatten() {
                let letters = letters(id);
                if !letters.is_empty() {
                    by_letters.entry(letters).or_insert(at);
                }
            }
        }
        let others: HashSet<String> = markup.ids.iter().chain(&zola.footnotes).cloned().collect();
        let mut others_by_letters = HashMap::new();
        for id in markup.ids.iter().chain(&zola.footnotes) {
            let letters = letters(id);
            if !letters.is_empty() {
                others_by_letters.entry(letters).or_insert_with(|| id.clone());
            }
        }
        Self { zola, headings, by_github, by_letters, others, others_by_letters, has_template }
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
