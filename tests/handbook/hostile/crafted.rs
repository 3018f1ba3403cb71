//! Repositories that somebody made by hand, with what git itself would never write.

use std::fs;

use crate::support::company::repository;
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
