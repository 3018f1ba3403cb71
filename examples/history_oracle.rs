//! Compares the page logs of real repositories with what `git diff-tree -M` says, prints every
//! difference, and exits with 1 where there is one.
//!
//! ```sh
//! cargo run --release --example history_oracle -- REPOSITORY…
//! HANDBOOK_CORPUS=FOLDER cargo run --release --example history_oracle
//! ```
//!
//! Without arguments it takes every repository directly in the folders that `HANDBOOK_CORPUS`
//! lists, which are separated as in `PATH`.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use zola_handbook::history::{Options, Repository, Scope, read};
use zola_handbook::root::RepoPath;

#[path = "../tests/handbook/support/oracle.rs"]
mod oracle;

fn main() -> ExitCode {
    let mut repositories: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    if repositories.is_empty() {
        repositories = corpus();
    }
    if repositories.is_empty() {
        eprintln!("Name repositories, or say in HANDBOOK_CORPUS which folders hold some.");
        return ExitCode::from(2);
    }
    let differences: usize = repositories.iter().map(|path| compare(path)).sum();
    if differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn corpus() -> Vec<PathBuf> {
    let folders = std::env::var_os("HANDBOOK_CORPUS").unwrap_or_default();
    let entries = std::env::split_paths(&folders)
        .filter(|folder| !folder.as_os_str().is_empty())
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder of HANDBOOK_CORPUS"));
    let mut found: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join(".git").exists() || path.join("HEAD").is_file())
        .collect();
    found.sort();
    found
}

fn compare(path: &Path) -> usize {
    let repository = Repository::discover(path).unwrap().expect("a repository");
    let scope = Scope::markdown(RepoPath::root());
    let history = read(&repository, &scope, &Options::default()).unwrap();
    let (ours, gits) = (oracle::told_by(&history), oracle::told_by_git(path, ""));
    let mut differences = 0;
    for page in ours.keys().chain(gits.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (ours, gits) = (ours.get(page), gits.get(page));
        let all = ours.into_iter().chain(gits).flatten();
        for told in all.collect::<std::collections::BTreeSet<_>>() {
            let side = |log: Option<&std::collections::BTreeSet<oracle::Told>>| {
                log.is_some_and(|log| log.contains(told))
            };
            let who = match (side(ours), side(gits)) {
                (true, false) => "only ours",
                (false, true) => "only git's",
                _ => continue,
            };
            println!("{page}: {who}: {told:?}");
            differences += 1;
        }
    }
    let changes: usize = gits.values().map(std::collections::BTreeSet::len).sum();
    println!(
        "{}: {} pages, {} commits, {changes} changes, {differences} differences",
        path.display(),
        gits.len(),
        history.walked.commits,
    );
    differences
}
