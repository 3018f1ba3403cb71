//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use super::index::index;
use super::policies::policies;
use super::standing::{Known, Standing};
use crate::api::Named;
use crate::audit::{Period, Report};
use crate::check::Subject;
use crate::escape::to_json;
use crate::handbook::{By, Handbook, HandbookError};
use crate::history::{HistoryError, Moment};
use crate::metadata::PageKind;

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
    let git = handbook.location.repository.as_ref().zip(handbook.history.head);
    let ends = git.map(|(repository, head)| period.ends(repository, head)).transpose()?;
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
