//! Pages in a list.

use serde::Serialize;

use crate::metadata::PageKind;
use crate::root::RepoPath;
use crate::site::links::Href;
use crate::site::names::Names;

/// A page that somebody wrote, in a list of pages.
#[derive(Debug, Clone, Serialize)]
pub struct PageRow {
    title: String,
    href: Option<Href>,
    kind_words: String,
    changed: Option<String>,
    changed_words: Option<String>,
}

impl PageRow {
    /// The rows of those pages that are published, by title.
    #[must_use]
    pub fn list<'a>(names: &Names<'_>, files: impl IntoIterator<Item = &'a RepoPath>) -> Vec<Self> {
        let mut rows: Vec<Self> =
            files.into_iter().filter_map(|file| Self::of(names, file)).collect();
        rows.sort_by(|a, b| a.title.cmp(&b.title).then_with(|| a.href.cmp(&b.href)));
        rows
    }

    fn of(names: &Names<'_>, file: &RepoPath) -> Option<Self> {
        let link = names.page(file)?;
        let handbook = names.handbook;
        let kind = handbook.ownership.pages.get(file).and_then(|page| page.kind.as_ref());
        let changed = handbook.story(file).meaningful.map(|change| {
            names.words.at(handbook.history.commit(change).landed.at, &handbook.zone)
        });
        let (changed, changed_words) = changed.map(|day| (day.iso, day.words)).unzip();
        Some(Self {
            title: link.name,
            href: link.href,
            kind_words: names
                .words
                .say(match kind.map(|kind| kind.value) {
                    Some(PageKind::Policy) => "policy_small",
                    Some(PageKind::Guide) => "guide_small",
                    Some(PageKind::Note) => "note_small",
                    None => "page_small",
                })
                .to_owned(),
            changed,
            changed_words,
        })
    }
}
