//! What `log` and `show` are asked of, and what the account's summary is.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{ADA, LEAVE, answer, handbook, page, told};

/// Rules by which nobody owns the page about leave.
const RULES: &str = "[[page]]\npattern = \"/other/**\"\nowner = \"replay\"\n";

/// What it says on stderr, having been asked for something that is not there.
fn refused(repo: &crate::support::repo::Repo, arguments: &[&str]) -> String {
    let output = handbook(repo, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_log_can_be_of_changes_of_meaning_alone() {
    let log = answer(&told(), &["log", "leave", "--meaning", "--format", "csv"]);
    assert_eq!(log.lines().count(), 3, "{log}");
    assert!(!log.contains(",formatting,"), "{log}");
}

#[test]
fn an_author_whom_nobody_lists_is_said_to_be_one() {
    let mut repo = told();
    let text = page("# Leave\n\nYou may take 10 days. Ask us.");
    repo.commit_as("Sam Tripp <sam@elsewhere.example>", "Cut", &[(LEAVE, Some(&text))]);
    let known = page("# Leave\n\nYou may take 11 days. Ask us.");
    repo.commit_as("Robby <bob@example.org>", "More", &[(LEAVE, Some(&known))]);
    for name in ["Sam Tripp", "person:sam tripp"] {
        let said = refused(&repo, &["log", name]);
        assert!(
            said.contains("is an author in git, and nobody in org/people is known to be"),
            "{said}"
        );
        assert!(said.contains("`emails`") && said.contains(".mailmap"), "{said}");
        assert!(!said.contains("elsewhere.example"), "no address is told: {said}");
    }
    // Robby is Bob, whom the company knows; a page has no author's name.
    for (asked, says) in
        [("Robby", "nothing here is called"), ("page:Sam Tripp", "no page is called")]
    {
        let said = refused(&repo, &["log", asked]);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn an_author_of_what_was_private_is_nobody_here() {
    let mut repo = told();
    let private = |is: bool| {
        page("Our plans.").replace("+++\n\n", &format!("[extra.handbook]\nprivate = {is}\n+++\n\n"))
    };
    let plans = "content/plans.md";
    repo.commit_as("Eve Ex <ex@elsewhere.example>", "Plan", &[(plans, Some(&private(true)))]);
    repo.commit_as(ADA, "Open", &[(plans, Some(&private(false)))]);
    let said = refused(&repo, &["log", "Eve Ex"]);
    assert!(said.contains("nothing here is called `Eve Ex`"), "{said}");
}

#[test]
fn a_page_is_not_shown_as_of_a_day_that_is_still_to_come() {
    let repo = told();
    assert_data_eq!(
        refused(&repo, &["show", "leave", "--at", "2023-12-02"]),
        str![[r#"
error: --at: 2023-12-02 is still to come

"#]]
    );
    assert!(answer(&repo, &["show", "leave", "--at", "2023-12-01"]).contains("20"));
}

#[test]
fn the_summary_in_markdown_names_the_owners_of_then() {
    let mut repo = told();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", Some(RULES))]);
    let text = page("# Leave\n\nYou may take 10 days. Ask us.");
    repo.commit_as(ADA, "Cut", &[(LEAVE, Some(&text))]);
    let markdown = answer(&repo, &["audit", "--format", "markdown"]);
    assert!(
        markdown.contains("| unknown | 1 |\n\nPages were owned by: Replay 3, nobody 1\n\n### "),
        "{markdown}"
    );
    let human = answer(&repo, &["audit"]);
    assert!(human.contains("  Pages were owned by: Replay 3, nobody 1\n"), "{human}");
}

#[test]
fn the_template_in_the_documentation_writes_the_summary() {
    let mut repo = told();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", Some(RULES))]);
    let text = page("# Leave\n\nYou may take 10 days. Ask us.");
    repo.commit_as(ADA, "Cut", &[(LEAVE, Some(&text))]);
    let docs = include_str!("../../docs/audit.md");
    let example = docs.lines().skip_while(|line| !line.contains("Changes: {{ summary.changes }}"));
    let example: String = example
        .map_while(|line| line.strip_prefix("    "))
        .map(|line| format!("{line}\n"))
        .collect();
    repo.write("mine.txt", &example);
    let path = repo.path().join("mine.txt");
    assert_data_eq!(
        answer(&repo, &["audit", "--template", path.to_str().unwrap()]),
        str![[r#"
Changes: 4, pages: 1
- owner-authored: 2
- owner-approved: 1
- unknown: 1
- Replay: 3
- nobody: 1


"#]]
    );
}
