//! `handbook completions`

use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, Failure, Status, Terminal};

/// Print completions for a shell, or write man pages
///
/// For bash: handbook completions bash > ~/.local/share/bash-completion/completions/handbook
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell that they are for
    #[arg(required_unless_present = "man")]
    shell: Option<Shell>,
    /// Write a man page for each command into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "shell")]
    man: Option<PathBuf>,
}

impl Completions {
    /// Prints the script, or writes the pages.
    ///
    /// # Errors
    /// Where stdout, or the folder, cannot be written to.
    pub fn run(&self, terminal: &Terminal) -> Result<Status, Failure> {
        if let Some(folder) = &self.man {
            let written = std::fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
            written.map_err(|error| {
                Failure::Machine(format!("cannot write {}: {error}", folder.display()).into())
            })?;
        }
        if let Some(shell) = self.shell {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "handbook", &mut script);
            terminal.print_file(&script)?;
        }
        Ok(Status::Clean)
    }
}
