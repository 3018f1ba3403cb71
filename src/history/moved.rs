//! What files were called before a landing of the published branch.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::HistoryError;
use super::id::{BlobId, ObjectId};
use super::rename::{self, Texts};
use super::repository::Repository;
use super::similarity::Pieces;
use super::tree::File;
use crate::root::RepoPath;

/// Texts as they are asked for.
struct Read<'r> {
    repository: &'r Repository,
    known: HashMap<ObjectId, Option<Arc<Pieces>>>,
}

impl Texts for Read<'_> {
    type Error = HistoryError;

    fn pieces(&mut self, blob: ObjectId) -> Result<Option<Arc<Pieces>>, HistoryError> {
        if let Some(pieces) = self.known.get(&blob) {
            return Ok(pieces.clone());
        }
        let pieces = match self.repository.blob(BlobId(blob)) {
            Ok(text) => Some(Arc::new(Pieces::of(&text))),
            // A partial clone pairs what it can by ids alone.
            Err(HistoryError::Missing { .. }) => None,
            Err(error) => return Err(error),
        };
        self.known.insert(blob, pieces.clone());
        Ok(pieces)
    }
}

impl Repository {
    /// For each file that was added, by its place, the place among those removed of the one that it
    /// was before, as `git diff -M` pairs them. Both are in order of their paths.
    ///
    /// # Errors
    /// Where an object is damaged.
    pub fn renames(
        &self,
        removed: &[(RepoPath, BlobId)],
        added: &[(RepoPath, BlobId)],
    ) -> Result<Vec<Option<usize>>, HistoryError> {
        let files = |files: &[(RepoPath, BlobId)]| -> Vec<File> {
            let file = |(path, blob): &(RepoPath, BlobId)| File {
                path: path.as_str().as_bytes().into(),
                blob: blob.0,
                in_place: false,
            };
            files.iter().map(file).collect()
        };
        let mut texts = Read { repository: self, known: HashMap::new() };
        rename::pair(&files(removed), &files(added), &mut texts)
    }
}
