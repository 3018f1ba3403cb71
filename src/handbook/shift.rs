//! What a branch shifts in a handbook besides its words: who owns what, what nobody holds, what
//! breaks a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::hands::{Handed, Hands, Rekinded};
use super::{Handbook, HandbookError, Location, Reading, TELLING};
use crate::check::{Finding, Subject, check};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::history::{CommitId, HistoryError, Repository};
use crate::links;
use crate::org::Former;
use crate::root::RepoPath;

/// What is different after a branch, in words; each in order, and nothing that is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// What would have another owner, captain or team.
    pub owners: Vec<Handed>,
    /// Pages that would be of another kind, so that they bind, or bind no more.
    pub kinds: Vec<Rekinded>,
    /// Gaps that were not there.
    pub opened: Vec<String>,
    /// Gaps that were there.
    pub closed: Vec<String>,
    /// Breaches of rules that were not there and are no gaps, and what else is newly wrong.
    pub breaches: Vec<String>,
    /// What is newly wrong and keeps the handbook from being published. Where anything is, nothing
    /// else of this is known: what could not be read would seem to be gone.
    pub stops: Vec<String>,
    /// Links that are newly wrong and keep the handbook from being published, though all of it could be
    /// read.
    pub refused: Vec<String>,
}

impl Shift {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the handbook as it was at a commit, and as it is in the work tree, both judged by that
    /// day and without their history, and compares them. Only where a link seems to break is history
    /// asked, since that knows former names. `moved` has what the files of moved pages were called at
    /// that commit, by what they are called now; `scratch` is an empty folder that this may write to;
    /// `memory` is where what git said is remembered.
    ///
    /// # Errors
    /// [`HandbookError`] where git, or either handbook, cannot be read.
    pub fn since(
        base: CommitId,
        location: &Location,
        moved: &BTreeMap<RepoPath, RepoPath>,
        (scratch, memory): (&Path, Option<&Path>),
        (now, today): (Timestamp, Date),
    ) -> Result<Self, HandbookError> {
        let Some(repository) = &location.repository else { return Ok(Self::default()) };
        let reading = Reading {
            now,
            today: Some(today),
            drafts: false,
            classes: false,
            // Links that lead nowhere are found on the way.
            site: true,
            since: None,
            cache: None,
        };
        let read = |root: PathBuf| {
            let location = Location { root, prefix: location.prefix.clone(), repository: None };
            Handbook::read(location, &reading)
        };
        let before = read(write_out(repository, base, location, scratch)?)?;
        let mut after = read(location.root.clone())?;
        let known: BTreeSet<_> = before.1.iter().map(recognised).collect();
        let seems_new = |one: &Diagnostic| is_of_link(one) && !known.contains(&recognised(one));
        if after.1.iter().any(seems_new) {
            let repository = Repository::discover(&location.root)?;
            let location = Location {
                root: location.root.clone(),
                prefix: location.prefix.clone(),
                repository,
            };
            let (_, told) = Handbook::read(location, &Reading { cache: memory, ..reading })?;
            let told: BTreeSet<_> = told.iter().map(recognised).collect();
            let stands = |one: &&Diagnostic| !is_of_link(one) || told.contains(&recognised(one));
            let mut standing = Diagnostics::new();
            standing.extend(after.1.iter().filter(stands).cloned());
            after.1 = standing;
        }
        Ok(Self::between(&before, &after, moved))
    }

    fn between(
        (before, known): &(Handbook, Diagnostics),
        (after, problems): &(Handbook, Diagnostics),
        moved: &BTreeMap<RepoPath, RepoPath>,
    ) -> Self {
        let known: BTreeSet<_> = known.iter().map(recognised).collect();
        let of = |wanted: &dyn Fn(&Diagnostic) -> bool| -> Vec<String> {
            let new = problems.iter().filter(|one| wanted(one));
            new.filter(|one| !known.contains(&recognised(one))).map(in_a_line).collect()
        };
        let is_error = |one: &Diagnostic| one.severity == Severity::Error;
        let is_of_link = |one: &Diagnostic| links::REFUSED.contains(&one.code);
        let refused = of(&|one| is_error(one) && is_of_link(one));
        let stops = of(&|one| is_error(one) && !is_of_link(one));
        if !stops.is_empty() {
            return Self { stops, refused, ..Self::default() };
        }
        let mut warnings = of(&is_warning);
        let former = Former::of(&after.org);
        // A page at the old place of another is new.
        let left: BTreeSet<&RepoPath> = moved.values().collect();
        let name_before = |now: &RepoPath| {
            moved.get(now).or_else(|| (!left.contains(now)).then_some(now)).cloned()
        };
        let Hands { owners, kinds } = Hands::between(before, after, &name_before);
        let (gaps_before, breaches_before) = found(before, &former);
        let (gaps, breaches) = found(after, &former);
        let mut wrong = beyond(&breaches, &breaches_before);
        wrong.append(&mut warnings);
        Self {
            owners,
            kinds,
            opened: beyond(&gaps, &gaps_before),
            closed: beyond(&gaps_before, &gaps),
            breaches: wrong,
            stops,
            refused,
        }
    }
}

fn is_warning(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Warning
}

/// Whether a problem is a warning of a link, which may lead to what only history knows.
fn is_of_link(problem: &Diagnostic) -> bool {
    is_warning(problem) && links::REFUSED.contains(&problem.code)
}

/// What a problem is known again by; its line may be another one.
fn recognised(problem: &Diagnostic) -> (&'static str, Option<&RepoPath>, &str) {
    (problem.code, problem.place.as_ref().map(Place::path), &problem.message)
}

/// A problem with its place, as it follows a dash.
fn in_a_line(problem: &Diagnostic) -> String {
    let Some(place) = &problem.place else { return problem.message.clone() };
    match place.position() {
        Some(at) => format!("{}:{}: {}", place.path(), at.line, problem.message),
        None => format!("{}: {}", place.path(), problem.message),
    }
}

/// Writes the files of a handbook at a commit below a folder; gives the handbook's root there. Of
/// pictures and their like only that they are there is of use, so they are written empty.
fn write_out(
    repository: &Repository,
    base: CommitId,
    location: &Location,
    scratch: &Path,
) -> Result<PathBuf, HandbookError> {
    let root = scratch.join(location.prefix.as_str());
    let failed = |path: &Path, source| {
        HandbookError::from(HistoryError::File { path: path.to_owned(), doing: "write", source })
    };
    std::fs::create_dir_all(&root).map_err(|error| failed(&root, error))?;
    for (file, blob) in repository.files_at(base, &location.prefix)? {
        let ending = file.file_name().rsplit_once('.').map_or("", |(_, ending)| ending);
        let tells = TELLING.contains(&ending.to_ascii_lowercase().as_str());
        let path = scratch.join(file.as_str());
        // What is a name to git may be more than one to this system.
        let depth = file.as_str().split('/').count();
        let added = path.strip_prefix(scratch).map_or(0, |below| below.components().count());
        if added != depth {
            continue;
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        let text = if tells { repository.blob(blob)? } else { Vec::new() };
        std::fs::write(&path, text).map_err(|error| failed(&path, error))?;
    }
    Ok(root)
}

/// What breaks a rule: the rule, what it is about under the ids of today, and how, in words.
type Found = BTreeMap<(&'static str, Subject, String), String>;

/// The gaps, and the breaches of other rules, each in a sentence. Where nobody is known at all, that
/// somebody is missing says nothing.
fn found(handbook: &Handbook, former: &Former) -> (Found, Found) {
    if handbook.org.people.is_empty() && handbook.org.teams.is_empty() {
        return (Found::new(), Found::new());
    }
    let nobody = BTreeMap::new();
    let facts = handbook.facts(None, &nobody);
    let (mut gaps, mut breaches) = (Found::new(), Found::new());
    for (rule, _, findings) in check(&facts).found {
        let all = if rule.gap { &mut gaps } else { &mut breaches };
        for Finding { subject, words, .. } in findings {
            let sentence = format!("{} {words}", facts.name_of(&subject));
            let subject = match subject {
                Subject::Feature(id) => Subject::Feature(former.feature(id)),
                Subject::Team(id) => Subject::Team(former.team(id)),
                Subject::Person(id) => Subject::Person(former.person(id)),
                same @ (Subject::Page(_) | Subject::Pattern(_)) => same,
            };
            all.insert((rule.name(), subject, words), sentence);
        }
    }
    (gaps, breaches)
}

/// The sentences of what one has and the other has not: neither about the same thing, which may go
/// by another name now, nor in the same words, about a page that may be elsewhere now.
fn beyond(one: &Found, other: &Found) -> Vec<String> {
    let sentences: BTreeSet<&String> = other.values().collect();
    let new = one
        .iter()
        .filter(|(key, sentence)| !other.contains_key(*key) && !sentences.contains(sentence));
    let new: BTreeSet<&String> = new.map(|(_, sentence)| sentence).collect();
    new.into_iter().cloned().collect()
}
