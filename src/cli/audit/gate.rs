//! Which changes are let through: `--deny`.

use jiff::Timestamp;
use std::collections::BTreeMap;
use zola_handbook::audit::{Report, Verdict};
use zola_handbook::handbook::{Handbook, Rekinded, Shift};
use zola_handbook::history::CommitId;
use zola_handbook::metadata::PageKind;
use zola_handbook::root::RepoPath;

use super::changes;
use crate::cli::{Failure, Status, Terminal};

/// What is not let through.
pub(super) struct Gate<'g> {
    /// Changes of these verdicts.
    pub deny: &'g [Verdict],
    /// Pages that a rule makes another kind: whether their owners agreed is unknown.
    pub by_rule: &'g [Rekinded],
}

impl Gate<'_> {
    /// Says what of a report is not let through.
    pub(super) fn judge(&self, report: &Report, terminal: &Terminal) -> Status {
        let mut is_shut = false;
        let mut shut = |words: String| {
            is_shut = true;
            terminal.line(&words);
        };
        let denied = report.changes.iter().filter(|change| self.deny.contains(&change.verdict));
        let denied = denied.count();
        if denied > 0 {
            let words: Vec<_> = self.deny.iter().map(|verdict| verdict.as_str()).collect();
            shut(format!(
                "{denied} of {} {} {}",
                changes(report.changes.len()),
                if denied == 1 { "is" } else { "are" },
                words.join(" or ")
            ));
        }
        if self.deny.contains(&Verdict::Unknown) {
            // What nobody can tell of is unknown, too, and so is who agreed to a rule.
            if report.untold > 0 {
                shut(format!("{} that cannot be told: unknown", changes(report.untold)));
            }
            for Rekinded { file, before, after, .. } in self.by_rule {
                let kind = |kind: &Option<PageKind>| kind.map_or("no kind", PageKind::as_str);
                let (before, after) = (kind(before), kind(after));
                shut(format!("{file}: a rule turns {before} into {after}: unknown"));
            }
        }
        if is_shut { Status::Findings } else { Status::Clean }
    }
}

/// What a branch shifts besides words, given the changes that it makes.
pub(super) fn shift(
    handbook: &Handbook,
    parted: CommitId,
    report: &Report,
) -> Result<Shift, Failure> {
    // Newest first: the name that a page had on the published branch is told last.
    let moves = report.changes.iter().filter_map(|change| {
        let then = RepoPath::new(change.moved_from.as_ref()?).ok()?;
        Some((RepoPath::new(&change.page).ok()?, then))
    });
    let moved: BTreeMap<RepoPath, RepoPath> = moves.collect();
    let scratch = tempfile::tempdir()?;
    let moment = (Timestamp::now(), handbook.today);
    Ok(Shift::since(parted, &handbook.location, &moved, scratch.path(), moment)?)
}
