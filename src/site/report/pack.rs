//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use super::index::index;
use crate::audit::{Edition, Limit, Period, Redliner, Report};
use crate::escape::to_json;
use crate::handbook::Handbook;
use crate::history::{Action, AsOf, CommitId, HistoryError, LandedBy, Moment, PageLog};
use crate::metadata::PageKind;
use crate::root::RepoPath;

/// What could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
}

/// A pack's files, by their paths in its folder.
pub type Files = BTreeMap<String, Vec<u8>>;

#[derive(Serialize)]
pub(super) struct Attestation {
    pub page: String,
    pub date: Option<String>,
    by: Option<String>,
    commit: Option<String>,
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
/// JSON, every policy as it stood before and at the end, the reviews on record, and
/// `manifest.json` with the commit and each file's hash. Policies that are gone today are named; their
/// texts are among them where `removed` says so. The same commit gives the same bytes.
///
/// # Errors
/// [`PackError`] where git cannot be read.
pub fn pack(
    handbook: &Handbook,
    report: &Report,
    period: &Period,
    removed: bool,
) -> Result<Files, PackError> {
    let mut files = Files::new();
    // What is evidence says until when: today, where nothing else was asked for.
    let to = report.to.unwrap_or(Moment::Day(handbook.today));
    let report = &Report { to: Some(to), ..report.clone() };
    let policies = policies(handbook, report, period, removed, &mut files)?;
    // Of a page that is private or gone nothing is told.
    let reviews = handbook.pages.iter().filter_map(|page| handbook.review(page));
    let reviews: Vec<Attestation> = reviews
        .map(|review| Attestation {
            page: review.page.to_string(),
            date: review.date.as_ref().map(|date| date.value.to_string()),
            by: review.by.as_ref().map(|by| by.value.to_string()),
            commit: review.commit.as_ref().map(|commit| commit.value.to_string()),
            name: review.by.as_ref().map(|by| {
                let person = handbook.org.person(&by.value);
                person.map_or_else(|| by.value.to_string(), |person| person.name.value.clone())
            }),
        })
        .collect();
    files.insert("changes.csv".to_owned(), csv(report).into_bytes());
    files.insert("changes.json".to_owned(), to_json(report).into_bytes());
    files.insert("reviews.json".to_owned(), to_json(&reviews).into_bytes());
    let index = index(handbook, report, period, &policies, &reviews);
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
enum End {
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

fn policies(
    handbook: &Handbook,
    report: &Report,
    period: &Period,
    removed: bool,
    files: &mut Files,
) -> Result<Vec<Policy>, PackError> {
    let (Some(ledger), Some(head)) = (handbook.ledger(), handbook.history.head) else {
        return Ok(Vec::new());
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
        let before = keep(log, &begin, &format!("before/{}", page.path))?;
        let after = keep(log, &end, &format!("after/{}", page.path))?;
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
        for (end, folder) in [(&begin, "before"), (&end, "after")] {
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
