//! What a branch shifts in a handbook besides its words: who owns what, what nobody holds, what
//! breaks a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Handbook, HandbookError, Location, Reading};
use crate::check::check;
use crate::history::{CommitId, HistoryError, Repository};
use crate::org::Holder;

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

/// What is held: its name, its place in a stable order, and by whom.
type Holdings = BTreeMap<(String, &'static str), (String, Option<String>)>;

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
        let (was, is) = (holdings(before), holdings(after));
        let owners = is.iter().filter_map(|(key, (what, now))| {
            // What is new has no owner who loses it, and shows as a gap where it has none at all.
            let (_, then) = was.get(key)?;
            (then != now).then(|| Handed {
                what: what.clone(),
                role: key.1,
                before: then.clone(),
                after: now.clone(),
            })
        });
        let (gaps_before, breaches_before) = found(before);
        let (gaps, breaches) = found(after);
        let beyond = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            one.difference(other).cloned().collect::<Vec<_>>()
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

fn holdings(handbook: &Handbook) -> Holdings {
    let org = &handbook.org;
    let mut all = Holdings::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let owner = owned.and_then(|owned| owned.owner.as_ref());
        let owner = owner.map(|owner| org.holder_name(&owner.value).to_string());
        all.insert((page.file.to_string(), "owner"), (page.title.clone(), owner));
    }
    for feature in org.features.values() {
        let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
        let captain = owned.captain.as_ref().map(|one| Holder::Person(one.value.clone()));
        let team = owned.team.as_ref().map(|one| Holder::Team(one.value.clone()));
        for (role, holder) in [("captain", captain), ("team", team)] {
            let name = holder.map(|holder| org.holder_name(&holder).to_string());
            all.insert((feature.id.to_string(), role), (feature.name.value.clone(), name));
        }
    }
    all
}

/// The gaps, and the breaches of other rules, each in a sentence.
fn found(handbook: &Handbook) -> (BTreeSet<String>, BTreeSet<String>) {
    let nobody = BTreeMap::new();
    let facts = handbook.facts(None, &nobody);
    let (mut gaps, mut breaches) = (BTreeSet::new(), BTreeSet::new());
    for (rule, _, findings) in check(&facts).found {
        let all = if rule.gap { &mut gaps } else { &mut breaches };
        for finding in findings {
            all.insert(format!("{} {}", facts.name_of(&finding.subject), finding.words));
        }
    }
    (gaps, breaches)
}
