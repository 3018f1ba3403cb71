//! The class of every change of a history, worked out once for each pair of texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::class::{Class, classify};
use crate::history::{BlobId, Change, History, HistoryError, Repository, cache};

/// A new layout, or a rule of [`classify`] that gives another class, needs a new version.
const FORMAT: cache::Format = cache::Format { name: "classes", version: 1 };

/// The text before and the text after.
type Pair = (BlobId, BlobId);

/// What every change of a history did to its page.
#[derive(Debug, Default)]
pub struct Classes(BTreeMap<Pair, Class>);

impl Classes {
    /// Classifies the changes of `history`, reading the texts that `cache` does not know about yet
    /// on all cores. What is not text (no UTF-8) is compared as text all the same, with its other
    /// bytes replaced; a text that a partial clone does not have leaves its change unclassified.
    ///
    /// # Errors
    /// [`HistoryError`] where a text cannot be read, or the cache cannot be written.
    pub fn of(
        history: &History,
        repository: &Repository,
        cache: Option<&Path>,
    ) -> Result<Self, HistoryError> {
        let logs = history.pages.values().chain(&history.removed);
        let wanted: BTreeSet<Pair> = logs.flat_map(|log| &log.changes).filter_map(pair).collect();
        let known: BTreeMap<Pair, Class> =
            cache.and_then(|path| cache::load(path, FORMAT)).unwrap_or_default();
        let new: Vec<Pair> =
            wanted.iter().filter(|pair| !known.contains_key(*pair)).copied().collect();
        let found: Vec<(Pair, Option<Class>)> = new
            .into_par_iter()
            .map(|pair| {
                let before = text(repository, pair.0)?;
                let after = text(repository, pair.1)?;
                let class =
                    before.zip(after).map(|(before, after)| classify(Some(&before), Some(&after)));
                Ok((pair, class))
            })
            .collect::<Result<_, HistoryError>>()?;
        let grew = found.iter().any(|(_, class)| class.is_some());
        let mut classes = known;
        classes.extend(found.into_iter().filter_map(|(pair, class)| Some((pair, class?))));
        if let Some(path) = cache.filter(|_| grew) {
            cache::store(path, FORMAT, &classes)?;
        }
        Ok(Self(classes))
    }

    /// The class of a change; nothing where its texts are not there to be compared.
    #[must_use]
    pub fn class(&self, change: &Change) -> Option<Class> {
        match (change.before, change.after) {
            (None, Some(_)) => Some(Class::Created),
            (Some(_), None) => Some(Class::Removed),
            (None, None) => Some(Class::None),
            (Some(before), Some(after)) if before == after => Some(Class::None),
            (Some(before), Some(after)) => self.0.get(&(before, after)).copied(),
        }
    }
}

fn pair(change: &Change) -> Option<Pair> {
    change.before.zip(change.after).filter(|(before, after)| before != after)
}

fn text(repository: &Repository, id: BlobId) -> Result<Option<String>, HistoryError> {
    match repository.blob(id) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(HistoryError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
