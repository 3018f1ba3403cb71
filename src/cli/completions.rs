//! `handbook completions`

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, Failure, Status, Terminal};

/// Print completions for a shell
///
/// For bash: handbook completions bash > ~/.local/share/bash-completion/completions/handbook
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell that they are for
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    ///
    /// # Errors
    /// Where stdout cannot be written to.
    pub fn run(&self, terminal: &Terminal) -> Result<Status, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "handbook", &mut script);
        terminal.print_file(&script)?;
        Ok(Status::Clean)
    }
}
