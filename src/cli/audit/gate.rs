//! Which changes are let through: `--deny`.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::Path;
use zola_handbook::audit::{Report, Selection, Verdict};
use zola_handbook::handbook::{Handbook, Rekinded, Shift};
use zola_handbook::history::CommitId;
use zola_handbook::org::Holder;
use zola_handbook::root::RepoPath;

use crate::cli::changes::counted;
use crate::cli::{Failure, Status, Terminal};

/// What is not let through.
pub(super) struct Gate<'g> {
    /// Changes of these verdicts.
    pub deny: &'g [Verdict],
    /// What a branch brings that keeps the handbook from being read, so that nothing is known of
    /// what its rules make of pages.
    pub stops: &'g [String],
    /// Pages that become another kind by no change that is told: whether their owners agreed is
    /// unknown.
    pub rekinded: &'g [&'g Rekinded],
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
                counted(report.changes.len(), "change"),
                if denied == 1 { "is" } else { "are" },
                words.join(" or ")
            ));
        }
        if self.deny.contains(&Verdict::Unknown) {
            // What nobody can tell of is unknown, too, and so is who agreed to a rule.
            if report.untold > 0 {
                shut(format!("{} that cannot be told: unknown", counted(report.untold, "change")));
            }
            if !self.stops.is_empty() {
                shut(
                    "what rules make of other pages is unknown while this cannot be read; mend it \
                      and ask again:"
                        .to_owned(),
                );
                self.stops.iter().for_each(|stop| shut(format!("  {stop}")));
            }
            for rekinded in self.rekinded {
                let (file, (before, after)) = (&rekinded.file, rekinded.kinds());
                let what = if rekinded.by_rule { "a rule" } else { "its own front matter" };
                shut(format!("{file}: {what} turns {before} into {after}: unknown"));
            }
        }
        if is_shut { Status::Findings } else { Status::Clean }
    }
}

/// What a branch shifts besides words; of pages that become another kind those that are asked for.
pub(super) fn shift(
    handbook: &Handbook,
    parted: CommitId,
    selection: &Selection,
    memory: Option<&Path>,
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
    let scratch = (scratch.path(), memory);
    let mut shift = Shift::since(parted, &handbook.location, &moved, scratch, moment)?;
    shift.kinds.retain(|one| is_asked(one, selection, handbook));
    Ok(shift)
}

/// Whether a page that became another kind is among those of which changes are told. By what a change
/// is, or what is said of it, no page is passed over: what binds people is what pages mean.
fn is_asked(one: &Rekinded, selection: &Selection, handbook: &Handbook) -> bool {
    let Selection { teams, features, people, pages, kinds, .. } = selection;
    let narrowed = !teams.is_empty() || !people.is_empty();
    let of_holder = one.holders.iter().any(|holder| match holder {
        Holder::Team(team) => teams.contains(team),
        Holder::Person(person) => people.contains(person),
    });
    let documented = || {
        let page = handbook.pages.iter().find(|page| page.file == one.file);
        let mut features = features.iter().filter_map(|id| handbook.org.feature(id));
        page.is_some_and(|page| features.any(|feature| feature.documents(&page.path)))
    };
    (kinds.is_empty() || one.before.iter().chain(&one.after).any(|kind| kinds.contains(kind)))
        && (pages.is_empty() || pages.contains(&one.file))
        && (!narrowed || of_holder)
        && (features.is_empty() || documented())
}
