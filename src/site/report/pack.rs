//! Everything about a period for an auditor, in files that need nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::csv::csv;
use crate::audit::{Mark, Named, Period, Piece, Report, ReportedChange, What, path_of};
use crate::handbook::Handbook;
use crate::history::{CommitId, HistoryError};
use crate::metadata::PageKind;

/// What could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// JSON could not be written.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
}

/// A pack's files, by their paths in its folder.
pub type Files = BTreeMap<String, Vec<u8>>;

#[derive(Serialize)]
struct Attestation {
    page: String,
    date: Option<String>,
    by: Option<String>,
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
    files.insert("changes.json".to_owned(), serde_json::to_vec_pretty(report)?);
    files.insert("reviews.json".to_owned(), serde_json::to_vec_pretty(&reviews)?);
    let index = index(handbook, report, &policies, &reviews);
    files.insert("index.html".to_owned(), index.into_bytes());
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
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    files.insert("manifest.json".to_owned(), manifest);
    Ok(files)
}

/// A policy, and its files in the pack.
struct Policy {
    title: String,
    before: Option<String>,
    after: Option<String>,
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
    let ledger = handbook.ledger();
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
                let kept = ledger.as_ref().is_some_and(|ledger| ledger.is_kept(name))
                    || crate::audit::is_kept(&String::from_utf8_lossy(&text));
                if kept {
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

const STYLE: &str = "body{font:11pt/1.5 Georgia,serif;max-width:48em;margin:2em auto;padding:0 1em}\
h1,h2,h3{line-height:1.2}article{break-inside:avoid-page;border-top:1px solid #999;padding:.5em 0}\
ins{background:#e2f3e6}del{color:#8a1c12}blockquote{margin:.5em 0 .5em 1em}\
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}\
@media print{a{color:inherit;text-decoration:none}}";

fn index(
    handbook: &Handbook,
    report: &Report,
    policies: &[Policy],
    reviews: &[Attestation],
) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_index(&mut out, handbook, report, policies, reviews);
    out
}

fn write_index(
    out: &mut String,
    handbook: &Handbook,
    report: &Report,
    policies: &[Policy],
    reviews: &[Attestation],
) -> std::fmt::Result {
    let bound = |bound: &Option<String>, none: &str| {
        bound.as_deref().map_or_else(|| none.to_owned(), escaped)
    };
    let title = format!(
        "What changed, {} to {}",
        bound(&report.from, "the beginning"),
        bound(&report.to, "now")
    );
    let head = handbook.history.head.map(|head| head.to_string()).unwrap_or_default();
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<h1>{title}</h1>\n<p>As of commit <code>{head}</code>.</p>"
    )?;
    let summary = report.summary();
    writeln!(out, "<h2>In short</h2>\n<table><tr><th>Verdict<th>Changes</tr>")?;
    for (verdict, count) in &summary.verdicts {
        writeln!(out, "<tr><td>{}<td>{count}</tr>", verdict.words())?;
    }
    writeln!(out, "</table>\n<h2>Policies</h2>\n<ul>")?;
    for policy in policies {
        let link = |path: &Option<String>, word: &str| match path {
            Some(path) => format!("<a href=\"{}\">{word}</a>", escaped(path)),
            None => format!("not there {word}"),
        };
        let (before, after) = (link(&policy.before, "before"), link(&policy.after, "at the end"));
        writeln!(out, "<li>{}: {before}, {after}</li>", escaped(&policy.title))?;
    }
    writeln!(out, "</ul>\n<h2>Changes</h2>")?;
    for change in &report.changes {
        write_change(out, change)?;
    }
    writeln!(out, "<h2>Read, still right</h2>\n<ul>")?;
    for review in reviews {
        let text = |text: &Option<String>| text.as_deref().map(escaped).unwrap_or_default();
        writeln!(
            out,
            "<li>{}: {} by {}</li>",
            escaped(&review.page),
            text(&review.date),
            text(&review.by)
        )?;
    }
    writeln!(out, "</ul>\n<h2>What nobody holds today</h2>\n<ul>")?;
    for (rule, gaps) in handbook.gaps() {
        writeln!(out, "<li>{}: {}</li>", escaped(rule.title), gaps.len())?;
    }
    writeln!(out, "</ul>\n</html>")
}

fn write_change(out: &mut String, change: &ReportedChange) -> std::fmt::Result {
    let names = |all: &[Named]| match all {
        [] => "a machine".to_owned(),
        all => all.iter().map(|one| escaped(&one.name)).collect::<Vec<_>>().join(", "),
    };
    let day = change.landed.get(..10).unwrap_or_default();
    writeln!(
        out,
        "<article>\n<h3>{}, {day}</h3>\n<p>{} by {}: {}<br>{}, +{} −{} words; owned by {}<br>\
         <strong>{}</strong>: {}</p>",
        escaped(&change.title),
        change.commit.get(..12).unwrap_or_default(),
        names(&change.authors),
        escaped(&change.subject),
        change.class.unwrap_or("unread"),
        change.words_added,
        change.words_removed,
        change.owner.as_ref().map_or_else(|| "nobody".to_owned(), |owner| escaped(&owner.name)),
        change.verdict.words(),
        escaped(&change.why)
    )?;
    for piece in change.redline.iter().flatten() {
        match piece {
            Piece::Under(section) => {
                writeln!(out, "<p><em>{}</em></p>", escaped(&path_of(section)))?
            }
            Piece::More(count) => writeln!(out, "<p>and {count} more passages</p>")?,
            Piece::Part(part) => {
                let moved = match &part.what {
                    What::MovedHere(from) => {
                        format!("<em>Moved from {}:</em> ", escaped(&path_of(from)))
                    }
                    What::MovedAway(to) => format!("<em>Moved to {}:</em> ", escaped(&path_of(to))),
                    _ => String::new(),
                };
                write!(out, "<blockquote>{moved}")?;
                for run in &part.runs {
                    let space = if run.text.starts_with(' ') { " " } else { "" };
                    let words = escaped(run.text.trim_start());
                    match run.mark {
                        Mark::Same => write!(out, "{space}{words}")?,
                        Mark::Added => write!(out, "{space}<ins>{words}</ins>")?,
                        Mark::Removed => write!(out, "{space}<del>{words}</del>")?,
                    }
                }
                writeln!(out, "</blockquote>")?;
            }
        }
    }
    writeln!(out, "</article>")
}

fn escaped(text: &str) -> String {
    crate::site::body::escaped(text)
}
