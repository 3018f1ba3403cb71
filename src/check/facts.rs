//! All that a rule may look at.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Finding, Subject};
use crate::config::Config;
use crate::content::Page;
use crate::history::CommitId;
use crate::org::{FeatureId, Org, Person, PersonId, Team};
use crate::ownership::Ownership;
use crate::root::RepoPath;

/// All that a rule may look at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The people, teams and features.
    pub org: &'a Org,
    /// The pages that are published.
    pub pages: &'a [Page],
    /// The paths of all pages from the content folder, private ones and drafts too.
    pub paths: &'a [RepoPath],
    /// Who owns what.
    pub ownership: &'a Ownership,
    /// The day by which each page that has one must be read again.
    pub review_due: &'a BTreeMap<RepoPath, Date>,
    /// The files of the repository; nothing where nobody looked.
    pub files: Option<&'a [RepoPath]>,
    /// Features that got their captain along with many others, and the landing that gave it,
    /// where the captain never confirmed it.
    pub unconfirmed: &'a BTreeMap<FeatureId, CommitId>,
    /// The day to judge by.
    pub today: Date,
}

impl<'a> Facts<'a> {
    /// Everybody who is here.
    pub fn current_people(&self) -> impl Iterator<Item = &'a Person> {
        let today = self.today;
        self.org.people.values().filter(move |person| person.is_current_on(today))
    }

    /// The teams that are there.
    pub fn current_teams(&self) -> impl Iterator<Item = &'a Team> {
        let today = self.today;
        self.org.teams.values().filter(move |team| team.is_current_on(today))
    }

    /// A finding for every team that is there and of which something holds, said in these words.
    pub fn teams_that(&self, words: &str, holds: impl Fn(&Team) -> bool) -> Vec<Finding> {
        let those = self.current_teams().filter(|team| holds(team));
        let found = those
            .map(|team| Finding::new(Subject::Team(team.id.clone()), words, team.place.clone()));
        found.collect()
    }

    /// Somebody who is here.
    #[must_use]
    pub fn current(&self, id: &PersonId) -> Option<&'a Person> {
        self.org.person(id).filter(|person| person.is_current_on(self.today))
    }

    /// Whether somebody is here no more.
    #[must_use]
    pub fn has_left(&self, person: &Person) -> bool {
        person.left.as_ref().is_some_and(|left| left.value <= self.today)
    }

    /// Those who are here and report to somebody.
    pub fn reports_of(&self, manager: &'a PersonId) -> impl Iterator<Item = &'a Person> {
        let today = self.today;
        self.org.reports_of(manager).filter(move |person| person.is_current_on(today))
    }

    /// Whether somebody is above another in the reporting lines.
    #[must_use]
    pub fn manages(&self, manager: &PersonId, person: &PersonId) -> bool {
        let mut at = Some(person);
        // A circle of managers is no longer than there are people.
        for _ in 0..self.org.people.len() {
            at = at.and_then(|id| self.org.person(id)?.reports_to.as_ref()).map(|one| &one.value);
            if at == Some(manager) {
                return true;
            }
        }
        false
    }

    /// What something is called in a message.
    #[must_use]
    pub fn name_of(&self, subject: &Subject) -> String {
        match subject {
            Subject::Feature(id) => {
                self.org.feature(id).map_or_else(|| id.to_string(), |one| one.name.value.clone())
            }
            Subject::Team(id) => {
                self.org.team(id).map_or_else(|| id.to_string(), |one| one.name.value.clone())
            }
            Subject::Person(id) => {
                self.org.person(id).map_or_else(|| id.to_string(), |one| one.name.value.clone())
            }
            Subject::Page(file) => {
                let page = self.pages.iter().find(|page| page.file == *file);
                page.map_or_else(|| file.to_string(), |page| format!("“{}”", page.title))
            }
            Subject::Pattern(pattern) => format!("`{pattern}`"),
        }
    }
}
