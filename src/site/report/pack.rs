//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use super::index::index;
use crate::audit::{Period, Redliner, Report};
use crate::escape::to_json;
use crate::handbook::Handbook;
use crate::history::{CommitId, HistoryError};
use crate::metadata::PageKind;

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
    pub by: Option<String>,
    commit: Option<String>,
}

#[derive(Serialize)]
struct Manifest<'m> {
    schema: u32,
    commit: Option<String>,
    from: &'m Option<String>,
    to: &'m Option<String>,
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
/// `manifest.json` with the commit and each file's hash. The same commit gives the same bytes.
///
/// # Errors
/// [`PackError`] where git cannot be read.
pub fn pack(handbook: &Handbook, report: &Report, period: Period) -> Result<Files, PackError> {
    let mut files = Files::new();
    let policies = policies(handbook, period, &mut files)?;
    let reviews: Vec<Attestation> = handbook
        .org
        .reviews
        .values()
        // Of a page that is private or gone nothing is told.
        .filter(|review| {
            handbook
                .pages
                .iter()
                .any(|page| crate::org::ReviewedPage::new(page.path.as_str()) == review.page)
        })
        .map(|review| Attestation {
            page: review.page.to_string(),
            date: review.date.as_ref().map(|date| date.value.to_string()),
            by: review.by.as_ref().map(|by| by.value.to_string()),
            commit: review.commit.as_ref().map(|commit| commit.value.to_string()),
        })
        .collect();
    files.insert("changes.csv".to_owned(), csv(report).into_bytes());
    files.insert("changes.json".to_owned(), to_json(report).into_bytes());
    files.insert("reviews.json".to_owned(), to_json(&reviews).into_bytes());
    let index = index(handbook, report, &policies, &reviews);
    files.insert("index.html".to_owned(), index.into_string().into_bytes());
    let manifest = Manifest {
        schema: 1,
        commit: handbook.history.head.map(|head| head.to_string()),
        from: &report.from,
        to: &report.to,
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

/// A policy, and its files in the pack.
pub(super) struct Policy {
    pub title: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

fn policies(
    handbook: &Handbook,
    period: Period,
    files: &mut Files,
) -> Result<Vec<Policy>, PackError> {
    let (Some(repository), Some(head)) = (&handbook.location.repository, handbook.history.head)
    else {
        return Ok(Vec::new());
    };
    let begin = match period.after {
        Some(after) => repository.landed_by(head, after)?,
        None => None,
    };
    let end = match period.until {
        Some(until) => repository.landed_by(head, until)?,
        None => Some(head),
    };
    let Some(ledger) = handbook.ledger() else { return Ok(Vec::new()) };
    let redliner = Redliner::new(&ledger, false);
    let mut all = Vec::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let kind = owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value);
        if kind != Some(PageKind::Policy) {
            continue;
        }
        let mut keep = |at: Option<CommitId>, folder: &str| -> Result<Option<String>, PackError> {
            let (Some(at), Some(log)) = (at, handbook.history.pages.get(&page.file)) else {
                return Ok(None);
            };
            let names = log.changes.iter().flat_map(|one| [Some(&one.path), one.from.as_ref()]);
            for name in names.flatten() {
                let Some(blob) = repository.file_at(at, name)? else { continue };
                let text = repository.blob(blob)?;
                let words = String::from_utf8_lossy(&text);
                if !redliner.may_show((Some(page), log), name, &words)? {
                    return Ok(None);
                }
                let path = format!("policies/{folder}/{}", page.path);
                files.insert(path.clone(), text);
                return Ok(Some(path));
            }
            Ok(None)
        };
        let before = keep(begin, "before")?;
        let after = keep(end, "after")?;
        all.push(Policy { title: page.title.clone(), before, after });
    }
    Ok(all)
}
