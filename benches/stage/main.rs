//! How long a whole handbook takes to stage, cold, with the history known, and with nothing
//! changed, and how much memory that needs, beside what Zola takes to build what was staged.
//!
//! ```sh
//! cargo bench --bench stage                      # generated: 1,000 pages, 10,000 commits
//! cargo bench --bench stage -- --pages 200
//! HANDBOOK_ZOLA=/path/to/zola cargo bench --bench stage
//! ```
//!
//! Every figure but the cold one is the best of five runs of the program. Peak memory is the
//! program's own, read from `/proc` while it runs, so it is known on Linux only.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../history/generate.rs"]
mod generate;

const RUNS: usize = 5;
const HANDBOOK: &str = env!("CARGO_BIN_EXE_handbook");

/// A run's time and its peak of memory in megabytes.
#[derive(Clone, Copy)]
struct Run {
    took: Duration,
    peak: Option<f64>,
}

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
    let bare = place.path().join("bare.git");
    let clone = place.path().join("clone");
    fs::create_dir(&bare).unwrap();
    generate::handbook(&bare, pages, commits, &[]);
    git(place.path(), &["clone", "--quiet", "bare.git", "clone"]);
    let root = clone.join("site");
    fs::write(root.join("zola.toml"), "title = \"Generated\"\n").unwrap();
    println!("Generated: {pages} pages, {commits} commits");

    show(
        "git log --name-status -M",
        best(|| {
            timed(Command::new("git").current_dir(&clone).args([
                "log",
                "--name-status",
                "-M",
                "--",
                "site/content",
            ]))
        }),
    );
    let stage = || {
        timed(Command::new(HANDBOOK).args(["stage", "--zola-version", "0.22", "--root"]).arg(&root))
    };
    show("stage, cold", stage());
    let staged = root.join(".handbook/site");
    show(
        "stage, history known",
        best(|| {
            fs::remove_dir_all(&staged).unwrap();
            stage()
        }),
    );
    let unchanged = best(stage);
    show("stage, nothing changed", unchanged);
    if let Some(zola) = std::env::var_os("HANDBOOK_ZOLA") {
        let out = place.path().join("out");
        let built = best(|| {
            let _fresh = fs::remove_dir_all(&out);
            let mut zola = Command::new(&zola);
            timed(
                zola.arg("--root")
                    .arg(&staged)
                    .args(["--config", "config.toml", "build", "--output-dir"])
                    .arg(&out),
            )
        });
        show("zola build", built);
        println!(
            "ours, of Zola's: {:.2} (under 0.5)",
            unchanged.took.as_secs_f64() / built.took.as_secs_f64()
        );
    } else {
        println!("HANDBOOK_ZOLA names no zola, so its build is not measured");
    }
}

fn show(what: &str, run: Run) {
    let peak = run.peak.map_or_else(|| "unknown".to_owned(), |peak| format!("{peak:.0} MB"));
    println!("{what:28} {:7.0} ms   peak {peak}", run.took.as_secs_f64() * 1000.0);
}

fn best(mut run: impl FnMut() -> Run) -> Run {
    (0..RUNS).map(|_| run()).min_by_key(|run| run.took).unwrap()
}

fn timed(command: &mut Command) -> Run {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    let ended = loop {
        if let Ok(status) = fs::read_to_string(&status) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes =
                line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak = kilobytes.map(|kilobytes| kilobytes / 1000.0).or(peak);
        }
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = started.elapsed();
    assert!(ended.success(), "{command:?} failed");
    Run { took, peak }
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").current_dir(folder).args(arguments).status().unwrap();
    assert!(status.success(), "git {arguments:?} failed");
}
