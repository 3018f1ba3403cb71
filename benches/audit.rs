//! How long it takes to say what changed in a handbook: the last month, and a year with redlines,
//! cold and with everything known.
//!
//! ```sh
//! cargo bench --bench audit                         # generated: 1,000 pages, 10,000 commits
//! cargo bench --bench audit -- --commits 2000
//! ```
//!
//! Cold is with no cache of ours, best of three runs of the program; warm is the best of seven. The
//! files are in the system's cache throughout.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "history/generate.rs"]
mod generate;

const HANDBOOK: &str = env!("CARGO_BIN_EXE_handbook");

/// The generated commits are an hour apart, from the summer of 2017 on.
const FIRST: i64 = 1_500_000_000;

/// Two of its forty writers are known, and own everything.
const ORG: &[(&str, &str)] = &[
    ("site/zola.toml", "title = \"Generated\"\n[extra.handbook]\n"),
    ("site/org/company.toml", "schema = 1\nname = \"Generated\"\n"),
    (
        "site/org/people/p1.toml",
        "name = \"P1\"\ncraft = \"engineer\"\nemails = [\"p1@example.org\"]\n",
    ),
    (
        "site/org/people/p2.toml",
        "name = \"P2\"\ncraft = \"engineer\"\nemails = [\"p2@example.org\"]\n",
    ),
    (
        "site/org/teams/all.toml",
        "name = \"All\"\nmission = \"All of it\"\nlead = \"p1\"\nmembers = [\"p1\", \"p2\"]\n",
    ),
    ("site/org/ownership.toml", "[[page]]\npattern = \"**\"\nowner = \"all\"\nkind = \"policy\"\n"),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut pages, mut commits) = (1_000, 10_000);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().unwrap().parse().unwrap();
        match argument.as_str() {
            "--pages" => pages = number(),
            "--commits" => commits = number(),
            other => panic!("{other} is not --pages or --commits"),
        }
    }
    let place = tempfile::tempdir().unwrap();
    let root = handbook(place.path(), pages, commits);
    let last = FIRST + i64::try_from(commits).unwrap() * 3600;
    let today = jiff::Timestamp::from_second(last).unwrap().to_string();
    let today = today.get(..10).unwrap();
    println!("Generated: {pages} pages, {commits} commits, the last on {today}");
    let measured: [(&str, &[&str], &str); 4] = [
        ("audit --since 30d", &["audit", "--since", "30d"], "1,000 cold, 200 warm"),
        ("audit --since 30d --redline", &["audit", "--since", "30d", "--redline"], ""),
        ("audit --since 1y --redline", &["audit", "--since", "1y", "--redline"], "3,000 cold"),
        ("audit", &["audit"], ""),
    ];
    for (what, arguments, goal) in measured {
        let cold = best(3, || {
            let _fresh = fs::remove_dir_all(root.join(".handbook"));
            run(&root, today, arguments)
        });
        let warm = best(7, || run(&root, today, arguments));
        println!("{what:28} {cold:6} ms cold {warm:6} ms warm   {goal}");
    }
}

/// A clone with an organisation, so that pages have owners.
fn handbook(place: &Path, pages: usize, commits: usize) -> std::path::PathBuf {
    let bare = place.join("bare.git");
    fs::create_dir(&bare).unwrap();
    generate::handbook(&bare, pages, commits, ORG);
    git(place, &["clone", "--quiet", "bare.git", "clone"]);
    place.join("clone/site")
}

fn best(runs: usize, mut run: impl FnMut() -> Duration) -> u128 {
    (0..runs).map(|_| run()).min().unwrap().as_millis()
}

fn run(root: &Path, today: &str, arguments: &[&str]) -> Duration {
    let mut command = Command::new(HANDBOOK);
    command.args(arguments).args(["--today", today, "--root"]).arg(root).stdout(Stdio::null());
    let started = Instant::now();
    let status = command.status().unwrap();
    let took = started.elapsed();
    assert!(status.success(), "{command:?} failed");
    took
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").current_dir(folder).args(arguments).status().unwrap();
    assert!(status.success(), "git {arguments:?} failed");
}
