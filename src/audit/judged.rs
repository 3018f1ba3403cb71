//! Changes of pages, judged: the entries that `audit`, `log`, change pages and feeds are made of.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Finding;
use super::chain::Called;
use super::classes::Classes;
use super::entry::{Entry, Kinds};
use super::evidence::{Records, Signatures};
use super::ledger::{Ledger, Picked, Selection};
use super::privacy::forget_trailers;
use super::signers::Signers;
use super::then::{Owned, Past, Then};
use super::verdict::{Judgement, Vacancy, Verdict, judge};
use crate::content::Page;
use crate::history::{Commit, CommitId, HistoryError, Said};
use crate::metadata::CommitPrefix;

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
                if !selection.is_of_class(class) {
                    return Ok(None);
                }
                let finding = told.map_or(Finding::nothing(), |told| told.finding.clone());
                let landing = landings.get(&commit.landed.commit);
                let before = before(commit, landing, selection);
                let called = self.called_before(&picked, commit, selection);
                let Then { owned, kind } = past.page(before, &called, self.day_of(commit))?;
                let today = picked.page.and_then(|page| self.kind(page));
                let is_vacant = matches!(owned, Owned::Nobody { .. });
                let stays = picked.change.after.is_some();
                // Of a page that a branch leaves there, today's kind is that of after the change.
                let is_told = picked.page.is_some() && selection.branch.is_some();
                let after = if is_vacant || (stays && !is_told) {
                    Some(self.page_after(&past, &picked, commit)?)
                } else {
                    None
                };
                let kind_after = match &after {
                    _ if !stays => None,
                    _ if is_told => today,
                    after => after.as_ref().and_then(|after| after.kind),
                };
                let unread = matches!(owned, Owned::Unread);
                let kinds = Kinds::of(&picked, today, [kind, kind_after], unread);
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
        let now = |page: &Page| {
            let owner = self.ownership.pages.get(&page.file)?.owner.as_ref();
            owner.map(|owner| &owner.value)
        };
        Ok(judged
            .into_iter()
            .flatten()
            .filter(|entry| entry.is_of(selection, entry.picked.page.and_then(now)))
            .collect())
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
