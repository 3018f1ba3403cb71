//! What a branch shifts in a handbook besides its words: who owns what, what nobody holds, what
//! breaks a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Handbook, HandbookError, Location, Reading};
use crate::check::{Finding, Subject, check};
use crate::content::Page;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::history::{CommitId, HistoryError, Repository};
use crate::metadata::PageKind;
use crate::org::{Former, Holder};
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
}

/// Something that is held by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handed {
    /// What: the title of a page, or the name of a feature.
    pub what: String,
    /// As what it is held: `owner`, `captain`, `team`.
    pub role: &'static str,
    /// By whom it was held; nothing for nobody.
    pub before: Option<String>,
    /// By whom it is held; nothing for nobody.
    pub after: Option<String>,
}

/// A page of another kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rekinded {
    /// Its file, from the repository's root.
    pub file: RepoPath,
    /// Its title.
    pub title: String,
    /// What it was; nothing where nothing said so.
    pub before: Option<PageKind>,
    /// What it is; nothing where nothing says so.
    pub after: Option<PageKind>,
    /// What its owner was called before; nothing for nobody.
    pub owner: Option<String>,
    /// Who owned it before, and who owns it after.
    pub holders: BTreeSet<Holder>,
    /// Whether the page says of its own kind what it said before, so that a folder's page or a rule
    /// made it another one.
    pub by_rule: bool,
}

/// The endings of files that say who owns what; pictures and their like say nothing of it.
const TELLING: &[&str] = &["md", "markdown", "mdx", "toml", "yml", "yaml", "json"];

/// As what a page is held.
const OWNER: &str = "owner";

/// What is held and as what: what it is called, and by whom it is held.
type Holdings = BTreeMap<(Subject, &'static str), (String, Option<By>)>;

/// What the files of pages were called before, by what they are called now; the same, but for these.
struct Formerly<'m> {
    moved: &'m BTreeMap<RepoPath, RepoPath>,
    left: BTreeSet<&'m RepoPath>,
}

impl<'m> Formerly<'m> {
    fn new(moved: &'m BTreeMap<RepoPath, RepoPath>) -> Self {
        Self { moved, left: moved.values().collect() }
    }

    /// Nothing for a new page, and for one at the old place of another.
    fn name<'a>(&self, now: &'a RepoPath) -> Option<&'a RepoPath>
    where
        'm: 'a,
    {
        self.moved.get(now).or_else(|| (!self.left.contains(now)).then_some(now))
    }

    fn subject(&self, now: &Subject) -> Option<Subject> {
        match now {
            Subject::Page(file) => self.name(file).cloned().map(Subject::Page),
            other => Some(other.clone()),
        }
    }
}

/// Who holds something: what matters is who they are, not what they are called.
struct By {
    holder: Holder,
    name: String,
}

impl Shift {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the handbook as it was at a commit, and as it is in the work tree, both judged by that
    /// day and without their history, and compares them. `moved` has what the files of moved pages
    /// were called at that commit, by what they are called now; `scratch` is an empty folder that this
    /// may write to.
    ///
    /// # Errors
    /// [`HandbookError`] where git, or either handbook, cannot be read.
    pub fn since(
        base: CommitId,
        location: &Location,
        moved: &BTreeMap<RepoPath, RepoPath>,
        scratch: &Path,
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
        let after = read(location.root.clone())?;
        Ok(Self::between(&before, &after, moved))
    }

    fn between(
        (before, known): &(Handbook, Diagnostics),
        (after, problems): &(Handbook, Diagnostics),
        moved: &BTreeMap<RepoPath, RepoPath>,
    ) -> Self {
        let known: BTreeSet<_> = known.iter().map(recognised).collect();
        let of = |severity: Severity| {
            let new = problems.iter().filter(|one| one.severity == severity);
            new.filter(|one| !known.contains(&recognised(one))).map(in_a_line).collect()
        };
        let stops: Vec<String> = of(Severity::Error);
        if !stops.is_empty() {
            return Self { stops, ..Self::default() };
        }
        let mut warnings: Vec<String> = of(Severity::Warning);
        let former = Former::of(&after.org);
        let formerly = Formerly::new(moved);
        let (was, is) = (holdings(before, &former), holdings(after, &former));
        let owners = is.iter().filter_map(|((subject, role), (what, now))| {
            // What is new has no owner who loses it, and shows as a gap where it has none at all.
            let (_, then) = was.get(&(formerly.subject(subject)?, *role))?;
            let holder = |by: &Option<By>| by.as_ref().map(|by| by.holder.clone());
            if holder(then) == holder(now) {
                return None;
            }
            let (before, after) = told(then.as_ref(), now.as_ref());
            Some(Handed { what: what.clone(), role, before, after })
        });
        let (gaps_before, breaches_before) = found(before, &former);
        let (gaps, breaches) = found(after, &former);
        let mut wrong = beyond(&breaches, &breaches_before);
        wrong.append(&mut warnings);
        let then: BTreeMap<_, _> =
            kinds(before).map(|(page, kind)| (&page.file, (page, kind))).collect();
        let rekinded = kinds(after).filter_map(|(page, after)| {
            let formerly = formerly.name(&page.file)?;
            let (page_then, before) = *then.get(formerly)?;
            let (file, title) = (page.file.clone(), page.title.clone());
            let (_, owner) = was.get(&(Subject::Page(formerly.clone()), OWNER))?;
            let owner_now = is.get(&(Subject::Page(file.clone()), OWNER));
            let owner_now = owner_now.and_then(|(_, owner)| owner.as_ref());
            let holders = owner.iter().chain(owner_now).map(|by| by.holder.clone()).collect();
            let owner = owner.as_ref().map(|owner| owner.name.clone());
            let own = |page: &Page| page.claims.kind.as_ref().map(|kind| kind.value);
            let by_rule = own(page_then) == own(page);
            let told = Rekinded { file, title, before, after, owner, holders, by_rule };
            (before != after).then_some(told)
        });
        Self {
            owners: owners.collect(),
            kinds: rekinded.collect(),
            opened: beyond(&gaps, &gaps_before),
            closed: beyond(&gaps_before, &gaps),
            breaches: wrong,
            stops,
        }
    }
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

/// What two holders are called, with their ids where both are called alike.
fn told(then: Option<&By>, now: Option<&By>) -> (Option<String>, Option<String>) {
    let alike = then.is_some_and(|then| now.is_some_and(|now| then.name == now.name));
    let name =
        |by: &By| if alike { format!("{} ({})", by.name, by.holder) } else { by.name.clone() };
    (then.map(name), now.map(name))
}

/// Who holds what in a handbook, by the ids that people, teams and features have after the branch.
fn holdings(handbook: &Handbook, former: &Former) -> Holdings {
    let org = &handbook.org;
    let by = |holder: Holder| {
        let name = org.holder_name(&holder).to_owned();
        By { holder: former.holder(holder), name }
    };
    let mut all = Holdings::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let owner = owned.and_then(|owned| owned.owner.as_ref());
        let owner = owner.map(|owner| by(owner.value.clone()));
        all.insert((Subject::Page(page.file.clone()), OWNER), (page.title.clone(), owner));
    }
    for feature in org.features.values() {
        let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
        let captain = owned.captain.as_ref().map(|one| Holder::Person(one.value.clone()));
        let team = owned.team.as_ref().map(|one| Holder::Team(one.value.clone()));
        for (role, holder) in [("captain", captain), ("team", team)] {
            let key = (Subject::Feature(former.feature(feature.id.clone())), role);
            all.insert(key, (feature.name.value.clone(), holder.map(by)));
        }
    }
    all
}

/// The pages of a handbook, and what kind each is.
fn kinds(handbook: &Handbook) -> impl Iterator<Item = (&Page, Option<PageKind>)> {
    handbook.pages.iter().map(|page| {
        let owned = handbook.ownership.pages.get(&page.file);
        (page, owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value))
    })
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
