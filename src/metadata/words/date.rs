//! Days.

use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar};

/// A day in the company's time zone.
pub type Date = jiff::civil::Date;

impl FromValue for Date {
    const SCALAR: Scalar = Scalar::Day;

    /// Takes TOML's own dates and the same in quotes: `2026-11-01` and `"2026-11-01"`.
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        match value {
            DeValue::String(text) => of_text(text.trim()),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(_), None) => of_text(&moment.to_string()),
                _ => Err(Refusal::value(format!("is `{moment}`, which is not a day alone"))
                    .with_help("write the day only, as in 2026-11-01")),
            },
            _ => Err(Refusal::Type),
        }
    }
}

fn of_text(text: &str) -> Result<Date, Refusal> {
    // `jiff` also takes `20261101` and a time after the day; a file has one form of a date.
    let is_day = text.len() == "2026-11-01".len();
    text.parse().ok().filter(|_| is_day).ok_or_else(|| {
        Refusal::value(format!("is `{text}`, which is not a day of the calendar"))
            .with_help("write year, month and day, as in 2026-11-01")
    })
}
