//! What a machine does to a build: the site that was there stays, the cause is named, and the next
//! build needs nobody's help.
#![cfg(unix)]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::killed::{assert_nothing_is_left_beside, quick_zola};
use crate::support::company::{commit, read, repository};
use crate::support::program::{Ran, at, bytes, handbook};
use crate::support::repo::{Repo, git};
use crate::support::zola::all;

fn build(repo: &Repo, zola: &Path) -> Command {
    let run = handbook(&["build", "--today", "2023-11-20"]).inside(repo.path());
    run.env("HANDBOOK_ZOLA", zola).command()
}

fn page(text: &str) -> String {
    format!("+++\ntitle = \"Alone\"\n+++\n\nThis is number {text}.\n")
}

/// Both files of the site, which must be of one build.
fn published(repo: &Repo) -> String {
    let home = read(&repo.path().join("public/index.html"));
    assert_eq!(home, read(&repo.path().join("public/alone/index.html")), "a site of two halves");
    home
}

/// Builds where no file may grow beyond so many blocks of 512 bytes, as on a disk that is full.
fn build_on_a_full_disk(repo: &Repo, zola: &Path, blocks: u32) -> Ran {
    let real = build(repo, zola);
    let mut limited = Command::new("/bin/sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    limited.arg("-c").arg(script).arg(real.get_program()).args(real.get_args()).env_clear();
    let set = real.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let output = limited.envs(set).current_dir(repo.path()).output().unwrap();
    Ran {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_disk_that_is_full_is_named_and_the_site_stays() {
    let mut repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    commit(&mut repo, "content/alone.md", &page("1"));
    assert!(build(&repo, &zola).output().unwrap().status.success());
    let mut failures = 0;
    for blocks in [0, 1, 2, 8, 20, 60] {
        let text = page(&format!("2, {}", "long ".repeat(300)));
        commit(&mut repo, "content/alone.md", &text);
        let before = bytes(&repo.path().join("public"));
        fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
        let ran = build_on_a_full_disk(&repo, &zola, blocks);
        if ran.status == 0 {
            continue;
        }
        failures += 1;
        assert!(before == bytes(&repo.path().join("public")), "{blocks}: {ran}");
        assert!(ran.stderr.contains("File too large"), "{blocks}: {ran}");
        assert!(ran.stderr.contains(&repo.path().display().to_string()), "{blocks}: {ran}");
        assert!(build(&repo, &zola).output().unwrap().status.success());
        assert!(published(&repo).contains("number 2"));
        assert_nothing_is_left_beside(&repo);
    }
    assert!(failures > 2, "{failures}");
}

#[test]
fn builds_while_git_repacks_and_fetches_are_all_the_same() {
    let mut repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    for number in 0..30 {
        commit(&mut repo, "content/alone.md", &page(&number.to_string()));
    }
    let (path, done) = (repo.path().to_path_buf(), AtomicBool::new(false));
    let elsewhere = repo.beside("fetched");
    repo.git(&["clone", "-q", "--bare", ".", elsewhere.to_str().unwrap()]);
    repo.git(&["remote", "add", "elsewhere", elsewhere.to_str().unwrap()]);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let more = ["commit-tree", "HEAD^{tree}", "-p", "refs/heads/main", "-m", "More"];
                let more = git(&elsewhere, &more);
                git(&elsewhere, &["update-ref", "refs/heads/main", &more]);
                git(&path, &["fetch", "-q", "elsewhere"]);
                git(&path, &["repack", "-q", "-a", "-d"]);
                git(&path, &["prune-packed", "-q"]);
            }
        });
        let mut first = None;
        for _ in 0..6 {
            let _none = fs::remove_dir_all(repo.path().join(".handbook"));
            let output = build(&repo, &zola).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}");
            let staged = bytes(&repo.path().join(".handbook/site"));
            assert!(staged == *first.get_or_insert_with(|| staged.clone()));
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_branch_that_was_force_pushed_is_built_as_it_is_now() {
    let mut repo = repository();
    let kept = repo.head().unwrap();
    commit(&mut repo, "content/alone.md", &page("Xyzzy, which nobody may see"));
    let zola = &all()[0];
    at(repo.path(), zola, &["build"]).succeed();
    repo.move_to(kept);
    repo.git(&["reflog", "expire", "--expire=now", "--all"]);
    repo.git(&["gc", "-q", "--prune=now"]);
    commit(&mut repo, "content/alone.md", &page("what stays"));
    at(repo.path(), zola, &["build"]).succeed();
    for (path, bytes) in bytes(&repo.path().join("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Xyzzy"), "{}", path.display());
    }
    assert!(read(&repo.path().join("public/alone/index.html")).contains("what stays"));
}

/// The loose object of a revision.
fn object(repo: &Repo, revision: &str) -> PathBuf {
    let id = repo.git(&["rev-parse", revision]);
    repo.path().join(".git/objects").join(&id[..2]).join(&id[2..])
}

#[test]
fn an_object_that_is_damaged_is_named_and_the_site_stays() {
    let mut repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    commit(&mut repo, "content/alone.md", &page("1"));
    assert!(build(&repo, &zola).output().unwrap().status.success());
    let before = published(&repo);
    fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
    for revision in ["HEAD~3", "HEAD~1^{tree}", "HEAD~2:content/people/pay.md"] {
        let path = object(&repo, revision);
        let whole = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let output = build(&repo, &zola).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{revision}: {said}");
        let file = path.file_name().unwrap().to_str().unwrap();
        assert!(said.contains(&file[..30]), "{revision} is named: {said}");
        assert_eq!(published(&repo), before, "{revision}");
        fs::write(&path, whole).unwrap();
        assert!(build(&repo, &zola).output().unwrap().status.success(), "{revision} mended");
        fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
    }
}

#[test]
fn a_cache_that_is_cut_short_changes_nothing() {
    let repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    let staged = || {
        let output = build(&repo, &zola).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        bytes(&repo.path().join(".handbook/site"))
    };
    let first = staged();
    let cache = repo.path().join(".handbook/cache");
    let files = bytes(&cache);
    assert!(!files.is_empty());
    for (path, whole) in files {
        for cut in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(cache.join(&path), &whole[..cut]).unwrap();
            assert!(staged() == first, "{} cut at {cut}", path.display());
        }
    }
}

#[test]
fn four_builds_at_once_follow_each_other() {
    let mut repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    commit(&mut repo, "content/alone.md", &page("1"));
    let builds: Vec<_> =
        (0..4).map(|_| build(&repo, &zola).stderr(Stdio::piped()).spawn().unwrap()).collect();
    for child in builds {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(published(&repo).contains("number 1."));
    assert_nothing_is_left_beside(&repo);
}

#[test]
fn a_clock_that_was_set_back_changes_nothing_but_what_a_day_decides() {
    let repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    assert!(build(&repo, &zola).output().unwrap().status.success());
    let year = Duration::from_secs(366 * 86_400);
    let public = repo.path().join("public");
    for (path, _) in bytes(repo.path()) {
        let file = fs::File::options().append(true).open(repo.path().join(path)).unwrap();
        file.set_modified(std::time::SystemTime::now() + year).unwrap();
    }
    let before = bytes(&repo.path().join(".handbook/site"));
    let run = handbook(&["build", "--today", "2001-01-01"]).inside(repo.path());
    run.env("HANDBOOK_ZOLA", &zola).succeed();
    assert!(build(&repo, &zola).output().unwrap().status.success());
    assert!(before == bytes(&repo.path().join(".handbook/site")));
    assert!(public.join("index.html").is_file());
}

#[test]
fn a_page_that_cannot_be_read_is_named_with_its_cause() {
    let repo = repository();
    std::os::unix::fs::symlink("round.md", repo.path().join("content/round.md")).unwrap();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    let output = build(&repo, &zola).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("content/round.md"), "{said}");
}

#[test]
fn a_path_of_thousands_of_bytes_is_published_or_named() {
    let repo = repository();
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    assert!(build(&repo, &zola).output().unwrap().status.success());
    let before = published(&repo);
    for bytes in [1_000, 2_400, 3_950] {
        let mut path = OsString::from("content");
        let top = repo.path().as_os_str().len();
        while top + path.len() + 200 < bytes {
            path.push("/");
            path.push("x".repeat(190));
        }
        // Deep folders are made step by step, since the whole name may be too long to be given.
        let made = Command::new("/bin/sh")
            .arg("-c")
            .arg("IFS=/; for part in $1; do mkdir -p \"$part\" && cd -P \"$part\" || exit 1; done; printf '# Deep\\n' >deep.md")
            .args(["sh", path.to_str().unwrap()])
            .current_dir(repo.path())
            .status();
        assert!(made.unwrap().success());
        let output = build(&repo, &zola).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let status = output.status.code().unwrap();
        assert!(status == 0 || said.contains("xxxxxxxx"), "{bytes}: {status} {said}");
        assert_eq!(published(&repo), before);
    }
    assert!(
        Command::new("rm")
            .arg("-rf")
            .arg(repo.path().join("content").join("x".repeat(190)))
            .status()
            .unwrap()
            .success()
    );
    assert!(build(&repo, &zola).output().unwrap().status.success());
}

#[test]
fn a_hundred_thousand_files_beside_and_among_the_pages_are_no_trouble() {
    let mut repo = repository();
    let feature = "name = \"Code\"\nteam = \"engine\"\ncaptain = \"ada\"\ncode = [\"code/**\", \"nowhere/**\"]\n";
    repo.commit("Own the code", &[("org/features/code.toml", Some(feature))]);
    for (folder, folders) in [("code", 90), ("content/files", 10)] {
        for at in 0..folders {
            let folder = repo.path().join(format!("{folder}/{at}"));
            fs::create_dir_all(&folder).unwrap();
            for file in 0..1_000 {
                fs::write(folder.join(format!("{file}.txt")), "same\n").unwrap();
            }
        }
    }
    let scripts = quick_zola();
    let zola = scripts.program("zola");
    for expected in [10_000..11_000, 0..1] {
        let output = build(&repo, &zola).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        let staged = said.lines().find(|line| line.starts_with("  staged")).unwrap();
        let written = staged.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(expected.contains(&written), "{said}");
    }
    let staged = repo.path().join(".handbook/site/content/files/9/999.txt");
    assert_eq!(read(&staged), "same\n");
    // The feature's glob is asked of every file.
    let check = ["check", "--format", "short"];
    let ran = handbook(&check).inside(repo.path()).on("2023-11-20").run();
    let told: Vec<&str> =
        ran.stdout.lines().filter(|line| line.contains("where no file is")).collect();
    assert!(told.len() == 1 && told[0].contains("`nowhere/**`"), "{ran}");
}
