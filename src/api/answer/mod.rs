//! From what was found to the answer.

mod claims;
mod feature;
mod holder;
mod page;
mod path;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{AsOf, Gone, Named, SCHEMA, Thing, Who};
use crate::content::Page;
use crate::handbook::{HandbookError, State};
use crate::org::{Holder, Org};
use crate::ownership::{Chronicle, Found, Subject};
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
                    Subject::Team(id) => self.team(id, &mut who),
                    Subject::Person(id) => self.person(id, &mut who),
                    Subject::Page(file) => self.page(file, &mut who)?,
                    Subject::Path(path, owners) => self.path(path, owners, &mut who)?,
                }
            }
        }
        who.gone = self.gone(&who);
        Ok(who)
    }

    /// Those who are named as holding it and are not here any more.
    fn gone(&self, who: &Who) -> Vec<Gone> {
        if !matches!(who.kind, Some("feature" | "page" | "path")) {
            return Vec::new();
        }
        let named = [&who.owner, &who.captain, &who.team, &who.product_manager];
        let named = named.into_iter().flatten().map(|one| one.id.as_str());
        let ids: BTreeSet<&str> = named.chain(who.decides.iter().map(|one| &*one.id)).collect();
        let gone = |id: &str| {
            let holder = self.org().holder(id)?;
            let date = self.gone_since(&holder)?;
            let Named { id, name } = Named::holder(self.org(), &holder);
            Some(Gone { id, name, date: date.to_string() })
        };
        ids.into_iter().filter_map(gone).collect()
    }

    /// The day on which somebody left, or a team was dissolved, where that has come.
    fn gone_since(&self, holder: &Holder) -> Option<Date> {
        let day = match holder {
            Holder::Person(id) => self.org().person(id)?.left.as_ref(),
            Holder::Team(id) => self.org().team(id)?.dissolved.as_ref(),
        };
        day.map(|day| day.value).filter(|day| *day <= self.state.today)
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
            gone: Vec::new(),
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
        let nameless = || Thing { kind: "page", id: file.to_string(), name: file.to_string() };
        self.page_of(file).map_or_else(nameless, Thing::page)
    }
}
