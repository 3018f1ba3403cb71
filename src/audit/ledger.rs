//! Every change of every page, judged: what `audit`, `log`, change pages and feeds are made of.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::class::Class;
use super::classes::Classes;
use super::evidence::Records;
use super::period::Period;
use super::shown::{Shown, told};
use super::then::{Owned, OwnerThen, Past};
use super::verdict::{Case, Evidence, Judgement, Verdict, Who, judge};
use super::{Finding, Vocabulary};
use crate::config::Config;
use crate::content::{Layout, Page};
use crate::history::{
    Change, Commit, CommitId, History, HistoryError, PageLog, People, Repository, Said,
};
use crate::metadata::PageKind;
use crate::org::{Docs, FeatureId, Holder, Org, PersonId, TeamId};
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
    /// How content is laid out.
    pub layout: Layout,
    /// The company's time zone.
    pub zone: &'a TimeZone,
}

/// Which changes are told. What is empty leaves out nothing.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// When they landed.
    pub period: Period,
    /// Only those of a branch: its commits, and where it left the published one.
    pub branch: Option<(BTreeSet<CommitId>, Option<CommitId>)>,
    /// The team owned the page, then or now.
    pub teams: BTreeSet<TeamId>,
    /// The page documents the feature.
    pub features: BTreeSet<FeatureId>,
    /// The person wrote it, agreed to it, or owned the page, then or now.
    pub people: BTreeSet<PersonId>,
    /// Pages, by their file today, or their last one.
    pub pages: BTreeSet<RepoPath>,
    /// What the page is today.
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

/// A change, judged.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The change, its page and its log.
    pub picked: Picked<'a>,
    /// Its commit.
    pub commit: &'a Commit,
    /// How much of it is told.
    pub shown: Shown,
    /// What the page is today.
    pub kind: Option<PageKind>,
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

    /// What is special about it.
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        let flags = [
            ("moved", self.picked.change.from.is_some()),
            ("bulk", self.commit.flags.bulk),
            ("corrected", self.corrected),
            ("opened", self.shown == Shown::Opened),
        ];
        flags.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect()
    }
}

impl<'a> Ledger<'a> {
    /// What the company calls its roles and teams.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::of(self.org)
    }

    /// The changes that can be of a selection, newest landing first, before anything of their texts
    /// is read. Those at the edge of a shallow clone are left out: they did not do what they seem to.
    #[must_use]
    pub fn pick(&self, selection: &Selection) -> Vec<Picked<'a>> {
        let living = self.pages.iter().filter_map(|page| {
            let log = self.history.pages.get(&page.file)?;
            Some((Some(page), &page.file, log))
        });
        let gone = self.history.removed.iter().filter(|_| !selection.living);
        let gone = gone.filter_map(|log| Some((None, &log.changes.first()?.path, log)));
        let documented = self.documented(&selection.features);
        let mut picked: Vec<Picked<'a>> = living
            .chain(gone)
            .filter(|(_, file, _)| selection.pages.is_empty() || selection.pages.contains(*file))
            .filter(|(page, file, _)| {
                let of_kind = |page: &Page| {
                    self.kind(page).is_some_and(|kind| selection.kinds.contains(&kind))
                };
                let documents = selection.features.is_empty() || documented.contains(*file);
                documents && (selection.kinds.is_empty() || page.is_some_and(of_kind))
            })
            .flat_map(|(page, file, log)| {
                log.changes.iter().map(move |change| Picked { page, file, log, change })
            })
            .filter(|picked| {
                let commit = self.history.commit(picked.change);
                let of_branch = selection
                    .branch
                    .as_ref()
                    .is_none_or(|(commits, _)| commits.contains(&commit.id));
                !commit.flags.boundary && of_branch && selection.period.holds(commit.landed.at)
            })
            .collect();
        picked.sort_by_cached_key(|picked| {
            let commit = self.history.commit(picked.change);
            (std::cmp::Reverse(commit.landed.at), picked.change.commit, picked.file.clone())
        });
        picked
    }

    /// Judges what was picked, and keeps what the selection asks for.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn judge(
        &self,
        picked: Vec<Picked<'a>>,
        classes: &Classes,
        selection: &Selection,
    ) -> Result<Vec<Entry<'a>>, HistoryError> {
        let shown = self.shown(&picked, classes);
        let past = Past::new(
            self.repository,
            self.org_folder.clone(),
            self.content.clone(),
            self.layout,
            self.org,
        );
        let is_machine = |name: &str| self.config.bots.iter().any(|bot| bot.matches(name));
        let records = Records::new(self.org, self.people, &is_machine);
        let landings = self.landings(&picked, selection)?;
        let judged: Vec<Option<Entry<'a>>> = picked
            .into_par_iter()
            .map(|picked| {
                let key = std::ptr::from_ref(picked.change) as usize;
                let Some(shown) = shown.get(&key).copied() else { return Ok(None) };
                let commit = self.history.commit(picked.change);
                let told = classes.told(picked.change);
                let (class, corrected) = match (told, shown) {
                    (Some(_), Shown::Opened) => (Some(Class::Created), false),
                    (told, _) => (told.map(|told| told.class), told.is_some_and(|t| t.corrected)),
                };
                let of_class = match class {
                    _ if selection.classes.is_empty() && !selection.meaningful => true,
                    None => selection.meaningful,
                    Some(class) if selection.meaningful => class.is_meaningful(),
                    Some(class) => selection.classes.contains(&class),
                };
                if !of_class {
                    return Ok(None);
                }
                let finding = match shown {
                    Shown::Whole => told.map_or(Finding::nothing(), |told| told.finding.clone()),
                    Shown::Opened => Finding::nothing(),
                };
                let landing = landings.get(&commit.landed.commit);
                let owned = self.owned(&past, &picked, commit, landing, selection)?;
                let authors = records.authors(commit);
                let (evidence, recorded) = records.evidence(commit, landing);
                let judgement = match &owned {
                    Owned::Unread => Judgement {
                        verdict: Verdict::Unknown,
                        why: "the clone does not reach back that far".to_owned(),
                    },
                    Owned::By(standing) => judge(&Case {
                        authors: &authors,
                        standing: Some(standing),
                        evidence: &evidence,
                        recorded,
                    }),
                    Owned::Nobody => judge(&Case { recorded, ..Case::default() }),
                };
                let owner = match owned {
                    Owned::By(standing) => Some((standing.owner, standing.name)),
                    _ => None,
                };
                let kind = picked.page.and_then(|page| self.kind(page));
                Ok(Some(Entry {
                    picked,
                    commit,
                    shown,
                    kind,
                    class,
                    corrected,
                    finding,
                    authors,
                    owner,
                    judgement,
                    evidence,
                }))
            })
            .collect::<Result<_, HistoryError>>()?;
        Ok(judged.into_iter().flatten().filter(|entry| self.is_asked_for(entry, selection)).collect())
    }

    fn is_asked_for(&self, entry: &Entry<'_>, selection: &Selection) -> bool {
        let now = entry
            .picked
            .page
            .and_then(|page| self.ownership.pages.get(&page.file)?.owner.as_ref())
            .map(|owner| &owner.value);
        let holders = || entry.owner.iter().map(|(holder, _)| holder).chain(now);
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
            let agreed = entry.evidence.iter().map(|evidence| &evidence.by);
            let mut behind = entry.authors.iter().chain(agreed);
            owns || behind.any(|who| who.id.as_ref().is_some_and(|id| selection.people.contains(id)))
        };
        (selection.teams.is_empty() || of_team())
            && (selection.people.is_empty() || of_person())
            && (selection.verdicts.is_empty()
                || selection.verdicts.contains(&entry.judgement.verdict))
    }

    /// Which of the picked changes are told, and how much of each, by where they are in memory:
    /// a change belongs to one log.
    fn shown(&self, picked: &[Picked<'_>], classes: &Classes) -> BTreeMap<usize, Shown> {
        let kept = |path: &RepoPath| self.is_kept(path);
        let logs: BTreeMap<usize, &PageLog> = picked
            .iter()
            .map(|picked| (std::ptr::from_ref(picked.log) as usize, picked.log))
            .collect();
        logs.into_values()
            .flat_map(|log| told(log, classes, &kept))
            .map(|(change, shown)| (std::ptr::from_ref(change) as usize, shown))
            .collect()
    }

    /// Whether the settings keep a page of that file private.
    #[must_use]
    pub fn is_kept(&self, file: &RepoPath) -> bool {
        let Some(below) = file.below(&self.content) else { return false };
        self.config.private.iter().any(|pattern| pattern.value.matches(below))
    }

    fn kind(&self, page: &Page) -> Option<PageKind> {
        Some(self.ownership.pages.get(&page.file)?.kind.as_ref()?.value)
    }

    /// The files of the pages that document one of these features.
    fn documented(&self, features: &BTreeSet<FeatureId>) -> BTreeSet<&'a RepoPath> {
        let docs: Vec<_> = features
            .iter()
            .filter_map(|id| self.org.feature(id))
            .flat_map(|feature| &feature.docs)
            .collect();
        let documents = |page: &&Page| {
            docs.iter().any(|docs| match &docs.value {
                Docs::Pages(pattern) => pattern.matches(page.path.as_str()),
                Docs::Web(_) => false,
            })
        };
        self.pages.iter().filter(documents).map(|page| &page.file).collect()
    }

    /// What the commits say by which the picked changes landed, each read once.
    fn landings(
        &self,
        picked: &[Picked<'_>],
        selection: &Selection,
    ) -> Result<BTreeMap<CommitId, Said>, HistoryError> {
        if selection.branch.is_some() {
            return Ok(BTreeMap::new());
        }
        let wanted: BTreeSet<CommitId> = picked
            .iter()
            .map(|picked| self.history.commit(picked.change))
            .filter(|commit| commit.landed.commit != commit.id)
            .map(|commit| commit.landed.commit)
            .collect();
        let wanted: Vec<CommitId> = wanted.into_iter().collect();
        let read = |id: CommitId| Ok((id, self.repository.said(id)?));
        wanted.into_par_iter().map(read).collect()
    }

    /// Who owned a page before the change landed.
    ///
    /// A change on a branch is asked for at the published branch's side of the merge, not at its
    /// own parent: otherwise a branch that names its author as owner in one commit would let them
    /// approve the next.
    fn owned(
        &self,
        past: &Past<'_>,
        picked: &Picked<'_>,
        commit: &Commit,
        landing: Option<&Said>,
        selection: &Selection,
    ) -> Result<Owned, HistoryError> {
        let before = match (&selection.branch, landing) {
            (Some((_, base)), _) => *base,
            (None, Some(landing)) => landing.parents.first().copied(),
            (None, None) => commit.parents.first().copied(),
        };
        let day = commit.landed.at.to_zoned(self.zone.clone()).date();
        // The page's names from this change back: the published branch may know an older one.
        let from_here = picked.log.changes.iter().skip_while(|one| *one != picked.change);
        let mut names: Vec<&RepoPath> = Vec::new();
        for name in from_here.flat_map(|change| change.from.iter().chain([&change.path])) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        past.owned(before, &names, day)
    }
}
