//! What a branch comes to: one change a page, from the text that the published branch has to the one
//! that the branch has now, whatever it went through on the way.

use std::collections::BTreeMap;

use super::class::Class;
use super::classes::Classes;
use super::entry::Entry;
use super::ledger::{Ledger, Picked};
use super::report::is_redacted;
use crate::content::Keeping;
use crate::history::{Change, CommitId, HistoryError};

/// A page's changes by a branch, newest first, and the one that they come to.
pub struct Net<'a> {
    /// All of them, by their places among the entries.
    entries: Vec<usize>,
    /// What they come to; nothing where something of the page was private or redacted on the way,
    /// so that each is told for itself, as far as it may be.
    change: Option<Change>,
    picked: Picked<'a>,
}

impl<'a> Ledger<'a> {
    /// Adds up the entries of a branch, page by page, in the order of the newest. `base` is where it
    /// left the published branch. Pages that the branch left as they were are left out.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn net(
        &self,
        entries: &[Entry<'a>],
        base: Option<CommitId>,
    ) -> Result<Vec<Net<'a>>, HistoryError> {
        let mut pages: Vec<Net<'a>> = Vec::new();
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let log = std::ptr::from_ref(entry.picked.log) as usize;
            let page = *known.entry(log).or_insert_with(|| {
                pages.push(Net { entries: Vec::new(), change: None, picked: entry.picked });
                pages.len() - 1
            });
            pages[page].entries.push(at);
        }
        let mut kept = Vec::new();
        for mut page in pages {
            let all = || page.entries.iter().filter_map(|at| entries.get(*at));
            let is_open = |entry: &Entry<'_>| {
                entry.picked.log.kept.is_empty() && !is_redacted(self.config, entry.commit)
            };
            if all().all(is_open) {
                let Some(oldest) = all().next_back().map(|it| it.picked.change) else { continue };
                let change = self.added_up(&page.picked, oldest, base)?;
                if change.before == change.after && change.from.is_none() {
                    continue;
                }
                page.change = Some(change);
            }
            kept.push(page);
        }
        Ok(kept)
    }

    fn added_up(
        &self,
        picked: &Picked<'a>,
        oldest: &Change,
        base: Option<CommitId>,
    ) -> Result<Change, HistoryError> {
        let newest = picked.change;
        let was = oldest.from.as_ref().unwrap_or(&oldest.path);
        // The published branch may have gone on since the branch left it, and been merged into it.
        let published = match (oldest.before, base) {
            (Some(_), Some(base)) => self.repository.file_at(base, was)?,
            _ => None,
        };
        Ok(Change {
            before: published.or(oldest.before),
            after: newest.after.and(picked.log.blob.or(newest.after)),
            from: (*was != newest.path && oldest.before.is_some()).then(|| was.clone()),
            ..newest.clone()
        })
    }
}

impl Net<'_> {
    /// The change that the page's changes come to.
    #[must_use]
    pub fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }
}

/// One entry a page: the newest with what all of them come to. What nobody agreed to speaks for the
/// rest; a page of which no change is one of meaning has none by adding them up.
#[must_use]
pub fn told_net<'n>(
    net: &'n [Net<'n>],
    entries: &[Entry<'n>],
    classes: &Classes,
) -> Vec<Entry<'n>> {
    let mut told = Vec::new();
    for page in net {
        let all = || page.entries.iter().filter_map(|at| entries.get(*at));
        let found = page.change.as_ref().and_then(|change| classes.told(change));
        let was_kept =
            found.is_some_and(|found| found.finding.kept_before.is_some_and(Keeping::closes));
        let Some(change) = page.change.as_ref().filter(|_| !was_kept) else {
            told.extend(all().cloned());
            continue;
        };
        let Some(newest) = all().next() else { continue };
        let agreed = |entry: &Entry<'n>| entry.judgement.verdict.is_agreement();
        let spokesman = all().find(|entry| !agreed(entry)).unwrap_or(newest);
        let class = match found {
            Some(found) if all().any(Entry::is_meaningful) => Some(found.finding.class),
            Some(_) => newest.class.filter(|class| !class.is_meaningful()).or(Some(Class::None)),
            None => None,
        };
        told.push(Entry {
            picked: Picked { change, ..page.picked },
            class,
            finding: found.map_or(super::Finding::nothing(), |found| found.finding.clone()),
            judgement: spokesman.judgement.clone(),
            evidence: spokesman.evidence.clone(),
            ..newest.clone()
        });
    }
    told
}
