//! An account of changes as people read it: what its parts are in words.

use super::fold::is_order;
use super::redline::place_of;
use super::report::{Report, ReportedChange, ReportedEvidence, Summary};
use crate::history::Moment;
use crate::metadata::PageKind;

impl Report {
    /// From when to when it is, as the end of a phrase: `, 2026-10-01 to 1f6a2b3`; nothing for all.
    #[must_use]
    pub fn between(&self) -> String {
        match (self.from.map(Moment::in_short), self.to.map(Moment::in_short)) {
            (Some(from), Some(to)) => format!(", {from} to {to}"),
            (Some(from), None) => format!(", since {from}"),
            (None, Some(to)) => format!(", until {to}"),
            (None, None) => String::new(),
        }
    }

    /// That something is not told, and what brings it; nothing where all is told.
    #[must_use]
    pub fn untold_words(&self) -> Option<String> {
        let changes = match self.untold {
            0 => return None,
            1 => "1 more change is".to_owned(),
            count => format!("{count} more changes are"),
        };
        Some(format!(
            "{changes} not told: this clone lacks texts that say whether the pages were private \
             then (git fetch --refetch --no-filter)"
        ))
    }
}

impl ReportedEvidence {
    /// In words: `signature by Ada (signed, 1f6a2b3)`. Names are text from commits: escape it.
    #[must_use]
    pub fn words(&self) -> String {
        let (kind, strength) = (self.kind.as_str(), self.strength.as_str());
        format!("{kind} by {} ({strength}, {})", self.by.name, self.source)
    }
}

impl ReportedChange {
    /// From where to where the change moved the page, in words: to where it is today is not said.
    #[must_use]
    pub fn moved_words(&self) -> Option<String> {
        let from = self.moved_from.as_ref()?;
        Some(match self.moved_to.as_ref().filter(|to| **to != self.page) {
            Some(to) => format!("moved from {from} to {to}"),
            None => format!("moved from {from}"),
        })
    }

    /// What kind of page it stopped to be and became by the change, in words.
    #[must_use]
    pub fn kind_words(&self) -> Option<String> {
        match (self.kind_before, self.kind_after) {
            (Some(before), Some(after)) => Some(format!("no longer a {before}, now a {after}")),
            (Some(before), None) => Some(format!("no longer a {before}")),
            (None, after) => after.map(|after| format!("now a {after}")),
        }
    }

    /// How many words are new and gone: `+5 −1 words`. Where none is, whether their order changed.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.words_added, self.words_removed) {
            (0, 0) if self.is_order() => "only the order changed".to_owned(),
            (0, 0) => "no words are new or gone".to_owned(),
            (added, removed) => format!("+{added} −{removed} words"),
        }
    }

    /// Where it changed something, as the parts of a phrase: `at the top of the page`, `in Sick pay`,
    /// `Travel`. Headings in it are an author's text.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        let top = format!("at {}", place_of(&[]));
        let mut places = below_title(&self.sections, &self.title, &top);
        if let Some(first) = places.iter_mut().find(|place| **place != top) {
            first.insert_str(0, "in ");
        }
        places
    }

    /// Whether its redline shows that only the order of passages is another one.
    #[must_use]
    pub fn is_order(&self) -> bool {
        let counted = self.words_added + self.words_removed;
        counted == 0 && self.redline.as_deref().is_some_and(is_order)
    }

    /// Whether the page is a policy, or was one before the change.
    #[must_use]
    pub fn is_of_policy(&self) -> bool {
        let policy = Some(PageKind::Policy.as_str());
        self.kind == policy || self.kind_before == policy
    }

    /// What is special about it and what of rules it touches, in words: a move with its place.
    #[must_use]
    pub fn marks(&self) -> Vec<String> {
        let moved = self.moved_words();
        let said = |mark: &&'static str| match &moved {
            Some(moved) if *mark == "moved" => moved.clone(),
            _ => (*mark).to_owned(),
        };
        let all = self.flags.iter().chain(&self.signals).map(said);
        self.kind_words().into_iter().chain(all).collect()
    }
}

impl Summary {
    /// The owners of then by name, each with how many changes there were to their pages, most first;
    /// nothing where no page had one. Names may be text from commits: escape them.
    pub fn owned(&self) -> impl Iterator<Item = (&str, usize)> {
        let known = self.owners.iter().any(|(owner, _)| owner.is_some());
        let owners = self.owners.iter().filter(move |_| known);
        owners.map(|(owner, count)| (owner.as_ref().map_or("nobody", |one| &*one.name), *count))
    }
}

/// Heading paths as they are read below a page's title: without it in front of each, and `top` for
/// what stands right below it. That needs no place to be named, unless something changed elsewhere,
/// too.
#[must_use]
pub fn below_title(sections: &[String], title: &str, top: &str) -> Vec<String> {
    if sections.iter().all(|section| section == title) {
        return Vec::new();
    }
    let below = |section: &String| {
        if section == title {
            return top.to_owned();
        }
        let rest = section.strip_prefix(title).and_then(|rest| rest.strip_prefix(" > "));
        rest.unwrap_or(section).to_owned()
    };
    sections.iter().map(below).collect()
}
