//! What generated pages show, ready for their templates.

mod change;
mod feature;
mod gap;
mod page;
mod person;
mod team;
mod timeline;

use serde::Serialize;

use super::links::Href;
use super::names::Names;

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
    /// Where it is.
    pub href: Href,
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
        let entry = |title, below: &str, words| Entry { title, href: names.href(below), words };
        Self {
            goals: goals.collect(),
            entries: vec![
                entry(
                    "Features",
                    "features",
                    counted(org.features.len(), "feature", "each with its informed captain"),
                ),
                entry(
                    "Teams",
                    "teams",
                    counted(teams, "small team", "who is on them, and what they are for"),
                ),
                entry(
                    "People",
                    "people",
                    counted(people, "person", "what they practise, and what they hold"),
                ),
                entry(
                    "Changes",
                    "changes",
                    "What changed, by month, and who changed it".to_owned(),
                ),
                entry("Gaps", "gaps", counted(gaps, "gap", "what is needed and nobody holds")),
            ],
        }
    }
}

/// `3 features: each with its captain`
fn counted(count: usize, one: &str, what: &str) -> String {
    let many = match one {
        "person" => "people".to_owned(),
        one => format!("{one}s"),
    };
    let noun = if count == 1 { one.to_owned() } else { many };
    format!("{count} {noun}: {what}")
}
