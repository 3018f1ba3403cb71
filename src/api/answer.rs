//! From what was found to the answer.

use super::{
    Above, AsOf, Beaten, Claim, Decides, Handover, Holding, Member, Named, SCHEMA, Since, Thing,
    Who,
};
use crate::content::{Page, Role};
use crate::handbook::{HandbookError, State};
use crate::history::{HistoryError, People};
use crate::metadata::Sited;
use crate::org::{Feature, FeatureId, Holder, Org, PersonId, TeamId};
use crate::ownership::{
    Agreement, Chronicle, Fact, FeatureOwnership, Found, LastWord, PageChronicle, PageOwnership,
    Subject, owners_of,
};
use crate::root::RepoPath;

/// What an answer is drawn from.
#[derive(Debug)]
pub struct Asked<'a> {
    /// How things stand, or stood.
    pub state: &'a State,
    /// The past, as far as that moment; nothing where there is no repository or no commit.
    pub past: Option<(&'a Chronicle<'a>, usize)>,
}

impl Asked<'_> {
    /// Answers.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn answer(&self, query: &str, found: &Found) -> Result<Who, HandbookError> {
        let mut who = self.nothing(query);
        match found {
            Found::Nothing(alike) => who.candidates = self.things(alike),
            Found::Several(several) => who.candidates = self.things(several),
            Found::One(subject, others) => {
                who.candidates = self.things(others);
                let Thing { kind, id, name } = self.thing(subject);
                (who.kind, who.id, who.name) = (Some(kind), Some(id), Some(name));
                match subject {
                    Subject::Feature(id) => self.feature(id, &mut who)?,
                    Subject::Team(id) => self.team(id, &mut who)?,
                    Subject::Person(id) => self.person(id, &mut who),
                    Subject::Page(file) => self.page(file, &mut who)?,
                    Subject::Path(path, owners) => self.path(path, owners, &mut who)?,
                }
            }
        }
        Ok(who)
    }

    fn nothing(&self, query: &str) -> Who {
        Who {
            schema: SCHEMA,
            query: query.to_owned(),
            kind: None,
            id: None,
            name: None,
            owner: None,
            captain: None,
            team: None,
            product_manager: None,
            decides: None,
            contact: None,
            since: None,
            next: None,
            as_of: AsOf {
                date: self.state.today.to_string(),
                commit: self.state.commit.map(|commit| commit.to_string()),
            },
            holds: Vec::new(),
            members: Vec::new(),
            candidates: Vec::new(),
            above: None,
            claims: Vec::new(),
        }
    }

    fn org(&self) -> &Org {
        &self.state.org
    }

    fn things(&self, subjects: &[Subject]) -> Vec<Thing> {
        subjects.iter().map(|subject| self.thing(subject)).collect()
    }

    fn thing(&self, subject: &Subject) -> Thing {
        match subject {
            Subject::Feature(id) => Thing::feature(self.org(), id),
            Subject::Team(id) => Thing::team(self.org(), id),
            Subject::Person(id) => Thing::person(self.org(), id),
            Subject::Page(file) => self.page_thing(file),
            Subject::Path(path, _) => {
                Thing { kind: "path", id: path.to_string(), name: path.to_string() }
            }
        }
    }

    fn page_of(&self, file: &RepoPath) -> Option<&Page> {
        self.state.pages.iter().flatten().find(|page| page.file == *file)
    }

    fn page_thing(&self, file: &RepoPath) -> Thing {
        let name = self.page_of(file).map_or_else(|| file.to_string(), |page| page.title.clone());
        Thing { kind: "page", id: file.to_string(), name }
    }

    fn feature(&self, id: &FeatureId, who: &mut Who) -> Result<(), HandbookError> {
        let org = self.org();
        let (Some(feature), Some(owned)) =
            (org.feature(id), self.state.ownership.features.get(id))
        else {
            return Ok(());
        };
        self.feature_facts(owned, who);
        who.owner = who.captain.clone();
        who.next = self.handover(feature, owned)?;
        let captain = owned.captain.as_ref().map(|captain| &captain.value);
        who.since = self.captain_since(feature, captain)?;
        if who.owner.is_none()
            && let Some(team) = owned.team.as_ref().and_then(|team| org.team(&team.value))
            && let Some(lead) = &team.lead
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
        who.decides = owned.decides.who.as_ref().map(|id| {
            let Named { id, name } = person(id);
            Decides { id, name, role: role_of(owned.decides.role) }
        });
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
        Ok(Some(Handover {
            from: next.from.to_string(),
            captain: next.captain.as_ref().map(|captain| Named::person(org, captain)),
            team: next.team.as_ref().map(|team| Named::team(org, team)),
            accepted: next.accepted,
            agreed_by,
        }))
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

    fn team(&self, id: &TeamId, who: &mut Who) -> Result<(), HandbookError> {
        let org = self.org();
        let Some(team) = org.team(id) else { return Ok(()) };
        who.team = Some(Named::team(org, id));
        who.contact = team.contact.as_ref().map(|contact| contact.value.to_string());
        let manager = crate::ownership::product_manager_of(org, team);
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
        let owned = self.state.ownership.features_of(id);
        let features = owned.map(|id| (Thing::feature(org, id), "team"));
        who.holds = holdings(features.chain(self.pages_of(&Holder::Team(id.clone()))));
        who.since = match &team.founded {
            Some(founded) => Some(Since { date: founded.value.to_string(), commit: None }),
            None => self.first_version("teams", id.as_str()),
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
        Ok(())
    }

    fn person(&self, id: &PersonId, who: &mut Who) {
        let org = self.org();
        let Some(person) = org.person(id) else { return };
        let ownership = &self.state.ownership;
        let today = self.state.today;
        let mut held: Vec<(Thing, &str)> = Vec::new();
        for feature in ownership.captained_by(id) {
            held.push((Thing::feature(org, feature), "captain"));
        }
        for (feature, owned) in &ownership.features {
            let is_captain = owned.captain.as_ref().is_some_and(|fact| fact.value == *id);
            if owned.decides.who.as_ref() == Some(id) && !is_captain {
                held.push((Thing::feature(org, feature), "decides"));
            }
        }
        for feature in ownership.managed_by(id) {
            held.push((Thing::feature(org, feature), "product-manager"));
        }
        for team in org.teams_of(id).filter(|team| team.is_current_on(today)) {
            let leads = team.lead.as_ref().is_some_and(|lead| lead.value == *id);
            held.push((Thing::team(org, &team.id), if leads { "lead" } else { "member" }));
            if who.team.is_none() {
                who.team = Some(Named::team(org, &team.id));
                who.contact = team.contact.as_ref().map(|contact| contact.value.to_string());
            }
        }
        for (team, supporting) in org.supports(id).filter(|(team, _)| team.is_current_on(today)) {
            held.push((Thing::team(org, &team.id), supporting.role.value.as_str()));
        }
        held.extend(self.pages_of(&Holder::Person(id.clone())));
        who.holds = holdings(held);
        who.since = match &person.started {
            Some(started) => Some(Since { date: started.value.to_string(), commit: None }),
            None => self.first_version("people", id.as_str()),
        };
        if let Some(craft) = &person.craft {
            who.claims.push(claim_of("craft", craft, ToString::to_string));
        }
        if let Some(left) = &person.left {
            who.claims.push(claim_of("left", left, ToString::to_string));
        }
    }

    /// When a file of `org/` came, where no date in it says so.
    fn first_version(&self, folder: &str, id: &str) -> Option<Since> {
        let (past, until) = self.past?;
        let path = self.state.org_folder.join(&format!("{folder}/{id}.toml")).ok()?;
        let (place, _) = *past.versions_of(&path).iter().find(|(place, _)| *place <= until)?;
        let commit = past.line.landings.get(place)?.commit;
        let date = past.day(place, &self.state.zone)?;
        Some(Since { date: date.to_string(), commit: Some(commit.to_string()) })
    }

    fn pages_of(&self, holder: &Holder) -> Vec<(Thing, &'static str)> {
        let files = self.state.ownership.pages_of(holder);
        files.map(|file| (self.page_thing(file), "owner")).collect()
    }

    fn page(&self, file: &RepoPath, who: &mut Who) -> Result<(), HandbookError> {
        let org = self.org();
        let Some(owned) = self.state.ownership.pages.get(file) else { return Ok(()) };
        let owner = owned.owner.as_ref().map(|fact| &fact.value);
        who.owner = owner.map(|owner| Named::holder(org, owner));
        let team = match owner {
            Some(Holder::Team(id)) => org.team(id),
            Some(Holder::Person(id)) => {
                org.teams_of(id).find(|team| team.is_current_on(self.state.today))
            }
            None => None,
        };
        who.team = team.map(|team| Named::team(org, &team.id));
        let contact = team.and_then(|team| team.contact.as_ref());
        who.contact = contact.map(|contact| contact.value.to_string());
        page_claims(org, owned, who);
        match owner {
            Some(owner) => who.since = self.owned_since(file, owner)?,
            None => who.above = self.folder_above(file),
        }
        Ok(())
    }

    fn owned_since(
        &self,
        file: &RepoPath,
        owner: &Holder,
    ) -> Result<Option<Since>, HandbookError> {
        let Some((past, until)) = self.past else { return Ok(None) };
        let pages = PageChronicle::read(past, &self.state.content)?;
        let folders: Vec<RepoPath> =
            self.folders_above(file).map(|page| page.file.clone()).collect();
        let held = pages.owned_since(file, &folders, until)?;
        let held = held.filter(|(_, then)| then.as_ref() == Some(owner));
        Ok(held.and_then(|(place, _)| {
            let commit = past.line.landings.get(place)?.commit;
            let date = past.day(place, &self.state.zone)?;
            Some(Since { date: date.to_string(), commit: Some(commit.to_string()) })
        }))
    }

    /// The pages of the folders above a page, the nearest first.
    fn folders_above(&self, file: &RepoPath) -> impl Iterator<Item = &Page> {
        let mut folders = Vec::new();
        let page = self.page_of(file);
        let mut at = page.and_then(|page| page.path.parent());
        while let Some(folder) = at {
            let is_its = |other: &&Page| {
                other.role == Role::Folder
                    && other.path.parent().as_ref() == Some(&folder)
                    && other.file != *file
            };
            folders.extend(self.state.pages.iter().flatten().find(is_its));
            at = folder.parent();
        }
        folders.into_iter()
    }

    fn folder_above(&self, file: &RepoPath) -> Option<Above> {
        self.folders_above(file).find_map(|page| {
            let owner = self.state.ownership.pages.get(&page.file)?.owner.as_ref()?;
            let owner = Named::holder(self.org(), &owner.value);
            Some(Above { what: self.page_thing(&page.file), owner })
        })
    }

    /// A file of code: its feature answers for it.
    fn path(
        &self,
        path: &RepoPath,
        owners: &[FeatureId],
        who: &mut Who,
    ) -> Result<(), HandbookError> {
        let org = self.org();
        match owners {
            [only] => {
                self.feature(only, who)?;
                who.candidates.insert(0, Thing::feature(org, only));
                let feature = org.feature(only);
                let globs = feature.into_iter().flat_map(|feature| &feature.code);
                let globs = globs.filter(|code| code.repository.is_none());
                let globs = globs.flat_map(|code| &code.paths);
                for glob in globs.filter(|glob| glob.value.matches(path.as_str())) {
                    let fact = claim_of("code", glob, |glob| glob.as_str().to_owned());
                    who.claims.insert(0, fact);
                }
            }
            [] => who.above = self.code_above(path),
            several => {
                let features = several.iter().map(|id| Thing::feature(org, id));
                who.candidates.splice(0..0, features);
            }
        }
        Ok(())
    }

    /// The feature whose globs match whatever lies in the nearest folder above.
    fn code_above(&self, path: &RepoPath) -> Option<Above> {
        let mut at = path.parent();
        while let Some(folder) = at {
            let probe = folder.join("any").ok()?;
            for id in owners_of(self.org(), &probe) {
                let owned = self.state.ownership.features.get(&id);
                if let Some(captain) = owned.and_then(|owned| owned.captain.as_ref()) {
                    let owner = Named::person(self.org(), &captain.value);
                    return Some(Above { what: Thing::feature(self.org(), &id), owner });
                }
            }
            at = folder.parent();
        }
        None
    }
}

fn role_of(role: LastWord) -> &'static str {
    match role {
        LastWord::Captain => "captain",
        LastWord::ProductManager => "product-manager",
        LastWord::Named => "named",
    }
}

fn holdings<'r>(held: impl IntoIterator<Item = (Thing, &'r str)>) -> Vec<Holding> {
    held.into_iter().map(|(what, role)| Holding { role: role.to_owned(), what }).collect()
}

fn page_claims(org: &Org, owned: &PageOwnership, who: &mut Who) {
    let name = |holder: &Holder| Named::holder(org, holder).name;
    who.claims.extend(claim("owner", owned.owner.as_ref(), name));
    who.claims.extend(claim("kind", owned.kind.as_ref(), |kind| kind.as_str().to_owned()));
    let every = owned.review_every.as_ref();
    who.claims.extend(claim("review_every", every, ToString::to_string));
}

fn claim<T>(
    fact: &'static str,
    of: Option<&Fact<T>>,
    words: impl Fn(&T) -> String + Copy,
) -> Option<Claim> {
    let of = of?;
    let beats = of.beats.iter().map(|beaten| Beaten {
        value: words(&beaten.value),
        path: beaten.place.path().to_string(),
        line: beaten.place.line(),
    });
    Some(Claim {
        fact,
        value: words(&of.value),
        path: of.why.path().to_string(),
        line: of.why.line(),
        beats: beats.collect(),
    })
}

fn claim_of<T>(
    fact: &'static str,
    of: &Sited<T>,
    words: impl Fn(&T) -> String,
) -> Claim {
    Claim {
        fact,
        value: words(&of.value),
        path: of.place.path().to_string(),
        line: of.place.line(),
        beats: Vec::new(),
    }
}
