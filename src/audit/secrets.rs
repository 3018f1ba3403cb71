//! Words that the settings take out of everything.
//!
//! A redacted commit's words would come back in its neighbours: in the redline of the commit that
//! takes them out again, in the headings under which something changed, in a text of the past. A
//! word by itself is hardly ever a secret, since most words stand elsewhere on the page as well, so
//! that pairs of neighbouring words count, too: "was sacked" is known though "was" and "sacked" are
//! both on the page today.

use std::collections::BTreeSet;

use super::gathering::Draft;
use super::known::Known;
use super::reading::Reading;
use super::redline::{Mark, What};
use super::text::Text;
use super::token::{Is, Token};
use crate::history::{Change, HistoryError, PageLog, Repository};

/// What a page's redacted commits put in or took out, and the page does not say today.
#[derive(Debug, Default)]
pub(super) struct Secrets(BTreeSet<String>);

impl Secrets {
    /// Those of the changes of a log that `is_redacted` names.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub(super) fn of(
        log: &PageLog,
        repository: &Repository,
        is_redacted: impl Fn(&Change) -> bool,
    ) -> Result<Self, HistoryError> {
        let mut secrets = Self::default();
        let mut reading = Reading::new(repository);
        for change in log.all().filter(|change| is_redacted(change)) {
            if let Some([before, after]) = reading.texts(change)? {
                secrets.add_difference(before.as_deref(), after.as_deref());
            }
        }
        if let Some(today) = log.blob.filter(|_| !secrets.is_empty()) {
            secrets.forget(reading.text(today)?.as_deref());
        }
        Ok(secrets)
    }

    /// Adds what one text has and the other has not.
    fn add_difference(&mut self, before: Option<&Text>, after: Option<&Text>) {
        let (before, after) = (said(before), said(after));
        self.0.extend(before.symmetric_difference(&after).cloned());
    }

    /// Leaves out what a text says that everybody may read.
    fn forget(&mut self, open: Option<&Text>) {
        for words in said(open) {
            self.0.remove(&words);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a page's text says any of it.
    pub(super) fn are_in(&self, text: &str) -> bool {
        !self.is_empty() && !said(Some(&Text::new(text, &Known::default()))).is_disjoint(&self.0)
    }

    /// Whether what a redline shows says any of it: words that changed or stand beside those, and
    /// headings.
    pub(super) fn are_shown_by(&self, drafts: &[Draft<'_>]) -> bool {
        let known = Known::default();
        let mut changed = drafts.iter().filter(|draft| draft.is_changed());
        !self.is_empty() && changed.any(|draft| self.are_told(draft, &known))
    }

    fn are_told(&self, draft: &Draft<'_>, known: &Known) -> bool {
        let elsewhere = match &draft.what {
            What::MovedHere(section) | What::MovedAway(section) => section.as_slice(),
            _ => &[],
        };
        let side = |mark| self.hold_any(draft.words.side(mark).map(|(token, _)| token));
        side(Mark::Removed)
            || side(Mark::Added)
            || draft
                .section
                .iter()
                .chain(elsewhere)
                .chain(draft.columns)
                .chain(&draft.past)
                .any(|heading| self.are_in_heading(heading, known))
    }

    /// Whether a heading, or a path of headings, says any of it. Headings that are asked about
    /// together share the words that are `known`.
    pub(super) fn are_in_heading(&self, heading: &str, known: &Known) -> bool {
        !self.is_empty() && self.hold_any(known.words(heading, &[]).iter())
    }

    fn hold_any<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> bool {
        let mut found = BTreeSet::new();
        words_of(tokens, &mut found);
        !found.is_disjoint(&self.0)
    }
}

/// The words of a text and each two of them that stand side by side, in lower case; of its front
/// matter the words.
fn said(text: Option<&Text>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    if let Some(text) = text {
        let words = text.matter().split(|letter: char| !letter.is_alphanumeric());
        all.extend(words.filter(|word| !word.is_empty()).map(str::to_lowercase));
        for passage in text.passages() {
            words_of(passage.tokens.iter(), &mut all);
        }
    }
    all
}

fn words_of<'t>(tokens: impl Iterator<Item = &'t Token>, all: &mut BTreeSet<String>) {
    let mut before: Option<String> = None;
    for token in tokens {
        if !matches!(token.is, Is::Word | Is::Target | Is::Address) {
            continue;
        }
        let word = token.text.to_lowercase();
        if let Some(before) = before {
            all.insert(format!("{before} {word}"));
        }
        all.insert(word.clone());
        before = Some(word);
    }
}
