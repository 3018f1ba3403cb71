//! The `handbook` program: reads its arguments, runs one command, ends with its status.

mod cli;

use std::process::ExitCode;

/// The system's allocator costs a third of the time of a warm history.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
