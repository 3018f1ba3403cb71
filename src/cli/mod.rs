//! The commands, and the only place that knows the terminal, the environment and the clock.

mod approvals;
mod asking;
mod audit;
mod build;
mod changes;
mod check;
mod codeowners;
mod completions;
mod failure;
mod handbook;
mod import;
mod init;
mod leaves;
mod log;
mod naming;
mod review;
mod serve;
mod show;
mod stage;
mod terminal;
mod who;
mod writing;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

pub use failure::{Failure, Status};
pub use terminal::Terminal;

/// Publish a company's operating handbook from git: an owner, a history and an answer for every
/// page.
///
/// A handbook is a folder of Markdown in a git repository, with a few TOML files in `org/` that say
/// who people are, which small teams they form, and which features those teams own. `handbook
/// build` makes a website of it, in which every page says who owns it and how it came to say what
/// it says.
#[derive(Debug, Parser)]
#[command(name = "handbook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "\
Start here:
  handbook init      make a new handbook in this folder
  handbook build     publish it into public/
  handbook serve     look at it, and see your edits as you make them

Exit status: 0 all is well, 1 something in the handbook is wrong, 2 the command was not understood,
3 it could not run.")]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The folder of the handbook
    ///
    /// Without it: the nearest folder upwards, within the repository, that has a Zola config with
    /// [extra.handbook], or an org/ with people/, teams/ or company.toml in it; else site/; else
    /// this folder.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    root: Option<PathBuf>,
    /// The day to judge by, for review dates, handovers and people who left
    #[arg(
        long,
        global = true,
        value_name = "YYYY-MM-DD",
        value_parser = day,
        help_heading = "Everywhere"
    )]
    today: Option<Date>,
    /// When to use colour: NO_COLOR is honoured
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Everywhere"
    )]
    color: terminal::Colour,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "a day is written as in 2026-11-01")
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Import(import::Import),
    Build(build::Build),
    Stage(stage::Stage),
    Serve(serve::Serve),
    Audit(audit::Audit),
    Log(log::Log),
    Show(show::Show),
    Review(review::Review),
    Approvals(approvals::Approvals),
    Who(who::Who),
    Check(check::Check),
    Codeowners(codeowners::Codeowners),
    Leaves(leaves::Leaves),
    Completions(completions::Completions),
}

/// Runs the program and gives its exit status: 0 clean, 1 findings, 2 usage, 3 could not run.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; a pipe that closed early is nobody's error.
            let _closed = error.print();
            return if error.use_stderr() { Status::Usage.into() } else { Status::Clean.into() };
        }
    };
    let terminal = Terminal::new(cli.global.color);
    let outcome = match cli.command {
        Command::Init(command) => command.run(&cli.global, &terminal),
        Command::Import(command) => command.run(&cli.global, &terminal),
        Command::Build(command) => command.run(&cli.global, &terminal),
        Command::Stage(command) => command.run(&cli.global, &terminal),
        Command::Serve(command) => command.run(&cli.global, &terminal),
        Command::Audit(command) => command.run(&cli.global, &terminal),
        Command::Log(command) => command.run(&cli.global, &terminal),
        Command::Show(command) => command.run(&cli.global, &terminal),
        Command::Review(command) => command.run(&cli.global, &terminal),
        Command::Approvals(command) => command.run(&cli.global, &terminal),
        Command::Who(command) => command.run(&cli.global, &terminal),
        Command::Check(command) => command.run(&cli.global, &terminal),
        Command::Codeowners(command) => command.run(&cli.global, &terminal),
        Command::Leaves(command) => command.run(&cli.global, &terminal),
        Command::Completions(command) => command.run(&terminal),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(failure) => {
            terminal.failure(&failure);
            failure.status().into()
        }
    }
}
