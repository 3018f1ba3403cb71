//! A commit as the handbook speaks of it.

use std::sync::Arc;

use jiff::Timestamp;

use super::id::CommitId;
use crate::email::Email;

/// A name and an address behind a commit, after `.mailmap`. Two of them may be one person:
/// addresses that a person's file lists are matched by the rooms that know people.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// The name as written, decoded as well as possible. It is text from a commit: escape it.
    pub name: String,
    /// The address, for recognising only.
    pub email: Email,
}

impl Identity {
    /// Whether a machine goes by it. Machines are told by how the forges name them: a login ending in
    /// `[bot]`, or one of those that have none.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        super::people::is_bot(self)
    }
}

/// A line such as `Reviewed-by: Ada <ada@example.org>` at the end of a message.
#[derive(Debug, Clone)]
pub struct Trailer {
    /// What stands before the colon.
    pub token: String,
    /// What stands after it, without an address in angle brackets.
    pub value: String,
    /// The address in angle brackets.
    pub email: Option<Email>,
}

/// The commit of the published branch that brought a commit in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Landed {
    /// A commit on the line of first parents from HEAD; the commit itself where it is on it.
    pub commit: CommitId,
    /// When that one was committed.
    pub at: Timestamp,
    /// Which one it is: `HEAD~back`, in git's words. HEAD's own is 0.
    pub back: usize,
}

/// What is special about a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// A machine wrote it: Dependabot, Renovate, GitHub itself, any `[bot]`.
    pub bot: bool,
    /// It is listed in `.git-blame-ignore-revs`.
    pub ignored: bool,
    /// It touches at least [`Options::bulk_from`](super::Options::bulk_from) files of the scope.
    pub bulk: bool,
    /// A shallow clone ends here: what came before is unknown, so that its date is not the date
    /// of what it seems to add, and its author is not the author of it.
    pub boundary: bool,
    /// It also touched a page that was kept from everybody, so that what it says of itself may be
    /// about that page.
    pub kept: bool,
}

/// A commit that touches the scope.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Its name.
    pub id: CommitId,
    /// Its parents, in git's order; none at a shallow boundary.
    pub parents: Vec<CommitId>,
    /// Who wrote it.
    pub author: Arc<Identity>,
    /// Who wrote it too, from `Co-authored-by`, each once and never the author again.
    pub co_authors: Vec<Arc<Identity>>,
    /// When it was written: git's author date.
    pub written: Timestamp,
    /// How and when it reached the published branch.
    pub landed: Landed,
    /// The first paragraph of its message, on one line. It is text from a commit: escape it.
    pub subject: String,
    /// The trailers of its message, in order, `Co-authored-by` among them.
    pub trailers: Vec<Trailer>,
    /// What is special about it.
    pub flags: Flags,
}
