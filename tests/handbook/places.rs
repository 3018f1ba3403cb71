//! Where a change changed something, above the first heading as well.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{ADA, EVE, LEAVE, answer, audited, company, page};
use crate::support::repo::Repo;

/// A table of pay that stands under nothing but the title, and a section below.
fn paid() -> Repo {
    let mut repo = company();
    let text = |pay: &str, known: &str| {
        page(&format!("| Level | Pay |\n|---|---|\n| One | {pay} |\n\n## Who knows\n\n{known}"))
    };
    repo.commit_as(ADA, "Pay", &[(LEAVE, Some(&text("£50", "All know.")))]);
    repo.commit_as(EVE, "Tell more", &[(LEAVE, Some(&text("£10", "All know. So do guests.")))]);
    repo
}

#[test]
fn what_changed_above_the_first_heading_is_named_beside_what_changed_below() {
    let repo = paid();
    let last = ["audit", "--class", "substantive"];
    let human = answer(&repo, &last);
    assert!(human.contains("    +4 −1 words at the top of the page; in Who knows\n"), "{human}");
    let markdown = answer(&repo, &[&last[..], &["--format", "markdown"]].concat());
    assert!(markdown.contains("- at the top of the page; in Who knows\n"), "{markdown}");
    let pack = repo.path().join("pack");
    let dates = ["--since", "2023-01-01", "--until", "2024-12-31"];
    answer(&repo, &[&["audit", "--pack", pack.to_str().unwrap()], &dates[..]].concat());
    let pack = std::fs::read_to_string(pack.join("index.html")).unwrap();
    assert!(pack.contains("words; at the top of the page; in Who knows; touches"), "{pack}");
    // The title is the heading path of that place.
    let changes = audited(&repo, &["--class", "substantive"]);
    assert_eq!(changes[0]["sections"], serde_json::json!(["Leave", "Who knows"]));
    let csv = answer(&repo, &[&last[..], &["--format", "csv"]].concat());
    assert!(csv.contains(",Leave; Who knows,"), "{csv}");
}

#[test]
fn the_site_names_the_top_of_a_page_in_its_own_words() {
    let mut repo = paid();
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    let lists = |repo: &Repo| -> String {
        let folder = repo.path().join(".handbook/site/content/_handbook");
        let files = crate::support::program::files(&folder);
        files.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect()
    };
    let html = lists(&repo);
    assert!(html.contains("the top of the page; Who knows"), "{html}");
    let config = "title = \"Handbook\"\n[translations]\nhandbook_moved_top = \"Seitenanfang\"\n\
                  [extra.handbook]\n";
    repo.commit_as(ADA, "In German", &[("config.toml", Some(config))]);
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    assert!(lists(&repo).contains("Seitenanfang; Who knows"));
}

#[test]
fn what_changed_at_the_top_alone_needs_no_place_and_has_the_title_for_programs() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 20 days.")))]);
    repo.commit_as(EVE, "Less", &[(LEAVE, Some(&page("Take 10 days.")))]);
    let changes = audited(&repo, &["--class", "substantive"]);
    assert_eq!(changes[0]["sections"], serde_json::json!(["Leave"]));
    let human = answer(&repo, &["audit", "--class", "substantive"]);
    assert_data_eq!(
        human.lines().find(|line| line.contains("words")).unwrap_or_default(),
        str!["    +1 −1 words"]
    );
}

#[test]
fn what_something_moved_past_brings_no_redacted_words_back() {
    let mut repo = company();
    let (rule, secret) = (
        "The rule about lunches stands here.",
        "Zebulon earns very much. So says the board. Nobody else does.",
    );
    let text = |passages: &[&str]| page(&passages.join("\n\n"));
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&text(&[rule])))]);
    let told = repo.commit_as(ADA, "Tell", &[(LEAVE, Some(&text(&[rule, secret])))]);
    repo.commit_as(ADA, "Move", &[(LEAVE, Some(&text(&[secret, rule])))]);
    repo.commit_as(ADA, "Take out", &[(LEAVE, Some(&text(&[rule])))]);
    let moved = |repo: &Repo| answer(repo, &["audit", "--redline", "--format", "json"]);
    assert!(moved(&repo).contains("Zebulon"));
    assert!(answer(&repo, &["audit", "--redline"]).contains("moved down past “Zebulon earns"));
    let config = format!("title = \"Handbook\"\n[extra.handbook]\nredact = [\"{told}\"]\n");
    repo.commit_as(ADA, "Keep it", &[("config.toml", Some(&config))]);
    assert!(!moved(&repo).contains("Zebulon"));
}
