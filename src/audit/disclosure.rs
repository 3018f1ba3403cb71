//! Which redlines may be shown, and how much of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::class::{is_kept, redline};
use super::classes::texts;
use super::fold::{Fold, Piece, fold};
use super::judged::Entry;
use super::ledger::Ledger;
use super::redline::Redline;
use super::report::is_redacted;
use super::secrets::{secrets, words};
use super::shown::Shown;
use crate::config::Redlines;
use crate::content::Page;
use crate::history::{Change, HistoryError, PageLog};
use crate::root::RepoPath;

/// Makes redlines as far as the settings let it.
///
/// No redline is made of a page that is gone (unless that is asked for), of a change that opened a
/// private page, or of a commit whose text is redacted. Words that a redacted commit put in or took
/// out, and that the page does not hold today, would come back in the redlines of its neighbours:
/// those are withheld, too.
pub struct Redliner<'a> {
    ledger: &'a Ledger<'a>,
    removed: bool,
    /// By the log they are of: words that must not be shown.
    secrets: Mutex<BTreeMap<usize, std::sync::Arc<BTreeSet<String>>>>,
}

impl<'a> Redliner<'a> {
    /// Redlines of a ledger's changes; those of pages that are gone where `removed` says so.
    #[must_use]
    pub fn new(ledger: &'a Ledger<'a>, removed: bool) -> Self {
        Self { ledger, removed, secrets: Mutex::default() }
    }

    /// The redline of a change; nothing where none may be shown, or its texts are not there.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn redline(&self, entry: &Entry<'_>) -> Result<Option<Redline>, HistoryError> {
        let config = self.ledger.config;
        let gone = entry.picked.page.is_none() && !self.removed;
        if gone
            || config.redlines == Redlines::None
            || entry.shown == Shown::Opened
            || is_redacted(config, entry.commit)
        {
            return Ok(None);
        }
        let Some((before, after)) = texts(self.ledger.repository, entry.picked.change)? else {
            return Ok(None);
        };
        let found = redline(before.as_deref(), after.as_deref());
        let found = match config.redlines {
            Redlines::Added => found.without_removed(),
            _ => found,
        };
        let secrets = self.secrets(entry.picked.log, entry.picked.page)?;
        if !secrets.is_empty() {
            let mut words = found.parts.iter().flat_map(|part| part.tokens.tokens());
            if words.any(|token| secrets.contains(&token.text.to_lowercase())) {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    /// The redline of a change, folded.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn folded(&self, entry: &Entry<'_>, how: Fold) -> Result<Option<Vec<Piece>>, HistoryError> {
        let redline = self.redline(entry)?;
        Ok(redline.map(|redline| fold(&redline, how)).filter(|pieces| !pieces.is_empty()))
    }

    /// Whether a text that a page once had may be shown: it is not private, and holds none of the
    /// words that redacted commits put in or took out. `name` is the file that it had then.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn may_show(
        &self,
        (page, log): (Option<&Page>, &PageLog),
        name: &RepoPath,
        text: &str,
    ) -> Result<bool, HistoryError> {
        if self.ledger.is_kept(name) || is_kept(text) {
            return Ok(false);
        }
        let secrets = self.secrets(log, page)?;
        Ok(secrets.is_empty() || words(Some(text)).is_disjoint(&secrets))
    }

    /// Words of a page's redacted commits that the page does not hold today.
    fn secrets(
        &self,
        log: &PageLog,
        page: Option<&Page>,
    ) -> Result<std::sync::Arc<BTreeSet<String>>, HistoryError> {
        let key = std::ptr::from_ref(log) as usize;
        let known = self.secrets.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let config = self.ledger.config;
        let redacted = |change: &Change| is_redacted(config, self.ledger.history.commit(change));
        let today = page.map(|page| page.source.text.as_str());
        let secrets = secrets(log, self.ledger.repository, redacted, today)?;
        let secrets = std::sync::Arc::new(secrets);
        let mut all = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(key, secrets.clone());
        Ok(secrets)
    }
}
