//! A page's log follows it through its names.

use zola_handbook::history::{Action, contributors};

use super::{history, history_of, lines, log, path, text};
use crate::support::repo::Repo;

#[test]
fn a_page_that_was_renamed_keeps_its_log() {
    let mut repo = Repo::new();
    let (old, new) = (text("pay", 20), text("pay", 20) + "and more\n");
    repo.commit("write", &[("a.md", Some(&old)), ("other.md", Some("x\n"))]);
    repo.commit("move", &[("a.md", None), ("deep/b.md", Some(&old))]);
    repo.commit("move and edit", &[("deep/b.md", None), ("c.md", Some(&new))]);
    let history = history(&repo.open());
    assert_eq!(
        log(&history, "c.md"),
        [
            "move and edit: Renamed deep/b.md > c.md",
            "move: Renamed a.md > deep/b.md",
            "write: Added a.md"
        ]
    );
    assert_eq!(log(&history, "other.md"), ["write: Added other.md"]);
    assert!(history.removed.is_empty());
    let moves = &history.pages[&path("c.md")].changes;
    assert_ne!(moves[0].before, moves[0].after);
    assert_eq!(moves[1].before, moves[1].after, "a pure move changes no text");
}

#[test]
fn a_page_from_outside_the_scope_brings_its_history_along() {
    let mut repo = Repo::new();
    let page = text("hiring", 20);
    repo.commit("first home", &[("wiki/a.md", Some(&page)), ("site/content/z.md", Some("z"))]);
    repo.commit("second home", &[("wiki/a.md", None), ("docs/a.md", Some(&page))]);
    repo.commit("noise", &[("docs/b.md", Some("noise"))]);
    repo.commit("home", &[("docs/a.md", None), ("site/content/a.md", Some(&page))]);
    let history = history_of(&repo.open(), "site/content");
    assert_eq!(
        log(&history, "site/content/a.md"),
        [
            "home: Renamed docs/a.md > site/content/a.md",
            "second home: Renamed wiki/a.md > docs/a.md",
            "first home: Added wiki/a.md"
        ]
    );
    let subjects: Vec<_> = history.commits.iter().map(|commit| commit.subject.as_str()).collect();
    assert_eq!(subjects, ["home", "second home", "first home"]);
    assert_eq!(history.pages.len(), 2);
}

#[test]
fn a_page_that_leaves_the_scope_is_a_removed_one() {
    let mut repo = Repo::new();
    repo.commit("write", &[("site/a.md", Some("a\n"))]);
    repo.commit("archive", &[("site/a.md", None), ("old/a.md", Some("a\n"))]);
    let history = history_of(&repo.open(), "site");
    assert!(history.pages.is_empty());
    let removed = lines(&history, &history.removed[0]);
    assert_eq!(removed, ["archive: Removed site/a.md", "write: Added site/a.md"]);
}

#[test]
fn a_page_created_anew_at_an_old_path_is_a_new_page() {
    let mut repo = Repo::new();
    repo.commit("write", &[("a.md", Some(&text("old", 9)))]);
    repo.commit("delete", &[("a.md", None)]);
    repo.commit("write anew", &[("a.md", Some(&text("new", 9)))]);
    let history = history(&repo.open());
    assert_eq!(log(&history, "a.md"), ["write anew: Added a.md"]);
    assert_eq!(history.removed.len(), 1);
    let removed = lines(&history, &history.removed[0]);
    assert_eq!(removed, ["delete: Removed a.md", "write: Added a.md"]);
    assert!(history.removed[0].changes[0].after.is_none());
}

#[test]
fn a_page_may_have_two_names_on_two_branches() {
    let mut repo = Repo::new();
    let old = text("leave", 30);
    let base = repo.commit("write", &[("a.md", Some(&old)), ("z.md", Some("z"))]);
    let renamed = repo.commit("rename", &[("a.md", None), ("b.md", Some(&old))]);
    repo.move_to(base);
    let new = old.clone() + "one more\n";
    repo.commit("edit under the old name", &[("a.md", Some(&new))]);
    let mut merged = repo.files(renamed);
    merged.insert("b.md".into(), new.into_bytes());
    repo.merge(renamed, &merged);
    let history = history(&repo.open());
    assert_eq!(
        log(&history, "b.md"),
        [
            "Merge: Renamed a.md > b.md",
            "edit under the old name: Modified a.md",
            "rename: Renamed a.md > b.md",
            "write: Added a.md"
        ]
    );
    assert!(history.removed.is_empty());
}

#[test]
fn a_merge_is_in_the_log_only_where_it_wrote_something_itself() {
    let mut repo = Repo::new();
    let base = repo.commit("write", &[("a.md", Some("1\n")), ("b.md", Some("1\n"))]);
    let branch = repo.commit("on a branch", &[("a.md", Some("2\n"))]);
    repo.move_to(base);
    repo.commit("on main", &[("b.md", Some("2\n"))]);
    let mut files = repo.files(branch);
    files.insert("b.md".into(), b"settled\n".to_vec());
    let merge = repo.merge(branch, &files);
    let history = history(&repo.open());
    assert_eq!(log(&history, "a.md"), ["on a branch: Modified a.md", "write: Added a.md"]);
    assert_eq!(
        log(&history, "b.md"),
        ["Merge: Modified b.md", "on main: Modified b.md", "write: Added b.md"]
    );
    let landed = |subject: &str| {
        let commit = history.commits.iter().find(|commit| commit.subject == subject).unwrap();
        commit.landed
    };
    assert_eq!(landed("on a branch").commit, merge);
    assert_eq!(landed("on a branch").at, landed("Merge").at);
    assert_ne!(landed("on main").commit, merge);
}

#[test]
fn a_page_removed_on_one_branch_and_edited_on_another_is_one_removed_page() {
    let mut repo = Repo::new();
    let base = repo.commit("write", &[("a.md", Some("1\n")), ("b.md", Some("b"))]);
    let removed = repo.commit("remove", &[("a.md", None)]);
    repo.move_to(base);
    repo.commit("edit", &[("a.md", Some("2\n"))]);
    let files = repo.files(removed);
    repo.merge(removed, &files);
    let history = history(&repo.open());
    assert_eq!(history.removed.len(), 1);
    assert_eq!(
        lines(&history, &history.removed[0]),
        ["edit: Modified a.md", "remove: Removed a.md", "write: Added a.md"]
    );
}

#[test]
fn of_two_equal_texts_the_one_of_the_same_name_moved() {
    let mut repo = Repo::new();
    repo.commit("write", &[("a/x.md", Some("same\n")), ("a/y.md", Some("same\n"))]);
    repo.commit(
        "move",
        &[
            ("a/x.md", None),
            ("a/y.md", None),
            ("b/y.md", Some("same\n")),
            ("b/z.md", Some("same\n")),
        ],
    );
    let history = history(&repo.open());
    assert_eq!(log(&history, "b/y.md")[0], "move: Renamed a/y.md > b/y.md");
    assert_eq!(log(&history, "b/z.md")[0], "move: Renamed a/x.md > b/z.md");
}

#[test]
fn commits_that_touch_many_pages_are_bulk() {
    let mut repo = Repo::new();
    let names: Vec<_> = (0..30).map(|number| format!("{number}.md")).collect();
    let all: Vec<_> = names.iter().map(|name| (name.as_str(), Some(name.as_str()))).collect();
    repo.commit("all", &all);
    repo.commit(
        "all but one",
        &all[1..].iter().map(|(n, _)| (*n, Some("new"))).collect::<Vec<_>>(),
    );
    let history = history(&repo.open());
    let bulk: Vec<_> = history.commits.iter().map(|commit| commit.flags.bulk).collect();
    assert_eq!(bulk, [false, true]);
}

#[test]
fn revisions_that_blame_ignores_are_marked_and_credit_nobody() {
    let mut repo = Repo::new();
    repo.commit("write", &[("a.md", Some("a\n"))]);
    let formatted = repo.commit_as("Eve <eve@x>", "format", &[("a.md", Some("b\n"))]);
    repo.write(".git-blame-ignore-revs", format!("# tidy\n{formatted} # all of it\nnot an id\n"));
    let history = history(&repo.open());
    let ignored: Vec<_> = history.commits.iter().map(|commit| commit.flags.ignored).collect();
    assert_eq!(ignored, [true, false]);
    let credited = contributors(&history.pages[&path("a.md")], &history);
    let names: Vec<_> = credited.iter().map(|one| one.identity.name.as_str()).collect();
    assert_eq!(names, ["Ada"]);
}

#[test]
fn a_file_that_becomes_a_folder_and_a_link_that_becomes_a_file_are_told_apart() {
    let mut repo = Repo::new();
    repo.commit("file", &[("a.md", Some("a\n")), ("b.md", Some("b\n"))]);
    repo.commit("folder", &[("a.md", None), ("a.md/x.md", Some(&text("x", 5)))]);
    let history = history(&repo.open());
    assert_eq!(log(&history, "a.md/x.md"), ["folder: Added a.md/x.md"]);
    assert_eq!(history.removed[0].changes[0].action, Action::Removed);
    assert_eq!(history.pages.len(), 2);
}
