//! How a command ends.

use std::error::Error;
use std::process::ExitCode;

/// What the exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All is well.
    Clean = 0,
    /// Something in the handbook is wrong, and was told.
    Findings = 1,
    /// The command was not understood.
    Usage = 2,
    /// The machine failed.
    CouldNotRun = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command stopped before it was done.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no sense together; says what to do.
    Usage(String),
    /// Something that somebody wrote is wrong, and there is no more to show of it than this.
    Wrong(String),
    /// The machine failed.
    Machine(Box<dyn Error + Send + Sync>),
    /// The reader of our output went away: nothing more is to be said.
    Closed,
}

impl Failure {
    /// The status to end with.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Usage(_) => Status::Usage,
            Self::Wrong(_) => Status::Findings,
            Self::Machine(_) => Status::CouldNotRun,
            Self::Closed => Status::Clean,
        }
    }

    /// The message and, below it, what caused what, in a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Usage(message) | Self::Wrong(message) => vec![message.clone()],
            Self::Closed => Vec::new(),
            Self::Machine(error) => {
                let mut lines = vec![error.to_string()];
                let mut cause = error.source();
                while let Some(error) = cause {
                    let line = error.to_string();
                    // An error that passes on its cause's words would say them twice.
                    if !lines.iter().any(|said| said.contains(&line)) {
                        lines.push(line);
                    }
                    cause = error.source();
                }
                lines
            }
        }
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Machine(Box::new(error))
    }
}
