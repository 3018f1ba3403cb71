//! Everybody who may get a file: those of `org/`, those who wrote, and those whom something names.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::mention::{Mention, team_key, team_words};
use super::names::{free, in_words, is_same, squashed, words_of};
use crate::email::{self, Email};
use crate::history::{Author, Identity, People};
use crate::org::{Account, Holder, Org, PersonId, TeamId};

/// A person or team of a [`Roster`], by its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Person(usize),
    Team(usize),
}

impl Who {
    pub(super) fn person(self) -> Option<usize> {
        match self {
            Self::Person(at) => Some(at),
            Self::Team(_) => None,
        }
    }

    pub(super) fn team(self) -> Option<usize> {
        match self {
            Self::Team(at) => Some(at),
            Self::Person(_) => None,
        }
    }
}

/// Somebody.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    /// Their id where they have a file, or once they are to get one.
    pub(super) id: Option<PersonId>,
    /// Whether they have a file already.
    pub(super) known: bool,
    pub(super) name: String,
    pub(super) account: Option<String>,
    pub(super) emails: Vec<Email>,
    pub(super) craft: Option<&'static str>,
    /// What they wrote under; none where nobody of that name wrote.
    pub(super) identities: Vec<Arc<Identity>>,
    pub(super) commits: usize,
    /// When they last wrote.
    pub(super) last: Option<Date>,
    /// What speaks for a file of theirs; without any they get none.
    pub(super) why: BTreeSet<String>,
}

/// A team.
#[derive(Debug, Default)]
pub(super) struct Band {
    pub(super) id: Option<TeamId>,
    pub(super) known: bool,
    pub(super) name: String,
    pub(super) account: Option<String>,
    pub(super) contact: Option<String>,
    pub(super) members: BTreeSet<usize>,
    pub(super) why: BTreeSet<String>,
}

/// Everybody.
pub(super) struct Roster {
    pub(super) people: Vec<Candidate>,
    pub(super) teams: Vec<Band>,
    taken: BTreeSet<String>,
}

impl Roster {
    /// Those of `org/`, and everybody who wrote, each once.
    pub(super) fn of(org: &Org, authors: &[Author], day: impl Fn(jiff::Timestamp) -> Date) -> Self {
        let mut roster = Self { people: Vec::new(), teams: Vec::new(), taken: BTreeSet::new() };
        for person in org.people.values() {
            let account = person.accounts.github.as_ref().or(person.accounts.gitlab.as_ref());
            roster.people.push(Candidate {
                id: Some(person.id.clone()),
                known: true,
                name: person.name.value.clone(),
                account: account.map(|account| account.value.as_str().to_owned()),
                emails: person.emails.iter().map(|email| email.value.clone()).collect(),
                ..Candidate::default()
            });
            roster.taken.extend(person.formerly.iter().map(|former| former.value.to_string()));
        }
        for team in org.teams.values() {
            let account = team.accounts.github.as_ref().or(team.accounts.gitlab.as_ref());
            roster.teams.push(Band {
                id: Some(team.id.clone()),
                known: true,
                name: team.name.value.clone(),
                account: account.map(|account| account.value.as_str().to_owned()),
                ..Band::default()
            });
            roster.taken.extend(team.formerly.iter().map(|former| former.value.to_string()));
        }
        roster.taken.extend(org.holder_ids().map(str::to_owned));
        let known = People::of(org);
        for author in authors {
            let behind = author.identities.iter().find_map(|one| known.behind(one));
            let behind = behind.or_else(|| {
                let same =
                    |name: &str| author.identities.iter().any(|one| is_same(&one.name, name));
                org.people.values().find(|person| same(&person.name.value)).map(|one| &one.id)
            });
            let there = behind.and_then(|id| {
                roster.people.iter_mut().find(|person| person.id.as_ref() == Some(id))
            });
            let last = Some(day(author.last));
            match there {
                Some(person) => {
                    (person.commits, person.last) = (author.commits, last);
                    person.identities = author.identities.clone();
                }
                None => roster.people.push(Candidate { last, ..of_author(author) }),
            }
        }
        roster
    }

    /// The person or team that is meant. Whom nobody knows is taken into the roster.
    pub(super) fn holder(&mut self, mention: &Mention, why: &str) -> Who {
        let known = !mention.team && self.team_at(mention).is_none();
        if known || self.person_of(mention).is_some() {
            self.person(mention, why)
        } else {
            self.team(mention, why)
        }
    }

    /// The person who is meant.
    pub(super) fn person(&mut self, mention: &Mention, why: &str) -> Who {
        let at = self.person_of(mention).unwrap_or_else(|| {
            let name = match (&mention.account, &mention.address) {
                _ if !mention.name.is_empty() => mention.name.clone(),
                (Some(account), _) => account.clone(),
                (None, Some(address)) => words_of(address),
                (None, None) => String::new(),
            };
            self.people.push(Candidate { name, ..Candidate::default() });
            self.people.len() - 1
        });
        let person = &mut self.people[at];
        person.why.insert(why.to_owned());
        if person.account.is_none() && !person.known {
            person.account.clone_from(&mention.account);
        }
        if let Some(address) = &mention.address
            && !person.emails.iter().any(|known| known.same_as(address))
        {
            person.emails.push(address.clone());
        }
        Who::Person(at)
    }

    /// The team that is meant.
    pub(super) fn team(&mut self, mention: &Mention, why: &str) -> Who {
        let at = self.team_at(mention).unwrap_or_else(|| {
            let name = match &mention.account {
                Some(account) if mention.name.is_empty() => in_words(account),
                _ => mention.name.clone(),
            };
            self.teams.push(Band { name, ..Band::default() });
            self.teams.len() - 1
        });
        let team = &mut self.teams[at];
        team.why.insert(why.to_owned());
        if team.account.is_none() && !team.known {
            team.account.clone_from(&mention.account);
        }
        Who::Team(at)
    }

    fn team_at(&self, mention: &Mention) -> Option<usize> {
        let account = mention.account.as_deref();
        let by_account = self.teams.iter().position(|team| {
            let theirs = team.account.as_deref().zip(account);
            theirs.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
        });
        let name = match account.filter(|_| mention.name.is_empty()) {
            Some(account) => account.rsplit('/').next().unwrap_or_default(),
            None => &mention.name,
        };
        let key = team_key(name);
        by_account.or_else(|| {
            let mut teams = self.teams.iter();
            teams.position(|team| !key.is_empty() && team_key(&team.name) == key)
        })
    }

    /// By address, by account, by name, and by a first name that only one of them has.
    fn person_of(&self, mention: &Mention) -> Option<usize> {
        let at = |is: &dyn Fn(&Candidate) -> bool| self.people.iter().position(is);
        if let Some(address) = &mention.address
            && let Some(found) = at(&|one| one.emails.iter().any(|it| it.same_as(address)))
        {
            return Some(found);
        }
        // Whom another line names in full, and of whom nothing else is known.
        if let (true, Some(address)) = (mention.name.is_empty(), &mention.address) {
            let name = words_of(address);
            return at(&|one| one.emails.is_empty() && !one.known && is_same(&one.name, &name));
        }
        if let Some(account) = &mention.account {
            return at(&|one| {
                one.account.as_ref().is_some_and(|theirs| theirs.eq_ignore_ascii_case(account))
            })
            .or_else(|| at(&|one| squashed(&one.name) == squashed(account)));
        }
        let name = &mention.name;
        if name.is_empty() {
            return None;
        }
        let by_name = at(&|one| {
            is_same(&one.name, name) || one.identities.iter().any(|it| is_same(&it.name, name))
        });
        by_name.or_else(|| {
            let first = |one: &Candidate| {
                let first = one.name.split(' ').next().unwrap_or_default();
                !name.contains(' ') && is_same(first, name)
            };
            let mut all = self.people.iter().enumerate().filter(|(_, one)| first(one));
            let only = all.next().map(|(at, _)| at);
            only.filter(|_| all.next().is_none())
        })
    }

    /// Gives ids to all who are to get a file.
    pub(super) fn settle(&mut self) {
        for person in self.people.iter_mut().filter(|one| !one.known && !one.why.is_empty()) {
            let name = Some(&person.name).filter(|name| !name.is_empty());
            let id = free(&mut self.taken, name.map_or("person", String::as_str), "");
            person.id = PersonId::new(&id);
        }
        for team in self.teams.iter_mut().filter(|one| !one.known && !one.why.is_empty()) {
            let id = free(&mut self.taken, &team_words(&team.name), "-team");
            team.id = TeamId::new(&id);
        }
    }

    /// Who somebody is in `org/`, once all have their ids.
    pub(super) fn id(&self, who: Who) -> Option<Holder> {
        match who {
            Who::Person(at) => self.people.get(at)?.id.clone().map(Holder::Person),
            Who::Team(at) => self.teams.get(at)?.id.clone().map(Holder::Team),
        }
    }

    /// What somebody is called.
    pub(super) fn name(&self, who: Who) -> &str {
        match who {
            Who::Person(at) => self.people.get(at).map_or("", |one| &one.name),
            Who::Team(at) => self.teams.get(at).map_or("", |one| &one.name),
        }
    }
}

fn of_author(author: &Author) -> Candidate {
    let login = author.identities.iter().find_map(|one| one.email.github_login());
    let login = login.and_then(Account::new).map(|account| account.as_str().to_owned());
    let name = |wanted: fn(&str) -> bool| {
        author.identities.iter().map(|one| one.name.trim()).find(|name| wanted(name))
    };
    let written = name(|name| name.contains(' ') && !name.contains('@'))
        .or_else(|| name(|name| !name.is_empty() && !name.contains('@')))
        .map(email::taken_out);
    let first = author.identities.first();
    let name = written
        .or_else(|| login.clone())
        .or_else(|| first.map(|one| words_of(&one.email)))
        .unwrap_or_default();
    let mut emails: Vec<Email> = Vec::new();
    for identity in &author.identities {
        let email = &identity.email;
        let is_forges = email.github_login().is_some();
        if !is_forges
            && email.as_written().contains('@')
            && !emails.iter().any(|it| it.same_as(email))
        {
            emails.push(email.clone());
        }
    }
    Candidate {
        name,
        account: login,
        emails,
        identities: author.identities.clone(),
        commits: author.commits,
        ..Candidate::default()
    }
}
