//! What the cache may and may not do.

use std::path::Path;

use zola_handbook::history::{History, Options, Repository, Scope, read};

use super::path;
use crate::support::repo::Repo;

fn cached(repository: &Repository, folder: &str, cache: &Path) -> History {
    let options = Options { cache_dir: Some(cache), ..Options::default() };
    read(repository, &Scope::markdown(path(folder)), &options).unwrap()
}

/// All that a history says, apart from how it was read.
fn said(history: &History) -> Vec<String> {
    let same = History { walked: Default::default(), ..history.clone() };
    let logs = same.pages.values().chain(&same.removed);
    let lines = logs.flat_map(|log| super::lines(history, log));
    lines.chain([format!("{same:?}")]).collect()
}

fn busy_repository() -> Repo {
    let mut repo = Repo::new();
    for number in 0..20 {
        let (old, new) = (format!("docs/{number}.md"), format!("site/{number}.md"));
        let text = super::text(&old, 10);
        repo.commit(&format!("write {number}"), &[(&old, Some(&text))]);
        if number % 3 == 0 {
            repo.commit(&format!("move {number}"), &[(&old, None), (&new, Some(&text))]);
        }
    }
    repo
}

#[test]
fn a_warm_cache_reads_only_new_commits_and_says_the_same() {
    let mut repo = busy_repository();
    let cache = repo.beside("cache");
    let repository = repo.open();
    let cold = cached(&repository, "site", &cache);
    assert_eq!(cold.walked.from_cache, 0);
    for _ in 0..10 {
        repo.commit("more", &[("site/0.md", Some("other\n")), ("docs/1.md", Some("other\n"))]);
        repo.commit("and back", &[("site/0.md", Some("text\n")), ("docs/1.md", None)]);
        repo.commit("and back", &[("docs/1.md", Some(&super::text("docs/1.md", 10)))]);
    }
    let warm = cached(&repository, "site", &cache);
    assert_eq!(warm.walked.commits - warm.walked.from_cache, 30);
    assert_eq!(said(&warm), said(&super::history_of(&repository, "site")));
}

#[test]
fn a_damaged_truncated_or_foreign_cache_is_never_wrong_and_is_mended() {
    let repo = busy_repository();
    let cache = repo.beside("cache");
    let repository = repo.open();
    let right = said(&cached(&repository, "site", &cache));
    let file = std::fs::read_dir(&cache).unwrap().next().unwrap().unwrap().path();
    let sound = std::fs::read(&file).unwrap();
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    for bad in [&sound[..sound.len() / 2], &flipped, b"", b"something else"] {
        std::fs::write(&file, bad).unwrap();
        let again = cached(&repository, "site", &cache);
        assert_eq!(again.walked.from_cache, 0);
        assert_eq!(said(&again), right);
        assert_eq!(std::fs::read(&file).unwrap(), sound, "the cache was mended");
    }
}

#[test]
fn each_scope_has_a_cache_of_its_own() {
    let repo = busy_repository();
    let cache = repo.beside("cache");
    let repository = repo.open();
    for folder in ["site", "docs", ""] {
        let expected = said(&super::history_of(&repository, folder));
        assert_eq!(said(&cached(&repository, folder, &cache)), expected);
        assert_eq!(said(&cached(&repository, folder, &cache)), expected);
    }
    assert_eq!(std::fs::read_dir(&cache).unwrap().count(), 3);
}

#[test]
fn another_branch_in_the_cache_changes_nothing() {
    let mut repo = busy_repository();
    let cache = repo.beside("cache");
    let repository = repo.open();
    let main = repo.head().unwrap();
    let expected = said(&super::history_of(&repository, "site"));
    let page = super::text("docs/1.md", 10);
    repo.commit("elsewhere", &[("docs/1.md", None), ("site/1.md", Some(&page))]);
    cached(&repository, "site", &cache);
    repo.move_to(main);
    assert_eq!(said(&cached(&repository, "site", &cache)), expected);
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_the_history_stands() {
    let repo = busy_repository();
    repo.write("in-the-way", "");
    let history = cached(&repo.open(), "site", &repo.path().join("in-the-way"));
    assert!(history.unsaved.is_some_and(|error| error.to_string().contains("in-the-way")));
    assert_eq!(history.pages.len(), 7);
}
