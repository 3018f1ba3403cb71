//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use super::index::index;
use super::standing::{Known, Standing};
use crate::api::Named;
use crate::audit::{Edition, Limit, Period, Redliner, Report};
use crate::check::Subject;
use crate::escape::to_json;
use crate::handbook::{By, Handbook, HandbookError};
use crate::history::{Action, AsOf, CommitId, HistoryError, LandedBy, Moment, PageLog};
use crate::metadata::PageKind;
use crate::root::RepoPath;

/// What could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The handbook could not be read as it stood.
    #[error(transparent)]
    Handbook(#[from] HandbookError),
}

/// A pack's files, by their paths in its folder.
pub type Files = BTreeMap<String, Vec<u8>>;

#[derive(Serialize)]
pub(super) struct Attestation {
    pub page: String,
    pub date: Option<String>,
    pub by: Option<String>,
    pub commit: Option<String>,
    /// What they are called.
    #[serde(skip)]
    pub name: Option<String>,
}

#[derive(Serialize)]
struct Manifest<'m> {
    schema: u32,
    commit: Option<String>,
    from: Option<Moment>,
    to: Option<Moment>,
    files: Vec<Hashed<'m>>,
}

#[derive(Serialize)]
struct Hashed<'m> {
    path: &'m str,
    bytes: usize,
    sha256: String,
}

/// Packs a report of the changes of a period: `index.html` to read and print, the changes as CSV and
/// JSON, every policy as it stood before and at the end, what changed hands, the reviews and the gaps
/// as they stood at the end, and `manifest.json` with the commit and each file's hash. Policies that are gone today are
/// named; their texts are among them where `removed` says so. `cache` is where to remember what git
/// said. The same commit gives the same bytes.
///
/// # Errors
/// [`PackError`] where git cannot be read.
pub fn pack(
    handbook: &Handbook,
    report: &Report,
    period: &Period,
    removed: bool,
    cache: Option<&Path>,
) -> Result<Files, PackError> {
    let mut files = Files::new();
    // What is evidence says until when: today, where nothing else was asked for.
    let to = report.to.unwrap_or(Moment::Day(handbook.today));
    let report = &Report { to: Some(to), ..report.clone() };
    let ends = ends(handbook, period)?;
    let policies = policies(handbook, report, &ends, removed, &mut files)?;
    let standing = Standing::of(handbook, period, ends.as_ref(), cache)?;
    files.insert("changes.csv".to_owned(), csv(report).into_bytes());
    files.insert("changes.json".to_owned(), to_json(report).into_bytes());
    files.insert("reviews.json".to_owned(), to_json(&standing.reviews()).into_bytes());
    files.insert("gaps.json".to_owned(), to_json(&standing.gaps()).into_bytes());
    files.insert("hands.json".to_owned(), to_json(&hands(&standing)).into_bytes());
    let index = index(handbook, report, period, &policies, &standing);
    files.insert("index.html".to_owned(), index.into_string().into_bytes());
    let manifest = Manifest {
        schema: 1,
        commit: handbook.history.head.map(|head| head.to_string()),
        from: report.from,
        to: report.to,
        files: files
            .iter()
            .map(|(path, bytes)| Hashed {
                path,
                bytes: bytes.len(),
                sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            })
            .collect(),
    };
    files.insert("manifest.json".to_owned(), to_json(&manifest).into_bytes());
    Ok(files)
}

/// What changed hands, and which pages changed their kind; nothing where it is not known.
#[derive(Serialize)]
struct HandsFile {
    owners: Option<Vec<HandedOver>>,
    kinds: Option<Vec<OtherKind>>,
}

#[derive(Serialize)]
struct HandedOver {
    kind: &'static str,
    id: String,
    name: String,
    role: &'static str,
    before: Option<Named>,
    after: Option<Named>,
}

#[derive(Serialize)]
struct OtherKind {
    page: String,
    title: String,
    before: Option<PageKind>,
    after: Option<PageKind>,
}

fn hands(standing: &Standing) -> HandsFile {
    let Known::There(hands) = &standing.hands else {
        return HandsFile { owners: None, kinds: None };
    };
    let named = |by: &By| Named { id: by.holder.id().to_owned(), name: by.name.clone() };
    let owners = hands.owners.iter().map(|handed| {
        let (kind, id) = match &handed.subject {
            Subject::Page(file) => ("page", file.to_string()),
            Subject::Feature(id) => ("feature", id.to_string()),
            Subject::Team(id) => ("team", id.to_string()),
            Subject::Person(id) => ("person", id.to_string()),
            Subject::Pattern(pattern) => ("pattern", pattern.clone()),
        };
        HandedOver {
            kind,
            id,
            name: handed.what.clone(),
            role: handed.role,
            before: handed.before.as_ref().map(named),
            after: handed.after.as_ref().map(named),
        }
    });
    let kinds = hands.kinds.iter().map(|one| OtherKind {
        page: one.file.to_string(),
        title: one.title.clone(),
        before: one.before,
        after: one.after,
    });
    HandsFile { owners: Some(owners.collect()), kinds: Some(kinds.collect()) }
}

/// A policy, and what the pack has of it.
pub(super) struct Policy {
    pub title: String,
    /// Its file today, or its last one, as changes name it.
    pub page: String,
    /// Whether it is gone today.
    pub gone: bool,
    pub before: Held,
    pub after: Held,
}

/// What a pack has of a policy as it stood at one end of the period.
pub(super) enum Held {
    /// Its text: a file of the pack.
    File(String),
    /// It was not there.
    NotThere,
    /// It was there, and the page is gone today: its text was not asked for.
    LeftOut,
    /// It was private, or held words that the settings take out of everything.
    Withheld,
    /// The clone does not have its text, or begins later.
    Unread,
}

/// How things stood at one end of the period.
pub(super) enum End {
    /// As of a commit.
    At(AsOf),
    /// Nothing was there.
    Nothing,
    /// Nobody can say.
    Unread,
}

impl End {
    /// What a pack has at this end of a policy of which nothing is found there.
    const fn of_the_absent(&self) -> Held {
        match self {
            Self::At(_) | Self::Nothing => Held::NotThere,
            Self::Unread => Held::Unread,
        }
    }
}

/// How things stood before the period and at its end; nothing where nothing is committed.
fn ends(handbook: &Handbook, period: &Period) -> Result<Option<(End, End)>, PackError> {
    let (Some(ledger), Some(head)) = (handbook.ledger(), handbook.history.head) else {
        return Ok(None);
    };
    let as_of = |commit: CommitId| ledger.repository.as_of(commit, head).map(End::At);
    let at = |limit: &Limit| match limit {
        Limit::Commit(as_of) => Ok(End::At(as_of.clone())),
        Limit::Time(moment) => match ledger.repository.landed_by(head, *moment)? {
            LandedBy::Commit(commit) => as_of(commit),
            LandedBy::Nothing => Ok(End::Nothing),
            LandedBy::Unread => Ok(End::Unread),
        },
    };
    let begin = period.after.as_ref().map_or(Ok(End::Nothing), at)?;
    let end = period.until.as_ref().map_or_else(|| as_of(head), at)?;
    Ok(Some((begin, end)))
}

fn policies(
    handbook: &Handbook,
    report: &Report,
    ends: &Option<(End, End)>,
    removed: bool,
    files: &mut Files,
) -> Result<Vec<Policy>, PackError> {
    let (Some(ledger), Some((begin, end))) = (handbook.ledger(), ends) else {
        return Ok(Vec::new());
    };
    let redliner = Redliner::new(&ledger, removed);
    let mut keep = |log: &PageLog, end: &End, place: &str| -> Result<Held, PackError> {
        let at = match end {
            End::At(at) => at,
            End::Nothing => return Ok(Held::NotThere),
            End::Unread => return Ok(Held::Unread),
        };
        Ok(match redliner.edition(log, at)? {
            Edition::There { text, .. } => {
                let path = format!("policies/{place}");
                files.insert(path.clone(), text);
                Held::File(path)
            }
            Edition::Absent => Held::NotThere,
            Edition::Private | Edition::Redacted => Held::Withheld,
            Edition::Unread => Held::Unread,
        })
    };
    let mut all = Vec::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let kind = owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value);
        let log = handbook.history.pages.get(&page.file);
        let Some(log) = log.filter(|_| kind == Some(PageKind::Policy)) else { continue };
        let before = keep(log, begin, &format!("before/{}", page.path))?;
        let after = keep(log, end, &format!("after/{}", page.path))?;
        let (title, page) = (page.title.clone(), page.file.to_string());
        all.push(Policy { title, page, gone: false, before, after });
    }
    let past = ledger.past();
    let is_policy = |at: CommitId, file: &RepoPath| -> Result<bool, PackError> {
        Ok(past.kind(at, file)? == Some(PageKind::Policy))
    };
    for log in &handbook.history.removed {
        let Some(last) = log.changes.first() else { continue };
        let commit = ledger.history.commit(last);
        // The report has no change of a page that was private to its end.
        let ended = last.action == Action::Removed
            && report.changes.iter().any(|one| {
                one.class == Some("removed")
                    && one.commit == commit.id.to_string()
                    && one.page == last.path.as_str()
            });
        let mut policy = match commit.parents.first() {
            Some(before) if ended => is_policy(*before, &last.path)?,
            _ => false,
        };
        let mut there = Vec::new();
        for (end, folder) in [(begin, "before"), (end, "after")] {
            let End::At(at) = end else { continue };
            if let Some(file) = at.name(ledger.history, log) {
                policy |= is_policy(at.commit, file)?;
                there.push((at, file, folder));
            }
        }
        if !policy {
            continue;
        }
        let mut policy = Policy {
            title: last.path.to_string(),
            page: last.path.to_string(),
            gone: true,
            before: begin.of_the_absent(),
            after: end.of_the_absent(),
        };
        let mut told = ended;
        for (then, file, folder) in there {
            // Apart from those of today: a page of today may have the name of one that is gone.
            let held = match redliner.edition(log, then)? {
                Edition::There { text, .. } if removed => {
                    let path = format!("policies/removed/{folder}/{file}");
                    files.insert(path.clone(), text);
                    Held::File(path)
                }
                Edition::There { .. } => Held::LeftOut,
                Edition::Absent | Edition::Private => continue,
                Edition::Redacted => Held::Withheld,
                Edition::Unread => Held::Unread,
            };
            // Whether a text that nobody can read was private nobody knows.
            told |= !matches!(held, Held::Unread);
            if folder == "before" { policy.before = held } else { policy.after = held }
        }
        if told {
            all.push(policy);
        }
    }
    Ok(all)
}
