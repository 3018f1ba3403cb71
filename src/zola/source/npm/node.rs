//! Node and npm, which the package needs.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::zola::error::ZolaError;
use crate::zola::program::answer;
use crate::zola::source::on_path::look_up;

/// The oldest Node that the addon is made for.
const NODE: u32 = 20;
/// The oldest npm that reads a lock file of version 3.
const NPM: u32 = 7;

/// Programs that are there and new enough.
#[derive(Debug)]
pub(super) struct Tools {
    pub node: PathBuf,
    npm: PathBuf,
    path: Option<OsString>,
}

impl Tools {
    /// Looks both up and asks for their versions.
    pub fn find(path: Option<&OsStr>) -> Result<Self, ZolaError> {
        let tools = Self {
            node: find("node", "Node", path)?,
            npm: find("npm", "npm", path)?,
            path: path.map(OsStr::to_owned),
        };
        tools.require("Node", Command::new(&tools.node), NODE)?;
        tools.require("npm", tools.npm(), NPM)?;
        Ok(tools)
    }

    /// A command that runs npm, with the same `PATH` that it was found on: it looks Node up again.
    pub fn npm(&self) -> Command {
        let mut command = Command::new(&self.npm);
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
        command
    }

    fn require(&self, name: &str, mut command: Command, oldest: u32) -> Result<(), ZolaError> {
        let answer = answer(
            {
                command.arg("--version");
                command
            },
            Duration::from_secs(60),
        )?;
        let major: Option<u32> = answer
            .stdout
            .trim()
            .trim_start_matches('v')
            .split('.')
            .next()
            .and_then(|digits| digits.parse().ok())
            .filter(|_| answer.success);
        match major {
            Some(major) if major >= oldest => Ok(()),
            Some(_) => Err(ZolaError::NoNpm {
                reason: format!(
                    "that needs {name} {oldest} or newer, and this is {}",
                    answer.stdout.trim()
                ),
            }),
            None => Err(ZolaError::NoNpm {
                reason: format!(
                    "that needs {name} {oldest} or newer, and `{name} --version` said {}",
                    answer.in_words()
                ),
            }),
        }
    }
}

fn find(program: &str, name: &str, path: Option<&OsStr>) -> Result<PathBuf, ZolaError> {
    look_up(program, path).ok_or_else(|| ZolaError::NoNpm {
        reason: format!("that needs Node {NODE} or newer with npm, and {name} is not on PATH"),
    })
}
