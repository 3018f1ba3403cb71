//! Who owned a page when it changed, whatever it and they are called today.

use serde_json::Value;
use zola_handbook::history::CommitId;

use crate::support::changing::{ADA, BOB, EVE, LEAVE, audited, company, is, page};
use crate::support::repo::Repo;

const DRAFT: &str = "content/draft.md";

/// A page whose front matter says who owns it.
fn owned(owner: &str, text: &str) -> String {
    format!("+++\ntitle = \"Leave\"\n[extra.handbook]\nowner = \"{owner}\"\n+++\n\n{text}\n")
}

/// The company without rules about pages.
fn without_rules() -> Repo {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    repo
}

fn told(repo: &Repo, commit: CommitId, arguments: &[&str]) -> Value {
    let changes = audited(repo, arguments);
    changes.into_iter().find(|one| one["commit"] == *commit.to_string()).expect("it is told")
}

#[test]
fn a_new_page_is_not_judged_by_another_that_had_its_later_name() {
    let mut repo = without_rules();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&owned("bob", "Take 25 days.")))]);
    let begun = repo.commit_as(BOB, "Draft", &[(DRAFT, Some(&page("Another text, of mine.")))]);
    let more = repo.commit_as(BOB, "More", &[(DRAFT, Some(&page("Another text, of ours.")))]);
    repo.commit_as(ADA, "Remove the old", &[(LEAVE, None)]);
    let text = page("Another text, of ours.");
    repo.commit_as(ADA, "Rename", &[(DRAFT, None), (LEAVE, Some(&text))]);
    is(&repo, begun, "unknown", "the page is new, and came without an owner");
    is(&repo, more, "unknown", "the page had no owner then");
}

#[test]
fn a_page_that_was_renamed_on_the_published_branch_meanwhile_has_its_owner_by_the_name_there() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/draft.md\"\nowner = \"eve\"\n\
                 [[page]]\npattern = \"/leave.md\"\nowner = \"bob\"\n";
    let text = "Take 25 days. Ask early. Tell your team. Write it down.";
    repo.commit_as(
        ADA,
        "Begin",
        &[("org/ownership.toml", Some(rules)), (DRAFT, Some(&page(text)))],
    );
    let fork = repo.head().unwrap();
    let work = repo.commit_as(BOB, "Less", &[(DRAFT, Some(&page(&text.replace("25", "5"))))]);
    repo.move_to(fork);
    repo.wait(1);
    repo.commit_as(ADA, "Rename", &[(DRAFT, None), (LEAVE, Some(&page(text)))]);
    repo.wait(1);
    let mut files = repo.files(repo.head().unwrap());
    files.insert(LEAVE.to_owned(), page(&text.replace("25", "5")).into_bytes());
    repo.merge(work, &files);
    is(&repo, work, "owner-authored", "Bob owned the page");
    // The same where only what landed with the merge is read.
    std::fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
    let late = told(&repo, work, &["--since", "HEAD~1"]);
    assert_eq!(late["why"], "Bob owned the page");
}

#[test]
fn a_branch_that_begins_a_page_and_renames_it_is_told_by_the_rule_for_its_name() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/leave.md\"\nowner = \"eve\"\n";
    repo.commit_as(ADA, "Rules", &[("org/ownership.toml", Some(rules))]);
    let main = repo.head().unwrap();
    let text = page("Take 25 days. Ask early.");
    let begun = repo.commit_as(EVE, "Draft", &[(DRAFT, Some(&text))]);
    let named = repo.commit_as(EVE, "Name", &[(DRAFT, None), (LEAVE, Some(&text))]);
    let files = repo.files(named);
    repo.move_to(main);
    repo.merge(named, &files);
    is(
        &repo,
        begun,
        "unknown",
        "the page is new and came with its owner, Eve: nobody owned it before",
    );
    is(&repo, named, "owner-authored", "Eve owned the page");
}
