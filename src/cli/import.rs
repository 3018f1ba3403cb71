//! `handbook import`

use jiff::Timestamp;
use zola_handbook::diagnostics::{Diagnostics, Severity};
use zola_handbook::escape::visible;
use zola_handbook::handbook::{Handbook, Reading};
use zola_handbook::history::Moment;
use zola_handbook::proposal::{Asked, Proposal};

use super::asking::{Asking, moment, tell};
use super::writing::write_new;
use super::{Failure, Global, Status, Terminal};

/// Propose an org/ from what the repository says already
///
/// People come from the history and from whatever names them; teams, features and captains from
/// tables of features and their owners; earlier captains from the versions that such a table had;
/// the owners of pages from front matter (owner, maintainer, dri, team, …), tables of pages and
/// CODEOWNERS. Who wrote under several names gets lines for .mailmap.
///
/// Without --write nothing is written: the files are listed, each with what speaks for it. No file
/// that exists is ever changed; rules for an org/ownership.toml that is there, and lines for a
/// .mailmap that is there, are printed instead (--rules, --mailmap). All of it is a guess: read it
/// before you commit it.
///
/// Addresses out of commits are written to org/people/ and .mailmap, to recognise people by, and
/// nowhere else: they are never published.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook import                     what there would be, and what to check
  handbook import --write             write the files that are missing
  handbook import --since 2020-01-01 --commits 5
                                      propose people who wrote long ago, if they wrote five times")]
pub struct Import {
    /// Write the files; only those that are not there
    #[arg(long)]
    write: bool,
    /// Propose people who wrote since then: 2026-11-01, 30d, "6 months", a tag or a commit; without
    /// it, in the year before the newest commit
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Propose people who wrote so many times, whether or not anything names them
    #[arg(long, value_name = "NUMBER", default_value = "2")]
    commits: usize,
    /// The company's name, where no settings say it; else that of the folder
    #[arg(long)]
    name: Option<String>,
    /// Print the rules for the org/ownership.toml that is there
    #[arg(long, conflicts_with_all = ["write", "mailmap"])]
    rules: bool,
    /// Print the lines for the .mailmap that is there, with addresses
    #[arg(long, conflicts_with = "write")]
    mailmap: bool,
}

impl Import {
    /// Proposes, and writes where that is asked for.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let asking = Asking::find(global)?;
        if asking.is_bare() {
            let words =
                "a bare repository has no files to add to: import in a clone with a work tree";
            return Err(Failure::Usage(words.to_owned()));
        }
        let cache = asking.memory.clone();
        let reading = Reading {
            now: Timestamp::now(),
            today: global.today,
            drafts: true,
            // They tell which versions of a page were kept from everybody.
            classes: true,
            site: true,
            since: None,
            cache: cache.as_deref(),
        };
        let sign = terminal.progress("reading pages and history");
        let (handbook, problems) = Handbook::read(asking.location, &reading)?;
        drop(sign);
        if problems.has_errors() {
            // What is wrong with org/ must be right before anything is added to it.
            let mut errors = Diagnostics::new();
            let wrong = problems.iter().filter(|problem| problem.severity == Severity::Error);
            wrong.cloned().for_each(|problem| errors.push(problem));
            tell(&errors, terminal);
            return Ok(Status::Findings);
        }
        let folder = handbook.location.root.file_name();
        let folder = folder.map(|name| name.to_string_lossy().into_owned());
        let company = self.name.clone().or(folder).unwrap_or_else(|| "Our company".to_owned());
        let asked =
            Asked { company: &company, since: self.since(&handbook)?, commits: self.commits };
        let proposal = Proposal::of(&handbook, &asked)?;
        if self.rules || self.mailmap {
            let text = if self.rules { &proposal.rules } else { &proposal.mailmap };
            terminal.print(text.as_deref().unwrap_or_default())?;
            return Ok(Status::Clean);
        }
        let top = handbook.location.boundary();
        if self.write {
            for file in &proposal.files {
                // One that is there by now stays.
                write_new(&top.join(file.path.as_str()), file.text.as_bytes())?;
            }
        }
        let root = global.root.as_ref().map(|root| format!(" --root {}", root.display()));
        terminal.print(&told(&proposal, self.write, &root.unwrap_or_default()))?;
        Ok(Status::Clean)
    }

    fn since(&self, handbook: &Handbook) -> Result<Option<jiff::civil::Date>, Failure> {
        let Some(text) = &self.since else { return Ok(None) };
        let repository = handbook.location.repository.as_ref();
        match moment(("--since", text), handbook.today, repository)? {
            Moment::Day(day) => Ok(Some(day)),
            Moment::Commit(commit) => {
                let said = repository.map(|repository| repository.said(commit)).transpose()?;
                let at = said.and_then(|said| Timestamp::from_second(said.committed).ok());
                Ok(at.map(|at| handbook.day(at)))
            }
        }
    }
}

/// The proposal in words, without the texts of its files; `root` is what the user said of it.
fn told(proposal: &Proposal, written: bool, root: &str) -> String {
    let mut text = String::new();
    let count = proposal.files.len();
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    let head = match (count, written) {
        (0, _) => "Nothing to propose that is not there already.\n".to_owned(),
        (_, true) => format!("Wrote {files}:\n"),
        (_, false) => format!("Would write {files}:\n"),
    };
    text.push_str(&head);
    let width = proposal.files.iter().map(|file| file.path.as_str().chars().count()).max();
    for file in &proposal.files {
        let (path, why) = (visible(file.path.as_str()), visible(&file.why));
        text.push_str(&format!("  {path:width$}  {why}\n", width = width.unwrap_or(0)));
    }
    let mut checks: Vec<String> = proposal.check.clone();
    if proposal.rules.is_some() {
        checks.push(
            "org/ownership.toml is there and stays: what `handbook import --rules` prints belongs into it"
                .to_owned(),
        );
    }
    if proposal.mailmap.is_some() {
        checks.push(
            ".mailmap is there and stays: what `handbook import --mailmap` prints belongs into it"
                .to_owned(),
        );
    }
    if !checks.is_empty() {
        text.push_str("Check:\n");
        for check in &checks {
            text.push_str(&format!("  - {}\n", visible(check)));
        }
    }
    let next = match (count, written) {
        (0, _) => String::new(),
        (_, true) => format!("Next: handbook check{root}, then git add what is right.\n"),
        (_, false) => format!("Nothing was written. To write it: handbook import{root} --write\n"),
    };
    text.push_str(&visible(next.trim_end()));
    text.push_str(if next.is_empty() { "" } else { "\n" });
    text
}
