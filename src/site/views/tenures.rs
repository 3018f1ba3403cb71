//! Who held a thing and when, drawn: coordinates here, marks in `bodies/parts/tenures.html`.
//!
//! Time runs from left to right, and everybody has a row of their own under the role, so that place
//! and name tell them apart and no colour is needed. A time when nobody held it is a hollow bar.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::drawing::fitting;
use crate::ownership::Role;
use crate::site::words::Words;

/// Sizes, in units of the drawing: 13 of them are a letter's height.
const WIDTH: i32 = 400;
const LEFT: i32 = 128;
const HEAD: i32 = 28;
const ROW: i32 = 22;
const BAR: i32 = 10;
const LETTERS: usize = 17;

/// Fewer days than this are not drawn: four weeks.
const SHORTEST: i32 = 28;
/// How many rows a role has before the older ones are left to the table.
const ROWS: usize = 12;

/// How many dates stand below the bars, at most.
const TICKS: i32 = 4;

/// A role, and who held it; the newest first.
#[derive(Debug)]
pub struct Group {
    /// As what.
    pub role: Role,
    /// The same in the words of the site.
    pub words: String,
    /// Who, or what they held, and when.
    pub rows: Vec<(String, Vec<Span>)>,
}

/// A time for which something was so.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The first day on which it was no longer so; nothing while it is.
    pub until: Option<Date>,
    /// Whether anybody held it.
    pub held: bool,
}

/// The whole drawing.
#[derive(Debug, Serialize)]
pub struct Tenures {
    width: i32,
    height: i32,
    left: i32,
    bar: i32,
    /// The base line of the dates.
    foot: i32,
    /// Where the lines of the dates end.
    low: i32,
    groups: Vec<DrawnGroup>,
    ticks: Vec<Tick>,
    words: String,
}

#[derive(Debug, Serialize)]
struct DrawnGroup {
    role: String,
    y: i32,
    rows: Vec<DrawnRow>,
}

#[derive(Debug, Serialize)]
struct DrawnRow {
    name: String,
    y: i32,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: i32,
    y: i32,
    width: i32,
    held: bool,
    words: String,
}

#[derive(Debug, Serialize)]
struct Tick {
    x: i32,
    words: String,
}

/// The days between the two edges.
struct Scale {
    from: Date,
    days: i32,
}

impl Scale {
    fn x(&self, day: Date) -> i32 {
        let days = days_between(self.from, day).clamp(0, self.days);
        LEFT + days * (WIDTH - LEFT) / self.days
    }
}

impl Tenures {
    /// Draws these up to `today`; nothing where there is nothing to draw, or too short a time to
    /// see anything in.
    #[must_use]
    pub fn of(groups: &[Group], today: Date, site: &Words) -> Option<Self> {
        let shown = || groups.iter().flat_map(|group| group.rows.iter().take(ROWS));
        let from = shown().flat_map(|(_, spans)| spans).map(|span| span.from).min()?;
        let scale = Scale { from, days: days_between(from, today) };
        if scale.days < SHORTEST {
            return None;
        }
        let mut at = 0;
        let mut drawn = Vec::with_capacity(groups.len());
        let mut words = Vec::with_capacity(groups.len());
        for group in groups {
            at += HEAD;
            let y = at - 9;
            let mut rows = Vec::new();
            for (name, spans) in group.rows.iter().take(ROWS) {
                at += ROW;
                rows.push(DrawnRow {
                    name: fitting(name, LETTERS),
                    y: at - 7,
                    bars: spans
                        .iter()
                        .map(|span| bar(site, name, *span, &scale, at, today))
                        .collect(),
                });
            }
            words.push(in_words(group, site));
            drawn.push(DrawnGroup { role: group.words.clone(), y, rows });
        }
        Some(Self {
            width: WIDTH,
            height: at + 28,
            left: LEFT,
            bar: BAR,
            foot: at + 22,
            low: at + 6,
            groups: drawn,
            ticks: ticks(&scale, today),
            words: words.join(" "),
        })
    }
}

impl Group {
    /// Adds a row; gives its place.
    pub fn row(&mut self, name: &str) -> usize {
        self.rows.push((name.to_owned(), Vec::new()));
        self.rows.len() - 1
    }
}

fn bar(site: &Words, name: &str, span: Span, scale: &Scale, at: i32, today: Date) -> Bar {
    let (from, until) = (scale.x(span.from), scale.x(span.until.unwrap_or(today)));
    // A day shows, however many years the drawing has.
    let width = (until - from).max(2);
    Bar {
        x: from.min(WIDTH - width),
        y: at - BAR - 6,
        width,
        held: span.held,
        words: told(site, name, &period(site, span)),
    }
}

fn told(site: &Words, name: &str, period: &str) -> String {
    site.fill("tenure", &[("name", name), ("period", period)])
}

fn period(site: &Words, span: Span) -> String {
    let from = site.day(span.from).words;
    match span.until.map(|until| site.day(until).words) {
        Some(until) => site.fill("tenure_over", &[("from", &from), ("until", &until)]),
        None => site.fill("tenure_since", &[("from", &from)]),
    }
}

fn in_words(group: &Group, site: &Words) -> String {
    let rows = group.rows.iter().take(ROWS).map(|(name, spans)| {
        let periods: Vec<String> = spans.iter().map(|span| period(site, *span)).collect();
        told(site, name, &periods.join(", "))
    });
    let mut rows: Vec<String> = rows.collect();
    let earlier = group.rows.len().saturating_sub(ROWS);
    if earlier > 0 {
        rows.push(site.count("tenures_earlier", earlier, &[]));
    }
    format!("{}: {}.", group.words, rows.join("; "))
}

/// First days of years or months, as close as their words allow; the last one is far enough from
/// the right edge, where today is.
fn ticks(scale: &Scale, today: Date) -> Vec<Tick> {
    let months = [1_i32, 3, 6, 12, 24, 60, 120, 240];
    let step = months.into_iter().find(|months| scale.days / (months * 30) <= TICKS);
    let step = step.unwrap_or(600);
    let years = i16::try_from((step / 12).max(1)).unwrap_or(1);
    let year = scale.from.year();
    let mut day = Date::new(year - year.rem_euclid(years), 1, 1).unwrap_or(scale.from);
    let mut ticks = Vec::new();
    while day <= today {
        let x = scale.x(day);
        if day >= scale.from && x <= WIDTH - 60 {
            let words = match step {
                12.. => day.year().to_string(),
                _ => format!("{}-{:02}", day.year(), day.month()),
            };
            ticks.push(Tick { x, words });
        }
        let Ok(next) = day.checked_add(step.months()) else { break };
        day = next;
    }
    ticks
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or(Date::ZERO)
    }

    fn held(from: &str, until: Option<&str>) -> Span {
        Span { from: day(from), until: until.map(day), held: true }
    }

    fn english() -> Words {
        let words = "handbook_tenure = \"{name}, {period}\"\n\
                     handbook_tenure_over = \"{from} to {until}\"\n\
                     handbook_tenure_since = \"since {from}\"\n\
                     handbook_date = \"{year}-{month}-{day}\"\n";
        Words::of(&toml::from_str(words).unwrap_or_default())
    }

    fn two() -> Vec<Group> {
        let rows = vec![
            ("Grace".to_owned(), vec![held("2024-07-01", None)]),
            ("Ada".to_owned(), vec![held("2024-01-01", Some("2024-07-01"))]),
        ];
        vec![Group { role: Role::Captain, words: "Captain".to_owned(), rows }]
    }

    #[test]
    fn one_bar_begins_where_the_other_ends_and_the_last_reaches_today() {
        let drawn = Tenures::of(&two(), day("2025-01-01"), &english()).map(|drawn| drawn.groups);
        let rows = drawn.map(|mut groups| groups.remove(0).rows).unwrap_or_default();
        let (grace, ada) = (&rows[0].bars[0], &rows[1].bars[0]);
        assert_eq!((ada.x, ada.x + ada.width), (LEFT, grace.x));
        assert_eq!(grace.x + grace.width, WIDTH);
        assert!(rows[0].y < rows[1].y);
    }

    #[test]
    fn the_drawing_says_the_same_in_words() {
        let drawn = Tenures::of(&two(), day("2025-01-01"), &english()).map(|drawn| drawn.words);
        let words = "Captain: Grace, since 2024-07-1; Ada, 2024-01-1 to 2024-07-1.";
        assert_eq!(drawn.as_deref(), Some(words));
    }

    #[test]
    fn what_began_today_is_seen_and_stays_inside() {
        let rows = vec![
            ("Ada".to_owned(), vec![held("2025-01-01", None)]),
            ("Grace".to_owned(), vec![held("2024-01-01", Some("2025-01-01"))]),
        ];
        let groups = [Group { role: Role::Lead, words: String::new(), rows }];
        let drawn = Tenures::of(&groups, day("2025-01-01"), &english());
        let bar = drawn.map(|mut one| one.groups.remove(0).rows.remove(0).bars.remove(0));
        assert_eq!(bar.map(|bar| (bar.width >= 2, bar.x + bar.width <= WIDTH)), Some((true, true)));
        assert!(Tenures::of(&[], day("2025-01-01"), &english()).is_none());
    }

    #[test]
    fn less_than_four_weeks_are_not_drawn() {
        let drawn = |today| {
            let rows = vec![("Ada".to_owned(), vec![held("2025-01-01", None)])];
            let groups = [Group { role: Role::Lead, words: String::new(), rows }];
            Tenures::of(&groups, day(today), &english()).is_some()
        };
        assert_eq!((drawn("2025-01-28"), drawn("2025-01-29")), (false, true));
    }

    #[test]
    fn dates_below_are_few_and_apart_whatever_the_span() {
        for (from, to) in [
            ("2025-01-01", "2025-01-02"),
            ("2025-01-20", "2025-04-02"),
            ("2024-01-10", "2025-06-01"),
            ("2021-01-04", "2026-01-02"),
            ("1990-05-05", "2026-01-02"),
        ] {
            let (from, to) = (day(from), day(to));
            let scale = Scale { from, days: days_between(from, to).max(1) };
            let ticks = ticks(&scale, to);
            let apart = ticks.windows(2).all(|two| two[1].x - two[0].x >= 36);
            assert!(apart && ticks.len() <= 6, "{from} {to}: {ticks:?}");
        }
    }
}
