//! What a team or a person is, and holds.

use super::Asked;
use super::claims::claim_of;
use crate::api::holdings::Holdings;
use crate::api::{Member, Named, Since, Who};
use crate::org::{Holder, PersonId, TeamId};
use crate::ownership::{Subject, former_ids, product_manager_of};

impl Asked<'_> {
    /// A team: its members, and all that it holds.
    pub(super) fn team(&self, id: &TeamId, who: &mut Who) {
        let org = self.org();
        let Some(team) = org.team(id) else { return };
        who.team = Some(Named::team(org, id));
        who.contact = team.contact.as_ref().map(|contact| contact.value.to_string());
        let manager = product_manager_of(org, team);
        who.product_manager = manager.as_ref().map(|one| Named::person(org, &one.value));
        let lead = team.lead.as_ref().map(|lead| &lead.value);
        who.members.extend(team.members.iter().map(|member| {
            let role = if lead == Some(&member.value) { "lead" } else { "member" };
            let Named { id, name } = Named::person(org, &member.value);
            Member { id, name, role: role.to_owned() }
        }));
        who.members.extend(team.supporting.iter().map(|supporting| {
            let Named { id, name } = Named::person(org, &supporting.person.value);
            Member { id, name, role: supporting.role.value.clone() }
        }));
        who.holds = self.holdings().of_team(id);
        who.since = match &team.founded {
            Some(founded) => Some(Since { date: founded.value.to_string(), commit: None }),
            None => self.first_version("teams", &Subject::Team(id.clone())),
        };
        if let Some(lead) = &team.lead {
            who.claims.push(claim_of("lead", lead, |id| Named::person(org, id).name));
        }
        if let Some(manager) = &manager {
            let name = |id: &PersonId| Named::person(org, id).name;
            who.claims.push(claim_of("product_manager", manager, name));
        }
        if let Some(contact) = &team.contact {
            who.claims.push(claim_of("contact", contact, ToString::to_string));
        }
    }

    /// A person: all that they hold.
    pub(super) fn person(&self, id: &PersonId, who: &mut Who) {
        let org = self.org();
        let Some(person) = org.person(id) else { return };
        let mut teams = org.teams_of(id).filter(|team| team.is_current_on(self.state.today));
        if let Some(team) = teams.next() {
            who.team = Some(Named::team(org, &team.id));
        }
        let contact = org.contact_of(&Holder::Person(id.clone()), self.state.today);
        who.contact = contact.map(|contact| contact.value.to_string());
        who.holds = self.holdings().of_person(id);
        who.since = match &person.started {
            Some(started) => Some(Since { date: started.value.to_string(), commit: None }),
            None => self.first_version("people", &Subject::Person(id.clone())),
        };
        if let Some(craft) = &person.craft {
            who.claims.push(claim_of("craft", craft, ToString::to_string));
        }
        if let Some(contact) = &person.contact {
            who.claims.push(claim_of("contact", contact, ToString::to_string));
        }
        if let Some(left) = &person.left {
            who.claims.push(claim_of("left", left, ToString::to_string));
        }
    }

    fn holdings(&self) -> Holdings<'_> {
        let state = self.state;
        Holdings {
            org: &state.org,
            ownership: &state.ownership,
            pages: state.pages.as_deref().unwrap_or_default(),
            today: state.today,
        }
    }

    /// When a file of `org/` came, under whatever name, where no date in it says so.
    fn first_version(&self, folder: &str, subject: &Subject) -> Option<Since> {
        let (past, until) = self.past?;
        let mut names = vec![subject.id().to_owned()];
        names.extend(former_ids(self.org(), subject));
        let place = past.first_of(folder, &names, until)?;
        let commit = past.line.landings.get(place)?.commit;
        let date = past.day(place, &self.state.zone)?;
        Some(Since { date: date.to_string(), commit: Some(commit.to_string()) })
    }
}
