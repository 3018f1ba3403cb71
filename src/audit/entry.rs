//! A change of a page, with all that is said of it.

use std::collections::BTreeSet;

use super::class::{Class, Finding};
use super::ledger::{Picked, Selection};
use super::record::{Evidence, Who};
use super::verdict::Judgement;
use crate::history::{Action, Commit};
use crate::metadata::PageKind;
use crate::org::Holder;
use crate::root::RepoPath;

/// What kind of page a changed one is and was; nothing where nobody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds {
    /// Today; of a page that is gone, right before the change, or else after it.
    pub today: Option<PageKind>,
    /// Right before the change and right after it, where the change made another kind of it.
    pub changed: Option<(Option<PageKind>, Option<PageKind>)>,
    /// Right before the change, and right after it.
    around: [Option<PageKind>; 2],
    /// Whether the page is gone and the clone does not tell what it was: it may have been anything.
    unread: bool,
}

impl Kinds {
    /// Whether it is one of these today, or was one as it was changed, or may have been one.
    #[must_use]
    pub fn are_among(&self, kinds: &BTreeSet<PageKind>) -> bool {
        let mut all = self.around.into_iter().chain([self.today]).flatten();
        self.unread || all.any(|kind| kinds.contains(&kind))
    }

    /// Those of a page with these kinds today, and right before and after the change. `unread` says
    /// that the clone does not tell what was before.
    pub(super) fn of(
        picked: &Picked<'_>,
        today: Option<PageKind>,
        [before, after]: [Option<PageKind>; 2],
        unread: bool,
    ) -> Self {
        let Picked { page, change, .. } = picked;
        let went_on = change.before.is_some() && change.after.is_some();
        Self {
            today: if page.is_some() { today } else { before.or(after) },
            changed: (went_on && !unread && before != after).then_some((before, after)),
            around: [before, after],
            unread: unread && page.is_none(),
        }
    }
}

/// A change, judged.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The change, its page and its log.
    pub picked: Picked<'a>,
    /// Its commit.
    pub commit: &'a Commit,
    /// What kind of page it is and was.
    pub kinds: Kinds,
    /// What the change is; nothing where its texts are not there.
    pub class: Option<Class>,
    /// Whether somebody said so, against the texts.
    pub corrected: bool,
    /// What its texts say.
    pub finding: Finding,
    /// Who wrote it, machines left out.
    pub authors: Vec<Who>,
    /// Who owned the page then, and what they were called.
    pub owner: Option<(Holder, String)>,
    /// Whether the owner agreed, and why that is said.
    pub judgement: Judgement,
    /// What says that somebody agreed.
    pub evidence: Vec<Evidence>,
}

impl Entry<'_> {
    /// What the page is called: its title; of a page that is gone, its file.
    #[must_use]
    pub fn title(&self) -> &str {
        self.picked.page.map_or(self.picked.file.as_str(), |page| &page.title)
    }

    /// Whether the page should be read again for it.
    #[must_use]
    pub fn is_meaningful(&self) -> bool {
        self.class.is_none_or(Class::is_meaningful)
    }

    /// The page's file before and after, where the change moved it.
    #[must_use]
    pub fn moved(&self) -> Option<(&RepoPath, &RepoPath)> {
        let change = self.picked.change;
        change.from.as_ref().map(|from| (from, &change.path))
    }

    /// All that can be special about a change, in the order in which it is told.
    pub const FLAGS: [&'static str; 4] = ["moved", "bulk", "corrected", "opened"];

    /// What is special about it.
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        let holds = [
            self.moved().is_some(),
            self.commit.flags.bulk,
            self.corrected,
            self.picked.change.action == Action::Opened,
        ];
        let flags = Self::FLAGS.into_iter().zip(holds);
        flags.filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect()
    }

    /// Whether it is of the teams, people and verdicts of a selection. `now` owns the page today.
    pub(super) fn is_of(&self, selection: &Selection, now: Option<&Holder>) -> bool {
        let holders = || self.owner.iter().map(|(holder, _)| holder).chain(now);
        let of_team = || {
            holders().any(|holder| match holder {
                Holder::Team(team) => selection.teams.contains(team),
                Holder::Person(_) => false,
            })
        };
        let of_person = || {
            let owns = holders().any(|holder| match holder {
                Holder::Person(person) => selection.people.contains(person),
                Holder::Team(_) => false,
            });
            let agreed = self.evidence.iter().map(|evidence| &evidence.by);
            let mut behind = self.authors.iter().chain(agreed);
            owns || behind
                .any(|who| who.id.as_ref().is_some_and(|id| selection.people.contains(id)))
        };
        (selection.teams.is_empty() || of_team())
            && (selection.people.is_empty() || of_person())
            && (selection.verdicts.is_empty()
                || selection.verdicts.contains(&self.judgement.verdict))
    }
}
