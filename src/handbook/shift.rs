//! What a branch shifts in a handbook besides its words: who owns what, what nobody holds, what
//! breaks a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Handbook, HandbookError, Location, Reading};
use crate::check::{Subject, check};
use crate::history::{CommitId, HistoryError, Repository};
use crate::org::{Former, Holder};

/// What is different after a branch, in words; each in order, and nothing that is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// What would have another owner, captain or team.
    pub owners: Vec<Handed>,
    /// Gaps that were not there.
    pub opened: Vec<String>,
    /// Gaps that were there.
    pub closed: Vec<String>,
    /// Breaches of rules that were not there and are no gaps.
    pub breaches: Vec<String>,
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

/// The endings of files that say who owns what; pictures and their like say nothing of it.
const TELLING: &[&str] = &["md", "markdown", "mdx", "toml", "yml", "yaml", "json"];

/// What is held, by its id and as what: what it is called, and by whom it is held.
type Holdings = BTreeMap<(String, &'static str), (String, Option<By>)>;

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
    /// day and without their history, and compares them. `scratch` is an empty folder that this may
    /// write to.
    ///
    /// # Errors
    /// [`HandbookError`] where git, or either handbook, cannot be read.
    pub fn since(
        base: CommitId,
        location: &Location,
        scratch: &Path,
        (now, today): (Timestamp, Date),
    ) -> Result<Self, HandbookError> {
        let Some(repository) = &location.repository else { return Ok(Self::default()) };
        let reading = Reading {
            now,
            today: Some(today),
            drafts: false,
            classes: false,
            site: false,
            since: None,
            cache: None,
        };
        let read = |root: PathBuf| {
            let location = Location { root, prefix: location.prefix.clone(), repository: None };
            Ok::<_, HandbookError>(Handbook::read(location, &reading)?.0)
        };
        let before = read(write_out(repository, base, location, scratch)?)?;
        let after = read(location.root.clone())?;
        Ok(Self::between(&before, &after))
    }

    fn between(before: &Handbook, after: &Handbook) -> Self {
        let former = Former::of(&after.org);
        let (was, is) = (holdings(before, &former), holdings(after, &former));
        let owners = is.iter().filter_map(|(key, (what, now))| {
            // What is new has no owner who loses it, and shows as a gap where it has none at all.
            let (_, then) = was.get(key)?;
            let holder = |by: &Option<By>| by.as_ref().map(|by| by.holder.clone());
            if holder(then) == holder(now) {
                return None;
            }
            let (before, after) = told(then.as_ref(), now.as_ref());
            Some(Handed { what: what.clone(), role: key.1, before, after })
        });
        let (gaps_before, breaches_before) = found(before, &former);
        let (gaps, breaches) = found(after, &former);
        let beyond = |one: &Findings, other: &Findings| {
            let new = one.iter().filter(|(key, _)| !other.contains_key(*key));
            let new: BTreeSet<&String> = new.map(|(_, sentence)| sentence).collect();
            new.into_iter().cloned().collect::<Vec<_>>()
        };
        Self {
            owners: owners.collect(),
            opened: beyond(&gaps, &gaps_before),
            closed: beyond(&gaps_before, &gaps),
            breaches: beyond(&breaches, &breaches_before),
        }
    }
}

/// Writes the files of a handbook at a commit below a folder; gives the handbook's root there.
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
        if !TELLING.contains(&ending.to_ascii_lowercase().as_str()) {
            continue;
        }
        let path = scratch.join(file.as_str());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        std::fs::write(&path, repository.blob(blob)?).map_err(|error| failed(&path, error))?;
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
        all.insert((page.file.to_string(), "owner"), (page.title.clone(), owner));
    }
    for feature in org.features.values() {
        let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
        let captain = owned.captain.as_ref().map(|one| Holder::Person(one.value.clone()));
        let team = owned.team.as_ref().map(|one| Holder::Team(one.value.clone()));
        for (role, holder) in [("captain", captain), ("team", team)] {
            let key = (former.feature(feature.id.clone()).to_string(), role);
            all.insert(key, (feature.name.value.clone(), holder.map(by)));
        }
    }
    all
}

/// Findings by what they are about and what they say of it, each as a sentence.
type Findings = BTreeMap<(Subject, String), String>;

/// The gaps, and the breaches of other rules.
fn found(handbook: &Handbook, former: &Former) -> (Findings, Findings) {
    let nobody = BTreeMap::new();
    let facts = handbook.facts(None, &nobody);
    let (mut gaps, mut breaches) = (Findings::new(), Findings::new());
    for (rule, _, findings) in check(&facts).found {
        let all = if rule.gap { &mut gaps } else { &mut breaches };
        for finding in findings {
            let sentence = format!("{} {}", facts.name_of(&finding.subject), finding.words);
            let subject = match finding.subject {
                Subject::Feature(id) => Subject::Feature(former.feature(id)),
                Subject::Team(id) => Subject::Team(former.team(id)),
                Subject::Person(id) => Subject::Person(former.person(id)),
                same @ (Subject::Page(_) | Subject::Pattern(_)) => same,
            };
            all.insert((subject, finding.words), sentence);
        }
    }
    (gaps, breaches)
}
