//! Who captained a feature before, as the past versions of its table have it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;

use super::features::{Columns, Draft};
use super::mention::Mention;
use super::roster::Who;
use super::{ProposalError, Reading};
use crate::audit::is_redacted;
use crate::content::{front_matter, plain, tables};
use crate::history::{CommitId, Repository};

/// From a day on, somebody was captain; nobody where the table named none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) captain: Option<usize>,
    pub(super) from: Date,
    pub(super) commit: CommitId,
}

/// A version of a page: when it landed, by which commit, and the owners of its table's features.
type Version = (Date, CommitId, BTreeMap<String, Vec<Mention>>);

impl Reading<'_> {
    /// The captains of each feature, oldest first, the one of today among them; in the order of
    /// the drafts.
    pub(super) fn terms(&mut self, drafts: &[Draft]) -> Result<Vec<Vec<Term>>, ProposalError> {
        let Some(repository) = &self.handbook.location.repository else {
            return Ok(drafts.iter().map(|_| Vec::new()).collect());
        };
        let mut versions: BTreeMap<usize, Vec<Version>> = BTreeMap::new();
        for draft in drafts {
            if let Entry::Vacant(unread) = versions.entry(draft.page) {
                unread.insert(self.versions(repository, draft.page)?);
            }
        }
        let none = Vec::new();
        let mut all = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let versions = versions.get(&draft.page).unwrap_or(&none);
            all.push(self.terms_of(draft, versions));
        }
        Ok(all)
    }

    /// The versions of a page, oldest first. What a shallow clone begins with has no date.
    fn versions(
        &self,
        repository: &Repository,
        page: usize,
    ) -> Result<Vec<Version>, ProposalError> {
        let handbook = self.handbook;
        let file = &handbook.pages[page].file;
        let Some(log) = handbook.history.pages.get(file) else { return Ok(Vec::new()) };
        let mut versions = Vec::new();
        for change in log.changes.iter().rev() {
            let commit = handbook.history.commit(change);
            let told = !commit.flags.boundary && !is_redacted(&handbook.config, commit);
            let Some(text) = change.after.filter(|_| told) else { continue };
            let text = repository.blob(text)?;
            let text = String::from_utf8_lossy(&text);
            let owners = owners(front_matter::halves(&text).1);
            versions.push((handbook.day(commit.landed.at), commit.landed.commit, owners));
        }
        Ok(versions)
    }

    fn terms_of(&mut self, draft: &Draft, versions: &[Version]) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for (from, commit, owners) in versions {
            let named = owners.get(draft.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let why = format!("captain before, by {}", draft.why);
            let mut people = named.iter().map(|one| self.roster.holder(one, &why));
            let captain = people.find_map(Who::person);
            // What held for no whole day is not told.
            if terms.last().is_some_and(|last| last.from == *from) {
                terms.pop();
            }
            match terms.last() {
                Some(last) if last.captain == captain => continue,
                None if captain.is_none() => continue,
                _ => terms.push(Term { captain, from: *from, commit: *commit }),
            }
        }
        terms
    }
}

/// The owners of each feature in the tables of a body.
fn owners(body: &str) -> BTreeMap<String, Vec<Mention>> {
    let mut owners = BTreeMap::new();
    for table in tables(body) {
        let Some(columns) = Columns::of_features(&table) else { continue };
        for row in columns.rows(&table) {
            owners.entry(plain::part(row.name)).or_insert(row.owners);
        }
    }
    owners
}
