//! From when to when.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::history::{
    AsOf, Commit, CommitId, Edge, History, HistoryError, LandedBy, Moment, Repository,
};

/// Which commits an account is of. Days go by when a commit landed, and tags and commits by what
/// they reach: whoever makes a commit sets its clock, and several may land in one second.
#[derive(Debug, Clone, Default)]
pub struct Period {
    /// What lies before this is left out.
    pub after: Option<Limit>,
    /// What does not lie before this is left out.
    pub until: Option<Limit>,
}

/// An [`Edge`] of a period, with what it takes to ask on which side a commit lies.
#[derive(Debug, Clone)]
pub enum Limit {
    /// A commit lies before it that landed at this moment or before it.
    Time(Timestamp),
    /// A commit lies before it that this one reaches, itself among them.
    Commit(AsOf),
}

/// How things stood at one end of a period.
#[derive(Debug, Clone)]
pub enum End {
    /// As of a commit.
    At(AsOf),
    /// Nothing was there.
    Nothing,
    /// Nobody can say: a shallow clone begins later.
    Unread,
}

impl Limit {
    /// # Errors
    /// Where git cannot be read.
    fn of(edge: Edge, repository: &Repository, head: CommitId) -> Result<Self, HistoryError> {
        Ok(match edge {
            Edge::Time(moment) => Self::Time(moment),
            Edge::Commit(commit) => Self::Commit(repository.as_of(commit, head)?),
        })
    }

    /// Whether a commit of the history lies before it.
    #[must_use]
    pub fn has(&self, commit: &Commit) -> bool {
        match self {
            Self::Time(moment) => commit.landed.at <= *moment,
            Self::Commit(as_of) => as_of.reaches(commit.id),
        }
    }

    /// When what lies before it had landed. A commit that the history does not have, since it touches
    /// no page or is on no published branch, landed when it was committed, as far as is known.
    #[must_use]
    pub fn landed(&self, history: &History) -> Timestamp {
        match self {
            Self::Time(moment) => *moment,
            Self::Commit(as_of) => {
                let mut commits = history.commits.iter();
                let known = commits.find(|commit| commit.id == as_of.commit);
                known.map_or(as_of.at, |commit| commit.landed.at)
            }
        }
    }
}

impl Period {
    /// The part of the history of `head` between two edges.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn between(
        (after, until): (Option<Edge>, Option<Edge>),
        repository: &Repository,
        head: CommitId,
    ) -> Result<Self, HistoryError> {
        let limit =
            |edge: Option<Edge>| edge.map(|edge| Limit::of(edge, repository, head)).transpose();
        Ok(Self { after: limit(after)?, until: limit(until)? })
    }

    /// How things stood before it, and at its end, in the history of `head`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn ends(
        &self,
        repository: &Repository,
        head: CommitId,
    ) -> Result<(End, End), HistoryError> {
        let as_of = |commit: CommitId| repository.as_of(commit, head).map(End::At);
        let at = |limit: &Limit| match limit {
            Limit::Commit(as_of) => Ok(End::At(as_of.clone())),
            Limit::Time(moment) => match repository.landed_by(head, *moment)? {
                LandedBy::Commit(commit) => as_of(commit),
                LandedBy::Nothing => Ok(End::Nothing),
                LandedBy::Unread => Ok(End::Unread),
            },
        };
        let begin = self.after.as_ref().map_or(Ok(End::Nothing), at)?;
        let end = self.until.as_ref().map_or_else(|| as_of(head), at)?;
        Ok((begin, end))
    }

    /// All that landed on a day or later.
    #[must_use]
    pub fn since(day: Date, zone: &TimeZone) -> Self {
        Self { after: Some(Limit::Time(Moment::before(day, zone))), until: None }
    }

    /// Whether it ends before it begins, so that nothing can be in it.
    #[must_use]
    pub fn is_backwards(&self, history: &History) -> bool {
        match (&self.after, &self.until) {
            (Some(Limit::Commit(after)), Some(Limit::Commit(until))) => {
                until.is_within(after) && !after.is_within(until)
            }
            (Some(after), Some(until)) => after.landed(history) > until.landed(history),
            _ => false,
        }
    }

    /// Whether a commit of the history is in it.
    #[must_use]
    pub fn holds(&self, commit: &Commit) -> bool {
        self.after.as_ref().is_none_or(|after| !after.has(commit))
            && self.until.as_ref().is_none_or(|until| until.has(commit))
    }
}
