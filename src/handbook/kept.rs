//! Settings that are to keep something from readers, and keep nothing.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::history::{History, HistoryError, Repository};
use crate::root::RepoPath;

/// Tells of patterns of `private` that name nothing, today or ever, and of commits in `redact` that
/// are not there: a slip in one of those shows what was to be kept. `paths` are all files of the
/// content folder, from it; `content` is that folder, from the repository's root.
///
/// # Errors
/// Where git cannot be read.
pub(super) fn check<'a>(
    config: &Config,
    paths: impl Iterator<Item = &'a RepoPath>,
    content: &RepoPath,
    history: Option<(&History, &Repository)>,
    told: &mut Diagnostics,
) -> Result<(), HistoryError> {
    let today: BTreeSet<&str> = paths.map(RepoPath::as_str).collect();
    let mut known = today.clone();
    if let Some((history, _)) = history {
        let logs = history.pages.values().chain(&history.removed);
        let before = logs
            .flat_map(|log| log.all())
            .flat_map(|change| [Some(&change.path), change.from.as_ref()].into_iter().flatten());
        known.extend(before.filter_map(|path| path.below(content)));
    }
    for pattern in &config.private {
        if !known.iter().any(|path| pattern.value.matches(path)) {
            let message = "this pattern names no page or file, so that it keeps nothing";
            let problem = Diagnostic::warning("config/private-nothing", message);
            told.push(problem.at(pattern.place.clone()).with_help(
                "paths begin at the folder of pages: \"/board/\" is all that is below board/ there",
            ));
        }
    }
    let Some((history, repository)) = history else { return Ok(()) };
    for commit in &config.redact {
        if repository.resolve(commit.value.as_str())?.is_some() {
            continue;
        }
        let (severity, help) = if history.completeness.is_shallow() {
            let help = "this clone is shallow and may not reach back to it: git fetch --unshallow";
            (Severity::Warning, help)
        } else {
            let help = "write the id that it has today: one that was rebased has another";
            (Severity::Error, help)
        };
        let message = format!(
            "no commit begins with `{}`, so that nothing is taken out",
            commit.value.as_str()
        );
        let mut problem = Diagnostic::error("config/redact-nothing", message);
        problem.severity = severity;
        told.push(problem.at(commit.place.clone()).with_help(help));
    }
    Ok(())
}
