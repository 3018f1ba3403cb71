//! An `org/` proposed of what a handbook has already: CODEOWNERS, the settings of its pages, tables
//! of features and of pages with their owners, past versions of those, and the people of its
//! history.
//!
//! Nothing is written here, and nothing of what is proposed takes the place of a file that is
//! there. All of it is a guess, made to be read before it is believed.

mod columns;
mod features;
mod files;
mod mailmap;
mod mention;
mod names;
mod owners;
mod past;
mod roster;
mod rules;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use jiff::ToSpan as _;
use jiff::civil::Date;

use self::features::Draft;
use self::roster::Roster;
use crate::content::Page;
use crate::handbook::Handbook;
use crate::history::{self, HistoryError};
use crate::root::{NotInside, RepoPath};

/// The machine failed while a proposal was made.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// CODEOWNERS could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// A name could not be made a path of.
    #[error(transparent)]
    Path(#[from] NotInside),
}

/// What to propose.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// What the company is called, where the handbook does not say.
    pub company: &'a str,
    /// Who wrote after that day is proposed; nothing for a year before the newest commit.
    pub since: Option<Date>,
    /// From how many commits on somebody who wrote is proposed, whether or not anything names them.
    pub commits: usize,
}

/// A file that could be written.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Where, from the repository's root. There is no file yet.
    pub path: RepoPath,
    /// What it would hold. A person's file and `.mailmap` hold mail addresses.
    pub text: String,
    /// By what. It holds no mail address.
    pub why: String,
}

impl std::fmt::Debug for Proposed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The text may hold addresses, which are shown nowhere.
        write!(f, "Proposed({}, {})", self.path, self.why)
    }
}

/// What could be written, and what to look at.
#[derive(Debug, Default)]
pub struct Proposal {
    /// New files, by path.
    pub files: Vec<Proposed>,
    /// What to check and to complete, a sentence each.
    pub check: Vec<String>,
    /// Rules that belong into `org/ownership.toml`, where that file is there already.
    pub rules: Option<String>,
    /// How many lines of [`Proposal::mailmap`] there are for how many people.
    pub doubles: usize,
    /// Lines that belong into `.mailmap`, where that file is there already. They hold addresses.
    pub mailmap: Option<String>,
}

impl Proposal {
    /// Looks through a handbook.
    ///
    /// # Errors
    /// [`ProposalError`] where the machine fails.
    pub fn of(handbook: &Handbook, asked: &Asked<'_>) -> Result<Self, ProposalError> {
        let authors = history::authors(&handbook.history);
        let mut reading = Reading {
            handbook,
            roster: Roster::of(&handbook.org, &authors, |at| handbook.day(at)),
            checks: Vec::new(),
            several: BTreeMap::new(),
            differ: BTreeMap::new(),
            newest: authors.iter().map(|author| handbook.day(author.last)).max(),
        };
        let drafts = reading.features();
        let pages = reading.pages()?;
        let terms = reading.terms(&drafts)?;
        reading.writers(asked);
        reading.members(&drafts);
        reading.roster.settle();
        reading.remarks(&drafts);
        files::proposal(&reading, asked, &drafts, &terms, &pages)
    }
}

/// What was found so far.
struct Reading<'h> {
    handbook: &'h Handbook,
    roster: Roster,
    checks: Vec<String>,
    /// Who was taken of several that something names, and how often.
    several: BTreeMap<String, usize>,
    /// Pages of which two sources say different things, by those.
    differ: BTreeMap<(&'static str, &'static str), Vec<String>>,
    /// The day of the newest commit.
    newest: Option<Date>,
}

impl Reading<'_> {
    fn check(&mut self, told: String) {
        self.checks.push(told);
    }

    /// The day a year before the newest commit.
    fn a_year_ago(&self) -> Option<Date> {
        self.newest.and_then(|newest| newest.checked_sub(1.year()).ok())
    }

    /// Those who wrote lately and more than once.
    fn writers(&mut self, asked: &Asked<'_>) {
        let Some(since) = asked.since.or_else(|| self.a_year_ago()) else { return };
        let mut others = 0;
        for person in self.roster.people.iter_mut().filter(|one| !one.known && one.commits > 0) {
            let Some(last) = person.last else { continue };
            if last >= since && person.commits >= asked.commits && !person.name.is_empty() {
                let count = person.commits;
                let commits = if count == 1 { "commit" } else { "commits" };
                person.why.insert(format!("{count} {commits}, the last on {last}"));
            } else if person.why.is_empty() {
                others += 1;
            }
        }
        if others > 0 {
            let whom =
                if others == 1 { "1 other person".to_owned() } else { format!("{others} others") };
            let least = match asked.commits {
                0 | 1 => String::new(),
                2 => ", or only once".to_owned(),
                commits => format!(", or fewer than {commits} times"),
            };
            self.check(format!(
                "{whom} wrote before {since}{least}, and nothing names them: --since and --commits take in more"
            ));
        }
    }

    /// Puts captains into the teams of their features: each into one, that of most of them.
    fn members(&mut self, drafts: &[Draft]) {
        let mut counts: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        for draft in drafts {
            if let (Some(captain), Some(team)) = (draft.captain, draft.team) {
                *counts.entry(captain).or_default().entry(team).or_default() += 1;
            }
        }
        for (captain, teams) in counts {
            let person = &self.roster.people[captain];
            let has_team = |id| self.handbook.org.teams_of(id).next().is_some();
            if person.id.as_ref().is_some_and(has_team) {
                continue;
            }
            let most = teams
                .iter()
                .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
            let Some((&team, _)) = most else { continue };
            self.roster.teams[team].members.insert(captain);
            if teams.len() > 1 {
                let others = teams.keys().filter(|other| **other != team);
                let others: Vec<&str> =
                    others.map(|other| self.roster.teams[*other].name.as_str()).collect();
                let (name, of) = (&self.roster.people[captain].name, &self.roster.teams[team].name);
                let told = format!(
                    "{name} captains features of several teams, and became a member of {of}, not of {}",
                    others.join(", ")
                );
                self.check(told);
            }
        }
    }

    /// What nobody but the company can know.
    fn remarks(&mut self, drafts: &[Draft]) {
        let year = self.a_year_ago();
        for person in &mut self.roster.people {
            // Of the captains of before only those need a reason who have no other.
            if person.why.iter().any(|why| !why.starts_with("captain before")) {
                person.why.retain(|why| !why.starts_with("captain before"));
            }
        }
        let new: Vec<_> =
            self.roster.people.iter().filter(|one| !one.known && one.id.is_some()).collect();
        let crafts = new.iter().filter(|one| one.craft.is_none()).count();
        let quiet = new.iter().filter(|one| one.last.is_none_or(|last| Some(last) < year));
        let quiet: Vec<&str> = quiet.map(|one| one.name.as_str()).collect();
        let new_teams = self.roster.teams.iter().filter(|one| !one.known && one.id.is_some());
        let teams = new_teams.count();
        let mut told = Vec::new();
        if crafts > 0 {
            told.push("what each person practises: write `craft`".to_owned());
        }
        if !quiet.is_empty() {
            let one = if quiet.len() == 1 { "this person is" } else { "these are" };
            told.push(format!(
                "whether {one} still here, who did not write for a year: else write `left`, for {}",
                quiet.join(", ")
            ));
        }
        if teams > 0 {
            told.push("who is in each team, who leads it, and what it is for".to_owned());
        }
        if drafts.iter().any(|draft| draft.captain.is_some()) {
            told.push(
                "whether each captain agrees: `handbook check` names those who have not touched their feature's file".to_owned(),
            );
        }
        for (name, count) in std::mem::take(&mut self.several) {
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            told.push(format!("{name} was taken as the first of several owners, {times}"));
        }
        for ((first, other), pages) in std::mem::take(&mut self.differ) {
            let count = pages.len();
            let many =
                if count == 1 { "1 page has".to_owned() } else { format!("{count} pages have") };
            let example = pages.first().map(String::as_str).unwrap_or_default();
            told.push(format!(
                "{many} another owner by {other} than by {first}, which counts: {example}"
            ));
        }
        self.checks.splice(0..0, told);
    }
}

/// A line of a page, as `path:line`.
fn line_of(page: &Page, bytes: &Range<usize>) -> String {
    let line = page.place(bytes).position().map_or(1, |position| position.line);
    format!("{}:{line}", page.file)
}
