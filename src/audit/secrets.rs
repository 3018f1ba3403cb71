//! Words that redacted commits put into a page or took out of it, and that it does not hold today.
//!
//! They come back with the texts of its other commits: in their redlines, under their headings.

use std::collections::BTreeSet;

use super::classes::texts;
use super::prose::passages;
use super::token::Is;
use crate::content::front_matter;
use crate::history::{Change, HistoryError, PageLog, Repository};

/// The words of those changes of a log that `is_redacted` names; `today` is the page's text, where
/// there is one.
///
/// # Errors
/// Where git cannot be read.
pub(super) fn secrets(
    log: &PageLog,
    repository: &Repository,
    is_redacted: impl Fn(&Change) -> bool,
    today: Option<&str>,
) -> Result<BTreeSet<String>, HistoryError> {
    let mut secrets = BTreeSet::new();
    for change in log.changes.iter().filter(|change| is_redacted(change)) {
        if let Some((before, after)) = texts(repository, change)? {
            let (before, after) = (words(before.as_deref()), words(after.as_deref()));
            secrets.extend(before.symmetric_difference(&after).cloned());
        }
    }
    if !secrets.is_empty() {
        for word in words(today) {
            secrets.remove(&word);
        }
    }
    Ok(secrets)
}

/// The words of a text, those of its front matter too, in small letters.
pub(super) fn words(text: Option<&str>) -> BTreeSet<String> {
    let (matter, body) = text.map(front_matter::halves).unwrap_or_default();
    let passages = [passages(matter), passages(body)];
    let tokens = passages.iter().flatten().flat_map(|passage| &passage.tokens);
    tokens
        .filter(|token| matches!(token.is, Is::Word | Is::Target | Is::Address))
        .map(|token| token.text.to_lowercase())
        .collect()
}
