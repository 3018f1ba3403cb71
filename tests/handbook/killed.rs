//! Builds that are killed: the old site stays, and the next build finds nothing in its way.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::company::{self, commit, read, repository};
use crate::support::program::{TODAY, at, bytes, handbook};
use crate::support::repo::Repo;
use crate::support::script::Scripts;
use crate::support::zola::all;

/// The stretches of a build in which it can be killed.
#[derive(Debug, Default)]
struct Hit {
    /// Nothing was written yet.
    before_staging: usize,
    /// The staged site was, or some of it; the published one was as before.
    before_the_exchange: usize,
    /// The new site was in place.
    after_the_exchange: usize,
}

impl Hit {
    fn is_everywhere(&self) -> bool {
        self.before_staging > 0 && self.before_the_exchange > 0 && self.after_the_exchange > 0
    }
}

/// Kills that many builds of changing pages, and more until every stretch of a build was hit; holds
/// that the site is a whole one, the old or the new, each time. `build` begins a build.
fn kill(repo: &mut Repo, turns: u32, build: impl Fn(&Repo) -> Command) -> Hit {
    let page = |turn: u32| format!("+++\ntitle = \"Alone\"\n+++\n\nThis is number {turn}.\n");
    let began = Instant::now();
    assert!(build(repo).output().unwrap().status.success());
    // How long a build takes, as far as is known: this machine has other things to do, too.
    let mut pace = began.elapsed();
    let mut hit = Hit::default();
    let mut turn = 0;
    while turn < turns || !hit.is_everywhere() {
        turn += 1;
        assert!(turn < turns + 150, "a stretch of a build is never hit: {hit:?}");
        commit(repo, "content/alone.md", &page(turn));
        let before = bytes(&repo.path().join("public"));
        let staged = read(&repo.path().join(".handbook/site/content/alone.md"));
        let mut child = build(repo).stderr(Stdio::null()).spawn().unwrap();
        // From the first instruction to after the last, spread evenly by the golden ratio.
        let moment = pace.mul_f64((f64::from(turn) * 0.618_034).fract() * 1.3);
        std::thread::sleep(moment);
        let ended = child.try_wait().unwrap().is_some();
        let _ended = child.kill();
        child.wait().unwrap();
        pace = match (ended, moment < pace) {
            (true, true) => (pace + moment) / 2,
            (false, false) => moment.mul_f64(1.1),
            _ => pace,
        };

        let now = bytes(&repo.path().join("public"));
        let names = |files: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
            files.iter().map(|(path, _)| path.clone()).collect()
        };
        let new = format!("number {turn}.");
        let is_new = |(path, bytes): &&(PathBuf, Vec<u8>)| {
            path.ends_with("alone/index.html") && String::from_utf8_lossy(bytes).contains(&new)
        };
        if now.iter().any(|file| is_new(&file)) {
            let now: BTreeSet<PathBuf> = names(&now).into_iter().collect();
            let lost = names(&before).into_iter().find(|name| !now.contains(name));
            assert_eq!(lost, None, "turn {turn}: a site of two halves");
            hit.after_the_exchange += 1;
        } else {
            assert!(now == before, "turn {turn}: neither the old site nor the new one");
            let text = std::fs::read_to_string(repo.path().join(".handbook/site/content/alone.md"));
            match text {
                Ok(text) if text == staged => hit.before_staging += 1,
                _ => hit.before_the_exchange += 1,
            }
        }
    }
    assert!(build(repo).output().unwrap().status.success());
    let home = read(&repo.path().join("public/alone/index.html"));
    assert!(home.contains(&format!("number {turn}.")), "{home}");
    assert_nothing_is_left_beside(repo);
    hit
}

/// A Zola that takes the staged page for the whole site: what these tests break is around it.
pub fn quick_zola() -> Scripts {
    let body = r#"
[ "$1" = --version ] && { echo zola 0.22.1; exit; }
here=$PWD
while [ $# -gt 0 ]; do
  case $1 in
    --root) here=$2 ;;
    --output-dir) out=$2 ;;
  esac
  shift
done
mkdir -p "$out/alone" && cp "$here/content/alone.md" "$out/alone/index.html" || exit 1
cp "$here/content/alone.md" "$out/index.html" || exit 1
echo "Done in 1ms." >&2"#;
    Scripts::new().with("zola", body)
}

#[test]
fn a_build_killed_at_any_of_a_hundred_moments_leaves_a_whole_site() {
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let zola = &zola;
            scope.spawn(move || {
                let run = |repo: &Repo| {
                    let run = handbook(&["build", "--today", TODAY]).inside(repo.path());
                    run.env("HANDBOOK_ZOLA", zola).command()
                };
                let hit = kill(&mut repository(), 25, run);
                assert!(hit.is_everywhere(), "{hit:?}");
            });
        }
    });
}

#[test]
fn so_does_a_build_by_a_real_zola() {
    for zola in all() {
        let hit = kill(&mut repository(), 12, |repo| at(repo.path(), zola, &["build"]).command());
        assert!(hit.is_everywhere(), "{hit:?}");
    }
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

    // A second build that does not wait must not keep this test for ever.
    let finish = scripts.program("finish");
    let late = finish.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(60));
        drop(fs::write(late, ""));
    });
    let mut second = build().stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(second.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line == "another build of this handbook is running; waiting for it"));
    fs::write(finish, "").unwrap();
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
