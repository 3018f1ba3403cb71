//! The real program, run apart from the user's own settings.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;
use zola_handbook::zola::{Found, Zola};

use super::zola::{all, cache_home, node_and_npm};

/// The day that tests live on: a few days after the first commits of `support::repo`.
pub const TODAY: &str = "2023-11-20";

/// One run of `handbook`.
pub struct Run {
    command: Command,
}

/// How a run ended, with all that it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// `handbook` with these arguments.
pub fn handbook(arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handbook"));
    command
        .args(arguments)
        .env_clear()
        .env("PATH", tools())
        .env("HOME", home())
        .env("XDG_CACHE_HOME", cache_home())
        .env("HANDBOOK_ZOLA_RELEASES", "off")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("TZ", "UTC")
        .stdin(Stdio::null());
    Run { command }
}

/// `handbook` with these arguments on a handbook, on the day of all tests, with that Zola.
pub fn at(root: &Path, zola: &Zola, arguments: &[&str]) -> Run {
    handbook(arguments).arg("--root").arg(root).on(TODAY).with_zola(zola)
}

/// What `build` says of a handbook, with the first of the Zolas that are here.
pub fn build(root: &Path) -> Ran {
    at(root, &all()[0], &["build"]).run()
}

impl Run {
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Started in that folder.
    pub fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Judging by that day.
    pub fn on(self, day: &str) -> Self {
        self.arg("--today").arg(day)
    }

    /// With that Zola; the one from npm is found by the program itself.
    pub fn with_zola(mut self, zola: &Zola) -> Self {
        if zola.found() != Found::Npm {
            self.command.env("HANDBOOK_ZOLA", zola.path());
        }
        self
    }

    /// The command, to be started in another way.
    pub fn command(self) -> Command {
        self.command
    }

    pub fn run(mut self) -> Ran {
        let output = self.command.output().expect("the program starts");
        Ran {
            status: output.status.code().expect("the program ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Runs, and insists that all is well.
    #[track_caller]
    pub fn succeed(self) -> Ran {
        let ran = self.run();
        assert_eq!(ran.status, 0, "{ran}");
        ran
    }
}

impl Ran {
    /// The whole, with what differs from machine to machine replaced: the folder of the handbook,
    /// times, and the release of Zola.
    pub fn told(&self, root: &Path) -> String {
        let folder = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut text = self.to_string();
        for name in [folder.as_path(), root] {
            text = text.replace(&name.display().to_string(), "[ROOT]");
        }
        let times = regex::Regex::new(r"\d+\.\d s\b").unwrap();
        let zola = regex::Regex::new(r"(zola    |Zola )\d+\.\d+\.\d+").unwrap();
        zola.replace_all(&times.replace_all(&text, "[TIME]"), "${1}[VERSION]").into_owned()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status: {}\n--- stdout\n{}--- stderr\n{}", self.status, self.stdout, self.stderr)
    }
}

/// A home folder in which nobody ever lived.
fn home() -> &'static Path {
    static HOME: OnceLock<TempDir> = OnceLock::new();
    HOME.get_or_init(|| tempfile::tempdir().unwrap()).path()
}

/// A `PATH` with Node and npm on it, and neither Zola nor git.
fn tools() -> &'static OsString {
    static TOOLS: OnceLock<(TempDir, OsString)> = OnceLock::new();
    &TOOLS
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let path = node_and_npm(folder.path());
            (folder, path)
        })
        .1
}

/// Every file below a folder, by its path from it, sorted; git's own are left out.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                if entry.file_name() != ".git" {
                    folders.push(entry.path());
                }
            } else {
                found.push(entry.path().strip_prefix(folder).unwrap().to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// Every file below a folder with its bytes.
pub fn bytes(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(folder)
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(folder.join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

/// Whether a program that a test needs is there, which is in that package of Debian. On a laptop a
/// test without it says so and passes; where `CI` is set it fails.
pub fn has(program: &str, package: &str) -> bool {
    let there = which::which(program).is_ok();
    assert!(there || std::env::var_os("CI").is_none(), "{program} is needed and is not here");
    if !there {
        eprintln!("SKIPPED: {program} is not here; Debian's package is {package}");
    }
    there
}
