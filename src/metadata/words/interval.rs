//! How often something is looked at again.

use std::fmt;

use jiff::Span;
use serde::{Serialize, Serializer};
use toml::de::DeValue;

use super::Date;
use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// How long a page may go without a review: `90d`, `6 months`, `1 year`. Whole days or more,
/// and at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReviewInterval {
    years: i16,
    months: i32,
    weeks: i32,
    days: i32,
}

impl ReviewInterval {
    /// Reads an interval in the forms that `jiff` calls friendly; nothing for another text, a
    /// time of day, nothing at all or a time that goes back.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let span: Span = text.parse().ok()?;
        let interval = Self {
            years: span.get_years(),
            months: span.get_months(),
            weeks: span.get_weeks(),
            days: span.get_days(),
        };
        let is_whole_days = interval.span().fieldwise() == span.fieldwise();
        // A date far in the future shows that the interval does not leave the calendar.
        (is_whole_days
            && span.is_positive()
            && interval.after(Date::new(2000, 1, 1).ok()?).is_some())
        .then_some(interval)
    }

    /// As a span of years, months, weeks and days.
    #[must_use]
    pub fn span(&self) -> Span {
        let whole = |span: Span| {
            let span = span.try_years(self.years)?.try_months(self.months)?;
            span.try_weeks(self.weeks)?.try_days(self.days)
        };
        // The numbers come from a span, so they fit into one.
        whole(Span::new()).unwrap_or_default()
    }

    /// The day on which a review is due after one on that day; nothing past the year 9999.
    #[must_use]
    pub fn after(&self, last: Date) -> Option<Date> {
        last.checked_add(self.span()).ok()
    }
}

impl FromValue for ReviewInterval {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a number of days, months or years"))
                .with_help("write for example \"90d\", \"6 months\" or \"1 year\"")
        })
    }
}

impl fmt::Display for ReviewInterval {
    /// In words, as a page says it: "6 months", "1 year".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (i32::from(self.years), "year"),
            (self.months, "month"),
            (self.weeks, "week"),
            (self.days, "day"),
        ];
        let said = parts
            .iter()
            .filter(|(count, _)| *count != 0)
            .map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }));
        f.write_str(&said.collect::<Vec<_>>().join(" "))
    }
}

impl Serialize for ReviewInterval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_interval_is_said_in_words_whatever_form_it_was_written_in() {
        let said = |text: &str| ReviewInterval::new(text).map(|interval| interval.to_string());
        assert_eq!(said("90d").as_deref(), Some("90 days"));
        assert_eq!(said("6 months").as_deref(), Some("6 months"));
        assert_eq!(said("1 year").as_deref(), Some("1 year"));
        assert_eq!(said("1y 6mo").as_deref(), Some("1 year 6 months"));
        assert_eq!(said("P1W").as_deref(), Some("1 week"));
    }

    #[test]
    fn hours_nothing_and_going_back_are_no_intervals() {
        for text in ["", "12h", "0 days", "-1 month", "1 year ago", "soon", "90", "9998 years"] {
            assert_eq!(ReviewInterval::new(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_months_of_the_calendar() {
        let last = Date::new(2026, 8, 31).unwrap();
        let due = ReviewInterval::new("6 months").unwrap().after(last);
        assert_eq!(due, Date::new(2027, 2, 28).ok());
    }
}
