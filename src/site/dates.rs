//! Dates as a reader sees them. Zola's own date filter changed its patterns between releases, so
//! dates are staged as words and as ISO 8601.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-11-01`.
    pub iso: String,
    /// `1 November 2026`.
    pub words: String,
}

impl Day {
    /// A day of the calendar.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            iso: date.to_string(),
            words: format!("{} {} {}", date.day(), month(date), date.year()),
        }
    }

    /// The day that it was at `moment` in the company's time zone.
    #[must_use]
    pub fn at(moment: Timestamp, zone: &TimeZone) -> Self {
        Self::of(moment.to_zoned(zone.clone()).date())
    }
}

/// The month's name.
#[must_use]
pub fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12]
}
