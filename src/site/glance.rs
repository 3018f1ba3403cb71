//! What the front page shows at a glance, beside its text: how much there is, and what happened lately.

use serde::Serialize;

use super::changes::Row;
use super::links::Href;
use super::names::Names;
use super::views::Entry;

/// How many changes the front page shows.
const CHANGES: usize = 5;

/// The front page's data file.
#[derive(Debug, Serialize)]
pub struct Glance {
    entries: Vec<Entry>,
    /// Changes of meaning, newest first, each with the first of its pages.
    changes: Vec<Row>,
    changes_href: Href,
}

impl Glance {
    /// The front page of a handbook whose commits are `rows`, newest first.
    pub fn of<'r>(
        names: &Names<'_>,
        entries: &[Entry],
        rows: impl IntoIterator<Item = &'r Row>,
    ) -> Self {
        let latest = rows.into_iter().filter(|row| !row.light);
        let latest = latest.filter_map(|row| {
            let page = row.pages.first()?;
            let leads_on = page.judged.is_some() || page.href.is_some();
            let more_words = match row.touched - 1 {
                0 => String::new(),
                more => names.words.count("more_pages", more, &[]),
            };
            let mut page = page.clone();
            // There is little room: the first place says enough.
            if let Some(judged) = &mut page.judged {
                judged.sections.truncate(1);
            }
            let (pages, folded) = (vec![page], Vec::new());
            leads_on.then(|| Row { pages, folded, more_words, ..row.clone() })
        });
        Self {
            entries: entries.iter().cloned().map(counted).collect(),
            changes: latest.take(CHANGES).collect(),
            changes_href: names.href("changes"),
        }
    }
}

/// An entry under the word for one where there is one: `1 Gap`.
fn counted(mut entry: Entry) -> Entry {
    if entry.count == Some(1) {
        let one = match entry.word.trim_start_matches("handbook_") {
            "features" => "feature",
            "teams" => "team",
            "people" => "person",
            "gaps" => "gap",
            other => other,
        };
        entry.word = format!("handbook_{one}");
    }
    entry
}
