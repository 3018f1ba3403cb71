//! Every change of every page, judged: what `audit`, `log`, change pages and feeds are made of.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Finding;
use super::chain::Called;
use super::class::Class;
use super::classes::Classes;
use super::evidence::{Records, Signatures};
use super::ledger::{Ledger, Picked, Selection};
use super::privacy::forget_trailers;
use super::record::{Evidence, Who};
use super::signers::Signers;
use super::then::{Owned, Past, Then};
use super::verdict::{Judgement, Vacancy, Verdict, judge};
use crate::history::{Action, Commit, CommitId, HistoryError, Said};
use crate::metadata::{CommitPrefix, PageKind};
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
}

impl<'a> Ledger<'a> {
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
        let past = self.past();
        let remote = self.repository.origin_url()?;
        let is_here = |id: &CommitPrefix| Ok(self.repository.resolve(id.as_str())?.is_some());
        let records =
            Records::new((self.org, self.people), &self.config.bots, remote.as_deref(), &is_here);
        let landings = self.landings(&picked, selection)?;
        let signers = Signers::new(self.repository, &past);
        let judged: Vec<Option<Entry<'a>>> = picked
            .into_par_iter()
            .map(|picked| {
                let commit = self.history.commit(picked.change);
                let told = classes.told(picked.change);
                let class = told.map(|told| told.class);
                let corrected = told.is_some_and(|told| told.corrected);
                let of_class = match class {
                    _ if selection.classes.is_empty() && !selection.meaningful => true,
                    None => selection.meaningful,
                    Some(class) if selection.meaningful => class.is_meaningful(),
                    Some(class) => selection.classes.contains(&class),
                };
                if !of_class {
                    return Ok(None);
                }
                let finding = told.map_or(Finding::nothing(), |told| told.finding.clone());
                let landing = landings.get(&commit.landed.commit);
                let before = before(commit, landing, selection);
                let called = self.called_before(&picked, commit, selection);
                let Then { owned, kind } = past.page(before, &called, self.day_of(commit))?;
                let is_vacant = matches!(owned, Owned::Nobody { .. });
                // Of a page that a branch leaves there, today's kind is that of after the change.
                let is_told = picked.page.is_some() && selection.branch.is_some();
                let after = if is_vacant || (picked.change.after.is_some() && !is_told) {
                    Some(self.page_after(&past, &picked, commit)?)
                } else {
                    None
                };
                let kinds = self.kinds(&picked, (&owned, kind), after.as_ref(), selection);
                if !selection.kinds.is_empty() && !kinds.are_among(&selection.kinds) {
                    return Ok(None);
                }
                let signatures = self.signatures(&signers, commit, before, selection)?;
                let record = records.of(commit, landing, &signatures)?;
                let judgement = match &owned {
                    Owned::Unread => Judgement {
                        verdict: Verdict::Unknown,
                        why: "the clone does not reach back that far".to_owned(),
                    },
                    Owned::By(standing) => judge(standing, &record),
                    Owned::Nobody { new } => {
                        let filled_by = after.and_then(|after| match after.owned {
                            Owned::By(standing) => Some(standing.name),
                            Owned::Nobody { .. } | Owned::Unread => None,
                        });
                        let vacancy = Vacancy { new: *new, filled_by };
                        Judgement::of_vacant(&vacancy, &record)
                    }
                };
                let owner = match owned {
                    Owned::By(standing) => Some((standing.owner, standing.name)),
                    _ => None,
                };
                Ok(Some(Entry {
                    picked,
                    commit,
                    kinds,
                    class,
                    corrected,
                    finding,
                    authors: record.authors,
                    owner,
                    judgement,
                    evidence: record.evidence,
                }))
            })
            .collect::<Result<_, HistoryError>>()?;
        Ok(judged
            .into_iter()
            .flatten()
            .filter(|entry| self.is_asked_for(entry, selection))
            .collect())
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
            owns || behind
                .any(|who| who.id.as_ref().is_some_and(|id| selection.people.contains(id)))
        };
        (selection.teams.is_empty() || of_team())
            && (selection.people.is_empty() || of_person())
            && (selection.verdicts.is_empty()
                || selection.verdicts.contains(&entry.judgement.verdict))
    }

    /// What the commits say by which the picked changes landed, each read once; of redacted ones
    /// without the names that they give to others.
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
        let read = |id: CommitId| {
            let mut said = self.repository.said(id)?;
            if self.config.redacts(&id.to_string()) {
                forget_trailers(&mut said.trailers);
            }
            Ok((id, said))
        };
        wanted.into_par_iter().map(read).collect()
    }

    /// Whose keys signed a commit, and the merge that brought it in.
    fn signatures(
        &self,
        signers: &Signers<'_, '_>,
        commit: &Commit,
        before: Option<CommitId>,
        selection: &Selection,
    ) -> Result<Signatures, HistoryError> {
        let (landed, day) = (commit.landed.commit, self.day_of(commit));
        let published = selection.branch.is_none();
        let merged = published && landed != commit.id;
        Ok(Signatures {
            own: signers.of(commit.id, before, day)?,
            landing: if merged { signers.of(landed, before, day)? } else { None },
            published,
        })
    }

    /// What a page was called before the change landed.
    fn called_before<'p>(
        &self,
        picked: &Picked<'p>,
        commit: &Commit,
        selection: &Selection,
    ) -> Called<'p> {
        let back = commit.landed.back;
        let names = match &selection.branch {
            Some(branch) => {
                let parted = branch.parted.as_ref();
                parted.map(|parted| parted.names(self.history, picked.log)).unwrap_or_default()
            }
            None => picked.log.names(self.history, |other| other.landed.back > back),
        };
        Called { names, otherwise: &picked.change.path }
    }

    /// What kind of page it is and was: `before` the change landed, and `after` where that was read.
    fn kinds(
        &self,
        picked: &Picked<'_>,
        (owned, before): (&Owned, Option<PageKind>),
        after: Option<&Then>,
        selection: &Selection,
    ) -> Kinds {
        let today = picked.page.and_then(|page| self.kind(page));
        let stays = picked.change.after.is_some();
        let unread = matches!(owned, Owned::Unread);
        let was_there = picked.change.before.is_some() && !unread;
        let after = match (picked.page, &selection.branch) {
            _ if !stays => None,
            (Some(_), Some(_)) => today,
            _ => after.and_then(|after| after.kind),
        };
        Kinds {
            today: if picked.page.is_some() { today } else { before.or(after) },
            changed: (was_there && stays && before != after).then_some((before, after)),
            around: [before, after],
            unread: unread && picked.page.is_none(),
        }
    }

    /// What a page was once the change had landed.
    fn page_after(
        &self,
        past: &Past<'_>,
        picked: &Picked<'_>,
        commit: &Commit,
    ) -> Result<Then, HistoryError> {
        let back = commit.landed.back;
        let names = picked.log.names(self.history, |other| other.landed.back >= back);
        let called = Called { names, otherwise: &picked.change.path };
        past.page(Some(commit.landed.commit), &called, self.day_of(commit))
    }

    fn day_of(&self, commit: &Commit) -> jiff::civil::Date {
        commit.landed.at.to_zoned(self.zone.clone()).date()
    }
}

/// The state of the published branch by which a change is judged: the one that it landed on.
///
/// A change on a branch is asked for at the published branch's side of the merge, not at its own
/// parent: otherwise a branch that names its author as owner in one commit would let them approve
/// the next.
fn before(commit: &Commit, landing: Option<&Said>, selection: &Selection) -> Option<CommitId> {
    match (&selection.branch, landing) {
        (Some(branch), _) => branch.parted.as_ref().map(|parted| parted.commit),
        (None, Some(landing)) => landing.parents.first().copied(),
        (None, None) => commit.parents.first().copied(),
    }
}
