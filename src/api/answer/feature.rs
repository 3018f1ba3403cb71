//! Who decides on a feature.

use super::Asked;
use super::claims::{claim, claim_of};
use crate::api::{Above, Decides, Handover, Named, Since, Thing, Who};
use crate::handbook::HandbookError;
use crate::history::{HistoryError, People};
use crate::metadata::Sited;
use crate::org::{Feature, FeatureId, Holder, PersonId, TeamId};
use crate::ownership::{Agreement, FeatureOwnership};

impl Asked<'_> {
    /// A feature: its captain, its team, who decides, what comes next.
    pub(super) fn feature(&self, id: &FeatureId, who: &mut Who) -> Result<(), HandbookError> {
        let org = self.org();
        let (Some(feature), Some(owned)) = (org.feature(id), self.state.ownership.features.get(id))
        else {
            return Ok(());
        };
        self.feature_facts(owned, who);
        who.owner = who.captain.clone();
        who.next = self.handover(feature, owned)?;
        let captain = owned.captain.as_ref().map(|captain| &captain.value);
        who.since = self.captain_since(feature, captain)?;
        let is_here =
            |captain: &PersonId| self.gone_since(&Holder::Person(captain.clone())).is_none();
        if !captain.is_some_and(is_here)
            && let Some(team) = owned.team.as_ref().and_then(|team| org.team(&team.value))
            && let Some(lead) = &team.lead
            && is_here(&lead.value)
        {
            let owner = Named::person(org, &lead.value);
            who.above = Some(Above { what: Thing::team(org, &team.id), owner });
        }
        Ok(())
    }

    fn feature_facts(&self, owned: &FeatureOwnership, who: &mut Who) {
        let org = self.org();
        let person = |id: &PersonId| Named::person(org, id);
        who.captain = owned.captain.as_ref().map(|fact| person(&fact.value));
        who.team = owned.team.as_ref().map(|fact| Named::team(org, &fact.value));
        who.product_manager = owned.product_manager.as_ref().map(|fact| person(&fact.value));
        who.contact = owned.contact.as_ref().map(|fact| fact.value.to_string());
        who.decides = Decides::of(org, &owned.decides);
        let person_name = |id: &PersonId| person(id).name;
        let team_name = |id: &TeamId| Named::team(org, id).name;
        who.claims.extend(claim("captain", owned.captain.as_ref(), person_name));
        if let (Some(place), Some(decides)) = (&owned.decides.why, &who.decides) {
            let fact = Sited::new(decides.name.clone(), place.clone());
            who.claims.push(claim_of("decides", &fact, |name| name.clone()));
        }
        who.claims.extend(claim("team", owned.team.as_ref(), team_name));
        who.claims.extend(claim("product_manager", owned.product_manager.as_ref(), person_name));
        who.claims.extend(claim("contact", owned.contact.as_ref(), |contact| contact.to_string()));
        if let Some(next) = &owned.next {
            let fact = Sited::new(next.from, next.why.clone());
            who.claims.push(claim_of("next", &fact, ToString::to_string));
        }
    }

    fn handover(
        &self,
        feature: &Feature,
        owned: &FeatureOwnership,
    ) -> Result<Option<Handover>, HandbookError> {
        let Some(next) = &owned.next else { return Ok(None) };
        let org = self.org();
        let agreed_by = match self.past {
            Some((past, until)) if next.accepted => {
                match past.agreement(feature, org, &People::of(org), until)? {
                    Agreement::Agreed(person) => Some(Named::person(org, &person)),
                    Agreement::Announced | Agreement::Marked | Agreement::MarkedByOthers => None,
                }
            }
            _ => None,
        };
        Ok(Some(Handover::of(org, next, agreed_by)))
    }

    fn captain_since(
        &self,
        feature: &Feature,
        captain: Option<&PersonId>,
    ) -> Result<Option<Since>, HistoryError> {
        let (Some((past, until)), Some(captain)) = (self.past, captain) else { return Ok(None) };
        let state = self.state;
        let terms = past.captains(feature, &state.org, (until, state.today), &state.zone)?;
        let last = terms.last().filter(|term| term.who.as_ref() == Some(captain));
        Ok(last.map(|term| Since {
            date: term.from.to_string(),
            commit: Some(term.commit.to_string()),
        }))
    }
}
