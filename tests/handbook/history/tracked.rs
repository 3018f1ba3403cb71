//! What git has of a folder, as those ask who are about to write into it.

use super::path;
use crate::support::repo::Repo;

#[test]
fn a_folder_is_known_in_letters_of_either_case_wherever_git_has_it() {
    let mut repo = Repo::new();
    repo.commit("Begin", &[("Docs/Book/Public/index.html", Some("x")), ("main.md", Some("x"))]);
    let asked = || {
        let opened = repo.open();
        let tracked = |folder: &str| opened.is_tracked(&path(folder)).unwrap();
        let folders = ["Docs/Book/Public", "docs/book/public", "DOCS", "docs/book/pub", "book"];
        folders.map(tracked)
    };
    assert_eq!(asked(), [true, true, true, false, false], "in the index");
    repo.git(&["rm", "-rq", "--cached", "Docs"]);
    assert_eq!(asked(), [true, true, true, false, false], "in HEAD alone");
}

#[test]
fn git_would_add_a_folder_that_it_neither_has_nor_ignores() {
    let mut repo = Repo::new();
    let files = ["old/index.html", "Site/index.html", "link"].map(|path| (path, Some("x")));
    repo.commit("Begin", &files);
    repo.write(".gitignore", "/ignored/\n");
    // Somebody is about to take it out.
    repo.git(&["rm", "-rq", "--cached", "old"]);
    let opened = repo.open();
    let folders = ["public", "old", "ignored", "Site", "site", "link"];
    let added = folders.map(|folder| opened.would_add(&path(folder)).unwrap());
    assert_eq!(added, [true, true, false, false, false, false]);
}
