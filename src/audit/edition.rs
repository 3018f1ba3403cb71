//! A page as it stood at a time, as far as it may be shown.

use super::disclosure::Redliner;
use super::ledger::Ledger;
use crate::history::{AsOf, HistoryError, PageLog};
use crate::root::RepoPath;

/// A page as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edition {
    /// It was not there.
    Absent,
    /// It was private, or a draft.
    Private,
    /// It held words of a commit that the settings take out of everything.
    Redacted,
    /// This clone does not have its text.
    Unread,
    /// It was there for everybody.
    There {
        /// Its file of then.
        file: RepoPath,
        /// The file's bytes.
        text: Vec<u8>,
    },
}

impl Redliner<'_> {
    /// A page of the history as it stood as of a commit.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn edition(&self, log: &PageLog, as_of: &AsOf) -> Result<Edition, HistoryError> {
        match self.read_edition(log, as_of) {
            Err(HistoryError::Missing { .. }) => Ok(Edition::Unread),
            read => read,
        }
    }

    fn read_edition(&self, log: &PageLog, as_of: &AsOf) -> Result<Edition, HistoryError> {
        let Ledger { repository, history, .. } = self.ledger;
        let Some(file) = as_of.name(history, log) else { return Ok(Edition::Absent) };
        let Some(blob) = repository.file_at(as_of.commit, file)? else {
            return Ok(Edition::Absent);
        };
        let text = repository.blob(blob)?;
        if self.ledger.privacy().is_kept(as_of.commit, file)? {
            return Ok(Edition::Private);
        }
        if self.tells_secrets(log, &String::from_utf8_lossy(&text))? {
            return Ok(Edition::Redacted);
        }
        Ok(Edition::There { file: file.clone(), text })
    }
}
