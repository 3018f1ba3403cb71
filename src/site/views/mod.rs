//! What generated pages show, ready for their templates.

mod activity;
mod change;
mod drawing;
mod feature;
mod gap;
mod page;
mod person;
mod reporting;
mod team;
mod tenures;
mod timeline;

use serde::Serialize;

use super::links::Href;
use super::names::Names;

pub use activity::Counts;
pub use change::{ChangesView, MonthView, month_name, month_path};
pub use feature::{FeatureView, FeaturesView};
pub use gap::GapsView;
pub use person::{PeopleView, PersonView};
pub use team::{TeamView, TeamsView};

/// How many changes a feature, team or person shows.
pub const LATELY: usize = 10;

/// The front page of everything that is generated.
#[derive(Debug, Serialize)]
pub struct OrgView {
    goals: Vec<String>,
    entries: Vec<Entry>,
}

/// One of the lists.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What it is called.
    pub title: &'static str,
    /// The key of its name among the theme's words.
    pub word: String,
    /// Where it is.
    pub href: Href,
    /// How many there are; nothing for what is not counted.
    pub count: Option<usize>,
    /// What it says, in a sentence.
    pub words: String,
}

impl OrgView {
    /// Counts what there is.
    #[must_use]
    pub fn of(names: &Names<'_>, gaps: usize) -> Self {
        let handbook = names.handbook;
        let org = &handbook.org;
        let today = handbook.today;
        let people = org.people.values().filter(|person| person.is_current_on(today)).count();
        let teams = org.teams.values().filter(|team| team.is_current_on(today)).count();
        let goals =
            org.company.iter().flat_map(|company| &company.goals).map(|goal| goal.value.clone());
        let entry = |title, below: &str, count, words| Entry {
            title,
            word: format!("handbook_{below}"),
            href: names.href(below),
            count,
            words: String::from(words),
        };
        Self {
            goals: goals.collect(),
            entries: vec![
                entry(
                    "Features",
                    "features",
                    Some(org.features.len()),
                    "each with the informed captain who makes the final call",
                ),
                entry("Teams", "teams", Some(teams), "who is on them, and what they are for"),
                entry("People", "people", Some(people), "what they practise, and what they hold"),
                entry("Changes", "changes", None, "what changed, by month, and who changed it"),
                entry("Gaps", "gaps", Some(gaps), "what is needed and nobody holds"),
            ],
        }
    }

    /// The lists, with how much is in each.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
