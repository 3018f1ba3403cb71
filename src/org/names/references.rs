//! Ids that name nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::metadata::did_you_mean;
use crate::org::page_rule::RawRule;
use crate::org::{Decides, Feature, Org, PersonId, Sited, Team, TeamId};

/// Reports every id that names nobody, each where it is written.
pub(super) fn check(
    org: &Org,
    rules: &[RawRule],
    unread: &BTreeSet<String>,
    problems: &mut Diagnostics,
) {
    let mut census = Census { org, unread, former: former_ids(org), problems };
    for person in org.people.values() {
        census.person("reports_to", person.reports_to.as_ref());
    }
    org.teams.values().for_each(|team| census.team_file(team));
    org.features.values().for_each(|feature| census.feature_file(feature));
    for review in org.reviews.values() {
        census.person("by", review.by.as_ref());
    }
    for owner in rules.iter().filter_map(|rule| rule.owner.as_ref()) {
        census.named("owner", owner.value.as_str(), &owner.place, Wanted::Either);
    }
}

/// What an id is to name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person,
    Team,
    Either,
}

struct Census<'o> {
    org: &'o Org,
    unread: &'o BTreeSet<String>,
    /// Ids of before, and the ids of now.
    former: BTreeMap<&'o str, &'o str>,
    problems: &'o mut Diagnostics,
}

impl Census<'_> {
    fn team_file(&mut self, team: &Team) {
        self.person("lead", team.lead.as_ref());
        for member in &team.members {
            self.person("members", Some(member));
        }
        for supporting in &team.supporting {
            self.person("person", Some(&supporting.person));
        }
    }

    fn feature_file(&mut self, feature: &Feature) {
        self.person("captain", feature.captain.as_ref());
        self.team("team", feature.team.as_ref());
        self.person("product_manager", feature.product_manager.as_ref());
        if let Some(Sited { value: Decides::Person(person), place }) = &feature.decides {
            self.named("decides", person.as_str(), place, Wanted::Person);
        }
        for earlier in &feature.earlier {
            self.person("captain", earlier.captain.as_ref());
        }
        if let Some(next) = &feature.next {
            self.person("captain", next.captain.as_ref());
            self.team("team", next.team.as_ref());
        }
    }

    fn person(&mut self, key: &str, id: Option<&Sited<PersonId>>) {
        if let Some(id) = id {
            self.named(key, id.value.as_str(), &id.place, Wanted::Person);
        }
    }

    fn team(&mut self, key: &str, id: Option<&Sited<TeamId>>) {
        if let Some(id) = id {
            self.named(key, id.value.as_str(), &id.place, Wanted::Team);
        }
    }

    fn named(&mut self, key: &str, id: &str, place: &Place, wanted: Wanted) {
        let person = PersonId::new(id).and_then(|id| self.org.person(&id));
        let team = TeamId::new(id).and_then(|id| self.org.team(&id));
        let problem = match (wanted, person, team) {
            (Wanted::Person | Wanted::Either, Some(_), _)
            | (Wanted::Team | Wanted::Either, _, Some(_)) => return,
            // The file is there, and what is wrong with it has been said.
            _ if self.unread.contains(id) => return,
            (Wanted::Person, None, Some(team)) => wrong_kind(key, id, "a team", "a person")
                .with_related(team.place.clone(), "the team is here"),
            (Wanted::Team, Some(person), None) => wrong_kind(key, id, "a person", "a team")
                .with_related(person.place.clone(), "the person is here"),
            _ => self.nobody(key, id, wanted),
        };
        self.problems.push(problem.at(place.clone()));
    }

    fn nobody(&self, key: &str, id: &str, wanted: Wanted) -> Diagnostic {
        if let Some(now) = self.former.get(id) {
            let message = format!("`{key}` names `{id}`, which is called `{now}` now");
            return Diagnostic::error("org/former-id", message).with_help(format!("write `{now}`"));
        }
        let people = self.org.people.keys().map(PersonId::as_str);
        let teams = self.org.teams.keys().map(TeamId::as_str);
        let (whose, offer, file) = match wanted {
            Wanted::Person => ("nobody has", did_you_mean(id, people), "people/"),
            Wanted::Team => ("no team has", did_you_mean(id, teams), "teams/"),
            Wanted::Either => {
                ("no person and no team has", did_you_mean(id, people.chain(teams)), "")
            }
        };
        let message = format!("`{key}` names `{id}`, and {whose} that id");
        let help = offer.unwrap_or_else(|| match file {
            "" => format!("`{id}` has no file in org/people/ or org/teams/: write one"),
            folder => format!("there is no org/{folder}{id}.toml: write it"),
        });
        Diagnostic::error("org/unknown-id", message).with_help(help)
    }
}

fn wrong_kind(key: &str, id: &str, found: &str, wanted: &str) -> Diagnostic {
    let message = format!("`{key}` names `{id}`, which is {found}, and {wanted} is wanted");
    Diagnostic::error("org/wrong-holder", message).with_help(format!("write the id of {wanted}"))
}

fn former_ids(org: &Org) -> BTreeMap<&str, &str> {
    let people = org.people.values().flat_map(|person| {
        person.formerly.iter().map(|former| (former.value.as_str(), person.id.as_str()))
    });
    let teams = org.teams.values().flat_map(|team| {
        team.formerly.iter().map(|former| (former.value.as_str(), team.id.as_str()))
    });
    people.chain(teams).collect()
}
