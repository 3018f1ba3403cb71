//! Options that choose changes.

use zola_handbook::audit::{Class, Period, Selection, Verdict};
use zola_handbook::handbook::Handbook;
use zola_handbook::history::Moment;
use zola_handbook::metadata::PageKind;

use super::Opened;
use super::subject::{Asked, find};
use crate::cli::asking::moment;
use crate::cli::{Failure, Terminal};

/// A period's beginning and end as the user said them.
type Said = (Option<Moment>, Option<Moment>);

/// Which changes are told. Options of one kind widen, different ones narrow the answer.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Which changes")]
pub struct Choose {
    /// From when on they landed: 2026-11-01, 30d, "6 months"; or what a tag or a commit has not
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// Until when they landed; or what a tag or a commit has
    #[arg(long, value_name = "WHEN")]
    pub until: Option<String>,
    /// Of pages that a team owned then, or owns now
    #[arg(long, value_name = "TEAM")]
    pub team: Vec<String>,
    /// Of pages that document a feature
    #[arg(long, value_name = "FEATURE")]
    pub feature: Vec<String>,
    /// That a person wrote or agreed to, or of pages that they owned then, or own now
    #[arg(long, value_name = "PERSON")]
    pub person: Vec<String>,
    /// Of a page: its file, its address or its title; or of all pages in a folder
    #[arg(long, value_name = "PAGE")]
    pub page: Vec<String>,
    /// Of pages that are a policy, a guide or a note
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Vec<PageKind>,
    /// Of a class: created, removed, substantive, spelling, metadata, links, formatting, none; or
    /// meaning for the first three
    #[arg(long, value_name = "CLASS", value_parser = class)]
    pub class: Vec<Classed>,
    /// Only changes of meaning: the same as --class meaning
    #[arg(long)]
    pub meaning: bool,
    /// With a verdict: owner-authored, owner-approved, approved-by-another, unapproved, unknown
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    pub verdict: Vec<Verdict>,
}

/// What `--class` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Classed {
    /// One class.
    One(Class),
    /// All that change what is meant.
    Meaning,
}

fn kind(text: &str) -> Result<PageKind, String> {
    let known = PageKind::ALL.iter().find(|kind| kind.as_str() == text);
    known.copied().ok_or_else(|| "it is one of policy, guide, note".to_owned())
}

fn class(text: &str) -> Result<Classed, String> {
    if text == "meaning" {
        return Ok(Classed::Meaning);
    }
    let all: Vec<_> = Class::ALL.iter().map(|class| class.as_str()).collect();
    Class::from_name(text)
        .map(Classed::One)
        .ok_or_else(|| format!("it is one of {}, meaning", all.join(", ")))
}

/// A verdict by its name.
pub fn verdict(text: &str) -> Result<Verdict, String> {
    let all: Vec<_> = Verdict::ALL.iter().map(|verdict| verdict.as_str()).collect();
    Verdict::from_name(text).ok_or_else(|| format!("it is one of {}", all.join(", ")))
}

/// The period between two moments, and where it begins and ends.
///
/// # Errors
/// [`Failure::Usage`] where one of them names no moment, or nothing can have landed in between.
pub fn period(
    handbook: &Handbook,
    since: Option<&str>,
    until: Option<&str>,
) -> Result<(Period, Said), Failure> {
    let repository = handbook.location.repository.as_ref();
    let read = |text: Option<&str>, option| {
        text.map(|text| moment((option, text), handbook.today, repository)).transpose()
    };
    let (since, until) = (read(since, "--since")?, read(until, "--until")?);
    let edges = (
        since.map(|since| since.begins(&handbook.zone)),
        until.map(|until| until.ends(&handbook.zone)),
    );
    let period = match (repository, handbook.history.head) {
        (Some(repository), Some(head)) => Period::between(edges, repository, head)?,
        // Nothing is committed that could be in it.
        _ => Period::default(),
    };
    // "Nothing changed" would be true of these, and would let every gate pass.
    if let Some(Moment::Day(day)) = since
        && day > handbook.today
    {
        return Err(Failure::Usage(format!("--since: {day} is still to come")));
    }
    if period.is_backwards(&handbook.history)
        && let (Some(since), Some(until)) = (since, until)
    {
        return Err(Failure::Usage(format!(
            "--since {since} is after --until {until}: the earlier one is --since"
        )));
    }
    Ok((period, (since, until)))
}

impl Choose {
    /// The selection that is meant, and where its period begins and ends.
    ///
    /// # Errors
    /// [`Failure::Usage`] where an option names nothing.
    pub fn selection(
        &self,
        opened: &mut Opened,
        terminal: &Terminal,
    ) -> Result<(Selection, Said), Failure> {
        let (period, bounds) =
            period(&opened.handbook, self.since.as_deref(), self.until.as_deref())?;
        let mut selection = Selection {
            period,
            kinds: self.kind.iter().copied().collect(),
            verdicts: self.verdict.iter().copied().collect(),
            meaningful: self.meaning,
            ..Selection::default()
        };
        for class in &self.class {
            match class {
                Classed::One(class) => {
                    selection.classes.insert(*class);
                }
                Classed::Meaning => {
                    selection.classes.extend(Class::ALL.iter().filter(|one| one.is_meaningful()));
                }
            }
        }
        let asked = [
            ("feature", &self.feature),
            ("team", &self.team),
            ("person", &self.person),
            ("page", &self.page),
        ];
        for (kind, names) in asked {
            for name in names {
                for one in find(opened, &format!("{kind}:{name}"), terminal)? {
                    add(&mut selection, one);
                }
            }
        }
        Ok((selection, bounds))
    }
}

/// Narrows a selection to one thing.
pub fn add(selection: &mut Selection, asked: Asked) {
    match asked {
        Asked::Feature(id) => drop(selection.features.insert(id)),
        Asked::Team(id) => drop(selection.teams.insert(id)),
        Asked::Person(id) => drop(selection.people.insert(id)),
        Asked::Page(file) => drop(selection.pages.insert(file)),
        Asked::Folder(_, files) => selection.pages.extend(files),
    }
}
