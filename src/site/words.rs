//! What the interface says, in the words of its site. Zola's own date filter changed its patterns
//! between releases, so dates are staged as words and as ISO 8601.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-11-01`.
    pub iso: String,
    /// `1 November 2026`, as the site's language has it.
    pub words: String,
}

/// The words that pages show, by key, without the `handbook_` that the keys begin with in a Zola
/// configuration: the site's own translations, and the theme's English where it has none.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The words of these translations, as a Zola configuration has them.
    pub(super) fn of(translations: &toml::Table) -> Self {
        let ours = translations.iter().filter_map(|(key, word)| {
            Some((key.strip_prefix("handbook_")?.to_owned(), word.as_str()?.to_owned()))
        });
        Self(ours.collect())
    }

    /// The words of a key; the key itself where there are none.
    #[must_use]
    pub fn say<'w>(&'w self, key: &'w str) -> &'w str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The sentence of a key with what goes into it in the places of `{name}`. What goes in is
    /// text and is not looked at again.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.say(key);
        let mut sentence = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            sentence.push_str(before);
            let found = after.split_once('}').and_then(|(name, after)| {
                let (_, value) = values.iter().find(|(known, _)| *known == name)?;
                Some((value, after))
            });
            match found {
                Some((value, after)) => {
                    sentence.push_str(value);
                    rest = after;
                }
                None => {
                    sentence.push('{');
                    rest = after;
                }
            }
        }
        sentence + rest
    }

    /// The sentence of how many there are: that of `KEY_one` for one, else that of `KEY_many`, with
    /// the number in the place of `{count}`.
    #[must_use]
    pub fn count(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let number = if count == 1 { "one" } else { "many" };
        let digits = count.to_string();
        let values: Vec<_> = values.iter().copied().chain([("count", digits.as_str())]).collect();
        self.fill(&format!("{key}_{number}"), &values)
    }

    /// A day of the calendar.
    #[must_use]
    pub fn day(&self, date: Date) -> Day {
        let words = self.fill(
            "date",
            &[
                ("day", &date.day().to_string()),
                ("month", self.month_name(date.month())),
                ("year", &date.year().to_string()),
            ],
        );
        Day { iso: date.to_string(), words }
    }

    /// The day that it was at `moment` in the company's time zone.
    #[must_use]
    pub fn at(&self, moment: Timestamp, zone: &TimeZone) -> Day {
        self.day(moment.to_zoned(zone.clone()).date())
    }

    /// A month, from 1, of a year: `May 2026`.
    #[must_use]
    pub fn month(&self, (year, month): (i16, i8)) -> String {
        let year = year.to_string();
        self.fill("month_of_year", &[("month", self.month_name(month)), ("year", &year)])
    }

    /// A month's name; its number where the site's translation names fewer than twelve.
    fn month_name(&self, month: i8) -> &str {
        const NUMBERS: [&str; 12] =
            ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
        let at = usize::from(month.unsigned_abs()).saturating_sub(1) % 12;
        let mut names = self.say("months").split_whitespace();
        if names.clone().count() == 12 { names.nth(at).unwrap_or(NUMBERS[at]) } else { NUMBERS[at] }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn words(text: &str) -> Words {
        Words::of(&toml::from_str(text).unwrap())
    }

    #[test]
    fn what_goes_into_a_sentence_is_not_read_as_a_place_for_something_else() {
        let words = words("handbook_x = \"{who} of {team}, {other}, {\"");
        let said = words.fill("x", &[("who", "{team}"), ("team", "Engine")]);
        assert_eq!(said, "{team} of Engine, {other}, {");
    }

    #[test]
    fn a_date_is_put_together_as_its_language_does() {
        let german = words(
            "handbook_date = \"{day}. {month} {year}\"\n\
             handbook_months = \"Januar Februar März April Mai Juni Juli August September Oktober November Dezember\"\n",
        );
        assert_eq!(german.day(Date::constant(2026, 3, 1)).words, "1. März 2026");
        let short =
            words("handbook_date = \"{year}-{month}-{day}\"\nhandbook_months = \"Jan Feb\"\n");
        assert_eq!(short.day(Date::constant(2026, 3, 1)).words, "2026-03-1");
    }
}
