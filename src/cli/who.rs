//! `handbook who`

mod before;
mod human;

use zola_handbook::api::{Asked, to_json};
use zola_handbook::diagnostics::Diagnostics;
use zola_handbook::handbook::State;
use zola_handbook::history::Moment;
use zola_handbook::ownership::{Chronicle, Found, Lookup, Query};

use super::asking::{Answered, Asking, tell};
use super::naming::Name;
use super::{Failure, Global, Status, Terminal};

/// Say who decides, whom to ask, and which line says so
///
/// WHAT is looked up as a feature (by id, name, alias or label), then as a team, a person, a page
/// (by path, address or title), and last as a file that a feature's code globs match. Write
/// feature:x, team:x, person:x, page:x or path:x to say which is meant.
///
/// Exit status: 0 where somebody answers for it, 1 where it is unknown, names several things, or
/// nobody who is here answers for it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook who billing                 who has the last word on a feature, and whom to ask
  handbook who people/pay.md           who owns a page
  handbook who src/billing/tax.rs      whose code that is
  handbook who grace-hopper            all that a person holds
  handbook who billing --at 2026-01-31 who it was at the end of that day
  handbook who billing --explain       every line that says so, and what it goes before")]
pub struct Who {
    /// A feature, a team, a person, a page, or a file of code
    #[arg(value_name = "WHAT", required = true)]
    what: Vec<String>,
    /// Answer as it stood then: at the end of a day, some time ago (30d, 6 months), a tag, a commit
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Show every line that says so, and what each goes before
    #[arg(long)]
    explain: bool,
    /// How to show the answer
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Answered,
}

/// How things stood, the past as far as that moment, and what is wrong with the metadata.
struct Scene<'a> {
    state: State,
    past: Option<(Chronicle<'a>, usize)>,
    problems: Diagnostics,
}

impl Who {
    /// Answers.
    ///
    /// # Errors
    /// Where the machine fails, or `--at` names no moment.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let what = Name::of(&self.what);
        let what = what.as_str();
        if what.trim().is_empty() {
            return Err(Failure::Usage("say what to look up, as in: handbook who billing".into()));
        }
        let asking = Asking::find(global)?;
        let mut scene = self.scene(&asking, global)?;
        let query = Query::new(what);
        let query = match scene.state.commit {
            None => {
                let file = asking.file(&query.word);
                query.with_file(file)
            }
            Some(_) => query,
        };
        let found = self.find(&asking, &mut scene, &query)?;
        let found = match found {
            Found::Nothing(_) => self.before(&asking, &scene, &query, found, terminal)?,
            found => found,
        };
        let asked = Asked {
            state: &scene.state,
            past: scene.past.as_ref().map(|(past, until)| (past, *until)),
        };
        let who = asked.answer(what, &found)?;
        if let Some((past, _)) = &scene.past
            && asking.memory.is_some()
        {
            past.remember();
        }
        tell(&scene.problems, terminal);
        match self.format {
            Answered::Json => terminal.print(&to_json(&who))?,
            Answered::Human => terminal.print(&human::told(&who, self.explain))?,
        }
        let answered = match &found {
            Found::One(..) if matches!(who.kind, Some("team" | "person")) => true,
            Found::One(..) => {
                let gone = |id: &str| who.gone.iter().any(|gone| gone.id == id);
                who.owner.as_ref().is_some_and(|owner| !gone(&owner.id))
            }
            _ => false,
        };
        let sound = answered && !scene.problems.has_errors();
        Ok(if sound { Status::Clean } else { Status::Findings })
    }

    fn scene<'a>(&self, asking: &'a Asking, global: &Global) -> Result<Scene<'a>, Failure> {
        if let Some(at) = &self.at {
            let (past, until, moment) = asking.at(at, global)?;
            let judged = match moment {
                Moment::Day(day) => Some(day),
                Moment::Commit(_) => global.today,
            };
            let state = State::after(&past, &asking.org, until, judged)?;
            return Ok(Scene { state, past: Some((past, until)), problems: Diagnostics::new() });
        }
        let past = asking.past()?.and_then(|past| Some((past.last()?, past)));
        let past = past.map(|(last, past)| (past, last));
        if asking.is_bare() {
            let Some((past, last)) = past else {
                let words = "nothing is committed in this bare repository yet";
                return Err(Failure::Usage(words.to_owned()));
            };
            let state = State::after(&past, &asking.org, last, global.today)?;
            return Ok(Scene { state, past: Some((past, last)), problems: Diagnostics::new() });
        }
        let (state, problems) = asking.now(global)?;
        Ok(Scene { state, past, problems })
    }

    /// Looks the word up, reading the pages only where the answer needs them.
    fn find(
        &self,
        asking: &Asking,
        scene: &mut Scene<'_>,
        query: &Query,
    ) -> Result<Found, Failure> {
        let found = self.look(&scene.state, query);
        let holder = matches!(&found, Found::One(subject, _) if matches!(
            subject.kind(),
            zola_handbook::ownership::Kind::Person | zola_handbook::ownership::Kind::Team
        ));
        let lookup = Lookup { org: &scene.state.org, pages: &[], content: &scene.state.content };
        if !holder && !lookup.needs_pages(query) {
            return Ok(found);
        }
        scene.problems.extend(scene.state.read_pages(&asking.location)?);
        Ok(self.look(&scene.state, query))
    }

    fn look(&self, state: &State, query: &Query) -> Found {
        let pages = state.pages.as_deref().unwrap_or_default();
        Lookup { org: &state.org, pages, content: &state.content }.find(query)
    }
}
