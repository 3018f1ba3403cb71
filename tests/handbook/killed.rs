//! Builds that are killed: the old site stays, and the next build finds nothing in its way.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::company::{self, commit, repository};
use crate::support::program::{at, handbook};
use crate::support::repo::Repo;
use crate::support::script::Scripts;
use crate::support::zola::all;

#[test]
fn a_build_that_is_killed_leaves_the_old_site_and_the_next_one_builds() {
    let mut repo = repository();
    let zola = &all()[0];
    at(repo.path(), zola, &["build"]).succeed();
    let home = |repo: &Repo| repo.path().join("public/index.html").is_file();
    // From before staging to after the exchange, whatever this machine's pace.
    for (turn, milliseconds) in [20, 90, 180, 300, 450, 700].into_iter().enumerate() {
        commit(&mut repo, "content/alone.md", &format!("+++\ntitle = \"Alone\"\n+++\n\n{turn}\n"));
        let mut build = at(repo.path(), zola, &["build"]).command();
        let mut build = build.stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        let _ended = build.kill();
        build.wait().unwrap();
        assert!(home(&repo), "a site is there after {milliseconds} ms");
    }
    at(repo.path(), zola, &["build"]).succeed();
    assert!(company::read(&repo.path().join("public/alone/index.html")).contains("<p>5</p>"));
    assert_nothing_is_left_beside(&repo);
}

/// A Zola that writes, over and over, until a file beside it lets it finish.
fn slow_zola() -> Scripts {
    let body = r#"
[ "$1" = --version ] && { echo zola 0.22.1; exit; }
while [ "$1" != --output-dir ]; do shift; done
mkdir -p "$2" && cd "$2" && touch "${0%/*}/writing"
until [ -e "${0%/*}/finish" ]; do mkdir -p deep && date >deep/page.html; done
echo done >index.html
echo "Done in 1ms." >&2"#;
    Scripts::new().with("zola", body)
}

fn wait_for(path: &Path) {
    let began = Instant::now();
    while !path.exists() {
        assert!(began.elapsed() < Duration::from_secs(60), "{} never came", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_zola_that_outlives_its_build_is_waited_for_and_what_it_wrote_is_cleared() {
    let repo = repository();
    let scripts = slow_zola();
    let zola = scripts.program("zola");
    let build = || handbook(&["build"]).inside(repo.path()).env("HANDBOOK_ZOLA", &zola).command();

    let mut first = build().stderr(Stdio::null()).spawn().unwrap();
    wait_for(&scripts.program("writing"));
    first.kill().unwrap();
    first.wait().unwrap();

    let mut second = build().stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(second.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line == "another build of this handbook is running; waiting for it"));
    fs::write(scripts.program("finish"), "").unwrap();
    let rest: Vec<String> = said.collect();
    assert!(second.wait().unwrap().success(), "{rest:#?}");
    assert_eq!(company::read(&repo.path().join("public/index.html")), "done\n");
    assert_nothing_is_left_beside(&repo);
}

pub fn assert_nothing_is_left_beside(repo: &Repo) {
    let left: Vec<String> = fs::read_dir(repo.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".public"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}
