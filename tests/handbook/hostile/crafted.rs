//! Repositories that somebody made by hand, with what git itself would never write.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use zola_handbook::root::RepoPath;

use crate::support::company::{read, repository};
use crate::support::program::{TODAY, files, handbook};
use crate::support::repo::{Repo, START};

/// A commit whose tree is entries of that name, which lead to a page; HEAD is the handbook again, on
/// top of it.
fn crafted(repo: &mut Repo, name: &[u8]) -> String {
    let files = repo.files(repo.head().unwrap());
    let page = repo.write_blob("# Pwned\n");
    let below = repo.write_tree(&[("100644", b"PWNED.md", page)]);
    let deeper = repo.write_tree(&[("40000", name, below)]);
    let tree = repo.write_tree(&[("40000", name, deeper)]);
    let who = format!("Eve <eve@git.example> {START} +0000");
    let commit = format!("tree {tree}\nauthor {who}\ncommitter {who}\n\nCraft\n");
    let base = repo.write_commit(commit.as_bytes());
    let head = repo.object(&files, &[base], b"Ada <ada@git.example>", "", b"Mend");
    repo.move_to(head);
    base.to_string()
}

#[test]
fn names_of_a_tree_that_lead_out_of_it_write_nothing_anywhere() {
    for name in [b"..".as_slice(), b".", b"", b"../..", b"a/../../..", b"/tmp", b"a/b"] {
        let mut repo = repository();
        let base = crafted(&mut repo, name);
        let scratch = repo.beside("deep/down/scratch");
        fs::create_dir_all(&scratch).unwrap();
        let around = repo.path().parent().unwrap().to_path_buf();
        let before = files(&around);
        let ran = handbook(&["audit", "--base", &base, "--format", "markdown"])
            .inside(repo.path())
            .env("TMPDIR", &scratch)
            .on(TODAY)
            .run();
        let shown = String::from_utf8_lossy(name);
        let mut after = files(&around);
        after.retain(|path| !path.starts_with("repo/.handbook"));
        assert_eq!(after, before, "{shown}");
        assert_eq!(ran.status, 3, "{shown}: {ran}");
        assert!(ran.stderr.contains("damaged object"), "{shown}: {ran}");
    }
}

/// The class of each change, the last one first, as `audit` tells it.
fn classes(folder: &Path) -> Vec<String> {
    let ran = handbook(&["audit", "--since", "2023-01-01", "--format", "json"]);
    let ran = ran.inside(folder).on(TODAY).run();
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    changes.iter().map(|change| change["class"].as_str().unwrap().to_owned()).collect()
}

/// Lets a cache of classes give another class to the change that made the text of that id, as
/// somebody does who knows the layout: the class follows the ids of both texts.
fn falsify(cache: &Path, text: &str) {
    let whole = fs::read(cache).unwrap();
    let start = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut value = whole[start + 32..].to_vec();
    let id = git2::Oid::from_str(text).unwrap();
    let at = value.windows(20).position(|bytes| bytes == id.as_bytes()).unwrap() + 20;
    value[at] = if value[at] == 0 { 1 } else { 0 };
    fs::write(cache, [&whole[..start], Sha256::digest(&value).as_slice(), &value].concat())
        .unwrap();
}

#[test]
fn a_cache_that_is_committed_is_not_believed() {
    let mut repo = repository();
    let pay = read(&repo.path().join("content/people/pay.md"));
    let pay = pay.replace("by the fifth of the month", "by the tenth of the month, or later");
    repo.commit("Pay later", &[("content/people/pay.md", Some(&pay))]);
    let honest = classes(repo.path());
    assert_eq!(honest[0], "substantive");
    let cache = repo.path().join(".handbook/cache/classes");
    falsify(&cache, &repo.git(&["rev-parse", "HEAD:content/people/pay.md"]));
    // Nobody can tell it from what this machine remembers.
    assert_ne!(classes(repo.path()), honest);

    repo.git(&["add", "-f", ".handbook/cache/classes"]);
    assert_eq!(classes(repo.path()), honest, "staged");
    repo.git(&["commit", "-q", "-m", "Remember"]);
    let clone = repo.beside("clone");
    repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    assert_eq!(classes(&clone), honest, "cloned");
    let ran = handbook(&["check", "--format", "short"]).inside(&clone).on(TODAY).run();
    let told = ".handbook: error[handbook/committed-work]: this folder is committed, so nothing in it is believed";
    assert!(ran.stdout.contains(told), "{ran}");

    // A link in its place leads to what may be committed under any name.
    #[cfg(unix)]
    {
        fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
        fs::create_dir(repo.path().join("elsewhere")).unwrap();
        fs::rename(clone.join(".handbook/cache"), repo.path().join("elsewhere/cache")).unwrap();
        std::os::unix::fs::symlink("elsewhere", repo.path().join(".handbook")).unwrap();
        repo.git(&["add", "-A", "-f"]);
        repo.git(&["commit", "-q", "-m", "Link"]);
        assert_eq!(classes(repo.path()), honest, "linked");
        let ran = handbook(&["stage"]).inside(repo.path()).on(TODAY).run();
        assert_eq!(ran.status, 1, "{ran}");
        assert_eq!(files(&repo.path().join("elsewhere")), [Path::new("cache/classes")], "{ran}");
    }
}

#[test]
fn a_path_of_bytes_stays_below_its_root_and_says_what_they_were() {
    for (bytes, text) in [
        (b"".as_slice(), ""),
        (b"a/b.md", "a/b.md"),
        (b"caf\xe9/b", "caf\\xe9/b"),
        (b"../../etc", "\\x2e\\x2e/\\x2e\\x2e/etc"),
        (b"a/./b", "a/\\x2e/b"),
        (b"/a//b/", "a/b"),
        (b"a\0b/.\xff", "a\\x00b/.\\xff"),
        (b"...", "..."),
    ] {
        assert_eq!(RepoPath::from_bytes(bytes).as_str(), text);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_path_inside(bytes in prop::collection::vec(
        prop_oneof![Just(b'/'), Just(b'.'), Just(0), any::<u8>()], 0..12,
    )) {
        let path = RepoPath::from_bytes(&bytes);
        prop_assert_eq!(RepoPath::new(path.as_str()), Ok(path.clone()));
    }
}
