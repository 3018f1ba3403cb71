//! The `handbook` program: reads its arguments, runs one command, ends with its status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
