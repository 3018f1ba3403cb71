//! How far back a question goes.

use jiff::Timestamp;

use super::error::HistoryError;
use super::id::{CommitId, IdSet, ObjectId};
use super::object::Header;
use super::repository::Repository;

/// Clocks go wrong: so many landings in a row must be older than what is asked for before those
/// below them are taken to be older, too.
const OLDER_IN_A_ROW: usize = 64;

/// The commits that landed after a moment, with those that they brought in, and `head`; nothing
/// where that is all there is. Only headers are read, and hardly more of them than are told.
///
/// # Errors
/// Where git cannot read them.
pub(super) fn landed_since(
    repository: &Repository,
    head: ObjectId,
    moment: Timestamp,
) -> Result<Option<IdSet>, HistoryError> {
    let base = repository.with_trees(|trees| {
        // The newest landing that is too old, of those below which nothing young was seen.
        let mut base = None;
        let mut older = 0;
        let mut next = Some(head);
        while let Some(id) = next {
            if older == OLDER_IN_A_ROW {
                return Ok(base);
            }
            let object = trees.read(id, git2::ObjectType::Commit)?;
            let header = Header::parse(object.data()).ok_or_else(|| repository.damaged(id))?;
            if header.committed > moment.as_second() {
                (base, older) = (None, 0);
            } else {
                base = base.or(Some(id));
                older += 1;
            }
            next = header.parents.first().copied();
        }
        Ok(base)
    })?;
    let Some(base) = base else { return Ok(None) };
    let beyond = repository.commits_beyond(CommitId(base), CommitId(head))?;
    Ok(Some(beyond.into_iter().map(|commit| commit.0).chain([head]).collect()))
}
