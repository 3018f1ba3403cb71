//! Building a staged site.

use std::path::Path;
use std::process::{ExitStatus, Output, Stdio};

use crate::diagnostics::Severity;
use crate::root::CONFIGS;

use super::error::{ZolaError, last_lines};
use super::output::Turn;
use super::program::Zola;
use super::translate::{ZolaProblem, problems};

/// What to build, and where to.
#[derive(Debug, Clone, Copy)]
pub struct BuildRequest<'a> {
    /// The staged site: the folder that holds the Zola config.
    pub staged: &'a Path,
    /// Where Zola writes: a folder that is not there yet, or an empty one.
    pub output: &'a Path,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// The turn that Zola holds on to for as long as it runs: where handbook is killed and Zola is
    /// not, the next build waits for it instead of clearing away what it is still writing.
    pub turn: Option<&'a Turn>,
}

/// How a build ended.
#[derive(Debug)]
pub enum Outcome {
    /// The site is in the output folder.
    Built(Built),
    /// Zola refused something in the staged files; at least one problem is an error, warnings may
    /// come with it. The output folder may hold a part of a site.
    Refused(Vec<ZolaProblem>),
}

/// What Zola says of a site that it built.
#[derive(Debug)]
pub struct Built {
    /// What it warned of.
    pub warnings: Vec<ZolaProblem>,
}

impl Zola {
    /// Builds a staged site. Nothing is printed: what Zola prints is read.
    ///
    /// # Errors
    /// Where there is no config to build by, the output folder holds files, Zola cannot be run,
    /// breaks down ([`ZolaError::Panicked`]) or is ended by a signal.
    pub fn build(&self, request: &BuildRequest<'_>) -> Result<Outcome, ZolaError> {
        let config = config_of(request.staged)?;
        let exists = check_fresh(request.output)?;
        let output = std::path::absolute(request.output)
            .map_err(ZolaError::io("could not resolve", request.output))?;
        let mut command = self.command();
        // Zola looks for a config in the folders above, too, and 0.22.0 knows no zola.toml:
        // naming the file ends both.
        command.arg("--root").arg(request.staged).args(["--config", config]);
        command.arg("build").arg("--output-dir").arg(output);
        if exists {
            command.arg("--force");
        }
        if request.drafts {
            command.arg("--drafts");
        }
        let ended = command
            .stdin(request.turn.map_or_else(|| Ok(Stdio::null()), Turn::handle)?)
            .output()
            .map_err(|source| ZolaError::NotStarted { path: self.path().to_owned(), source })?;
        self.outcome(&ended, request.staged)
    }

    fn outcome(&self, ended: &Output, staged: &Path) -> Result<Outcome, ZolaError> {
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => Ok(Outcome::Built(Built::read(&said, staged))),
            Some(1) => Ok(Outcome::Refused(problems(&said, staged))),
            _ => Err(self.broken(ended.status, &said)),
        }
    }

    fn broken(&self, status: ExitStatus, said: &str) -> ZolaError {
        let version = self.version();
        // A panic ends the program with 101. Inside Node it cannot unwind and aborts.
        if status.code() == Some(101) || said.contains("panicked at ") {
            return ZolaError::Panicked { version, last_lines: last_lines(said, 12) };
        }
        let hint = if status.code().is_none() { ", often a lack of memory:" } else { ":" };
        let last_lines = last_lines(said, 12);
        ZolaError::Ended { version, status: status.to_string(), hint, last_lines }
    }
}

impl Built {
    fn read(said: &str, staged: &Path) -> Self {
        let mut warnings = problems(said, staged);
        // What nobody could read counts as an error only where the build failed.
        for warning in &mut warnings {
            warning.severity = warning.severity.min(Severity::Warning);
        }
        Self { warnings }
    }
}

/// The name of the config, the one that Zola itself would prefer.
fn config_of(staged: &Path) -> Result<&'static str, ZolaError> {
    CONFIGS
        .iter()
        .copied()
        .find(|name| staged.join(name).is_file())
        .ok_or_else(|| ZolaError::NoConfig { path: staged.to_owned() })
}

/// Whether the folder is there; an error where it holds anything, since `zola build` deletes it.
fn check_fresh(output: &Path) -> Result<bool, ZolaError> {
    match std::fs::read_dir(output) {
        Ok(mut entries) => match entries.next() {
            None => Ok(true),
            Some(_) => Err(ZolaError::NotFresh { path: output.to_owned() }),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(ZolaError::io("could not read", output)(error)),
    }
}
