//! What a page's log comes to.

use jiff::Timestamp;

use super::classes::Classes;
use crate::history::{Change, History, PageLog};

/// The changes of a page that a reader asks for first. Each is nothing where git does not know it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Story<'a> {
    /// The change that began it; nothing where the log ends at the edge of a shallow clone.
    pub created: Option<&'a Change>,
    /// The last change of its text or path, of any kind.
    pub edited: Option<&'a Change>,
    /// The last change after which a reader should read it again: not formatting, links, settings
    /// or a move. A commit that `.git-blame-ignore-revs` lists hides no change of a rule, see
    /// [`Correction`](super::Correction).
    pub meaningful: Option<&'a Change>,
}

impl<'a> Story<'a> {
    /// Reads a log. A commit at the edge of a shallow clone seems to add every page at once: what
    /// it says of dates is not so, and it is left out.
    ///
    /// A change whose texts are missing (a partial clone) counts as meaningful: it may be.
    #[must_use]
    pub fn of(log: &'a PageLog, history: &'a History, classes: &Classes) -> Self {
        Self::by(Timestamp::MAX, log, history, classes)
    }

    /// The same of what had landed by a moment.
    #[must_use]
    pub fn by(
        moment: Timestamp,
        log: &'a PageLog,
        history: &'a History,
        classes: &Classes,
    ) -> Self {
        let known = || {
            log.changes.iter().filter(|change| {
                let commit = history.commit(change);
                !commit.flags.boundary && commit.landed.at <= moment
            })
        };
        let meaningful =
            |change: &&Change| classes.class(change).is_none_or(|class| class.is_meaningful());
        Self {
            created: known().next_back().filter(|change| change.before.is_none()),
            edited: known().next(),
            meaningful: known().find(meaningful),
        }
    }
}
