//! What an account of changes is given from, and which changes it is of.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::Vocabulary;
use super::class::Class;
use super::period::Period;
use super::privacy::Privacy;
use super::then::Past;
use super::verdict::Verdict;
use crate::config::Config;
use crate::content::{FolderPages, Page};
use crate::history::{AsOf, Change, CommitId, History, PageLog, People, Repository};
use crate::metadata::PageKind;
use crate::org::{FeatureId, Org, PersonId, TeamId};
use crate::ownership::Ownership;
use crate::root::RepoPath;

/// All that an account of changes is given from.
pub struct Ledger<'a> {
    /// Where the texts are.
    pub repository: &'a Repository,
    /// The company today.
    pub org: &'a Org,
    /// The pages that are published. Of no other living page anything is told.
    pub pages: &'a [Page],
    /// Who owns them today.
    pub ownership: &'a Ownership,
    /// The settings.
    pub config: &'a Config,
    /// What git remembers.
    pub history: &'a History,
    /// Who is behind commits.
    pub people: &'a People,
    /// The folder of content, from the repository's root.
    pub content: RepoPath,
    /// The folder `org/`, from the repository's root.
    pub org_folder: RepoPath,
    /// Which files of content are pages of folders.
    pub folder_pages: &'a FolderPages,
    /// The company's time zone.
    pub zone: &'a TimeZone,
}

/// Which changes are told. What is empty leaves out nothing.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// When they landed.
    pub period: Period,
    /// Only those of a branch.
    pub branch: Option<Branch>,
    /// The team owned the page, then or now.
    pub teams: BTreeSet<TeamId>,
    /// The page documents the feature.
    pub features: BTreeSet<FeatureId>,
    /// The person wrote it, agreed to it, or owned the page, then or now.
    pub people: BTreeSet<PersonId>,
    /// Pages, by their file today, or their last one.
    pub pages: BTreeSet<RepoPath>,
    /// What the page is today, or was as it was changed.
    pub kinds: BTreeSet<PageKind>,
    /// What the change is.
    pub classes: BTreeSet<Class>,
    /// What is said of it.
    pub verdicts: BTreeSet<Verdict>,
    /// Only changes of meaning: created, removed, substantive.
    pub meaningful: bool,
    /// Pages that are gone are left out.
    pub living: bool,
}

impl Selection {
    /// Whether changes of that class are told; nothing is the class of those whose texts are not
    /// there, which may be of meaning.
    pub(super) fn is_of_class(&self, class: Option<Class>) -> bool {
        match class {
            _ if self.classes.is_empty() && !self.meaningful => true,
            None => self.meaningful,
            Some(class) if self.meaningful => class.is_meaningful(),
            Some(class) => self.classes.contains(&class),
        }
    }
}

/// A branch that may be merged.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Its commits.
    pub commits: BTreeSet<CommitId>,
    /// Where it left the published one; nothing where the two have nothing in common.
    pub parted: Option<AsOf>,
}

/// A change that may be told, before its texts were read.
#[derive(Debug, Clone, Copy)]
pub struct Picked<'a> {
    /// The page, where it is still there.
    pub page: Option<&'a Page>,
    /// Its file: today's, or its last one.
    pub file: &'a RepoPath,
    /// Its log.
    pub log: &'a PageLog,
    /// The change.
    pub change: &'a Change,
}

impl<'a> Ledger<'a> {
    /// What the company calls its roles and teams.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::of(self.org)
    }

    /// Who owned what, and what it was.
    #[must_use]
    pub fn past(&self) -> Past<'a> {
        let (org, content) = (self.org_folder.clone(), self.content.clone());
        Past::new(self.repository, org, content, self.folder_pages, self.org)
    }

    /// The changes that can be of a selection, newest landing first, before anything of their texts
    /// is read. Those at the edge of a shallow clone are left out: they did not do what they seem to.
    #[must_use]
    pub fn pick(&self, selection: &Selection) -> Vec<Picked<'a>> {
        self.pick_of(selection, |log| &log.changes)
    }

    /// How many changes may be of a selection and are told to nobody, since the clone lacks the texts
    /// that say whether their pages were private then.
    #[must_use]
    pub fn untold(&self, selection: &Selection) -> usize {
        self.pick_of(selection, |log| &log.untold).len()
    }

    fn pick_of(
        &self,
        selection: &Selection,
        changes: impl Fn(&'a PageLog) -> &'a [Change],
    ) -> Vec<Picked<'a>> {
        let living = self.pages.iter().filter_map(|page| {
            let log = self.history.pages.get(&page.file)?;
            Some((Some(page), &page.file, log))
        });
        let gone = self.history.removed.iter().filter(|_| !selection.living);
        let gone = gone.filter_map(|log| Some((None, log.last_file()?, log)));
        let documented = self.documented(&selection.features);
        let mut picked: Vec<Picked<'a>> = living
            .chain(gone)
            .filter(|(_, file, _)| selection.pages.is_empty() || selection.pages.contains(*file))
            .filter(|(_, file, _)| selection.features.is_empty() || documented.contains(*file))
            .flat_map(|(page, file, log)| {
                changes(log).iter().map(move |change| Picked { page, file, log, change })
            })
            .filter(|picked| {
                let commit = self.history.commit(picked.change);
                let of_branch = selection
                    .branch
                    .as_ref()
                    .is_none_or(|branch| branch.commits.contains(&commit.id));
                !commit.flags.boundary && of_branch && selection.period.holds(commit)
            })
            .collect();
        picked.sort_by_cached_key(|picked| {
            let commit = self.history.commit(picked.change);
            (std::cmp::Reverse(commit.landed.at), picked.change.commit, picked.file.clone())
        });
        picked
    }

    /// What is kept from everybody.
    #[must_use]
    pub fn privacy(&self) -> Privacy<'_> {
        Privacy::new(self.config, &self.content, self.folder_pages, self.repository, self.past())
    }

    pub(super) fn kind(&self, page: &Page) -> Option<PageKind> {
        Some(self.ownership.pages.get(&page.file)?.kind.as_ref()?.value)
    }

    /// The files of the pages that document one of these features.
    fn documented(&self, features: &BTreeSet<FeatureId>) -> BTreeSet<&'a RepoPath> {
        let features: Vec<_> = features.iter().filter_map(|id| self.org.feature(id)).collect();
        let documents = |page: &&Page| features.iter().any(|feature| feature.documents(&page.path));
        self.pages.iter().filter(documents).map(|page| &page.file).collect()
    }
}
