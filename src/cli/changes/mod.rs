//! What commands about changes have in common: opening, choosing, showing.

mod choose;
mod human;
mod open;
mod redline;
mod subject;

use std::collections::BTreeSet;
use std::path::PathBuf;

use zola_handbook::audit::{
    Classes, Entry, Fold, Ledger, Net, Redliner, Report, Selection, told_net,
};
use zola_handbook::escape::to_json;
use zola_handbook::handbook::Handbook;
use zola_handbook::history::{CommitId, Moment};
use zola_handbook::site::report;

use super::{Failure, Terminal};

pub use choose::{Choose, add, verdict};
pub use human::{Telling, counted, human};
pub use open::{Depth, Opened};
pub use subject::{Asked, find, find_page};

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

impl Show {
    /// Whether the words of pages that are gone are shown, too.
    pub fn include_removed(&self) -> bool {
        self.include_removed
    }
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
    /// Where the period begins and ends.
    pub bounds: (Option<Moment>, Option<Moment>),
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
    pub fn answer(&self, opened: &mut Opened, terminal: &Terminal) -> Result<Report, Failure> {
        let report = self.report(opened, terminal, None)?;
        let handbook = &opened.handbook;
        let text = self.written(handbook, &report, terminal)?;
        match (&self.show.template, self.show.format) {
            (None, Form::Human | Form::Json) => terminal.print(&text)?,
            _ => terminal.print_file(text.as_bytes())?,
        }
        if let Some(words) = report.untold_words() {
            terminal.line(&format!("note: {words}"));
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
        opened: &mut Opened,
        terminal: &Terminal,
        length: Option<Length>,
    ) -> Result<Report, Failure> {
        let sign = terminal.progress("reading changes");
        let classes = self.classes(opened)?;
        let ledger = ledger(&opened.handbook)?;
        let entries = ledger.judge(ledger.pick(&self.selection), &classes, &self.selection)?;
        let how = self.show.redline.or(length).map(Length::fold);
        let report = self.written_down(&ledger, &entries, how)?;
        drop(sign);
        Ok(report)
    }

    /// Finds the answer, and what it comes to: one change a page with its redline.
    ///
    /// # Errors
    /// Where git fails.
    pub fn report_and_net(
        &self,
        opened: &mut Opened,
        terminal: &Terminal,
        base: CommitId,
    ) -> Result<(Report, Report), Failure> {
        let sign = terminal.progress("reading changes");
        let classes = self.classes(opened)?;
        let Opened { handbook, memory } = opened;
        let ledger = ledger(handbook)?;
        let entries = ledger.judge(ledger.pick(&self.selection), &classes, &self.selection)?;
        let report = self.written_down(&ledger, &entries, None)?;
        let net = ledger.net(&entries, Some(base))?;
        let cache = memory.as_ref().map(|folder| folder.join("classes"));
        let classes = Classes::of_changes(
            net.iter().filter_map(Net::change),
            &handbook.history,
            ledger.repository,
            &handbook.judging(),
            cache.as_deref(),
        )?;
        let told = told_net(&net, &entries, &classes);
        let how = self.show.redline.map_or(SHORT, Length::fold);
        let net = self.written_down(&ledger, &told, Some(how))?;
        drop(sign);
        Ok((report, net))
    }

    fn written_down(
        &self,
        ledger: &Ledger<'_>,
        entries: &[Entry<'_>],
        how: Option<Fold>,
    ) -> Result<Report, Failure> {
        let redliner = Redliner::new(ledger, self.show.include_removed);
        let untold = ledger.untold(&self.selection);
        let mut report = Report::of(entries, untold, self.bounds, &redliner)?;
        if let Some(how) = how {
            let entries: Vec<&Entry<'_>> = entries.iter().collect();
            let redlines = redliner.folded(&entries, how)?;
            for (change, redline) in report.changes.iter_mut().zip(redlines) {
                change.redline = redline;
            }
        }
        Ok(report)
    }

    /// What the changes did that are asked for. Those that must not be told are taken out of the
    /// history.
    fn classes(&self, opened: &mut Opened) -> Result<Classes, Failure> {
        let picked = ledger(&opened.handbook)?.pick(&self.selection);
        let commits: BTreeSet<usize> =
            picked.into_iter().map(|picked| picked.change.commit).collect();
        // Those of other pages as well: what a commit says may be about a page that is kept.
        opened.classes(&|change| commits.contains(&change.commit))
    }

    /// Whether the answer is to be Markdown.
    pub fn is_markdown(&self) -> bool {
        self.show.template.is_none() && self.show.format == Form::Markdown
    }

    fn written(
        &self,
        handbook: &Handbook,
        report: &Report,
        terminal: &Terminal,
    ) -> Result<String, Failure> {
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
            Form::Human => {
                let there: BTreeSet<&str> =
                    handbook.pages.iter().map(|page| page.file.as_str()).collect();
                let telling = Telling {
                    about: self.about.as_deref(),
                    redlines: self.show.redline.is_some(),
                    is_gone: &|file| !self.show.include_removed && !there.contains(file),
                    style: terminal.result_style(),
                };
                human(report, telling)
            }
        })
    }
}

fn ledger(handbook: &Handbook) -> Result<Ledger<'_>, Failure> {
    handbook.ledger().ok_or_else(|| {
        let words = "there is no git repository here, so nothing is known of changes";
        Failure::Machine(words.into())
    })
}
