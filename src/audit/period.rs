//! From when to when.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::history::{CommitId, HistoryError, Repository};

/// A time by which changes landed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// What landed at this moment or before it is left out.
    pub after: Option<Timestamp>,
    /// What landed later is left out.
    pub until: Option<Timestamp>,
}

impl Period {
    /// Whether it ends before it begins, so that nothing can be in it.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        self.after.zip(self.until).is_some_and(|(after, until)| after > until)
    }

    /// Whether something that landed at this moment is in it.
    #[must_use]
    pub fn holds(&self, landed: Timestamp) -> bool {
        self.after.is_none_or(|after| landed > after)
            && self.until.is_none_or(|until| landed <= until)
    }
}

/// One end of a period as somebody writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A day in the company's time zone. A period that begins with it holds all of it, and so does
    /// one that ends with it.
    Day(Date),
    /// A commit, by the moment when it was committed.
    Commit(CommitId, Timestamp),
}

/// A text that names no moment.
#[derive(Debug, thiserror::Error)]
pub enum NotADate {
    /// It is none of the forms.
    #[error(
        "`{0}` is neither a day (2026-11-01), a time ago (30d, 6 months), a tag nor a commit here"
    )]
    Unknown(String),
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl Bound {
    /// Reads a bound: a day, how long before `today`, a tag, a branch or a commit.
    ///
    /// # Errors
    /// [`NotADate`] where it is none of them.
    pub fn read(
        text: &str,
        today: Date,
        repository: Option<&Repository>,
    ) -> Result<Self, NotADate> {
        let text = text.trim();
        if let Some(day) = text.parse::<Date>().ok().filter(|_| text.len() == "2026-11-01".len()) {
            return Ok(Self::Day(day));
        }
        if let Some(day) = text
            .parse::<Span>()
            .ok()
            .filter(|span| span.is_positive())
            .and_then(|ago| today.checked_sub(ago).ok())
        {
            return Ok(Self::Day(day));
        }
        let unknown = || NotADate::Unknown(text.to_owned());
        let repository = repository.ok_or_else(unknown)?;
        let commit = repository.resolve(text)?.ok_or_else(unknown)?;
        let at =
            Timestamp::from_second(repository.said(commit)?.committed).map_err(|_| unknown())?;
        Ok(Self::Commit(commit, at))
    }

    /// What landed at this moment or before it is before a period that begins here.
    #[must_use]
    pub fn begins_after(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Day(day) => {
                day.yesterday().map_or(Timestamp::MIN, |yesterday| end_of(yesterday, zone))
            }
            Self::Commit(_, at) => *at,
        }
    }

    /// What landed at this moment or before it is in a period that ends here.
    #[must_use]
    pub fn ends_with(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Day(day) => end_of(*day, zone),
            Self::Commit(_, at) => *at,
        }
    }

    /// As a report writes it: the day, or the commit's whole id.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Commit(id, _) => id.to_string(),
        }
    }
}

/// The last moment of a day.
fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
    let next = day.tomorrow().ok().and_then(|next| next.to_zoned(zone.clone()).ok());
    let end = next.map(|next| next.timestamp());
    end.and_then(|end| end.checked_sub(Span::new().nanoseconds(1)).ok()).unwrap_or(Timestamp::MAX)
}
