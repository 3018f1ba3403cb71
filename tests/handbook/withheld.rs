//! What is withheld of a change, each by itself.

use serde_json::{Value, json};

use crate::support::changing::{ADA, CONFIG, EVE, LEAVE, audited, company, page};
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

#[test]
fn where_redlines_show_added_words_only_nothing_that_went_is_in_them() {
    let mut repo = company();
    let config = format!("{CONFIG}redlines = \"added\"\n");
    let moved = "A paragraph that is long enough to be known again wherever it is moved to.";
    let rest = "Whoever is here for a year has two days more, and three after five years.";
    let begin = page(&format!(
        "# Rules\n\n{rest}\n\nA zebrawood paragraph that goes, all of it, for good.\n\n\
         ## Marigold\n\n{moved}\n\nOthers stay here, as they always did.\n\n## New\n\nNone yet."
    ));
    let after = page(&format!(
        "# Rules\n\n{rest}\n\n## Other\n\nOthers stay here, as they always did.\n\n\
         ## New\n\nNone yet.\n\n{moved}\n\nFresh words."
    ));
    let files = [(LEAVE, Some(begin.as_str())), ("config.toml", Some(config.as_str()))];
    repo.commit_as(ADA, "Begin", &files);
    let edit = repo.commit_as(ADA, "Edit", &[(LEAVE, Some(&after))]);
    let redline = told(&repo, edit, &[])["redline"].to_string();
    assert!(redline.contains("Fresh words"), "{redline}");
    assert!(!redline.contains("zebrawood") && !redline.contains("Marigold"), "{redline}");
}

#[test]
fn a_column_that_a_redacted_commit_brought_is_named_by_no_neighbour() {
    let mut repo = company();
    let table = |head: &str, line: &str, cell: &str| {
        page(&format!("| Who | Days |{head}\n| --- | --- |{line}\n| Ada | 20 |{cell}"))
    };
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&table("", "", "")))]);
    let wide = |cell| table(" Zebrawood |", " --- |", cell);
    let oops = repo.commit_as(ADA, "Oops", &[(LEAVE, Some(&wide(" no |")))]);
    let edit = repo.commit_as(ADA, "Edit", &[(LEAVE, Some(&wide(" yes |")))]);
    // Of all that the redacted commit brought, the page has no more but the column's name.
    let kept = wide(" no |").replace("Zebrawood", "Note");
    let config = format!("{CONFIG}redact = [\"{oops}\"]\n");
    repo.commit_as(ADA, "Clean", &[(LEAVE, Some(&kept)), ("config.toml", Some(&config))]);
    assert_eq!(told(&repo, edit, &[])["redline"], Value::Null);
}

#[test]
fn what_a_page_says_today_is_withheld_from_no_neighbour() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&text("When", "In summer.")))]);
    let more = text("When", "In summer or fall.");
    let oops = repo.commit_as(ADA, "Oops", &[(LEAVE, Some(&more))]);
    let edit = repo.commit_as(ADA, "Edit", &[(LEAVE, Some(&format!("{more}\nOr fall back.\n")))]);
    let config = format!("{CONFIG}redact = [\"{oops}\"]\n");
    repo.commit_as(ADA, "Redact", &[("config.toml", Some(&config))]);
    assert!(told(&repo, edit, &[])["redline"].is_array());
}

#[test]
fn nobody_is_named_by_a_trailer_of_a_redacted_commit_or_of_a_redacted_merge() {
    let mut repo = company();
    let main = repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&page("Take 20 days.")))]);
    let bare = "Take more\n\nReviewed-by: Xyzzy Bare\n";
    let branch = repo.commit_as(EVE, bare, &[(LEAVE, Some(&page("Take 25 days.")))]);
    let addressed = b"Merge\n\nReviewed-by: Xyzzy Known <x@y.example>\nAcked-by: Xyzzy Alone\n";
    let files = repo.files(branch);
    let merge = repo.object(&files, &[main, branch], ADA.as_bytes(), "", addressed);
    repo.move_to(merge);
    let said = || told(&repo, branch, &[]);
    assert_eq!(said().to_string().matches("Xyzzy").count(), 3, "{}", said());
    let config = format!("{CONFIG}redact = [\"{branch}\", \"{merge}\"]\n");
    repo.commit_as(ADA, "Redact", &[("config.toml", Some(&config))]);
    let kept = told(&repo, branch, &[]);
    assert!(!kept.to_string().contains("Xyzzy"), "{kept}");
    // Whoever has an address said so all the same; of a trailer without a name and an address
    // nobody is left.
    let kinds: Vec<&Value> =
        kept["evidence"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, [&json!("trailer"), &json!("merge")], "{kept}");
}

#[test]
fn what_is_remembered_answers_as_what_is_read_anew_whatever_was_closed_meanwhile() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&text("When", "In summer.")))]);
    let oops = repo.commit_as(ADA, "Oops", &[(LEAVE, Some(&text("Xyzzy", "In fall.")))]);
    repo.commit_as(ADA, "Mend", &[(LEAVE, Some(&text("Now", "In spring.")))]);
    let asked = || audited(&repo, &[]);
    let open = asked();
    assert!(open.iter().any(|one| one["sections"].to_string().contains("Xyzzy")), "{open:?}");
    let redacts = format!("{CONFIG}redact = [\"{oops}\"]\n");
    let draft = text("Now", "In spring.").replace("+++\n\n", "draft = true\n+++\n\n");
    for (path, closed) in [("config.toml", redacts), (LEAVE, draft)] {
        let was = std::fs::read_to_string(repo.path().join(path)).unwrap();
        repo.write(path, &closed);
        let remembered = asked();
        std::fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
        assert_eq!(remembered, asked(), "{path}");
        assert_ne!(remembered, open, "{path}");
        repo.write(path, &was);
        assert_eq!(asked(), open, "{path}");
    }
}
