//! Which redlines may be shown, and how much of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::comparison::Comparison;
use super::entry::Entry;
use super::fold::{Fold, Piece, fold};
use super::known::Known;
use super::ledger::Ledger;
use super::reading::compare_all;
use super::redline::Redline;
use super::report::is_redacted;
use super::secrets::Secrets;
use crate::config::Redlines;
use crate::history::{Action, Change, HistoryError, PageLog};

/// Makes redlines as far as the settings let it.
///
/// No redline is made of a page that is gone (unless that is asked for), of a change that opened a
/// private page, or of a commit whose text is redacted. What a redacted commit put in or took out,
/// and the page does not say today, would come back in its neighbours: their redlines and headings
/// are withheld, too.
pub struct Redliner<'a> {
    pub(super) ledger: &'a Ledger<'a>,
    removed: bool,
    /// By the log they are of: words that must not be shown.
    secrets: Mutex<BTreeMap<usize, Arc<Secrets>>>,
}

impl<'a> Redliner<'a> {
    /// Redlines of a ledger's changes; those of pages that are gone where `removed` says so.
    #[must_use]
    pub fn new(ledger: &'a Ledger<'a>, removed: bool) -> Self {
        Self { ledger, removed, secrets: Mutex::default() }
    }

    /// The redlines of changes, folded, in their order; nothing of a change of which none may be
    /// shown, whose texts are not there, or in which no word changed.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn folded(
        &self,
        entries: &[&Entry<'_>],
        how: Fold,
    ) -> Result<Vec<Option<Vec<Piece>>>, HistoryError> {
        let mut told: Vec<(usize, &Change)> = (0..entries.len())
            .filter(|at| self.tells_words_of(entries[*at]))
            .map(|at| (at, entries[at].picked.change))
            .collect();
        // Those of a page together, so that no text is read twice.
        told.sort_by_key(|(at, _)| (entries[*at].picked.file, *at));
        let redlines = compare_all(self.ledger.repository, &told, |at, comparison| {
            let redline = self.redline(entries[*at].picked.log, comparison)?;
            Ok(redline.map(|redline| fold(&redline, how)))
        })?;
        let mut all = vec![None; entries.len()];
        for ((at, _), redline) in told.into_iter().zip(redlines) {
            all[at] = redline.flatten().filter(|pieces| !pieces.is_empty());
        }
        Ok(all)
    }

    /// Whether any words of a change may be shown.
    fn tells_words_of(&self, entry: &Entry<'_>) -> bool {
        let config = self.ledger.config;
        let gone = entry.picked.page.is_none() && !self.removed;
        !gone
            && config.redlines != Redlines::None
            && entry.picked.change.action != Action::Opened
            && !is_redacted(config, entry.commit)
    }

    /// What changed, as far as it may be shown; nothing where it would tell a secret.
    fn redline(
        &self,
        log: &PageLog,
        comparison: &Comparison<'_>,
    ) -> Result<Option<Redline>, HistoryError> {
        // All of it is looked at, what is dropped next as well.
        if self.secrets(log)?.are_shown_by(comparison.drafts()) {
            return Ok(None);
        }
        let redline = comparison.changes();
        Ok(Some(match self.ledger.config.redlines {
            Redlines::Added => redline.without_removed(),
            _ => redline,
        }))
    }

    /// The heading paths under which something changed, where they may be shown. They are words of
    /// the text, too, and some of them are gone.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn sections(&self, entry: &Entry<'_>) -> Result<Vec<String>, HistoryError> {
        let config = self.ledger.config;
        let gone = entry.picked.page.is_none() && !self.removed;
        let sections = &entry.finding.sections;
        if sections.is_empty()
            || gone
            || config.redlines != Redlines::Full
            || is_redacted(config, entry.commit)
        {
            return Ok(Vec::new());
        }
        let secrets = self.secrets(entry.picked.log)?;
        let known = Known::default();
        let told = !sections.iter().any(|section| secrets.are_in_heading(section, &known));
        Ok(if told { sections.clone() } else { Vec::new() })
    }

    /// Whether a text of a page holds words that must not be shown.
    pub(super) fn tells_secrets(&self, log: &PageLog, text: &str) -> Result<bool, HistoryError> {
        Ok(self.secrets(log)?.are_in(text))
    }

    /// What a page's redacted commits put in or took out, and the page does not say today.
    fn secrets(&self, log: &PageLog) -> Result<Arc<Secrets>, HistoryError> {
        if self.ledger.config.redact.is_empty() {
            return Ok(Arc::default());
        }
        let key = std::ptr::from_ref(log) as usize;
        let known = self.secrets.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let is_redacted =
            |change: &Change| is_redacted(self.ledger.config, self.ledger.history.commit(change));
        let secrets = Secrets::of(log, self.ledger.repository, is_redacted)?;
        let secrets = Arc::new(secrets);
        let mut all = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(key, secrets.clone());
        Ok(secrets)
    }
}
