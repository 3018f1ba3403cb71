//! How far back a question goes.

use jiff::Timestamp;

use super::error::HistoryError;
use super::id::{CommitId, IdSet, ObjectId};
use super::moment::Edge;
use super::object::Header;
use super::repository::Repository;

/// Clocks go wrong: so many landings in a row must be older than what is asked for before those
/// below them are taken to be older, too.
const OLDER_IN_A_ROW: usize = 64;

/// The commits on the far side of an edge, with those that they brought in, and `head`; nothing
/// where that is all there is. Only headers are read, and hardly more of them than are told.
///
/// # Errors
/// Where git cannot read them.
pub(super) fn beyond(
    repository: &Repository,
    head: ObjectId,
    edge: Edge,
) -> Result<Option<IdSet>, HistoryError> {
    let base = match edge {
        Edge::Time(moment) => landed_by(repository, head, moment)?,
        Edge::Commit(commit) => Some(commit),
    };
    let Some(base) = base else { return Ok(None) };
    let beyond = repository.commits_beyond(base, CommitId(head))?;
    Ok(Some(beyond.into_iter().map(|commit| commit.0).chain([head]).collect()))
}

/// The newest landing that is so old that nothing below it landed after the moment; nothing where
/// none is.
fn landed_by(
    repository: &Repository,
    head: ObjectId,
    moment: Timestamp,
) -> Result<Option<CommitId>, HistoryError> {
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
    Ok(base.map(CommitId))
}
