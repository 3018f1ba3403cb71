//! What people, teams, features and pages are called on the site, and where they are.

use std::collections::{BTreeMap, BTreeSet};

use super::forge::Forge;
use super::links::{Base, Href, Link, encoded};
use super::words::Words;
use crate::audit::is_withheld;
use crate::content::{Address, Page, Role};
use crate::diagnostics::Place;
use crate::email::taken_out;
use crate::escape::straight;
use crate::handbook::Handbook;
use crate::history::{Commit, Identity};
use crate::org::{Contact, Feature, FeatureId, Holder, PersonId, TeamId};
use crate::root::RepoPath;

/// Names and links of one handbook under one base address.
#[derive(Debug)]
pub struct Names<'a> {
    /// The handbook.
    pub handbook: &'a Handbook,
    /// Where the site lives.
    pub base: Base,
    /// The forge, where it is known.
    pub forge: Option<Forge>,
    /// What the interface says.
    pub words: Words,
    branch: String,
    at: Address,
    pages: BTreeMap<&'a RepoPath, &'a Page>,
    folders: BTreeMap<RepoPath, &'a Page>,
    addresses: BTreeSet<&'a Address>,
}

/// Words of a commit as pages show them: without addresses, and in one direction.
fn without_addresses(text: &str) -> String {
    straight(&taken_out(text)).into_owned()
}

impl<'a> Names<'a> {
    /// The names of a handbook.
    #[must_use]
    pub fn new(handbook: &'a Handbook, base: Base, forge: Option<Forge>, words: Words) -> Self {
        let pages = handbook.pages.iter().map(|page| (&page.file, page)).collect();
        let folders = handbook.pages.iter().filter(|page| page.role == Role::Folder);
        let folders = folders.map(|page| (page.folder.clone(), page)).collect();
        let addresses = handbook.pages.iter().map(|page| &page.address).collect();
        let at = Address::of([handbook.config.at.folder()]);
        let branch = handbook.branch();
        Self { handbook, base, forge, words, branch, at, pages, folders, addresses }
    }

    /// Whether somebody's page is at that address.
    #[must_use]
    pub fn is_taken(&self, address: &Address) -> bool {
        self.addresses.contains(address)
    }

    /// What the front page is called: its own title, else the handbook's name.
    #[must_use]
    pub fn home_title(&self) -> String {
        let home = self.handbook.pages.iter().find(|page| page.address == Address::home());
        let home = home.map(|home| home.title.as_str()).or_else(|| self.handbook.name());
        home.unwrap_or_else(|| self.words.say("handbook")).to_owned()
    }

    /// The address of a generated page, from the folder of all generated pages.
    #[must_use]
    pub fn generated(&self, below: &str) -> Address {
        if below.is_empty() { self.at.clone() } else { self.at.below(below) }
    }

    /// The folder of generated pages, without slashes at its ends.
    #[must_use]
    pub fn generated_folder(&self) -> &str {
        self.at.as_str().trim_matches('/')
    }

    /// The link to a generated file, from the folder of all generated pages.
    #[must_use]
    pub fn file(&self, below: &str) -> Href {
        let folder = self.href("");
        folder.below(below)
    }

    /// The link to a generated page.
    #[must_use]
    pub fn href(&self, below: &str) -> Href {
        self.base.href(&self.generated(below))
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Link {
        match self.handbook.org.people.get(id) {
            Some(person) => Link {
                name: person.name.value.clone(),
                href: Some(self.href(&format!("people/{id}"))),
            },
            None => Link { name: id.to_string(), href: None },
        }
    }

    /// A team.
    #[must_use]
    pub fn team(&self, id: &TeamId) -> Link {
        match self.handbook.org.teams.get(id) {
            Some(team) => Link {
                name: team.name.value.clone(),
                href: Some(self.href(&format!("teams/{id}"))),
            },
            None => Link { name: id.to_string(), href: None },
        }
    }

    /// A person or a team.
    #[must_use]
    pub fn holder(&self, holder: &Holder) -> Link {
        match holder {
            Holder::Person(id) => self.person(id),
            Holder::Team(id) => self.team(id),
        }
    }

    /// A feature.
    #[must_use]
    pub fn feature(&self, id: &FeatureId) -> Link {
        match self.handbook.org.features.get(id) {
            Some(feature) => Link {
                name: feature.name.value.clone(),
                href: Some(self.href(&format!("features/{id}"))),
            },
            None => Link { name: id.to_string(), href: None },
        }
    }

    /// The page of a folder, by the folder's path from the content folder.
    #[must_use]
    pub fn folder(&self, folder: &RepoPath) -> Option<&'a Page> {
        self.folders.get(folder).copied()
    }

    /// A page that is published; nothing for any other.
    #[must_use]
    pub fn page(&self, file: &RepoPath) -> Option<Link> {
        let page = self.pages.get(file)?;
        Some(Link { name: page.title.clone(), href: self.href_of(page) })
    }

    /// Where a page is; nothing for one that is shown within others only.
    #[must_use]
    pub fn href_of(&self, page: &Page) -> Option<Href> {
        page.rendered.then(|| self.base.href(&page.address))
    }

    /// The files of the pages that a feature names as its documentation.
    pub fn documenting<'n>(&'n self, feature: &'n Feature) -> impl Iterator<Item = &'n RepoPath> {
        let pages = self.handbook.pages.iter();
        pages.filter(|page| feature.documents(&page.path)).map(|page| &page.file)
    }

    /// A contact as its author wrote it, with a link where it has one.
    #[must_use]
    pub fn contact(&self, contact: &Contact) -> Link {
        Link {
            name: contact.as_str().to_owned(),
            href: contact.link().and_then(|link| Href::elsewhere(&link)),
        }
    }

    /// The file of a place on the forge.
    #[must_use]
    pub fn source(&self, place: &Place) -> Option<Href> {
        self.forge.as_ref()?.file(place.path(), place.line())
    }

    /// Where a file can be edited on the forge.
    #[must_use]
    pub fn edit(&self, file: &RepoPath) -> Option<Href> {
        if let Some(edit) = &self.handbook.config.edit_url {
            return Href::elsewhere(&edit.fill(&encoded(file.as_str()), &encoded(&self.branch)));
        }
        self.forge.as_ref()?.edit(file)
    }

    /// Who is behind a commit: people of the company under the name that their file gives, others
    /// as git has them, bots not at all.
    #[must_use]
    pub fn authors(&self, commit: &Commit) -> Vec<Link> {
        let bot = commit.flags.bot;
        let author = (!bot).then_some(&commit.author);
        author
            .into_iter()
            .chain(&commit.co_authors)
            .map(|identity| self.identity(identity))
            .collect()
    }

    /// One name of git.
    #[must_use]
    pub fn identity(&self, identity: &Identity) -> Link {
        match self.handbook.people.behind(identity) {
            Some(person) => self.person(person),
            None => {
                let name = without_addresses(&identity.name);
                let name = if name.is_empty() || name == "…" {
                    self.words.say("somebody").to_owned()
                } else {
                    name
                };
                Link { name, href: None }
            }
        }
    }

    /// What a commit says of itself, without addresses, and without its words where those are
    /// withheld.
    #[must_use]
    pub fn subject(&self, commit: &Commit) -> String {
        if is_withheld(&self.handbook.config, commit) {
            return self.words.say("subject_withheld").to_owned();
        }
        let subject = without_addresses(&commit.subject);
        if subject.is_empty() { self.words.say("subject_none").to_owned() } else { subject }
    }

    /// The commit on the forge.
    #[must_use]
    pub fn commit(&self, commit: &Commit) -> Option<Href> {
        self.forge.as_ref()?.commit(&commit.id)
    }
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn addresses_in_a_commits_words_are_taken_out() {
        assert_eq!(without_addresses("Thanks <Ada.L+x@mail.example.org>, done"), "Thanks …, done");
        assert_eq!(without_addresses("ping @ada about x@y"), "ping @ada about x@y");
    }
}
