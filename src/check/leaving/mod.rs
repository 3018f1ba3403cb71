//! What nobody would hold if somebody left.

mod edits;

use jiff::civil::Date;

use super::Subject;
use crate::config::Config;
use crate::content::Page;
use crate::diagnostics::Place;
use crate::metadata::PageKind;
use crate::org::{Holder, Org, Person, PersonId, Team};
use crate::ownership::Ownership;

pub use edits::Replacement;

/// Somebody who is to leave.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// Who.
    pub person: &'a Person,
    /// On which day.
    pub on: Date,
    /// Who is to take over what a single person can take over, where that is said.
    pub to: Option<&'a PersonId>,
    /// The people, teams and features.
    pub org: &'a Org,
    /// Who owns what on the day to judge by.
    pub ownership: &'a Ownership,
    /// Every page.
    pub pages: &'a [Page],
    /// The settings: which crafts are making ones.
    pub config: &'a Config,
    /// The day to judge by.
    pub today: Date,
}

/// Something that nobody would hold.
#[derive(Debug, Clone)]
pub struct Orphan {
    /// What it is.
    pub subject: Subject,
    /// As what the leaver holds it: `captain`, `product-manager`, `decides`, `next`, `owner`,
    /// `policy`, `lead`, `member`, `manager`, or the role in which they serve a team.
    pub role: String,
    /// Who could take it over; nothing where only people can say.
    pub to: Option<Holder>,
    /// Whether a team would have fewer than two members.
    pub too_few: bool,
    /// The line that gives it to the leaver.
    pub place: Place,
}

impl Leaving<'_> {
    /// All that would be orphaned: features, then pages, teams and people.
    #[must_use]
    pub fn orphans(&self) -> Vec<Orphan> {
        let mut orphans = self.features();
        orphans.extend(self.pages());
        orphans.extend(self.teams());
        orphans.extend(self.reports());
        orphans
    }

    fn features(&self) -> Vec<Orphan> {
        let id = &self.person.id;
        let mut orphans = Vec::new();
        for feature in self.org.features.values() {
            let subject = Subject::Feature(feature.id.clone());
            let mut add = |role: &str, to: Option<PersonId>, place: &Place| {
                orphans.push(Orphan {
                    subject: subject.clone(),
                    role: role.to_owned(),
                    to: to.map(Holder::Person),
                    too_few: false,
                    place: place.clone(),
                });
            };
            let owned = self.ownership.features.get(&feature.id);
            let captain = owned.and_then(|owned| owned.captain.as_ref());
            if let Some(captain) = captain.filter(|captain| captain.value == *id) {
                let team = owned.and_then(|owned| owned.team.as_ref());
                let team = team.and_then(|team| self.org.team(&team.value));
                // A captain who hands over before they leave leaves nothing behind.
                let next = owned.and_then(|owned| owned.next.as_ref());
                let is_handed = next.is_some_and(|next| {
                    next.from <= self.on && next.captain.as_ref().is_some_and(|next| next != id)
                });
                if !is_handed {
                    add("captain", self.captain_of(team), &captain.why);
                }
            }
            if let Some(next) = &feature.next
                && let Some(captain) = next.captain.as_ref().filter(|one| one.value == *id)
                && next.from.as_ref().is_some_and(|from| from.value > self.today)
            {
                add("next", None, &captain.place);
            }
            let own = feature.product_manager.as_ref().filter(|manager| manager.value == *id);
            if let Some(manager) = own {
                add("product-manager", None, &manager.place);
            }
            if let Some(crate::metadata::Sited { value: crate::org::Decides::Person(named), place }) =
                &feature.decides
                && named == id
            {
                add("decides", self.to.cloned(), place);
            }
        }
        orphans
    }

    fn pages(&self) -> Vec<Orphan> {
        let me = Holder::Person(self.person.id.clone());
        let mut orphans = Vec::new();
        for page in self.pages {
            let Some(owned) = self.ownership.pages.get(&page.file) else { continue };
            let Some(owner) = owned.owner.as_ref().filter(|owner| owner.value == me) else {
                continue;
            };
            let kind = owned.kind.as_ref().map(|kind| kind.value);
            let role = if kind == Some(PageKind::Policy) { "policy" } else { "owner" };
            orphans.push(Orphan {
                subject: Subject::Page(page.file.clone()),
                role: role.to_owned(),
                to: self.page_owner(),
                too_few: false,
                place: owner.why.clone(),
            });
        }
        orphans
    }

    fn teams(&self) -> Vec<Orphan> {
        let id = &self.person.id;
        let mut orphans = Vec::new();
        for team in self.org.teams.values().filter(|team| team.is_current_on(self.today)) {
            let subject = Subject::Team(team.id.clone());
            let stay = self.who_stay(team).count();
            if let Some(lead) = team.lead.as_ref().filter(|lead| lead.value == *id) {
                let to = self.to.filter(|to| team.has_member(to)).cloned();
                let next = || self.who_stay(team).next().map(|person| person.id.clone());
                orphans.push(Orphan {
                    subject: subject.clone(),
                    role: "lead".to_owned(),
                    to: to.or_else(next).map(Holder::Person),
                    too_few: false,
                    place: lead.place.clone(),
                });
            }
            if let Some(member) = team.members.iter().find(|member| member.value == *id) {
                orphans.push(Orphan {
                    subject: subject.clone(),
                    role: "member".to_owned(),
                    to: None,
                    too_few: stay < 2,
                    place: member.place.clone(),
                });
            }
            for supporting in team.supporting.iter().filter(|one| one.person.value == *id) {
                orphans.push(Orphan {
                    subject: subject.clone(),
                    role: supporting.role.value.clone(),
                    to: None,
                    too_few: false,
                    place: supporting.person.place.clone(),
                });
            }
        }
        orphans
    }

    fn reports(&self) -> Vec<Orphan> {
        let reports = self.org.reports_of(&self.person.id);
        let current = reports.filter(|person| person.is_current_on(self.today));
        let to = self.to.cloned().or_else(|| self.manager());
        let orphans = current.map(|person| Orphan {
            subject: Subject::Person(person.id.clone()),
            role: "manager".to_owned(),
            // Nobody manages themselves.
            to: to.clone().filter(|to| *to != person.id).map(Holder::Person),
            too_few: false,
            place: person.reports_to.as_ref().map_or(&person.place, |one| &one.place).clone(),
        });
        orphans.collect()
    }

    fn manager(&self) -> Option<PersonId> {
        let manager = self.person.reports_to.as_ref()?;
        let current = self.org.person(&manager.value)?.is_current_on(self.on);
        current.then(|| manager.value.clone())
    }

    /// Members of a team who are there when the leaver is not.
    fn who_stay<'t>(&'t self, team: &'t Team) -> impl Iterator<Item = &'t Person> {
        let stay = |person: &&Person| person.id != self.person.id && person.is_current_on(self.on);
        self.org.members(team).filter(stay)
    }

    /// Who could be captain: whom the question names, else the lead, else another maker of the
    /// team.
    fn captain_of(&self, team: Option<&Team>) -> Option<PersonId> {
        if let Some(to) = self.to {
            return Some(to.clone());
        }
        let team = team?;
        let is_maker = |person: &&Person| {
            person.craft.as_ref().is_some_and(|craft| self.config.is_maker(&craft.value))
        };
        let makers: Vec<&Person> = self.who_stay(team).filter(is_maker).collect();
        let leads =
            |person: &&&Person| team.lead.as_ref().is_some_and(|lead| lead.value == person.id);
        let lead = makers.iter().find(leads);
        lead.or_else(|| makers.first()).map(|person| person.id.clone())
    }

    /// Who could own a page: whom the question names, else the leaver's team, else their manager.
    fn page_owner(&self) -> Option<Holder> {
        if let Some(to) = self.to {
            return Some(Holder::Person(to.clone()));
        }
        let mut teams =
            self.org.teams_of(&self.person.id).filter(|team| team.is_current_on(self.on));
        let team = teams.find(|team| self.who_stay(team).next().is_some());
        team.map(|team| Holder::Team(team.id.clone()))
            .or_else(|| self.manager().map(Holder::Person))
    }
}
