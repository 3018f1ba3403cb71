//! What a person or a team holds: in answers and in the site's documents alike.

use jiff::civil::Date;

use super::{Holding, Thing};
use crate::content::Page;
use crate::org::{Holder, Org, PersonId, TeamId};
use crate::ownership::Ownership;

/// What holdings are read off.
pub(super) struct Holdings<'a> {
    /// The people, teams and features.
    pub org: &'a Org,
    /// Who owns what.
    pub ownership: &'a Ownership,
    /// The pages that may be told of.
    pub pages: &'a [Page],
    /// The day to judge by.
    pub today: Date,
}

impl Holdings<'_> {
    /// A person's: features first, then teams, then pages.
    pub fn of_person(&self, id: &PersonId) -> Vec<Holding> {
        let (org, ownership) = (self.org, self.ownership);
        let feature = |role: &str| {
            let role = role.to_owned();
            move |id| Holding { role: role.clone(), what: Thing::feature(org, id) }
        };
        let mut held: Vec<Holding> = ownership.captained_by(id).map(feature("captain")).collect();
        let decides = ownership.features.iter().filter(|(_, owned)| {
            let is_captain = owned.captain.as_ref().is_some_and(|fact| fact.value == *id);
            owned.decides.who.as_ref() == Some(id) && !is_captain
        });
        held.extend(decides.map(|(id, _)| id).map(feature("decides")));
        held.extend(ownership.managed_by(id).map(feature("product-manager")));
        for team in org.teams_of(id).filter(|team| team.is_current_on(self.today)) {
            let leads = team.lead.as_ref().is_some_and(|lead| lead.value == *id);
            let role = if leads { "lead" } else { "member" };
            held.push(Holding { role: role.to_owned(), what: Thing::team(org, &team.id) });
        }
        let supports = org.supports(id).filter(|(team, _)| team.is_current_on(self.today));
        held.extend(supports.map(|(team, supporting)| Holding {
            role: supporting.role.value.clone(),
            what: Thing::team(org, &team.id),
        }));
        held.extend(self.pages_of(&Holder::Person(id.clone())));
        held
    }

    /// A team's: features, then pages.
    pub fn of_team(&self, id: &TeamId) -> Vec<Holding> {
        let features = self.ownership.features_of(id);
        let features = features
            .map(|id| Holding { role: "team".to_owned(), what: Thing::feature(self.org, id) });
        features.chain(self.pages_of(&Holder::Team(id.clone()))).collect()
    }

    fn pages_of(&self, holder: &Holder) -> impl Iterator<Item = Holding> {
        let owned = self.pages.iter().filter(move |page| {
            let owned = self.ownership.pages.get(&page.file);
            let owner = owned.and_then(|owned| owned.owner.as_ref());
            owner.is_some_and(|owner| owner.value == *holder)
        });
        owned.map(|page| Holding { role: "owner".to_owned(), what: Thing::page(page) })
    }
}
