//! What generated pages show, ready for their templates.

mod activity;
mod change;
mod coming;
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

use coming::Coming;

pub use activity::Counts;
pub use change::{ChangesView, Month, MonthView, month_path};
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
    coming: Coming,
}

/// One of the lists.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What it is called.
    pub title: String,
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
        let entry = |below: &str, count| Entry {
            title: names.words.say(below).to_owned(),
            word: format!("handbook_{below}"),
            href: names.href(below),
            count,
            words: names.words.say(&format!("{below}_in_short")).to_owned(),
        };
        Self {
            goals: goals.collect(),
            coming: Coming::of(names),
            entries: vec![
                entry("features", Some(org.features.len())),
                entry("teams", Some(teams)),
                entry("people", Some(people)),
                entry("changes", None),
                entry("gaps", Some(gaps)),
            ],
        }
    }

    /// The lists, with how much is in each.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
