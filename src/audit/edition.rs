//! A page as it stood at a time, as far as it may be shown.

use super::class::is_kept;
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
        let Ledger { repository, history, .. } = self.ledger;
        let Some(file) = as_of.name(history, log) else { return Ok(Edition::Absent) };
        let Some(blob) = repository.file_at(as_of.commit, file)? else {
            return Ok(Edition::Absent);
        };
        let text = repository.blob(blob)?;
        let words = String::from_utf8_lossy(&text);
        if self.ledger.is_kept(file) || is_kept(&words) {
            return Ok(Edition::Private);
        }
        if self.tells_secrets(log, &words)? {
            return Ok(Edition::Redacted);
        }
        Ok(Edition::There { file: file.clone(), text })
    }
}
