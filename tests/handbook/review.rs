//! `handbook review`.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{ADA, LEAVE, company, handbook, page};

#[test]
fn a_page_that_was_read_is_recorded_with_reader_day_and_commit() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"replay\"\nreview_every = \"6 months\"\n";
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text."))), ("org/ownership.toml", Some(rules))]);
    let output = handbook(&repo, &["review", "leave", "--by", "bob"]);
    assert_data_eq!(String::from_utf8(output.stderr).unwrap(), str![[r#"
Bob read “Leave” on 2023-12-01: it is still right.
It is to be read again by 2024-06-01.
Written to org/reviews/leave.toml: commit it.

"#]]);
    assert_eq!(output.status.code(), Some(0));
    let file = std::fs::read_to_string(repo.path().join("org/reviews/leave.toml")).unwrap();
    let head = repo.head().unwrap();
    assert_eq!(file, format!("date = 2023-12-01\nby = \"bob\"\ncommit = \"{head}\"\n"));
}

#[test]
fn the_reader_is_whom_gits_address_belongs_to() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let nobody = handbook(&repo, &["review", "leave"]);
    assert_eq!(nobody.status.code(), Some(2));
    repo.git(&["config", "user.email", "ADA@example.org"]);
    let output = handbook(&repo, &["review", "leave"]);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("Ada read"), "{output:?}");
}

#[test]
fn a_review_keeps_what_its_file_says_besides() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    repo.write("org/reviews/leave.toml", "# By law, twice a year.\ndate = 2023-01-01\nby = \"ada\"\n");
    handbook(&repo, &["review", "leave", "--by", "bob"]);
    let file = std::fs::read_to_string(repo.path().join("org/reviews/leave.toml")).unwrap();
    assert!(file.starts_with("# By law, twice a year.\ndate = 2023-12-01\nby = \"bob\"\n"), "{file}");
}
