//! `handbook leaves`

mod human;

use std::collections::BTreeMap;

use jiff::civil::Date;
use similar::TextDiff;
use zola_handbook::api::{Leaves as Answer, Named, Orphaned, SCHEMA, Thing, to_json};
use zola_handbook::check::{Leaving, Orphan, Replacement, Subject, apply};
use zola_handbook::config::Config;
use zola_handbook::escape::PatchPath;
use zola_handbook::handbook::State;
use zola_handbook::org::{Org, PersonId};
use zola_handbook::root::RepoPath;

use super::asking::{Answered, Asking, tell};
use super::naming::{Name, person};
use super::{Failure, Global, Status, Terminal};

/// Tell what nobody would hold if somebody left, and write the patch that hands it over
///
/// Features, pages and policies, teams that would be below two, and people without a manager. The
/// patch hands features to --to, else to the team's lead or another maker of the team; pages to
/// --to, else to the leaver's team or manager; reports to the leaver's own manager. On a day to
/// come (--on) it announces the handovers and leaves the rest for that day.
///
/// Exit status: 0 where nothing would be orphaned, 1 where something would.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook leaves ada                            what nobody would hold
  handbook leaves ada --to grace --patch         the edits, as a patch
  handbook leaves ada --patch | git apply        make them
  handbook leaves ada --on 2027-01-31            on a day to come")]
pub struct Leaves {
    /// The person, by id or name
    #[arg(value_name = "PERSON", required = true)]
    person: Vec<String>,
    /// The day on which they leave; where it is left out, the one in their file, else today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    on: Option<Date>,
    /// Who takes over what one person can take over
    #[arg(long, value_name = "PERSON")]
    to: Option<String>,
    /// Print the patch alone
    #[arg(long)]
    patch: bool,
    /// How to show the answer
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Answered,
}

impl Leaves {
    /// Answers.
    ///
    /// # Errors
    /// Where the machine fails, or nobody has that name.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let asking = Asking::find(global)?;
        if asking.is_bare() {
            let words = "a bare repository has no files to edit: ask in a clone with a work tree";
            return Err(Failure::Usage(words.to_owned()));
        }
        let (mut state, mut problems) = asking.now(global)?;
        problems.extend(state.read_pages(&asking.location)?);
        tell(&problems, terminal);
        if problems.has_errors() {
            return Ok(Status::Findings);
        }
        let id = person(&state.org, Name::of(&self.person).as_str())?;
        let to = self.to.as_deref().map(|to| person(&state.org, to)).transpose()?;
        if to.as_ref() == Some(&id) {
            return Err(Failure::Usage(format!("{id} cannot hand over to themselves")));
        }
        let Some(person) = state.org.person(&id) else {
            return Err(Failure::Usage(format!("nobody is called `{id}`")));
        };
        let config = Config::default();
        let config = state.config.as_ref().unwrap_or(&config);
        let leaving = Leaving {
            person,
            on: self.on.or(person.left.as_ref().map(|left| left.value)).unwrap_or(state.today),
            to: to.as_ref(),
            org: &state.org,
            ownership: &state.ownership,
            pages: state.pages.as_deref().unwrap_or_default(),
            config,
            today: state.today,
        };
        let orphans = leaving.orphans();
        let answer = Answer {
            schema: SCHEMA,
            person: Named::person(&state.org, &id),
            on: leaving.on.to_string(),
            orphans: orphans.iter().map(|orphan| orphaned(&state, orphan)).collect(),
            patch: patch(&asking, &leaving, &orphans)?,
        };
        match (self.patch, self.format) {
            (true, _) => terminal.print_file(answer.patch.as_bytes())?,
            (_, Answered::Json) => terminal.print(&to_json(&answer))?,
            (_, Answered::Human) => {
                let patch = self.command(&id, to.as_ref());
                terminal.print(&human::told(&answer, &patch, state.today))?;
            }
        }
        Ok(if orphans.is_empty() { Status::Clean } else { Status::Findings })
    }

    /// What to type for the patch of this answer.
    fn command(&self, id: &PersonId, to: Option<&PersonId>) -> String {
        let on = self.on.map(|on| format!(" --on {on}")).unwrap_or_default();
        let to = to.map(|to| format!(" --to {to}")).unwrap_or_default();
        format!("handbook leaves {id}{on}{to} --patch")
    }
}

fn orphaned(state: &State, orphan: &Orphan) -> Orphaned {
    Orphaned {
        role: orphan.role.clone(),
        what: thing(state, &orphan.subject),
        to: orphan.to.as_ref().map(|to| Named::holder(&state.org, to)),
        too_few: orphan.too_few,
        path: orphan.place.path().to_string(),
        line: orphan.place.line(),
    }
}

fn thing(state: &State, subject: &Subject) -> Thing {
    let org: &Org = &state.org;
    match subject {
        Subject::Feature(id) => Thing::feature(org, id),
        Subject::Team(id) => Thing::team(org, id),
        Subject::Person(id) => Thing::person(org, id),
        Subject::Page(file) => {
            let page = state.pages.iter().flatten().find(|page| page.file == *file);
            let name = page.map_or_else(|| file.to_string(), |page| page.title.clone());
            Thing { kind: "page", id: file.to_string(), name }
        }
        Subject::Pattern(pattern) => {
            Thing { kind: "pattern", id: pattern.clone(), name: pattern.clone() }
        }
    }
}

/// The edits as a unified diff from the repository's root.
fn patch(asking: &Asking, leaving: &Leaving<'_>, orphans: &[Orphan]) -> Result<String, Failure> {
    let read = |path: &RepoPath| {
        std::fs::read_to_string(asking.on_disk(path)).map_err(|error| error.to_string())
    };
    let (fixes, replacements) = leaving.edits(orphans);
    let mut texts = apply(&fixes, read)?;
    let mut by_file: BTreeMap<&RepoPath, Vec<&Replacement>> = BTreeMap::new();
    for replacement in &replacements {
        by_file.entry(&replacement.path).or_default().push(replacement);
    }
    for (path, mut replacements) in by_file {
        let mut text = read(path)
            .map_err(|error| Failure::Machine(format!("cannot read {path}: {error}").into()))?;
        // From the end, so that the places before stay where they are.
        replacements.sort_by_key(|one| std::cmp::Reverse(one.span.start));
        for one in replacements {
            if text.get(one.span.clone()).is_some() {
                text.replace_range(one.span.clone(), &one.text);
            }
        }
        texts.insert(path.clone(), text);
    }
    let mut patch = String::new();
    for (path, new) in texts {
        let old = read(&path)
            .map_err(|error| Failure::Machine(format!("cannot read {path}: {error}").into()))?;
        if old == new {
            continue;
        }
        let difference = TextDiff::from_lines(&old, &new);
        let mut difference = difference.unified_diff();
        let (from, to) = (PatchPath::of('a', path.as_str()), PatchPath::of('b', path.as_str()));
        let (from, to) = (from.as_str(), to.as_str());
        patch.push_str(&format!("diff --git {from} {to}\n"));
        patch.push_str(&difference.header(from, to).to_string());
    }
    Ok(patch)
}
