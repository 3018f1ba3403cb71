//! `handbook audit`

use zola_handbook::audit::Verdict;

use super::changes::{Choose, Question, Show, open, verdict};
use super::{Failure, Global, Status, Terminal};

/// Say what changed, and whether the owners agreed
///
/// Every change of every page, newest landing first, with what it changed in meaning, who owned the
/// page just before it landed, and what the record shows of their agreement: the owner wrote it,
/// the owner approved it, somebody else did, nobody did as far as the forge knows, or, most often,
/// nobody can say. Approvals are read from trailers (Reviewed-by), merges, and what `handbook
/// approvals import` has brought in; an author's own approval does not count.
///
/// A period goes by when changes reached the published branch. A day that begins or ends it is part
/// of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook audit --since 30d --class meaning        what to read again
  handbook audit --since v1 --until v2 --redline    what changed between two tags, word by word
  handbook audit --kind policy --format csv         every change of a rule, for a spreadsheet
  handbook audit --base main --kind policy --deny unapproved --deny unknown
                                                    stop a branch that changes rules unseen")]
pub struct Audit {
    #[command(flatten)]
    choose: Choose,
    /// Only what this branch changes that REF does not have; owners are those of where they part
    #[arg(long, value_name = "REF", help_heading = "Which changes")]
    base: Option<String>,
    /// Only changes of meaning: the same as --class meaning
    #[arg(long, help_heading = "Which changes")]
    meaning: bool,
    #[command(flatten)]
    show: Show,
    /// Exit with status 1 where a change has this verdict
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    deny: Vec<Verdict>,
}

impl Audit {
    /// Gives the account.
    ///
    /// # Errors
    /// Where the arguments name nothing, or the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let handbook = open(global, terminal)?;
        let (mut selection, bounds) = self.choose.selection(&handbook)?;
        selection.meaningful = self.meaning;
        if let (Some(base), Some(repository)) = (&self.base, &handbook.location.repository) {
            let unknown = || Failure::Usage(format!("--base: `{base}` names no commit here"));
            let base = repository.resolve(base)?.ok_or_else(unknown)?;
            let Some(head) = handbook.history.head else {
                return Err(Failure::Usage("nothing is committed yet".to_owned()));
            };
            let parted = repository.merge_base(base, head)?;
            selection.branch = Some((repository.commits_beyond(base, head)?, parted));
        }
        let question = Question { selection, bounds, show: &self.show, about: None };
        let report = question.answer(&handbook, terminal)?;
        let denied =
            report.changes.iter().filter(|change| self.deny.contains(&change.verdict)).count();
        if denied > 0 {
            let words: Vec<_> = self.deny.iter().map(|verdict| verdict.as_str()).collect();
            terminal.line(&format!(
                "{denied} of {} changes are {}",
                report.changes.len(),
                words.join(" or ")
            ));
            return Ok(Status::Findings);
        }
        Ok(Status::Clean)
    }
}
