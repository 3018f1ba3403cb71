//! The command line itself: help, usage, exit statuses, streams.

use std::process::Stdio;

use clap_complete as _;
use snapbox::{assert_data_eq, str};

use crate::support::company::repository;
use crate::support::program::handbook;

/// The commands that the help lists, but for `help` itself.
fn commands() -> Vec<String> {
    let help = handbook(&["--help"]).succeed().stdout;
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

/// `docs/commands.md` is the help of every command, and this test is what keeps it so:
/// `SNAPSHOTS=overwrite cargo test` writes it anew.
#[test]
fn the_reference_of_commands_is_the_help_of_each() {
    let mut page = String::from(
        "# Commands\n\nWhat `--help` says of each command. This page is made from the program and \
         held by a test.\n",
    );
    let all: Vec<String> = std::iter::once(String::new()).chain(commands()).collect();
    assert!(all.len() > 5, "{all:?}");
    for name in &all {
        let arguments: &[&str] = if name.is_empty() { &["--help"] } else { &[name, "--help"] };
        let ran = handbook(arguments).succeed();
        assert_eq!(ran.stderr, "");
        // Clap pads empty lines within an option's description.
        let help: String =
            ran.stdout.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let title = format!("handbook {name}");
        page.push_str(&format!("\n## {}\n\n```text\n{help}```\n", title.trim_end()));
    }
    assert_data_eq!(
        page,
        snapbox::Data::read_from(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md")),
            Some(snapbox::data::DataFormat::Text),
        )
        .raw()
    );
}

#[test]
fn a_zola_named_in_the_environment_does_not_show_in_the_help() {
    let ran = handbook(&["build", "--help"]).env("HANDBOOK_ZOLA", "/secret/zola").succeed();
    assert!(!ran.stdout.contains("secret"));
}

#[test]
fn the_version_is_the_packages() {
    let ran = handbook(&["--version"]).succeed();
    assert_eq!(ran.stdout, format!("handbook {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_is_not_understood_ends_with_2_and_says_what_would_be() {
    for (arguments, snapshot) in [
        (
            &["biuld"][..],
            str![[r#"
status: 2
--- stdout
--- stderr
error: unrecognized subcommand 'biuld'

  tip: a similar subcommand exists: 'build'

Usage: handbook [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]],
        ),
        (
            &["build", "--tody", "2024-01-01"],
            str![[r#"
status: 2
--- stdout
--- stderr
error: unexpected argument '--tody' found

  tip: a similar argument exists: '--today'

Usage: handbook build --today <YYYY-MM-DD>

For more information, try '--help'.

"#]],
        ),
        (
            &["build", "--today", "tomorrow"],
            str![[r#"
status: 2
--- stdout
--- stderr
error: invalid value 'tomorrow' for '--today <YYYY-MM-DD>': a day is written as in 2026-11-01

For more information, try '--help'.

"#]],
        ),
        (
            &["completions", "tcsh"],
            str![[r#"
status: 2
--- stdout
--- stderr
error: invalid value 'tcsh' for '[SHELL]'
  [possible values: bash, elvish, fish, powershell, zsh]

  tip: a similar value exists: 'zsh'

For more information, try '--help'.

"#]],
        ),
        (
            &["init", "--name", " "],
            str![[r#"
status: 2
--- stdout
--- stderr
error: --name needs a name, such as --name "Analytical Engines"

"#]],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let ran = handbook(arguments).inside(folder.path()).run();
        assert_eq!(ran.status, 2, "{ran}");
        assert_data_eq!(ran.to_string(), snapshot);
    }
}

#[test]
fn an_address_of_the_site_is_one_in_the_web_or_a_path() {
    for command in ["build", "stage", "serve"] {
        let ran = handbook(&[command, "--base-url", "example.org/handbook"]).run();
        assert_data_eq!(
            ran.to_string(),
            str![[r#"
status: 2
--- stdout
--- stderr
error: invalid value 'example.org/handbook' for '--base-url <URL>': write https://example.org/handbook, or the path alone, as in /handbook/

For more information, try '--help'.

"#]]
        );
    }
}

#[test]
fn without_a_command_the_help_is_shown_as_an_error() {
    let ran = handbook(&[]).run();
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("handbook init"), "{ran}");
}

#[test]
fn a_folder_that_is_not_there_ends_with_3() {
    let ran = handbook(&["build", "--root", "/no/such/folder"]).run();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
status: 3
--- stdout
--- stderr
error: cannot find the folder /no/such/folder
  because: No such file or directory (os error 2)

"#]]
    );
}

#[test]
fn a_file_is_no_handbook() {
    let repo = repository();
    let file = repo.path().join("zola.toml");
    let ran = handbook(&["build", "--root"]).arg(&file).run();
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 3
--- stdout
--- stderr
error: [ROOT]/zola.toml is a file: name the folder of a handbook

"#]]
    );
}

#[test]
fn every_command_has_a_man_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man");
    handbook(&["completions", "--man"]).arg(&pages).succeed();
    for name in ["handbook", "handbook-who", "handbook-audit", "handbook-approvals-import"] {
        let page = std::fs::read_to_string(pages.join(format!("{name}.1"))).unwrap();
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}");
    }
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = handbook(&["completions", shell]).succeed();
        for command in commands() {
            assert!(ran.stdout.contains(&command), "{shell} knows {command}");
        }
        assert_eq!(ran.stderr, "");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_nobodys_error() {
    let runs = [handbook(&["completions", "bash"]), handbook(&["--help"])];
    for run in runs {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = run.command();
        let output = command.stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let run = || handbook(&["build", "--root", "/no/such/folder"]);
    assert!(!run().run().stderr.contains('\u{1b}'));
    assert!(run().arg("--color").arg("always").run().stderr.contains('\u{1b}'));
}
