//! The texts of changes, out of git.

use std::rc::Rc;

use rayon::prelude::*;

use super::comparison::Comparison;
use super::known::Known;
use super::text::Text;
use crate::history::{BlobId, Change, HistoryError, Repository};

/// How many changes are read one after another.
const TOGETHER: usize = 32;

/// Compares the texts of many changes, on all cores, and gives what `tell` makes of each, in their
/// order; nothing of a change where git does not have one of its texts any more, as in a partial
/// clone. What is not text (no UTF-8) is read as text all the same, with its other bytes replaced.
///
/// The text before a change is mostly the text after the one before it, and most of what both say is
/// the same: where the changes of a page stand together, nothing is read twice.
///
/// # Errors
/// Where a text cannot be read, or `tell` fails.
pub(super) fn compare_all<K: Sync, T: Send>(
    repository: &Repository,
    changes: &[(K, &Change)],
    tell: impl Fn(&K, &Comparison<'_>) -> Result<T, HistoryError> + Sync,
) -> Result<Vec<Option<T>>, HistoryError> {
    let read = |together: &[(K, &Change)]| {
        let mut reading = Reading::new(repository);
        let told = together.iter().map(|(key, change)| {
            let Some([before, after]) = reading.texts(change)? else { return Ok(None) };
            tell(key, &Comparison::of(before.as_deref(), after.as_deref())).map(Some)
        });
        told.collect::<Result<Vec<_>, HistoryError>>()
    };
    let told: Vec<_> = changes.par_chunks(TOGETHER).map(read).collect::<Result<_, _>>()?;
    Ok(told.into_iter().flatten().collect())
}

/// Reads the texts of one change after another.
pub(super) struct Reading<'r> {
    repository: &'r Repository,
    known: Known,
    /// Those that were read last: before and after.
    last: [Option<(BlobId, Rc<Text>)>; 2],
}

impl<'r> Reading<'r> {
    /// Nothing is read yet.
    pub(super) fn new(repository: &'r Repository) -> Self {
        Self { repository, known: Known::default(), last: [None, None] }
    }

    /// The text before and the text after, nothing on the side on which there is no page; nothing
    /// at all where git does not have one of them any more.
    ///
    /// # Errors
    /// Where a text cannot be read.
    pub(super) fn texts(
        &mut self,
        change: &Change,
    ) -> Result<Option<[Option<Rc<Text>>; 2]>, HistoryError> {
        let mut read = [None, None];
        for (side, blob) in [change.before, change.after].into_iter().enumerate() {
            let Some(blob) = blob else { continue };
            let Some(text) = self.text(blob)? else { return Ok(None) };
            read[side] = Some((blob, text));
        }
        self.last = read;
        Ok(Some(self.last.each_ref().map(|side| side.as_ref().map(|(_, text)| text.clone()))))
    }

    /// A text by its name; nothing where git does not have it any more.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn text(&self, blob: BlobId) -> Result<Option<Rc<Text>>, HistoryError> {
        if let Some((_, text)) = self.last.iter().flatten().find(|(id, _)| *id == blob) {
            return Ok(Some(text.clone()));
        }
        Ok(text(self.repository, blob)?.map(|text| Rc::new(Text::new(text, &self.known))))
    }
}

/// A text by its name; nothing where git does not have it any more.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn text(repository: &Repository, id: BlobId) -> Result<Option<String>, HistoryError> {
    match repository.blob(id) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(HistoryError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
