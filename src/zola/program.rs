//! A Zola that is known to run.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use wait_timeout::ChildExt as _;

use super::error::{ZolaError, last_lines};
use super::version::Dialect;
use crate::config::Version;

/// Where a Zola came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The caller named it.
    Named,
    /// It was on `PATH`.
    OnPath,
    /// It is our own copy of the official release.
    Release,
    /// It is our own copy of the npm package.
    Npm,
}

/// A Zola that answered `--version` with a version that a handbook builds with.
#[derive(Debug, Clone)]
pub struct Zola {
    program: PathBuf,
    /// The script that Node runs, where `program` is Node.
    launcher: Option<PathBuf>,
    version: Version,
    found: Found,
}

/// How long `--version` may take: a first start from a cold disk or a network folder is slow.
const ANSWER: Duration = Duration::from_secs(60);

impl Zola {
    /// Asks a program, or a script that Node runs, for its version.
    pub(super) fn ask(
        program: PathBuf,
        launcher: Option<PathBuf>,
        found: Found,
    ) -> Result<Self, ZolaError> {
        let mut command = command(&program, launcher.as_deref());
        command.arg("--version");
        let answer = answer(command, ANSWER)?;
        let path = launcher.as_ref().unwrap_or(&program);
        let Some(version) = Version::from_output(&answer.stdout).filter(|_| answer.success) else {
            return Err(ZolaError::NotZola { path: path.clone(), seen: answer.in_words() });
        };
        if version < Version::OLDEST {
            return Err(ZolaError::TooOld { path: path.clone(), version });
        }
        Ok(Self { program, launcher, version, found })
    }

    /// Its release.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The template language that it speaks.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.version.dialect()
    }

    /// Where it came from.
    #[must_use]
    pub fn found(&self) -> Found {
        self.found
    }

    /// The file that is run: the program itself, or the launcher of the npm package.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.launcher.as_deref().unwrap_or(&self.program)
    }

    /// Something to tell whoever builds with a release that nobody has tried yet.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        (self.version >= Version::UNTRIED).then(|| {
            format!(
                "Zola {} at `{}` is newer than any that was tried with handbook; \
                 if the build fails, try {}",
                self.version,
                self.path().display(),
                Version::TERA_2
            )
        })
    }

    /// A command that runs it, to which arguments are still to be given. What it prints to stderr
    /// is as [`problems`](super::problems) reads it: with the warnings of Zola's libraries, where
    /// broken links are found (by default only those of its program are printed), without colour
    /// and without backtraces.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = command(&self.program, self.launcher.as_deref());
        command.env("RUST_LOG", "warn,zola=info").env("RUST_BACKTRACE", "0");
        command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE").env_remove("RUST_LOG_STYLE");
        command
    }
}

fn command(program: &Path, launcher: Option<&Path>) -> Command {
    let mut command = Command::new(program);
    command.args(launcher);
    command
}

/// What a short question to a program brought back.
pub(super) struct Answer {
    pub success: bool,
    pub status: String,
    pub stdout: String,
    pub stderr: String,
}

impl Answer {
    /// What it printed, or else how it ended.
    pub fn in_words(&self) -> String {
        [&self.stdout, &self.stderr]
            .into_iter()
            .map(|text| last_lines(text.trim(), 5))
            .find(|text| !text.is_empty())
            .unwrap_or_else(|| format!("nothing, and ended with {}", self.status))
    }
}

/// Starts a command. A program that was written a moment ago may be busy: between its start and its
/// own program, a child of another thread still holds the file that was written.
fn spawn(command: &mut Command) -> io::Result<Child> {
    for _ in 0..20 {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(10));
            }
            started => return started,
        }
    }
    command.spawn()
}

/// Runs a command that prints a line or two, for as long as `limit`.
pub(super) fn answer(mut command: Command, limit: Duration) -> Result<Answer, ZolaError> {
    let path = PathBuf::from(command.get_program());
    let not_started = |source| ZolaError::NotStarted { path: path.clone(), source };
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawn(&mut command).map_err(not_started)?;
    let Some(status) = child.wait_timeout(limit).map_err(not_started)? else {
        // It may have ended this very moment; then there is nothing to stop.
        let _ = child.kill();
        child.wait().map_err(not_started)?;
        let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        return Err(ZolaError::Hung { path, arguments: arguments.join(" "), limit });
    };
    let mut printed = [Vec::new(), Vec::new()];
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_end(&mut printed[0]).map_err(not_started)?;
    }
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_end(&mut printed[1]).map_err(not_started)?;
    }
    let [stdout, stderr] = printed.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Answer { success: status.success(), status: status.to_string(), stdout, stderr })
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_program_that_never_answers_is_stopped_and_named_with_its_question() {
        let mut silent = Command::new("/bin/sh");
        silent.args(["-c", "exec /bin/sleep 20"]);
        let begun = Instant::now();
        let error = answer(silent, Duration::from_millis(50)).map(|_| ()).unwrap_err();
        let ZolaError::Hung { path, arguments, .. } = error else { panic!("{error}") };
        assert_eq!((path, arguments.as_str()), (PathBuf::from("/bin/sh"), "-c exec /bin/sleep 20"));
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }
}
