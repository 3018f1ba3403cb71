//! Names that mean nothing at the moment that was asked for, and something at another one.

use zola_handbook::history::HistoryError;
use zola_handbook::org::{self, Strictness};
use zola_handbook::ownership::{
    Chronicle, Fate, Found, Kind, Lookup, PageChronicle, Query, Subject, Then, former_ids,
};

use super::{Scene, Who};
use crate::cli::asking::Asking;
use crate::cli::{Failure, Terminal};

impl Who {
    /// Looks for what has the name at another moment: what it was called then, or is called now; else
    /// it is told when it came or went.
    pub(super) fn before(
        &self,
        asking: &Asking,
        scene: &Scene<'_>,
        query: &Query,
        nothing: Found,
        terminal: &Terminal,
    ) -> Result<Found, Failure> {
        let Some((past, until)) = &scene.past else { return Ok(nothing) };
        if self.at.is_some()
            && !asking.is_bare()
            && let Some(found) = self.then(asking, scene, (past, *until), query, terminal)
        {
            return Ok(found);
        }
        // Without the files nothing is told of private pages, and the past does not say which were.
        if asking.is_bare() || query.kind.is_some_and(|kind| kind != Kind::Page) {
            return Ok(nothing);
        }
        Ok(self.page(scene, (past, *until), query, terminal)?.unwrap_or(nothing))
    }

    /// What was called otherwise then is found by what it is called now.
    fn then(
        &self,
        asking: &Asking,
        scene: &Scene<'_>,
        (past, until): (&Chronicle<'_>, usize),
        query: &Query,
        terminal: &Terminal,
    ) -> Option<Found> {
        let (files, _) = org::read(&asking.location.root.join("org"), &asking.org);
        let (now, _) = org::parse(&asking.org, files, Strictness::Past);
        let today = Lookup { org: &now, pages: &[], content: &scene.state.content };
        let Found::One(subject, _) = today.find(query) else { return None };
        let former = former_ids(&now, &subject);
        for id in &former {
            let query = Query { kind: Some(subject.kind()), word: id.clone(), file: None };
            if let then @ Found::One(..) = self.look(&scene.state, &query) {
                return Some(then);
            }
        }
        let folder = match subject {
            Subject::Feature(_) => "features",
            Subject::Team(_) => "teams",
            Subject::Person(_) => "people",
            Subject::Page(_) | Subject::Path(..) => return None,
        };
        let names: Vec<String> = [subject.id().to_owned()].into_iter().chain(former).collect();
        let came = past.first_of(folder, &names, past.last()?).filter(|came| *came > until)?;
        let (kind, day) = (subject.kind().as_str(), past.day(came, &scene.state.zone)?);
        terminal.line(&format!("note: the {kind} {} is in org/ since {day}", subject.id()));
        None
    }

    /// The page that has, or had, the name at another moment.
    fn page(
        &self,
        scene: &Scene<'_>,
        (past, until): (&Chronicle<'_>, usize),
        query: &Query,
        terminal: &Terminal,
    ) -> Result<Option<Found>, HistoryError> {
        let (Some(word), Some(last), true) =
            (query.as_path(), past.last(), scene.state.pages.is_some())
        else {
            return Ok(None);
        };
        let day = |place| past.day(place, &scene.state.zone).map(|day| day.to_string());
        let state = &scene.state;
        let pages = PageChronicle::read(past, &state.content, &state.folder_pages)?;
        let file = match pages.fate(&word, until)? {
            Some(Fate::Called(file)) => file,
            Some(Fate::Removed(file, place)) => {
                let day = day(place).unwrap_or_default();
                let before = place.checked_sub(1).and_then(|before| past.line.landings.get(before));
                let before = before.map(|landing| landing.commit.short()).unwrap_or_default();
                terminal.line(&format!(
                    "note: {file} was removed on {day}: handbook who {file} --at {before} says who \
                     owned it"
                ));
                return Ok(None);
            }
            None => match pages.fate(&word, last)? {
                Some(Fate::Called(now)) => match pages.called_then(&now, (until, last))? {
                    Some(Then::Called(file)) => file,
                    Some(Then::ToCome(place)) => {
                        if let Some(day) = day(place) {
                            terminal.line(&format!("note: {now} is there since {day}"));
                        }
                        return Ok(None);
                    }
                    None => return Ok(None),
                },
                _ => return Ok(None),
            },
        };
        let query = Query::new(&format!("page:{file}")).with_file(Some(file.clone()));
        let found = self.look(&scene.state, &query);
        if !matches!(found, Found::One(..)) {
            return Ok(None);
        }
        let when = if scene.state.commit.is_some() { "was called" } else { "is called" };
        terminal.line(&format!("note: `{word}` {when} {file}"));
        Ok(Some(found))
    }
}
