//! Pages as they stood: what `show` prints and an auditor's pack holds of the past.

use std::process::Output;

use crate::support::changing::{ADA, CONFIG, LEAVE, answer, company, handbook, packed, page};
use crate::support::repo::Repo;

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(output.stdout, b"");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Two policies of which one takes the name that the other had.
fn taken_over() -> Repo {
    let mut repo = company();
    let travel = "content/travel.md";
    let (leave, trip) = (page("Take 25 days off in the sun."), page("Go by train and by bus."));
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&leave)), (travel, Some(&trip))]);
    repo.commit_as(ADA, "Expenses", &[(travel, None), ("content/expenses.md", Some(&trip))]);
    repo.commit_as(ADA, "Away", &[(LEAVE, None), (travel, Some(&leave))]);
    repo
}

#[test]
fn a_page_whose_name_another_page_had_is_shown_as_itself() {
    let repo = taken_over();
    let show = |page: &str, at| answer(&repo, &["show", page, "--at", at]);
    assert!(show("content/travel.md", "HEAD~2").contains("25 days"));
    assert!(show("content/travel.md", "HEAD~1").contains("25 days"));
    assert!(show("content/expenses.md", "HEAD~2").contains("train"));
    let files = packed(&repo, &["--since", "2023-11-15"]);
    assert!(files["policies/before/travel.md"].contains("25 days"), "{files:#?}");
    assert!(files["policies/before/expenses.md"].contains("train"), "{files:#?}");
}

#[test]
fn a_page_that_is_new_was_not_there_though_another_had_its_name() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&page("Take 25 days off in the sun.")))]);
    repo.commit_as(ADA, "Away", &[(LEAVE, None)]);
    repo.commit_as(ADA, "Anew", &[(LEAVE, Some(&page("We rest when we are tired.")))]);
    let said = refusal(&handbook(&repo, &["show", LEAVE, "--at", "HEAD~2"]));
    assert_eq!(said, "error: `content/leave.md` was not there yet at HEAD~2\n");
    assert!(!packed(&repo, &["--since", "2023-11-15"]).contains_key("policies/before/leave.md"));
}

/// A policy that held a password for some commits, the first of which is redacted.
fn redacted() -> Repo {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&page("Take days.")))]);
    let oops = repo.commit_as(ADA, "Oops", &[(LEAVE, Some(&page("Take days. It is hunter2.")))]);
    repo.commit_as(ADA, "More", &[(LEAVE, Some(&page("Take 20 days. It is hunter2.")))]);
    let config = format!("{CONFIG}redact = [\"{oops}\"]\n");
    repo.commit_as(
        ADA,
        "Clean",
        &[(LEAVE, Some(&page("Take 20 days."))), ("config.toml", Some(&config))],
    );
    repo
}

#[test]
fn words_that_a_redacted_commit_brought_are_in_no_text_of_the_past() {
    let repo = redacted();
    for at in ["HEAD~1", "HEAD~2"] {
        let said = refusal(&handbook(&repo, &["show", LEAVE, "--at", at]));
        assert!(said.contains("`redact` takes their commit out of everything"), "{said}");
    }
    assert!(answer(&repo, &["show", LEAVE, "--at", "HEAD~3"]).contains("Take days."));
    assert!(answer(&repo, &["show", LEAVE]).contains("Take 20 days."));
    for since in ["HEAD~2", "HEAD~1"] {
        let files = packed(&repo, &["--since", since]);
        assert!(files.values().all(|text| !text.contains("hunter2")), "{files:#?}");
        assert!(files["index.html"].contains("withheld before"), "{}", files["index.html"]);
        assert!(files["policies/after/leave.md"].contains("Take 20 days."));
    }
}

#[test]
fn a_pack_has_policies_that_are_gone_only_where_that_is_asked() {
    let mut repo = company();
    let note = "+++\ntitle = \"Note\"\n[extra.handbook]\nkind = \"note\"\n+++\n\nOnly a note.\n";
    repo.commit_as(
        ADA,
        "Begin",
        &[(LEAVE, Some(&page("Take zebrawood days."))), ("content/note.md", Some(note))],
    );
    repo.commit_as(ADA, "Go", &[(LEAVE, None), ("content/note.md", None)]);
    let without = packed(&repo, &["--since", "2023-11-15"]);
    assert!(without.values().all(|text| !text.contains("zebrawood")), "{without:#?}");
    let with = packed(&repo, &["--since", "2023-11-15", "--include-removed"]);
    assert!(with["policies/removed/before/content/leave.md"].contains("zebrawood"));
    assert!(!with.keys().any(|path| path.contains("after/")), "{:?}", with.keys());
    assert!(!with.keys().any(|path| path.contains("note")), "a note binds nobody");
    let index = &with["index.html"];
    assert!(index.contains("<strong>content/leave.md</strong>, gone today: "), "{index}");
    let manifest = &with["manifest.json"];
    assert!(manifest.contains("policies/removed/before/content/leave.md"), "{manifest}");
}
