//! What a machine refuses: folders that cannot be written to, files that cannot be read. The site
//! that was there stays, what is refused is named, and the next build needs nobody's help.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::killed::{assert_nothing_is_left_beside, quick_zola};
use crate::support::company::{commit, read, repository};
use crate::support::program::{Ran, TODAY, bytes, handbook};
use crate::support::repo::Repo;
use crate::support::script::Scripts;

/// The user whom nothing belongs to.
const NOBODY: &str = "65534";

fn is_root() -> bool {
    user() == "0"
}

/// Who runs these tests.
fn user() -> String {
    let output = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Builds as somebody for whom permissions hold: root is refused nothing, so for it the handbook is
/// given to nobody, who builds it.
fn build(repo: &Repo, zola: &Scripts) -> Ran {
    let run = handbook(&["build", "--today", TODAY]).inside(repo.path());
    let real = run.env("HANDBOOK_ZOLA", zola.program("zola")).command();
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        let who = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
        command.args(who).arg("--clear-groups").arg(real.get_program()).args(real.get_args());
        command.env_clear().envs(real.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", "/usr/bin:/bin").env("HOME", repo.path()).current_dir(repo.path());
        command
    } else {
        real
    };
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A handbook that was built once, with a change since, which belongs to who builds it.
fn changed() -> Option<(Repo, Scripts)> {
    let mut repo = repository();
    let zola = quick_zola();
    for folder in [repo.path().parent().unwrap(), zola.program("zola").parent().unwrap()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    give(&repo);
    let built = build(&repo, &zola);
    if is_root() && built.status == 126 {
        assert!(std::env::var_os("CI").is_none(), "{built}");
        eprintln!("SKIPPED: {built}");
        return None;
    }
    assert_eq!(built.status, 0, "{built}");
    commit(&mut repo, "content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nAnother.\n");
    give(&repo);
    Some((repo, zola))
}

fn give(repo: &Repo) {
    if is_root() {
        let who = format!("{NOBODY}:{NOBODY}");
        let given = Command::new("chown").args(["-R", &who]).arg(repo.path()).status();
        assert!(given.unwrap().success());
    }
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Builds while a path has those permissions; gives what was said, once the site is seen to be the
/// one before and the next build to be well.
fn refused(repo: &Repo, zola: &Scripts, path: &str, mode: u32) -> Ran {
    let before = bytes(&repo.path().join("public"));
    let full = repo.path().join(path);
    let usual = fs::metadata(&full).unwrap().permissions().mode();
    allow(&full, mode);
    let ran = build(repo, zola);
    allow(&full, usual);
    assert!(ran.status == 1 || ran.status == 3, "{path}: {ran}");
    assert!(bytes(&repo.path().join("public")) == before, "{path}: {ran}");
    let next = build(repo, zola);
    assert_eq!(next.status, 0, "{path}: {next}");
    assert!(read(&repo.path().join("public/alone/index.html")).contains("Another."));
    assert_nothing_is_left_beside(repo);
    ran
}

#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    for path in ["", ".handbook/site", ".handbook/site/content"] {
        let Some((repo, zola)) = changed() else { return };
        let ran = refused(&repo, &zola, path, 0o555);
        let named = repo.path().join(path).display().to_string();
        let named = named.trim_end_matches('/');
        assert!(ran.stderr.contains(named), "{path}: {ran}");
        assert!(ran.stderr.contains("Permission denied"), "{path}: {ran}");
    }
}

#[test]
fn a_site_whose_folder_cannot_be_written_to_is_exchanged_or_named() {
    let Some((repo, zola)) = changed() else { return };
    let before = bytes(&repo.path().join("public"));
    allow(&repo.path().join("public"), 0o555);
    let ran = build(&repo, &zola);
    let now = bytes(&repo.path().join("public"));
    match ran.status {
        0 => assert!(read(&repo.path().join("public/alone/index.html")).contains("Another.")),
        _ => assert!(now == before && ran.stderr.contains("public"), "{ran}"),
    }
    let _back = fs::set_permissions(repo.path().join("public"), fs::Permissions::from_mode(0o755));
    assert_eq!(build(&repo, &zola).status, 0);
}

#[test]
fn a_cache_that_cannot_be_written_to_or_read_stops_nothing() {
    for mode in [0o555, 0o000] {
        let Some((repo, zola)) = changed() else { return };
        let cache = repo.path().join(".handbook/cache");
        allow(&cache, mode);
        let ran = build(&repo, &zola);
        allow(&cache, 0o755);
        assert_eq!(ran.status, 0, "{mode:o}: {ran}");
        assert!(ran.stderr.contains("; the cache cannot be written, so the next time"), "{ran}");
        assert!(read(&repo.path().join("public/alone/index.html")).contains("Another."));
    }
}

#[test]
fn a_file_or_folder_that_cannot_be_read_is_named() {
    for path in [
        "content/people/pay.md",
        "content/people",
        "org/people/ada.toml",
        "org/teams",
        "zola.toml",
        ".git/HEAD",
    ] {
        let Some((repo, zola)) = changed() else { return };
        let ran = refused(&repo, &zola, path, 0o000);
        assert!(ran.to_string().contains(path), "{path}: {ran}");
    }
}
