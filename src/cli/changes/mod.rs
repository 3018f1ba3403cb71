//! What commands about changes have in common: opening, choosing, showing.

mod choose;
mod human;
mod open;
mod redline;
mod subject;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zola_handbook::audit::{
    Classes, Entry, Fold, Ledger, Net, Redliner, Report, Selection, told_net,
};
use zola_handbook::escape::to_json;
use zola_handbook::handbook::Handbook;
use zola_handbook::history::{Change, CommitId};
use zola_handbook::site::report;

use super::{Failure, Terminal};

pub use choose::{Choose, add, verdict};
pub use human::human;
pub use open::{Depth, Opened};
pub use subject::{Asked, find};

/// How changes are shown.
#[derive(Debug, Clone, clap::Args)]
pub struct Show {
    /// Show what changed word by word; `full` shows long changes to their end
    #[arg(
        long,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "folded"
    )]
    redline: Option<Length>,
    /// Show the words of pages that are gone, too
    #[arg(long)]
    include_removed: bool,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Form,
    /// A Tera template to write the answer with: it is given what JSON has, and `summary`
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    template: Option<PathBuf>,
}

/// How much of a redline is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Length {
    /// Words that stayed are left out, and the rest of long changes is counted
    Folded,
    /// All that changed
    Full,
}

/// How much of each page a comment shows: enough to know whether to look.
const SHORT: Fold = Fold { words: 10, passages: 6 };

impl Length {
    fn fold(self) -> Fold {
        match self {
            Self::Folded => Fold::default(),
            Self::Full => Fold { words: usize::MAX / 4, passages: usize::MAX },
        }
    }
}

/// The form of an account of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people
    Human,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
    /// For comments and documents
    Markdown,
}

/// What is asked of a handbook, and how the answer is written.
pub struct Question<'a> {
    /// Which changes.
    pub selection: Selection,
    /// The period, as the answer writes it.
    pub bounds: (Option<String>, Option<String>),
    /// How they are shown.
    pub show: &'a Show,
    /// What the answer is about, where it is one thing.
    pub about: Option<String>,
}

impl Question<'_> {
    /// Answers on stdout, and gives the report.
    ///
    /// # Errors
    /// Where git, the template or stdout fail.
    pub fn answer(&self, opened: &Opened, terminal: &Terminal) -> Result<Report, Failure> {
        let handbook = &opened.handbook;
        let report = self.report(opened, terminal, None)?;
        let text = self.written(&report, terminal)?;
        match (&self.show.template, self.show.format) {
            (None, Form::Human | Form::Json) => terminal.print(&text)?,
            _ => terminal.print_file(text.as_bytes())?,
        }
        if handbook.history.completeness.is_shallow() {
            terminal.line(
                "note: this clone is shallow, so what is older is unknown (git fetch --unshallow)",
            );
        }
        Ok(report)
    }

    /// Finds the answer; with redlines of at least that `length`, whatever the options say.
    ///
    /// # Errors
    /// Where git fails.
    pub fn report(
        &self,
        opened: &Opened,
        terminal: &Terminal,
        length: Option<Length>,
    ) -> Result<Report, Failure> {
        let ledger = ledger(&opened.handbook)?;
        let sign = terminal.progress("reading changes");
        let entries = self.judged(&ledger, opened)?;
        let how = self.show.redline.or(length).map(Length::fold);
        let report = self.written_down(&ledger, &entries, opened, how)?;
        drop(sign);
        Ok(report)
    }

    /// Finds the answer, and what it comes to: one change a page with its redline.
    ///
    /// # Errors
    /// Where git fails.
    pub fn report_and_net(
        &self,
        opened: &Opened,
        terminal: &Terminal,
        base: CommitId,
    ) -> Result<(Report, Report), Failure> {
        let Opened { handbook, memory } = opened;
        let ledger = ledger(handbook)?;
        let sign = terminal.progress("reading changes");
        let entries = self.judged(&ledger, opened)?;
        let report = self.written_down(&ledger, &entries, opened, None)?;
        let net = ledger.net(&entries, Some(base))?;
        let changes = net.iter().filter_map(Net::change);
        let classes = classes(&ledger, changes, handbook, memory.as_deref())?;
        let told = told_net(&net, &entries, &classes);
        let how = self.show.redline.map_or(SHORT, Length::fold);
        let net = self.written_down(&ledger, &told, opened, Some(how))?;
        drop(sign);
        Ok((report, net))
    }

    fn judged<'l>(
        &self,
        ledger: &Ledger<'l>,
        Opened { handbook, memory }: &Opened,
    ) -> Result<Vec<Entry<'l>>, Failure> {
        let picked = ledger.pick(&self.selection);
        let changes = picked.iter().map(|picked| picked.change);
        let classes = classes(ledger, changes, handbook, memory.as_deref())?;
        Ok(ledger.judge(picked, &classes, &self.selection)?)
    }

    fn written_down(
        &self,
        ledger: &Ledger<'_>,
        entries: &[Entry<'_>],
        Opened { handbook, .. }: &Opened,
        how: Option<Fold>,
    ) -> Result<Report, Failure> {
        let mut report = Report::of(
            entries,
            self.bounds.clone(),
            &handbook.org,
            &handbook.config,
            &handbook.zone,
        );
        if let Some(how) = how {
            let redliner = Redliner::new(ledger, self.show.include_removed);
            let folded = |entry: &Entry<'_>| redliner.folded(entry, how);
            let redlines: Vec<_> = entries.par_iter().map(folded).collect::<Result<_, _>>()?;
            for (change, redline) in report.changes.iter_mut().zip(redlines) {
                change.redline = redline;
            }
        }
        Ok(report)
    }

    /// Whether the answer is to be Markdown.
    pub fn is_markdown(&self) -> bool {
        self.show.template.is_none() && self.show.format == Form::Markdown
    }

    fn written(&self, report: &Report, terminal: &Terminal) -> Result<String, Failure> {
        if let Some(path) = &self.show.template {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::Usage(format!("the template {} cannot be read: {error}", path.display()))
            })?;
            return Ok(report::template(report, &path.to_string_lossy(), &text)?);
        }
        Ok(match self.show.format {
            Form::Json => to_json(report),
            Form::Csv => report::csv(report),
            Form::Markdown => report::markdown(report),
            Form::Human => human(
                report,
                self.about.as_deref(),
                self.show.redline.is_some(),
                terminal.result_style(),
            ),
        })
    }
}

fn ledger(handbook: &Handbook) -> Result<Ledger<'_>, Failure> {
    handbook.ledger().ok_or_else(|| {
        Failure::Usage("there is no git repository here, so nothing is known of changes".to_owned())
    })
}

fn classes<'c>(
    ledger: &Ledger<'_>,
    changes: impl IntoIterator<Item = &'c Change>,
    handbook: &Handbook,
    memory: Option<&Path>,
) -> Result<Classes, Failure> {
    Ok(Classes::of_changes(
        changes,
        &handbook.history,
        ledger.repository,
        &handbook.judging(),
        memory.map(|folder| folder.join("classes")).as_deref(),
    )?)
}
