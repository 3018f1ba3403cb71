//! Who there is, in which teams, and what they answer for: the files of `org/`.
//!
//! [`read`] fetches the files from disk, `history` fetches them from an old commit, and
//! [`parse`] makes one [`Org`] of either. What is wrong in them is told all at once, each with its
//! place; ids that name nobody are mistakes, things that nobody holds are not: those are gaps.

mod accounts;
mod approval;
mod claims;
mod code;
mod company;
mod disk;
mod earlier;
mod feature;
mod files;
mod forge;
mod former;
mod handover;
mod ids;
mod imported;
mod names;
mod page_rule;
mod parse;
mod person;
mod reference;
mod review;
mod signing_key;
mod team;
mod values;

pub use accounts::{ACCOUNTS, Accounts};
pub use approval::{APPROVAL, Approval, FORGE_REVIEW, ForgeReview, ReviewState};
pub use claims::CodeClaims;
pub use code::{CODE, Code, CodeGlob, Repository};
pub use company::{COMPANY, Company, Zone};
pub use disk::read;
pub use earlier::{EARLIER, Earlier};
pub use feature::{FEATURE, Feature};
pub use files::{LARGEST, OrgFile};
pub use forge::{Forge, host_and_path};
pub use former::Former;
pub use handover::{NEXT, Next};
pub use ids::{FeatureId, Holder, HolderId, PersonId, TeamId};
pub use imported::{Harvest, Imported, ImportedReview, NotFromAForge};
pub use page_rule::{OWNERSHIP, PAGE, PageRule};
pub use parse::parse;
pub use person::{PERSON, Person};
pub use reference::metadata_reference;
pub use review::{REVIEW, Review, ReviewedPage, review_file};
pub use signing_key::SigningKey;
pub use team::{SUPPORTING, Supporting, TEAM, Team};
pub use values::{Account, Contact, Decides, Docs, ProductManagerKind, Share};

pub use crate::metadata::{
    CommitPrefix, Craft, Date, PageKind, PagePattern, ReviewInterval, Sited, Strictness, WebAddress,
};

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

/// All that `org/` says. Without an `org/` it is empty.
#[derive(Debug, Clone, Default)]
pub struct Org {
    /// The company, where `org/company.toml` is there.
    pub company: Option<Company>,
    /// Everybody, those who left too.
    pub people: BTreeMap<PersonId, Person>,
    /// All teams, those dissolved too.
    pub teams: BTreeMap<TeamId, Team>,
    /// All features.
    pub features: BTreeMap<FeatureId, Feature>,
    /// The rules about pages, in the order of the file.
    pub page_rules: Vec<PageRule>,
    /// The last review of each page.
    pub reviews: BTreeMap<ReviewedPage, Review>,
    /// What the forge knows of merged pull requests, by number.
    pub approvals: BTreeMap<u64, Approval>,
}

impl Org {
    /// The person of that id.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The team of that id.
    #[must_use]
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.teams.get(id)
    }

    /// The feature of that id.
    #[must_use]
    pub fn feature(&self, id: &FeatureId) -> Option<&Feature> {
        self.features.get(id)
    }

    /// The person or team that this id names now.
    #[must_use]
    pub fn holder(&self, id: &str) -> Option<Holder> {
        let person = PersonId::new(id).filter(|id| self.people.contains_key(id));
        let team = || TeamId::new(id).filter(|id| self.teams.contains_key(id));
        person.map(Holder::Person).or_else(|| team().map(Holder::Team))
    }

    /// Every id of a person or team, for "did you mean".
    pub fn holder_ids(&self) -> impl Iterator<Item = &str> {
        let people = self.people.keys().map(PersonId::as_str);
        people.chain(self.teams.keys().map(TeamId::as_str))
    }

    /// What a holder is called; the id where there is none of that id.
    #[must_use]
    pub fn holder_name<'o>(&'o self, holder: &'o Holder) -> &'o str {
        let name = match holder {
            Holder::Person(id) => self.person(id).map(|person| &person.name),
            Holder::Team(id) => self.team(id).map(|team| &team.name),
        };
        name.map_or(holder.id(), |name| &name.value)
    }

    /// Whether the holder is there at the end of that day.
    #[must_use]
    pub fn is_current_on(&self, holder: &Holder, day: Date) -> bool {
        match holder {
            Holder::Person(id) => self.person(id).is_some_and(|one| one.is_current_on(day)),
            Holder::Team(id) => self.team(id).is_some_and(|one| one.is_current_on(day)),
        }
    }

    /// The members of a team who are in `org/people/`, in the order of the team's file.
    pub fn members<'o>(&'o self, team: &'o Team) -> impl Iterator<Item = &'o Person> {
        team.members.iter().filter_map(|member| self.person(&member.value))
    }

    /// The teams that somebody is a member of.
    pub fn teams_of(&self, person: &PersonId) -> impl Iterator<Item = &Team> {
        self.teams.values().filter(move |team| team.has_member(person))
    }

    /// The team of an owner: itself, or the one that a person is on at the end of that day.
    #[must_use]
    pub fn team_behind(&self, owner: &Holder, day: Date) -> Option<&Team> {
        match owner {
            Holder::Team(id) => self.team(id),
            Holder::Person(id) => self.teams_of(id).find(|team| team.is_current_on(day)),
        }
    }

    /// Where to ask an owner: what they say of themselves, else what their team says, else the
    /// company. Of somebody who left, and of a team that is no more, only the others are asked.
    #[must_use]
    pub fn contact_of(&self, owner: &Holder, day: Date) -> Option<&Sited<Contact>> {
        let own = match owner {
            Holder::Person(id) => self
                .person(id)
                .filter(|person| person.is_current_on(day))
                .and_then(|person| person.contact.as_ref()),
            Holder::Team(_) => None,
        };
        let team = || self.team_behind(owner, day).filter(|team| team.is_current_on(day));
        own.or_else(|| team()?.contact.as_ref()).or_else(|| self.company.as_ref()?.contact.as_ref())
    }

    /// The company's time zone; UTC where it names none.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        let zone = self.company.as_ref().and_then(|company| company.timezone.as_ref());
        zone.map_or(TimeZone::UTC, |zone| zone.value.time_zone().clone())
    }

    /// The teams that somebody serves without being a member, with the role.
    pub fn supports(&self, person: &PersonId) -> impl Iterator<Item = (&Team, &Supporting)> {
        self.teams.values().flat_map(move |team| {
            let roles = team.supporting.iter().filter(move |one| one.person.value == *person);
            roles.map(move |role| (team, role))
        })
    }

    /// The features of a team.
    pub fn features_of(&self, team: &TeamId) -> impl Iterator<Item = &Feature> {
        self.features
            .values()
            .filter(move |feature| feature.team.as_ref().is_some_and(|owner| owner.value == *team))
    }

    /// Those who report to somebody.
    pub fn reports_of(&self, manager: &PersonId) -> impl Iterator<Item = &Person> {
        self.people.values().filter(move |person| {
            person.reports_to.as_ref().is_some_and(|theirs| theirs.value == *manager)
        })
    }

    /// The person whose account on a forge this is.
    #[must_use]
    pub fn person_by_account(&self, forge: Forge, login: &str) -> Option<&Person> {
        let is_theirs = |person: &&Person| {
            forge.account(&person.accounts).is_some_and(|account| account.is(login))
        };
        self.people.values().find(is_theirs)
    }
}

/// Whether something that began and ended on those days is there at the end of that day.
fn is_current(began: Option<&Sited<Date>>, ended: Option<&Sited<Date>>, day: Date) -> bool {
    began.is_none_or(|began| began.value <= day) && ended.is_none_or(|ended| day < ended.value)
}
