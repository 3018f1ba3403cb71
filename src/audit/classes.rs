//! What every change did, worked out once for each pair of texts.
//!
//! What is remembered of a pair is what can be counted, and the headings above what changed. Those
//! are words of the texts, so that none are remembered of a text that is kept from everybody, nor
//! any with words of a redacted commit: such a pair is compared each time, since what is taken out of
//! it depends on the settings and the pages of today.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::class::{Class, Finding};
use super::comparison::Comparison;
use super::correction::Correction;
use super::known::Known;
use super::reading::compare_all;
use super::report::is_redacted;
use super::secrets::Secrets;
use super::vocabulary::Vocabulary;
use crate::config::Config;
use crate::content::{Keeping, Page};
use crate::history::{BlobId, Change, History, HistoryError, PageLog, Repository, cache};
use crate::org::Org;
use crate::root::RepoPath;

/// A new layout, or a rule of [`Comparison::finding`] that gives another answer, needs a new version.
const FORMAT: cache::Format = cache::Format { name: "classes", version: 9 };

/// The text before and the text after, by their names.
type Pair = (Option<[u8; 20]>, Option<[u8; 20]>);

/// What every change of a history did to its page.
#[derive(Debug, Default)]
pub struct Classes {
    found: BTreeMap<Pair, Finding>,
    /// By the place of their commit in the history.
    corrected: BTreeMap<usize, Correction>,
}

/// What decides the class of a change besides its texts.
#[derive(Debug)]
pub struct Judging<'a> {
    /// What the company calls its roles and teams.
    pub vocabulary: Vocabulary,
    /// The settings: what commits' subjects say, and of whose texts no word is told.
    pub config: &'a Config,
    /// The files of the pages that are published; of others no word is told.
    pub published: BTreeSet<&'a RepoPath>,
}

impl<'a> Judging<'a> {
    /// What a company and its settings say, with the pages that it publishes.
    #[must_use]
    pub fn of(org: &Org, config: &'a Config, pages: &'a [Page]) -> Self {
        Self {
            vocabulary: Vocabulary::of(org),
            config,
            published: pages.iter().map(|page| &page.file).collect(),
        }
    }
}

/// What a change did, after corrections.
#[derive(Debug, Clone, Copy)]
pub struct Told<'c> {
    /// Its kind.
    pub class: Class,
    /// Whether somebody said so, against the texts.
    pub corrected: bool,
    /// What its texts say.
    pub finding: &'c Finding,
}

impl Classes {
    /// Reads all changes of `history`, on all cores, as far as `cache` does not know them yet. What
    /// is not text (no UTF-8) is compared as text all the same, with its other bytes replaced; a
    /// text that a partial clone does not have leaves its change unread.
    ///
    /// What the cache knows besides is forgotten: it may be of a page that was made private since.
    ///
    /// # Errors
    /// [`HistoryError`] where a text cannot be read.
    pub fn of(
        history: &History,
        repository: &Repository,
        judging: &Judging<'_>,
        cache: Option<&Path>,
    ) -> Result<Self, HistoryError> {
        let logs = history.pages.values().chain(&history.removed);
        let all = logs.flat_map(PageLog::all);
        Self::read(all, history, (repository, judging), cache, true)
    }

    /// Reads some changes of `history` only.
    ///
    /// # Errors
    /// As [`Classes::of`].
    pub fn of_changes<'a>(
        changes: impl IntoIterator<Item = &'a Change>,
        history: &History,
        repository: &Repository,
        judging: &Judging<'_>,
        cache: Option<&Path>,
    ) -> Result<Self, HistoryError> {
        Self::read(changes, history, (repository, judging), cache, false)
    }

    fn read<'a>(
        changes: impl IntoIterator<Item = &'a Change>,
        history: &History,
        (repository, judging): (&Repository, &Judging<'_>),
        cache: Option<&Path>,
        are_all: bool,
    ) -> Result<Self, HistoryError> {
        let mut wanted: BTreeMap<Pair, &Change> = BTreeMap::new();
        for change in changes {
            wanted.insert(pair(change), change);
        }
        // What the company calls its teams is part of the answer.
        let words = judging.vocabulary.fingerprint();
        let stored: Option<(String, BTreeMap<Pair, Finding>)> =
            cache.and_then(|path| cache::load(path, FORMAT));
        let mut found =
            stored.filter(|(of, _)| *of == words).map(|(_, known)| known).unwrap_or_default();
        let remembered: BTreeSet<Pair> = found.keys().copied().collect();
        // What changes did that were public then is not remembered: they may be private today.
        let cache = cache.filter(|_| !repository.is_of_the_past());
        if are_all && cache.is_some() {
            found.retain(|pair, _| wanted.contains_key(pair));
        }
        let mut new: Vec<(Pair, &Change)> =
            wanted.into_iter().filter(|(pair, _)| !found.contains_key(pair)).collect();
        // Those of a page together, so that no text is read twice.
        new.sort_by(|(_, a), (_, b)| (&a.path, a.commit).cmp(&(&b.path, b.commit)));
        let read = compare_all(repository, &new, |_, comparison: &Comparison<'_>| {
            Ok(comparison.finding(&judging.vocabulary))
        })?;
        let read = new.into_iter().zip(read);
        found.extend(read.filter_map(|((pair, _), finding)| Some((pair, finding?))));
        let mut classes = Self { found, corrected: BTreeMap::new() };
        let emptied = classes.forget_headings(history, repository, judging)?;
        let whole = || classes.found.iter().filter(|(pair, _)| !emptied.contains(pair));
        if let Some(path) = cache.filter(|_| !whole().map(|(pair, _)| pair).eq(&remembered)) {
            let whole: BTreeMap<&Pair, &Finding> = whole().collect();
            cache::keep(path, FORMAT, &(words, whole));
        }
        for (at, commit) in history.commits.iter().enumerate() {
            if let Some(correction) = Correction::of(commit, &judging.config.classes) {
                classes.corrected.insert(at, correction);
            }
        }
        Ok(classes)
    }

    /// Takes out the headings of pages that are kept back and of redacted commits, and of the
    /// neighbours of those the headings with their words. Tells of which pairs.
    fn forget_headings(
        &mut self,
        history: &History,
        repository: &Repository,
        judging: &Judging<'_>,
    ) -> Result<BTreeSet<Pair>, HistoryError> {
        let is_redacted = |change: &Change| is_redacted(judging.config, history.commit(change));
        let mut emptied = BTreeSet::new();
        let kept = history.pages.iter().filter(|(file, _)| !judging.published.contains(file));
        for change in kept.flat_map(|(_, log)| log.all()) {
            let pair = pair(change);
            let finding = self.found.get_mut(&pair);
            if let Some(finding) = finding.filter(|finding| !finding.sections.is_empty()) {
                finding.sections.clear();
                emptied.insert(pair);
            }
        }
        let logs = history.pages.values().chain(&history.removed);
        for log in logs.filter(|log| log.all().any(is_redacted)) {
            let secrets = Secrets::of(log, repository, is_redacted)?;
            let known = Known::default();
            for change in log.all() {
                let pair = pair(change);
                let Some(finding) = self.found.get_mut(&pair) else { continue };
                let before = finding.sections.len();
                let is_open = !is_redacted(change);
                finding
                    .sections
                    .retain(|section| is_open && !secrets.are_in_heading(section, &known));
                if finding.sections.len() < before {
                    emptied.insert(pair);
                }
            }
        }
        Ok(emptied)
    }

    /// The class of a change; nothing where its texts are not there to be compared.
    #[must_use]
    pub fn class(&self, change: &Change) -> Option<Class> {
        self.told(change).map(|told| told.class)
    }

    /// What a change did; nothing where its texts are not there to be compared.
    #[must_use]
    pub fn told(&self, change: &Change) -> Option<Told<'_>> {
        static NOTHING: Finding = Finding::nothing();
        let pair = pair(change);
        // A text that stayed the same need not be there to say that nothing changed.
        let known = self.found.get(&pair);
        let finding = known.or_else(|| (pair.0 == pair.1).then_some(&NOTHING))?;
        let correction = self.corrected.get(&change.commit);
        let corrected = correction.and_then(|correction| correction.class_of(finding));
        let class = corrected.unwrap_or(finding.class);
        Some(Told { class, corrected: corrected.is_some(), finding })
    }

    /// Whether any text that was read keeps its page from readers.
    pub(super) fn keep_any(&self) -> bool {
        let texts = self.found.values().flat_map(|one| [one.kept_before, one.kept_after]);
        texts.flatten().any(Keeping::closes)
    }

    /// How many different pairs of texts were read.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.found.len()
    }
}

fn pair(change: &Change) -> Pair {
    let id = |blob: Option<BlobId>| blob.map(|blob| *blob.as_bytes());
    (id(change.before), id(change.after))
}
