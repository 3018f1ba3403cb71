//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use super::index::index;
use super::policies::policies;
use super::standing::Standing;
use super::standing_json;
use crate::audit::{Period, Report};
use crate::escape::to_json;
use crate::handbook::{Handbook, HandbookError};
use crate::history::{HistoryError, Moment};

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
/// JSON, every policy as it stood before and at the end, what changed hands, the reviews and the gaps as
/// they stood at the end, and `manifest.json` with the commit and each file's hash. Policies that are
/// gone today are named; their texts are among them where `removed` says so. `cache` is where to
/// remember what git said. The same commit gives the same bytes.
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
    for (name, text) in standing_json::files(&standing) {
        files.insert(name.to_owned(), text.into_bytes());
    }
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
