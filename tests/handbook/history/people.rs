//! The people behind commits.

use zola_handbook::email::Email;
use zola_handbook::history::contributors;

use super::{history, path};
use crate::support::repo::Repo;

#[test]
fn authors_and_co_authors_go_by_the_mailmap() {
    let mut repo = Repo::new();
    let message = "write\n\nCo-authored-by: robert <rob@old.example>\nCo-authored-by: A <ADA@x>\n";
    repo.commit_as("ada <ada@old.example>", message, &[("a.md", Some("a\n"))]);
    repo.write(
        ".mailmap",
        "Ada Lovelace <ada@x> <ada@old.example>\nBob <bob@x> <rob@old.example>\n",
    );
    let history = history(&repo.open());
    let commit = &history.commits[0];
    assert_eq!(commit.author.name, "Ada Lovelace");
    assert!(commit.author.email.same_as(&Email::new("ada@x")));
    let others: Vec<_> = commit.co_authors.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(others, ["Bob"], "the author is not credited twice");
    assert_eq!(commit.trailers.len(), 2);
}

#[test]
fn a_mailmap_is_read_up_to_a_nul_as_git_reads_it() {
    let mut repo = Repo::new();
    repo.commit_as("Countess <ada@x>", "edit", &[("a.md", Some("a"))]);
    repo.write(".mailmap", "Ada Lovelace <ada@x>\n\0Eve <ada@x>\n");
    assert_eq!(history(&repo.open()).commits[0].author.name, "Ada Lovelace");
}

#[test]
fn contributors_come_by_weight_without_machines_and_each_once() {
    let mut repo = Repo::new();
    for (author, text) in [
        ("Ada <ada@x>", "1"),
        ("Bob <bob@x>", "2"),
        ("bob <bob@home>", "3"),
        ("Robert <bob@home>", "4\n"),
        ("dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>", "5"),
    ] {
        repo.commit_as(author, "edit", &[("a.md", Some(text))]);
    }
    let history = history(&repo.open());
    let found = contributors(&history.pages[&path("a.md")], &history);
    let found: Vec<_> = found.iter().map(|one| (one.identity.name.as_str(), one.changes)).collect();
    assert_eq!(found, [("Robert", 3), ("Ada", 1)]);
    assert!(history.commits[0].flags.bot);
}

#[test]
fn names_and_messages_that_are_not_utf_8_are_read_as_well_as_possible() {
    let mut repo = Repo::new();
    let files = [("a.md".to_owned(), b"a".to_vec())].into();
    let declared = repo.object(&files, &[], b"Zo\xeb <z@x>", "encoding ISO-8859-1\n", b"Caf\xe9\n");
    let mut files = repo.files(declared);
    files.insert("b.md".into(), b"b".to_vec());
    let undeclared = repo.object(&files, &[declared], b"Zo\xeb <z@x>", "", b"Caf\xe9\n");
    repo.move_to(undeclared);
    let history = history(&repo.open());
    let told: Vec<_> = history
        .commits
        .iter()
        .map(|commit| (commit.author.name.as_str(), commit.subject.as_str()))
        .collect();
    assert_eq!(told, [("Zo\u{fffd}", "Caf\u{fffd}"), ("Zoë", "Café")]);
}

#[test]
fn no_address_shows_in_what_is_printed_of_a_history() {
    let mut repo = Repo::new();
    let message = "write\n\nReviewed-by: Bob <bob@secret.example>\n";
    repo.commit_as("Ada <ada@secret.example>", message, &[("a.md", Some("a"))]);
    let shown = format!("{:?}", history(&repo.open()));
    assert!(shown.contains("Bob") && !shown.contains("secret"), "{shown}");
}
