//! `handbook check`

use std::collections::BTreeMap;

use zola_handbook::check::{RULES, apply, check};
use zola_handbook::diagnostics::{Diagnostics, Severity, Style, render};
use zola_handbook::handbook::{Handbook, Reading};
use zola_handbook::root::RepoPath;

use super::asking::Asking;
use super::handbook::Shown;
use super::{Failure, Global, Status, Terminal};

/// Hold people, teams, features and pages against the rules, and tell what nobody holds
///
/// Everything that is wrong is told at once, in the same order each time, with what to do about it:
/// what cannot be read, what contradicts itself, and every breach of a rule.
///
/// A rule is weighed or switched off for the whole handbook in [extra.handbook.check] of the
/// configuration (team-size = "off"), and in place by a comment: `# handbook: allow team-size` at
/// the head of a file is about the file, anywhere else about its own line and the next.
///
/// Exit status: 0 where nothing but notes is found, 1 where anything is that should be mended.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook check                   everything, with what to do about it
  handbook check --fix             mend what has exactly one right edit
  handbook check --format github   as annotations of a pull request
  handbook check --rules           the rules, each in a sentence")]
pub struct Check {
    /// How to show what is found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Shown,
    /// Mend what has exactly one right edit, and keep comments; then tell the rest
    #[arg(long)]
    fix: bool,
    /// Stop at warnings as if they were errors; notes stay notes
    #[arg(long)]
    strict: bool,
    /// Do without git's history: quicker, and review dates and unconfirmed ownership are not judged
    #[arg(long)]
    without_history: bool,
    /// List the rules and what they weigh, and check nothing
    #[arg(long)]
    rules: bool,
}

impl Check {
    /// Checks.
    ///
    /// # Errors
    /// Where the machine fails, or a fix cannot be written.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        if self.rules {
            return list(terminal);
        }
        let asking = Asking::find(global)?;
        if asking.is_bare() {
            let words = "a bare repository has no files to check: check a clone with a work tree";
            return Err(Failure::Usage(words.to_owned()));
        }
        let mut problems = self.problems(&asking, global, terminal)?;
        if self.fix && self.mend(&asking, global, terminal)? {
            problems = self.problems(&asking, global, terminal)?;
        }
        if self.strict {
            problems.promote_warnings();
        }
        self.show(&problems, terminal)?;
        let clean = problems.worst().is_none_or(|worst| worst == Severity::Note);
        Ok(if clean { Status::Clean } else { Status::Findings })
    }

    fn read(&self, asking: &Asking, global: &Global) -> Result<(Handbook, Diagnostics), Failure> {
        let mut location = zola_handbook::handbook::Location::of(&asking.location.root)?;
        if self.without_history {
            location.repository = None;
        }
        let reading = Reading {
            now: jiff::Timestamp::now(),
            today: global.today,
            drafts: true,
            classes: !self.without_history,
            site: true,
            since: None,
            cache: asking.memory.as_deref(),
        };
        Ok(Handbook::read(location, &reading)?)
    }

    fn problems(
        &self,
        asking: &Asking,
        global: &Global,
        terminal: &Terminal,
    ) -> Result<Diagnostics, Failure> {
        let _sign = terminal.progress("checking");
        let (handbook, mut problems) = self.read(asking, global)?;
        let files = asking.files_where_asked(&handbook);
        let past = if self.without_history { None } else { asking.past()? };
        let unconfirmed = match past {
            Some(past) => {
                let bulk = usize::try_from(handbook.config.bulk).unwrap_or(usize::MAX);
                past.unconfirmed(&handbook.org, handbook.today, &handbook.zone, bulk)?
            }
            None => BTreeMap::new(),
        };
        let facts = handbook.facts(files.as_deref(), &unconfirmed);
        problems.extend(check(&facts).diagnostics(&facts));
        if handbook.config.strict {
            problems.promote_warnings();
        }
        Ok(problems)
    }

    /// Writes every edit that is the one right one; tells which files it wrote.
    fn mend(&self, asking: &Asking, global: &Global, terminal: &Terminal) -> Result<bool, Failure> {
        let (handbook, problems) = self.read(asking, global)?;
        let unread = |path: &RepoPath| {
            problems.iter().any(|problem| {
                problem.severity == Severity::Error
                    && problem.place.as_ref().is_some_and(|place| place.path() == path)
            })
        };
        let nobody = BTreeMap::new();
        let facts = handbook.facts(None, &nobody);
        let checked = check(&facts);
        // What cannot be read whole is not edited.
        let fixes: Vec<_> = checked.fixes().filter(|fix| !unread(&fix.path)).collect();
        let on_disk = |path: &RepoPath| asking.on_disk(path);
        let texts = apply(fixes.iter().copied(), |path| {
            std::fs::read_to_string(on_disk(path)).map_err(|error| error.to_string())
        })?;
        let count = texts.len();
        for (path, text) in texts {
            super::writing::write(&on_disk(&path), text.as_bytes())?;
            terminal.line(&format!("mended {path}"));
        }
        Ok(count > 0)
    }

    fn show(&self, problems: &Diagnostics, terminal: &Terminal) -> Result<(), Failure> {
        let style = Style {
            colour: terminal.result_style().colour,
            width: terminal.width(),
            ..Style::default()
        };
        let text = render(problems, self.format.format(), style);
        terminal.print(&text)?;
        if problems.is_empty() && self.format == Shown::Human {
            terminal.line("Nothing to mend, and no gap.");
        }
        Ok(())
    }
}

fn list(terminal: &Terminal) -> Result<Status, Failure> {
    let mut text = String::new();
    for rule in RULES {
        let severity = rule.severity.to_string();
        text.push_str(&format!("{:<32}{severity:<9}{}\n", rule.name(), rule.rule));
    }
    terminal.print(&text)?;
    Ok(Status::Clean)
}
