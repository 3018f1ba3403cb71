//! `handbook audit`

mod gate;

use std::path::{Path, PathBuf};

use zola_handbook::audit::{Branch, End, Limit, Period, Verdict};
use zola_handbook::handbook::{Handbook, HandbookError, Shift};
use zola_handbook::history::AsOf;
use zola_handbook::root::RepoPath;
use zola_handbook::site::report;

use self::gate::{Gate, shift};

use super::changes::{Choose, Depth, Length, Opened, Question, Show, counted, verdict};
use super::{Failure, Global, Status, Terminal};

/// Say what changed, and whether the owners agreed
///
/// Every change of every page, newest landing first, with what it changed in meaning, who owned the
/// page just before it landed, and what the record shows of their agreement: the owner wrote it,
/// the owner approved it, somebody else did, nobody did as far as the forge knows, or, most often,
/// nobody can say. Approvals are read from trailers (Reviewed-by), merges, and what `handbook
/// approvals import` has brought in; an author's own approval does not count.
///
/// A period between days goes by when changes reached the published branch; a day that begins or ends
/// it is part of it. Between tags or commits it is what the one has and the other has not.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook audit --since 30d --class meaning        what to read again
  handbook audit --since v1 --until v2 --redline    what changed between two tags, word by word
  handbook audit --kind policy --format csv         every change of a rule, for a spreadsheet
  handbook audit --base main --kind policy --deny unapproved --deny unknown
                                                    stop a branch that changes rules unseen
  handbook audit --base origin/main --format markdown
                                                    what a pull request changes, as a comment:
                                                    policies, owners, gaps; nothing, if nothing")]
pub struct Audit {
    #[command(flatten)]
    choose: Choose,
    /// Only what this branch changes that REF does not have; owners are those of where they part
    ///
    /// With --format markdown the answer is a comment for a pull request, which also tells what
    /// would be held by somebody else, gaps opened and closed, and rules newly broken. It is empty
    /// where none of that is so.
    #[arg(long, value_name = "REF", help_heading = "Which changes")]
    base: Option<String>,
    #[command(flatten)]
    show: Show,
    /// Write everything about the period into a new folder for an auditor: a page to print, CSV,
    /// JSON, each policy as it stood at both ends, what changed hands, reviews, gaps, and a
    /// manifest with hashes
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
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
        let whole = self.pack.is_some() || self.base.is_some() || !self.choose.page.is_empty();
        let depth = Depth {
            classes: self.pack.is_some(),
            since: self.choose.since.as_deref().filter(|_| !whole),
        };
        let mut opened = Opened::open(global, depth, terminal)?;
        let (mut selection, bounds) = self.choose.selection(&mut opened, terminal)?;
        let handbook = &opened.handbook;
        let mut parted = None;
        if let (Some(base), Some(repository)) = (&self.base, &handbook.location.repository) {
            let unknown = || Failure::Usage(format!("--base: `{base}` names no commit here"));
            let base = repository.resolve(base)?.ok_or_else(unknown)?;
            let Some(head) = handbook.history.head else {
                return Err(Failure::Usage("nothing is committed yet".to_owned()));
            };
            parted = repository.merge_base(base, head)?;
            let commits = repository.commits_beyond(base, head)?;
            let parted = parted.map(|commit| repository.as_of(commit, head)).transpose()?;
            selection.branch = Some(Branch { commits, parted });
        }
        let mut period = selection.period.clone();
        if let Some(parted) = selection.branch.as_ref().and_then(|branch| branch.parted.clone()) {
            // What a pack of a branch calls before is where it parted.
            period.after.get_or_insert(Limit::Commit(parted));
        }
        let question = Question { selection, bounds, show: &self.show, about: None };
        let is_comment = self.pack.is_none() && parted.is_some() && question.is_markdown();
        let shift = match parted {
            Some(parted) if is_comment || self.deny.contains(&Verdict::Unknown) => {
                shift(handbook, parted, &question.selection, opened.memory.as_deref())?
            }
            _ => Shift::default(),
        };
        let report = match (&self.pack, parted) {
            (None, Some(parted)) if is_comment => {
                let (report, net) = question.report_and_net(&mut opened, terminal, parted)?;
                let comment = report::comment(&net, &shift, &opened.handbook);
                terminal.print_file(comment.as_bytes())?;
                report
            }
            (None, _) => {
                let report = question.answer(&mut opened, terminal)?;
                if parted.is_none()
                    && let Some(rules) = rules_changed(&opened.handbook, &period)?
                {
                    terminal.line(&format!(
                        "note: {rules} changed in this time, and with it perhaps who owns a page or \
                         whether it binds; --pack DIR says which did"
                    ));
                }
                report
            }
            (Some(folder), _) => {
                let report = question.report(&mut opened, terminal, Some(Length::Full))?;
                let handbook = &opened.handbook;
                write_pack(
                    folder,
                    &report::pack(
                        handbook,
                        &report,
                        &period,
                        self.show.include_removed(),
                        opened.memory.as_deref(),
                    )?,
                )?;
                terminal.line(&format!(
                    "Packed {} into {}: start with index.html.",
                    counted(report.changes.len(), "change"),
                    folder.display()
                ));
                report
            }
        };
        let rekinded = report::rekinded_unsaid(&shift, &report.changes);
        let gate = Gate { deny: &self.deny, stops: &shift.stops, rekinded: &rekinded };
        Ok(gate.judge(&report, terminal))
    }
}

/// The file of the rules of ownership, where they are other ones at the end of a period than at its
/// beginning: then a page may have changed hands, or bind no more, though nothing was done to it.
fn rules_changed(handbook: &Handbook, period: &Period) -> Result<Option<RepoPath>, Failure> {
    let (Some(repository), Some(head)) = (&handbook.location.repository, handbook.history.head)
    else {
        return Ok(None);
    };
    if period.after.is_none() {
        return Ok(None);
    }
    let rules = handbook.location.prefix.join("org/ownership.toml").map_err(HandbookError::from)?;
    match period.ends(repository, head)? {
        (End::At(begin), End::At(end)) => {
            let text = |at: &AsOf| repository.file_at(at.commit, &rules);
            let changed = text(&begin)? != text(&end)?;
            Ok(changed.then_some(rules))
        }
        _ => Ok(None),
    }
}

/// Writes a pack into a folder that is new or empty: nothing is ever written over.
fn write_pack(folder: &Path, files: &report::Files) -> Result<(), Failure> {
    let failed = |path: &Path, error: std::io::Error| {
        Failure::Machine(format!("cannot write {}: {error}", path.display()).into())
    };
    let is_taken = std::fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_some());
    if is_taken || folder.is_file() {
        return Err(Failure::Usage(format!(
            "--pack: {} is there already; name a new folder",
            folder.display()
        )));
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above).map_err(|error| failed(above, error))?;
        }
        std::fs::write(&path, bytes).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}
