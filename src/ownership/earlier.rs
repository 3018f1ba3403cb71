//! Captains of before the metadata was there, as a feature's `earlier` tells of them.

use super::Chronicle;
use super::timeline::{Term, begin};
use crate::history::HistoryError;
use crate::org::{Feature, PersonId};

impl Chronicle<'_> {
    /// Puts the captains of before `org/` in front of those that git knows of. What is said to have
    /// begun after the feature's own file is not believed: that file says better.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub(super) fn with_earlier(
        &self,
        feature: &Feature,
        own: Vec<Term<PersonId>>,
    ) -> Result<Vec<Term<PersonId>>, HistoryError> {
        let Some(first) = own.first().map(|term| (term.from, term.commit)) else { return Ok(own) };
        let mut before = Vec::new();
        for earlier in &feature.earlier {
            let from = earlier.from.as_ref().map(|from| from.value);
            let Some(from) = from.filter(|from| *from < first.0) else { continue };
            let said = match &earlier.commit {
                Some(commit) => self.repository().resolve(commit.value.as_str())?,
                None => None,
            };
            // A commit that is not in this clone: the one that brought the list says so, too.
            let commit = said.unwrap_or(first.1);
            before.push((from, commit, earlier.captain.as_ref().map(|one| one.value.clone())));
        }
        before.sort_by_key(|(from, ..)| *from);
        let mut terms = Vec::with_capacity(before.len() + own.len());
        for (from, commit, captain) in before {
            begin(&mut terms, from, commit, false, captain);
        }
        for term in own {
            begin(&mut terms, term.from, term.commit, term.handover, term.who);
        }
        Ok(terms)
    }
}
