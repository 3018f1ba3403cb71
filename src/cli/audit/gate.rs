//! Which changes are let through: `--deny`.

use jiff::Timestamp;
use std::collections::BTreeMap;
use zola_handbook::audit::{Report, Selection, Verdict};
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
    /// What a branch brings that keeps the handbook from being read, so that nothing is known of
    /// what its rules make of pages.
    pub stops: &'g [String],
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
            if !self.stops.is_empty() {
                shut(
                    "what rules make of other pages is unknown while this cannot be read; mend it \
                      and ask again:"
                        .to_owned(),
                );
                self.stops.iter().for_each(|stop| shut(format!("  {stop}")));
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

/// What a branch shifts besides words.
pub(super) fn shift(
    handbook: &Handbook,
    parted: CommitId,
    selection: &Selection,
) -> Result<Shift, Failure> {
    let Some(branch) = &selection.branch else { return Ok(Shift::default()) };
    let history = &handbook.history;
    // Newest first: the name that a page had on the published branch is told last. Moves that are
    // not asked for count as well: the page is the same.
    let moves = history.pages.iter().flat_map(|(file, log)| {
        let changes = log.changes.iter();
        let changes = changes.filter(|one| branch.commits.contains(&history.commit(one).id));
        changes.filter_map(move |change| Some((file.clone(), change.from.clone()?)))
    });
    let moved: BTreeMap<RepoPath, RepoPath> = moves.collect();
    let scratch = tempfile::tempdir()?;
    let moment = (Timestamp::now(), handbook.today);
    Ok(Shift::since(parted, &handbook.location, &moved, scratch.path(), moment)?)
}
