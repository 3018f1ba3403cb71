//! What is called most like a word that names nothing.

use super::fit::is_called;
use super::{Kind, Lookup, Query, Subject};
use crate::metadata::nearest;

impl Lookup<'_> {
    /// What is called most like the word.
    pub(super) fn nearest(&self, query: &Query) -> Vec<Subject> {
        let org = self.org;
        let mut known: Vec<(&str, Subject)> = Vec::new();
        if query.asks_for(Kind::Feature) {
            for feature in org.features.values() {
                let aliases = feature.aliases.iter().map(|alias| alias.value.as_str());
                let names = [feature.id.as_str(), &feature.name.value].into_iter().chain(aliases);
                known.extend(names.map(|name| (name, Subject::Feature(feature.id.clone()))));
            }
        }
        if query.asks_for(Kind::Team) {
            for team in org.teams.values() {
                let names = [team.id.as_str(), &team.name.value];
                known.extend(names.map(|name| (name, Subject::Team(team.id.clone()))));
            }
        }
        if query.asks_for(Kind::Person) {
            for person in org.people.values() {
                let names = [person.id.as_str(), &person.name.value];
                known.extend(names.map(|name| (name, Subject::Person(person.id.clone()))));
            }
        }
        if query.asks_for(Kind::Page) {
            for page in self.pages {
                let names = [page.path.as_str(), &page.title];
                known.extend(names.map(|name| (name, Subject::Page(page.file.clone()))));
            }
        }
        let mut found: Vec<Subject> = Vec::new();
        for word in nearest(&query.word, known.iter().map(|(name, _)| *name)) {
            let named = known.iter().filter(|(name, _)| *name == word);
            for (_, subject) in named {
                if !found.contains(subject) {
                    found.push(subject.clone());
                }
            }
        }
        if found.is_empty() {
            // Somebody asked in a sentence: a word of it may be a name.
            for part in query.word.split(|one: char| !(one.is_alphanumeric() || one == '-')) {
                let called = known.iter().filter(|(name, _)| is_called(name, part));
                for (_, subject) in called {
                    if !found.contains(subject) {
                        found.push(subject.clone());
                    }
                }
            }
        }
        found
    }
}
