//! `handbook review`.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{ADA, BOB, LEAVE, answer, company, handbook, page};
use crate::support::program;
use crate::support::repo::Repo;

#[test]
fn a_page_that_was_read_is_recorded_with_reader_day_and_commit() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"replay\"\nreview_every = \"6 months\"\n";
    repo.commit_as(
        ADA,
        "Leave",
        &[(LEAVE, Some(&page("Text."))), ("org/ownership.toml", Some(rules))],
    );
    let output = handbook(&repo, &["review", "leave", "--by", "bob"]);
    assert_data_eq!(
        String::from_utf8(output.stderr).unwrap(),
        str![[r#"
Bob read “Leave” on 2023-12-01: it is still right.
It is to be read again by 2024-06-01.
Written to org/reviews/leave.toml: commit it.

"#]]
    );
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
    repo.write(
        "org/reviews/leave.toml",
        "# By law, twice a year.\ndate = 2023-01-01\nby = \"ada\"\n",
    );
    handbook(&repo, &["review", "leave", "--by", "bob"]);
    let file = std::fs::read_to_string(repo.path().join("org/reviews/leave.toml")).unwrap();
    assert!(
        file.starts_with("# By law, twice a year.\ndate = 2023-12-01\nby = \"bob\"\n"),
        "{file}"
    );
}

#[test]
fn a_review_takes_the_place_of_an_earlier_one_and_says_so_and_of_no_later_one() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    repo.wait(2);
    let review = "date = 2023-11-20\nby = \"bob\"\n";
    repo.commit_as(BOB, "Read", &[("org/reviews/leave.toml", Some(review))]);
    let asked = |date: &str| {
        let output = handbook(&repo, &["review", "leave", "--by", "ada", "--date", date]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (date, why) in [
        (
            "2023-11-19",
            "“Leave” was read after that, on 2023-11-20 by Bob, and the last review counts",
        ),
        ("2023-11-13", "“Leave” is there since 2023-11-14"),
        ("2023-12-02", "2023-12-02 is still to come"),
    ] {
        assert_eq!(asked(date), (Some(2), format!("error: --date: {why}\n")));
    }
    assert_eq!(
        std::fs::read_to_string(repo.path().join("org/reviews/leave.toml")).unwrap(),
        review
    );
    let (status, told) = asked("2023-11-21");
    assert_eq!(status, Some(0));
    assert_data_eq!(
        told,
        str![[r#"
Ada read “Leave” on 2023-11-21: it is still right.
It was last read on 2023-11-20, by Bob.
Written to org/reviews/leave.toml: commit it.

"#]]
    );
}

#[test]
fn a_review_is_refused_in_words_of_what_was_said() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let review = program::handbook(&["review", "leave", "--by", "ada"]);
    let ran = review.inside(repo.path()).on("2023-11-13").run();
    let why = "error: today is 2023-11-13, and “Leave” is there since 2023-11-14\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (2, why), "{ran}");
}

/// The rules about reviews that the one page breaks.
fn broken(repo: &Repo) -> Vec<String> {
    let output = handbook(repo, &["check", "--format", "short"]);
    let told = String::from_utf8(output.stdout).unwrap();
    let of_reviews = told.lines().filter(|line| line.contains("check/review"));
    of_reviews.map(|line| line.replace("warning[check/", "[")).collect()
}

/// A page that is to be read every week, and was last changed a fortnight ago.
fn overdue() -> Repo {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\nreview_every = \"1 week\"\n";
    let text = page("Text.");
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&text)), ("org/ownership.toml", Some(rules))]);
    repo
}

const OVERDUE: &str =
    "content/leave.md: [review-overdue]: “Leave” was to be read again by 2023-11-21";

#[test]
fn a_review_of_a_day_that_is_still_to_come_does_not_count_and_is_told() {
    let mut repo = overdue();
    assert_eq!(broken(&repo), [OVERDUE]);
    let review = "date = 2999-01-01\nby = \"ada\"\n";
    repo.commit_as(ADA, "Never again", &[("org/reviews/leave.toml", Some(review))]);
    let to_come = "org/reviews/leave.toml:1:8: [review-to-come]: “Leave” was reviewed on \
                   2999-01-01, which is still to come";
    let mut both = broken(&repo);
    both.sort();
    assert_eq!(both, [OVERDUE, to_come]);
    // Nor is it on record for an auditor.
    let pack = repo.beside("pack");
    answer(&repo, &["audit", "--pack", pack.to_str().unwrap()]);
    let reviews = std::fs::read_to_string(pack.join("reviews.json")).unwrap();
    assert_eq!(reviews, "{\n  \"known\": true,\n  \"reviews\": []\n}\n");
}

#[test]
fn whoever_read_a_page_read_it() {
    let mut repo = overdue();
    let review = "date = 2023-11-30\nby = \"bob\"\n";
    repo.commit_as(BOB, "Read", &[("org/reviews/leave.toml", Some(review))]);
    assert_eq!(broken(&repo), Vec::<String>::new());
}

#[test]
fn a_change_that_lands_later_than_the_day_to_judge_by_puts_no_review_off() {
    let mut repo = overdue();
    repo.wait(60);
    repo.commit_as(ADA, "Later", &[(LEAVE, Some(&page("Another text.")))]);
    assert_eq!(broken(&repo), [OVERDUE]);
}
