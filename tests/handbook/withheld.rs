//! What is withheld of a change, each by itself.

use serde_json::{Value, json};

use crate::support::changing::{ADA, CONFIG, LEAVE, audited, company, page};
use crate::support::repo::Repo;

/// The one change of a commit, with its redline.
fn told(repo: &Repo, commit: impl ToString, arguments: &[&str]) -> Value {
    let all = audited(repo, &[&["--redline=full"], arguments].concat());
    let mut of_commit = all.into_iter().filter(|one| one["commit"] == *commit.to_string());
    let change = of_commit.next().expect("the commit is told");
    assert!(of_commit.next().is_none());
    change
}

fn text(heading: &str, words: &str) -> String {
    page(&format!("Take days off.\n\n## {heading}\n\n{words}"))
}

#[test]
fn a_redacted_commit_has_no_redline_though_its_words_still_stand() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&text("When", "In summer.")))]);
    let oops = repo.commit_as(ADA, "Oops", &[(LEAVE, Some(&text("When", "In summer or fall.")))]);
    let open = told(&repo, oops, &[]);
    assert_eq!((&open["subject"], &open["sections"]), (&json!("Oops"), &json!(["When"])));
    assert!(open["redline"].is_array(), "{open}");
    let config = format!("{CONFIG}redact = [\"{oops}\"]\n");
    repo.commit_as(ADA, "Redact", &[("config.toml", Some(&config))]);
    let kept = told(&repo, oops, &[]);
    assert_eq!((&kept["subject"], &kept["sections"]), (&json!(""), &json!([])));
    assert_eq!(kept["redline"], Value::Null);
}

#[test]
fn a_change_that_opened_a_page_has_no_redline() {
    let mut repo = company();
    let kept = "+++\ntitle = \"Leave\"\n[extra.handbook]\nprivate = true\n+++\n\nTake five.\n";
    repo.commit_as(ADA, "Keep", &[(LEAVE, Some(kept))]);
    let opens = repo.commit_as(ADA, "Open", &[(LEAVE, Some(&page("Take ten.")))]);
    let change = told(&repo, opens, &[]);
    assert_eq!((&change["flags"], &change["redline"]), (&json!(["opened"]), &Value::Null));
}

#[test]
fn headings_are_told_only_where_words_that_are_gone_are() {
    for (mode, sections) in [("full", json!(["When"])), ("added", json!([])), ("none", json!([]))] {
        let mut repo = company();
        let config = format!("{CONFIG}redlines = \"{mode}\"\n");
        let begin = text("When", "In summer.");
        let files = [(LEAVE, Some(begin.as_str())), ("config.toml", Some(config.as_str()))];
        repo.commit_as(ADA, "Begin", &files);
        let edit = repo.commit_as(ADA, "Edit", &[(LEAVE, Some(&text("When", "In fall.")))]);
        assert_eq!(told(&repo, edit, &[])["sections"], sections, "{mode}");
    }
}

#[test]
fn headings_of_a_page_that_is_gone_are_told_only_where_it_is_asked_for() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&text("When", "In summer.")))]);
    let edit = repo.commit_as(ADA, "Edit", &[(LEAVE, Some(&text("When", "In fall.")))]);
    repo.commit_as(ADA, "Remove", &[(LEAVE, None)]);
    assert_eq!(told(&repo, edit, &[])["sections"], json!([]));
    let asked = told(&repo, edit, &["--include-removed"]);
    assert_eq!(asked["sections"], json!(["When"]));
}
