//! `handbook build`

use std::path::PathBuf;
use std::time::{Duration, Instant};

use zola_handbook::diagnostics::Diagnostics;
use zola_handbook::zola::{BuildRequest, Outcome, Output, Published, Zola, to_diagnostics};

use super::handbook::{Opened, Options, Outputs, StagedSite};
use super::{Failure, Global, Status, Terminal};

/// Publish the handbook into public/
///
/// Reads the pages, org/ and git, stages a Zola site in .handbook/site, builds it, and swaps the
/// result in as a whole. Where anything fails, the site that was there before stays.
///
/// Metadata that cannot be read or contradicts itself stops the build, since a wrong owner is worse
/// than an old page. Problems of content are told and the page is published; --strict stops for
/// them too.
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    options: Options,
    /// The folder to publish into, from the handbook's root
    #[arg(long, value_name = "DIR", default_value = "public")]
    output: PathBuf,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    /// Append the folder and the counts of what was published to a file, as name=value lines: for
    /// $GITHUB_OUTPUT, or a dotenv report of GitLab
    #[arg(long, value_name = "FILE")]
    outputs: Option<PathBuf>,
}

impl Build {
    /// Builds the site.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let started = Instant::now();
        let opened = Opened::open(global, &self.options, self.drafts, terminal)?;
        if !opened.tell_first(terminal)? {
            terminal.line("Nothing was published; the site that was there before is as it was.");
            return Ok(Status::Findings);
        }
        let target = opened.output(&self.output)?;
        let outputs =
            self.outputs.as_ref().map(|file| opened.outputs(file, &target)).transpose()?;
        let zola = opened.zola(&self.options, terminal)?;
        let request = Request { target, drafts: self.drafts };
        match request.run(&opened, &self.options, &zola, terminal)? {
            Ended::Published(site) => {
                outputs.map_or(Ok(()), Outputs::write)?;
                self.say(&opened, &site, &zola, started.elapsed(), terminal);
                Ok(Status::Clean)
            }
            Ended::Refused(problems) => {
                opened.tell_rest(&problems, terminal)?;
                terminal
                    .line("Nothing was published; the site that was there before is as it was.");
                Ok(Status::Findings)
            }
        }
    }

    fn say(&self, opened: &Opened, site: &Site, zola: &Zola, took: Duration, terminal: &Terminal) {
        let folder = opened.shown(&site.published.path);
        terminal.line(&format!(
            "Published {} into {folder} in {:.1} s.",
            opened.in_words(),
            took.as_secs_f64()
        ));
        terminal.line(&format!("  git     {}", opened.history_in_words()));
        terminal.line(&format!("  staged  {}", Opened::written_in_words(site.staged.written)));
        terminal.line(&format!(
            "  zola    {} took {:.1} s",
            zola.version(),
            site.took.as_secs_f64()
        ));
        if let Some(error) = &site.published.left_behind {
            terminal.line(&format!("  note    {error}"));
        }
        if let Some(words) = opened.how_to_ignore(&site.published.path) {
            terminal.line(&format!("  note    {words}"));
        }
        if opened.is_empty() {
            terminal.line("There are no pages here; `handbook init` writes some to begin with.");
        }
        terminal.line(&format!("Look at it: handbook serve{}", opened.root_argument()));
    }
}

/// One build of an opened handbook.
pub struct Request {
    /// The folder to publish into.
    pub target: PathBuf,
    /// Whether drafts are built too.
    pub drafts: bool,
}

/// How a build ended.
pub enum Ended {
    /// The site is in place.
    Published(Box<Site>),
    /// Zola refused it; nothing changed.
    Refused(Diagnostics),
}

/// A site that is in place.
pub struct Site {
    /// What was staged for it.
    pub staged: StagedSite,
    /// Where it is.
    pub published: Published,
    /// How long Zola ran, its start included.
    pub took: Duration,
}

impl Request {
    /// Stages, builds and publishes, as one turn that no other build interrupts.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn run(
        &self,
        opened: &Opened,
        options: &Options,
        zola: &Zola,
        terminal: &Terminal,
    ) -> Result<Ended, Failure> {
        let turn = opened.turn(terminal)?;
        let output = Output::prepare(&self.target, &turn)?;
        let staged = opened.stage(options, zola.dialect(), terminal)?;
        let fresh = output.fresh();
        let request = BuildRequest {
            staged: &staged.folder,
            output: &fresh,
            drafts: self.drafts,
            turn: Some(&turn),
        };
        let sign = terminal.progress("Zola builds the site");
        let before = Instant::now();
        let outcome = zola.build(&request)?;
        let took = before.elapsed();
        drop(sign);
        match outcome {
            Outcome::Refused(problems) => {
                let mut told = Diagnostics::new();
                told.extend(to_diagnostics(&problems, &staged.map));
                Ok(Ended::Refused(told))
            }
            Outcome::Built(mut built) => {
                let warnings = std::mem::take(&mut built.warnings);
                let mut told = Diagnostics::new();
                told.extend(to_diagnostics(&warnings, &staged.map));
                if opened.is_strict(options) && !told.is_empty() {
                    told.promote_warnings();
                    return Ok(Ended::Refused(told));
                }
                opened.tell_rest(&told, terminal)?;
                let published = output.publish()?;
                Ok(Ended::Published(Box::new(Site { staged, published, took })))
            }
        }
    }
}
