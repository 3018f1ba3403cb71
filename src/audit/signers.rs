//! Who signed a commit, by the keys that people had before it landed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::then::Past;
use crate::history::{CommitId, HistoryError, Repository, Signed};
use crate::org::PersonId;

/// Somebody whose key a commit's signature names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Who had the key, by the id that they have today.
    pub id: PersonId,
    /// What they were called.
    pub name: String,
    /// Whether the key made the signature, and of this commit. Where it did not, the commit was
    /// altered after it was signed, or made up.
    pub sound: bool,
    /// Whether the commit says that who committed it also wrote it.
    pub by_author: bool,
}

/// Reads signatures as far as they are asked for, each once.
#[derive(Debug)]
pub struct Signers<'p, 'r> {
    repository: &'r Repository,
    past: &'p Past<'r>,
    signed: Mutex<HashMap<CommitId, Option<Arc<Signed>>>>,
}

impl<'p, 'r> Signers<'p, 'r> {
    /// The signatures of a repository, by the keys that `past` knows.
    #[must_use]
    pub fn new(repository: &'r Repository, past: &'p Past<'r>) -> Self {
        Self { repository, past, signed: Mutex::default() }
    }

    /// Whose key signed a commit, by the keys that the published branch named at `before` of those
    /// who were there on `day`. Nobody's where the commit bears no SSH signature made for git, where
    /// nobody had its key, and where two had: then it would prove nothing.
    ///
    /// # Errors
    /// Where git cannot be read; what a shallow clone lacks is no error, and nobody's.
    pub fn of(
        &self,
        commit: CommitId,
        before: Option<CommitId>,
        day: Date,
    ) -> Result<Option<Signer>, HistoryError> {
        let Some(before) = before else { return Ok(None) };
        let org = match self.past.org_at(before) {
            Err(HistoryError::Missing { .. }) => None,
            other => other?,
        };
        let Some(org) = org else { return Ok(None) };
        // Where nobody has a key, which is usual, no commit is read for it.
        if org.people.values().all(|person| person.signing_keys.is_empty()) {
            return Ok(None);
        }
        let Some(signed) = self.signed(commit)? else { return Ok(None) };
        let mut holders = org.people.values().filter_map(|person| {
            let key = person.signing_keys.iter().find(|key| signed.names(&key.value))?;
            Some((person, &key.value))
        });
        let (Some((person, key)), None) = (holders.next(), holders.next()) else { return Ok(None) };
        Ok(person.is_current_on(day).then(|| Signer {
            id: self.past.today(&person.id),
            name: person.name.value.clone(),
            sound: signed.is_sound_by(key),
            by_author: signed.is_committed_by_author(),
        }))
    }

    fn signed(&self, commit: CommitId) -> Result<Option<Arc<Signed>>, HistoryError> {
        let known =
            self.signed.lock().unwrap_or_else(PoisonError::into_inner).get(&commit).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let read = self.repository.signed(commit)?.map(Arc::new);
        let mut all = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(commit).or_insert(read).clone())
    }
}
