//! Moments as people write them: a day, a time ago, a tag, a commit.

use std::fmt::{self, Display};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Serialize, Serializer};

use super::error::HistoryError;
use super::id::CommitId;
use super::repository::Repository;
use crate::metadata::ReviewInterval;

/// Git itself writes no id shorter than this.
const SHORT_ID: usize = 7;

/// A moment of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day in the company's time zone.
    Day(Date),
    /// What a commit has.
    Commit(CommitId),
}

/// Where a period begins or ends: what lies on its near side is known by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// What landed at this moment or before it.
    Time(Timestamp),
    /// What this commit reaches, itself among it, whatever its clock says.
    Commit(CommitId),
}

/// A text that names no moment.
#[derive(Debug, thiserror::Error)]
pub enum NotAMoment {
    /// It is none of the forms.
    #[error(
        "`{0}` is neither a day (2026-11-01), nor a time ago (30d, 6 months), nor a tag or commit \
         of this repository"
    )]
    Unknown(String),
    /// It counts hours or minutes, among them `6m`, which somebody may take for months.
    #[error("`{0}` is hours or minutes, and moments are days: write 30d, 2 weeks, 6 months or 6mo")]
    WithinADay(String),
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl Moment {
    /// Reads `2026-11-01`, what git knows as a tag, a branch or a commit, or `30d`, `6 months` and
    /// `6 months ago`, which are counted from `today`: whole days or more.
    ///
    /// Git goes before a time ago, since ids like `829419d` are both; but an id that is shorter
    /// than git writes one is taken for what else it says.
    ///
    /// # Errors
    /// [`NotAMoment`] where it is none of them, or git cannot be read.
    pub fn read(
        text: &str,
        today: Date,
        repository: Option<&Repository>,
    ) -> Result<Self, NotAMoment> {
        let text = text.trim();
        if text.len() == "2026-11-01".len()
            && let Ok(day) = text.parse()
        {
            return Ok(Self::Day(day));
        }
        let commit = repository.map(|repository| repository.resolve(text)).transpose()?.flatten();
        let ago = text.strip_suffix(" ago").unwrap_or(text);
        let day = ReviewInterval::new(ago).and_then(|ago| today.checked_sub(ago.span()).ok());
        match (commit, day) {
            (Some(commit), Some(day)) if is_scrap_of(text, commit) => Ok(Self::Day(day)),
            (Some(commit), _) => Ok(Self::Commit(commit)),
            (None, Some(day)) => Ok(Self::Day(day)),
            (None, None) if ago.parse::<Span>().is_ok_and(|span| span.is_positive()) => {
                Err(NotAMoment::WithinADay(text.to_owned()))
            }
            (None, None) => Err(NotAMoment::Unknown(text.to_owned())),
        }
    }

    /// The edge of a period that begins here: a day is part of it, a commit is not.
    #[must_use]
    pub fn begins(self, zone: &TimeZone) -> Edge {
        match self {
            Self::Day(day) => Edge::Time(Self::before(day, zone)),
            Self::Commit(commit) => Edge::Commit(commit),
        }
    }

    /// The edge of a period that ends here: the day, or the commit, is part of it.
    #[must_use]
    pub fn ends(self, zone: &TimeZone) -> Edge {
        match self {
            Self::Day(day) => Edge::Time(Self::end_of(day, zone)),
            Self::Commit(commit) => Edge::Commit(commit),
        }
    }

    /// The last moment before a day in a time zone.
    #[must_use]
    pub fn before(day: Date, zone: &TimeZone) -> Timestamp {
        day.yesterday().map_or(Timestamp::MIN, |yesterday| Self::end_of(yesterday, zone))
    }

    /// The last moment of a day in a time zone.
    #[must_use]
    pub fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
        let last = day.to_datetime(Time::constant(23, 59, 59, 999_999_999));
        zone.to_ambiguous_timestamp(last).later().unwrap_or(Timestamp::MAX)
    }

    /// As people read it: the day, or the commit's short id.
    #[must_use]
    pub fn in_short(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Commit(id) => id.short(),
        }
    }
}

/// A time as git writes it, in seconds since 1970. Git allows times that no calendar has: those become
/// the nearest that one has.
pub(super) fn time(seconds: i64) -> Timestamp {
    let nearest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(nearest)
}

/// As programs read it: the day, or the commit's whole id.
impl Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Commit(id) => id.fmt(f),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whether a text is the beginning of a commit's id, and too short for anybody to have meant it.
fn is_scrap_of(text: &str, commit: CommitId) -> bool {
    text.len() < SHORT_ID && commit.to_string().starts_with(text)
}
