//! What a page's log comes to.

use super::classes::Classes;
use super::shown::Shown;
use crate::history::{Change, History};

/// The changes of a page that a reader asks for first. Each is nothing where git does not know it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Story<'a> {
    /// The change that began it, or opened it where it was private before; nothing where the log ends
    /// at the edge of a shallow clone.
    pub created: Option<&'a Change>,
    /// The last change of its text or path, of any kind.
    pub edited: Option<&'a Change>,
    /// The last change after which a reader should read it again: not formatting, links, settings
    /// or a move, and not in a commit that `.git-blame-ignore-revs` lists.
    pub meaningful: Option<&'a Change>,
}

impl<'a> Story<'a> {
    /// Reads the changes of a log that are told, newest first. A commit at the edge of a shallow
    /// clone seems to add every page at once: what it says of dates is not so, and it is left out.
    ///
    /// A change whose texts are missing (a partial clone) counts as meaningful: it may be.
    #[must_use]
    pub fn of(told: &[(&'a Change, Shown)], history: &History, classes: &Classes) -> Self {
        let known = || told.iter().filter(|(change, _)| !history.commit(change).flags.boundary);
        let began = |(change, shown): &&(&Change, Shown)| {
            change.before.is_none() || *shown == Shown::Opened
        };
        let is_meaningful = |one: &&(&Change, Shown)| {
            !history.commit(one.0).flags.ignored
                && (one.1 == Shown::Opened
                    || classes.class(one.0).is_none_or(|class| class.is_meaningful()))
        };
        Self {
            created: known().next_back().filter(began).map(|(change, _)| *change),
            edited: known().next().map(|(change, _)| *change),
            meaningful: known().find(is_meaningful).map(|(change, _)| *change),
        }
    }
}
