//! How long the questions take on a generated company of five years.
//!
//! ```sh
//! cargo bench --bench who                      # 300 people, 1,000 features, 10,000 commits
//! cargo bench --bench who -- --commits 1000
//! ```
//!
//! Every figure is the best of several runs of a fresh process, with the files in the system's
//! cache. Cold means without our memory of the past.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[allow(dead_code)]
#[path = "../tests/handbook/support/days.rs"]
mod days;
#[path = "../tests/handbook/support/years.rs"]
mod years;

const RUNS: usize = 9;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mut commits = 10_000;
    while let Some(argument) = arguments.next() {
        if argument == "--commits" {
            commits = arguments.next().unwrap().parse().unwrap();
        }
    }
    let size = years::Size { people: 300, features: 1000, pages: 300, commits, years: 5 };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("company");
    years::company(size, 1).make(&path);
    // As a clone has it: in one pack.
    git(&path, &["repack", "-adq"]);
    let line = line_of(&path);
    println!("Generated: 300 people, 1,000 features, 300 pages, {line} commits on the line");
    let feature = std::fs::read_dir(path.join("org/features")).unwrap().next().unwrap().unwrap();
    let feature = feature.file_name().to_str().unwrap().replace(".toml", "");
    let middle = "2023-06-30";
    measure("who FEATURE, since included, warm", &path, &["who", &feature], false, "30 ms");
    measure("who FEATURE, cold", &path, &["who", &feature], true, "");
    measure("who PERSON (reads the pages), warm", &path, &["who", "Person 7"], false, "");
    measure("who PAGE, since included, warm", &path, &["who", "Page 1"], false, "");
    let at = ["who", &feature, "--at", middle];
    measure("who FEATURE --at DAY, warm", &path, &at, false, "300 ms");
    measure("who FEATURE --at DAY, cold", &path, &at, true, "1 s");
    let check = ["check", "--without-history", "--format", "short"];
    measure("check, without history", &path, &check, false, "200 ms");
    measure("check, with history, warm", &path, &["check", "--format", "short"], false, "");
    measure("codeowners", &path, &["codeowners"], false, "");
}

fn line_of(path: &Path) -> String {
    let count = ["rev-list", "--count", "--first-parent", "HEAD"];
    let output = Command::new("git").arg("-C").arg(path).args(count).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn measure(what: &str, path: &Path, arguments: &[&str], cold: bool, goal: &str) {
    let mut best = Duration::MAX;
    run(path, arguments);
    for _ in 0..RUNS {
        if cold {
            std::fs::remove_dir_all(path.join(".handbook")).unwrap();
        }
        best = best.min(run(path, arguments));
    }
    let goal = if goal.is_empty() { String::new() } else { format!("  goal: {goal}") };
    println!("  {what:<40} {:>8.1} ms{goal}", best.as_secs_f64() * 1000.0);
}

fn run(path: &Path, arguments: &[&str]) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handbook"));
    command.args(arguments).args(["--today", "2026-01-02"]).current_dir(path);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().unwrap();
    let time = start.elapsed();
    assert!(status.code().is_some_and(|code| code < 2), "{arguments:?}: {status}");
    time
}

fn git(path: &Path, arguments: &[&str]) {
    let status = Command::new("git").arg("-C").arg(path).args(arguments).status().unwrap();
    assert!(status.success());
}
