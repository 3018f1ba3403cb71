//! Words that are kept are not told by adding up what a branch did.

use super::comment;
use crate::support::company::{read, repository};

#[test]
fn what_was_private_before_a_branch_opened_it_is_not_told_by_adding_up() {
    let page = |private: bool, words: &str| {
        let settings = format!("[extra.handbook]\nprivate = {private}\n");
        format!("+++\ntitle = \"Plans\"\n{settings}+++\n\n{words}\n")
    };
    let mut repo = repository();
    repo.commit("Plan", &[("content/plans.md", Some(&page(true, "Xyzzy must be bought.")))]);
    repo.git(&["branch", "base"]);
    let author = "Grace <grace@git.example>";
    repo.commit_as(
        author,
        "Plan on",
        &[("content/plans.md", Some(&page(true, "Xyzzy, or Plugh.")))],
    );
    assert_eq!(comment(&repo).stdout, "");
    repo.commit_as(author, "Open it", &[("content/plans.md", Some(&page(false, "We plan.")))]);
    repo.commit_as(
        author,
        "Say more",
        &[("content/plans.md", Some(&page(false, "We must plan.")))],
    );
    let said = comment(&repo).stdout;
    assert!(said.contains("Plans") && said.contains("<ins>must</ins>"), "{said}");
    assert!(!said.contains("Xyzzy") && !said.contains("Plugh"), "{said}");
}

#[test]
fn what_a_redacted_commit_of_a_branch_said_is_not_told_by_adding_up() {
    let page = |words: &str| format!("+++\ntitle = \"Plans\"\n+++\n\n{words}\n");
    let mut repo = repository();
    repo.commit("Plan", &[("content/plans.md", Some(&page("We plan.")))]);
    repo.git(&["branch", "base"]);
    let author = "Grace <grace@git.example>";
    let oops = page("We plan.\n\nXyzzy must be bought.");
    let oops = repo.commit_as(author, "Oops", &[("content/plans.md", Some(&oops))]);
    let more = page("We must plan.\n\nXyzzy must be bought.");
    repo.commit_as(author, "Say more", &[("content/plans.md", Some(&more))]);
    assert!(comment(&repo).stdout.contains("Xyzzy"), "added up at first");
    let zola = read(&repo.path().join("zola.toml"));
    let (head, extra) = zola.split_once("[extra.handbook]\n").unwrap_or((&zola, ""));
    repo.write("zola.toml", format!("{head}\n[extra.handbook]\nredact = [\"{oops}\"]\n{extra}"));
    let said = comment(&repo).stdout;
    assert!(said.contains("Plans") && said.contains("<ins>must</ins>"), "{said}");
    assert!(!said.contains("Xyzzy"), "{said}");
}
