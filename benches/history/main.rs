//! How long the history of a handbook takes, beside what git takes for a plain log of it.
//!
//! ```sh
//! cargo bench --bench history                   # generated: 1,000 pages, 10,000 commits
//! cargo bench --bench history -- REPOSITORY…    # these as well
//! cargo bench --bench history -- --commits 100000
//! ```
//!
//! Every figure is the best of several runs of a fresh process, with the files in the system's
//! cache, in turns with git so that both meet the same machine. Peak memory is that process's.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zola_handbook::history::{Options, Repository, Scope, read};
use zola_handbook::root::RepoPath;

mod generate;

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 7;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut repositories, mut commits) = (Vec::new(), 10_000);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--child" => return child(&arguments.collect::<Vec<_>>()),
            "--commits" => commits = arguments.next().unwrap().parse().unwrap(),
            _ => repositories.push(PathBuf::from(argument)),
        }
    }
    let place = tempfile::tempdir().unwrap();
    let whole = place.path().join("whole.git");
    let tenth = place.path().join("tenth.git");
    for (path, commits) in [(&whole, commits), (&tenth, commits / 10)] {
        std::fs::create_dir(path).unwrap();
        generate::handbook(path, 1000, commits, &[]);
    }
    println!("Generated: 1,000 pages, {commits} commits");
    let long = measure(&whole, generate::FOLDER);
    println!("Generated: 1,000 pages, {} commits", commits / 10);
    let short = measure(&tenth, generate::FOLDER);
    let growth = long.as_secs_f64() / short.as_secs_f64();
    println!("Ten times the commits: {growth:.1} times the time (at most 11)\n");
    for repository in repositories {
        println!("{}", repository.display());
        measure(&repository, "");
    }
}

/// Measures one repository; gives the cold time.
fn measure(repository: &Path, folder: &str) -> Duration {
    let caches = tempfile::tempdir().unwrap();
    let cache = |name: &str| caches.path().join(name);
    run_child(repository, folder, "HEAD", Some(&cache("full")));
    run_child(repository, folder, "HEAD~10", Some(&cache("behind")));

    let (mut git, mut plain, mut cold, mut storing, mut ten, mut none) =
        (Run::WORST, Run::WORST, Run::WORST, Run::WORST, Run::WORST, Run::WORST);
    for _ in 0..RUNS {
        git.keep(run_git(repository, folder, &["-M"]));
        cold.keep(run_child(repository, folder, "HEAD", None));
        plain.keep(run_git(repository, folder, &["--no-renames"]));
        let empty = tempfile::tempdir().unwrap();
        storing.keep(run_child(repository, folder, "HEAD", Some(empty.path())));
        let behind = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(cache("behind")).unwrap() {
            let file = entry.unwrap().path();
            std::fs::copy(&file, behind.path().join(file.file_name().unwrap())).unwrap();
        }
        ten.keep(run_child(repository, folder, "HEAD", Some(behind.path())));
        none.keep(run_child(repository, folder, "HEAD", Some(&cache("full"))));
    }
    let line = |what: &str, run: &Run, goal: &str| {
        let ratio = run.time.as_secs_f64() / git.time.as_secs_f64();
        let (time, memory) = (run.time.as_secs_f64() * 1000.0, run.peak_kb / 1024);
        println!("  {what:<42} {time:>8.1} ms  {ratio:>6.3} of git  {memory:>4} MB  {goal}");
    };
    line("git log --name-status -M", &git, "");
    line("git log --name-status --no-renames", &plain, "");
    line("history, cold, no cache", &cold, "goal: 1 of git");
    line("history, cold, cache written", &storing, "goal: 1 of git");
    line("history, warm, ten new commits", &ten, "goal: 0.05 of git");
    line("history, warm, nothing new", &none, "");
    cold.time
}

struct Run {
    time: Duration,
    peak_kb: u64,
}

impl Run {
    const WORST: Self = Self { time: Duration::MAX, peak_kb: 0 };

    fn keep(&mut self, other: Self) {
        if other.time < self.time {
            self.time = other.time;
        }
        self.peak_kb = self.peak_kb.max(other.peak_kb);
    }
}

fn run_git(repository: &Path, folder: &str, options: &[&str]) -> Run {
    let paths = if folder.is_empty() { "*.md" } else { folder };
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args(["log", "--name-status", "--format=%H"]);
    command.args(options).args(["--", paths]).stdout(Stdio::null());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let start = Instant::now();
    assert!(command.status().unwrap().success());
    Run { time: start.elapsed(), peak_kb: 0 }
}

fn run_child(repository: &Path, folder: &str, rev: &str, cache: Option<&Path>) -> Run {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("--child").arg(repository).args([folder, rev]).args(cache);
    let start = Instant::now();
    let output = command.output().unwrap();
    let time = start.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let peak_kb = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0);
    Run { time, peak_kb }
}

/// Reads one history and prints the peak of this process's memory in KB, where the system tells.
fn child(arguments: &[String]) {
    let repository = Repository::discover(Path::new(&arguments[0])).unwrap().unwrap();
    let scope = Scope::markdown(RepoPath::new(&arguments[1]).unwrap());
    let at = repository.resolve(&arguments[2]).unwrap();
    // As a build does it: HEAD is read with its work tree, where it has one.
    let at = if arguments[2] == "HEAD" { None } else { at };
    let cache_dir = arguments.get(3).map(Path::new);
    let options = Options { cache_dir, at, ..Options::default() };
    let history = read(&repository, &scope, &options).unwrap();
    assert!(!history.pages.is_empty());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.unwrap_or("0").trim_end_matches("kB").trim());
    // What remains to be freed is the system's business, as it is git's.
    std::process::exit(0);
}
