//! Moments as people write them: a day, a time ago, a tag, a commit.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::history::{CommitId, HistoryError, Repository};

/// A moment of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The end of a day.
    Day(Date),
    /// What a commit left.
    Commit(CommitId),
}

impl Moment {
    /// Reads `2026-11-01`, `30d`, `6 months`, or what git knows as a tag, a branch or a commit;
    /// nothing for another text. A time ago is counted from `today`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn read(
        text: &str,
        today: Date,
        repository: Option<&Repository>,
    ) -> Result<Option<Self>, HistoryError> {
        let text = text.trim();
        if text.len() == "2026-11-01".len()
            && let Ok(day) = text.parse()
        {
            return Ok(Some(Self::Day(day)));
        }
        let commit = match repository {
            Some(repository) => repository.resolve(text)?,
            None => None,
        };
        if let Some(commit) = commit {
            return Ok(Some(Self::Commit(commit)));
        }
        let ago = text.strip_suffix(" ago").unwrap_or(text);
        let span: Option<Span> = ago.parse().ok().filter(|span: &Span| span.is_positive());
        Ok(span.and_then(|span| today.checked_sub(span).ok()).map(Self::Day))
    }

    /// The last moment of a day in a time zone.
    #[must_use]
    pub fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
        let last = day.to_datetime(Time::constant(23, 59, 59, 999_999_999));
        zone.to_ambiguous_timestamp(last).later().unwrap_or(Timestamp::MAX)
    }
}
