//! Who decided then, and since when.

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use super::{json, who};
use crate::support::days::Days;
use crate::support::decided::{ADA, GRACE, MARY, company, person};
use crate::support::program::handbook;

#[test]
fn it_answers_as_it_stood_on_a_day_and_at_a_commit_and_a_while_ago() {
    let made = company();
    made.git(&["tag", "v1", "HEAD~2"]);
    for (when, captain, since) in [
        ("2024-01-10", "ada", "2024-01-10"),
        ("2024-02-29", "ada", "2024-01-10"),
        // The handover takes effect on its day, without a commit.
        ("2024-03-01", "grace", "2024-03-01"),
        ("2024-03-25", "grace", "2024-03-01"),
        ("1 year", "grace", "2024-03-01"),
    ] {
        let answer = json(&made, &["billing", "--at", when]);
        assert_eq!(answer["captain"]["id"], captain, "{when}");
        assert_eq!(answer["since"]["date"], since, "{when}");
    }
    // At a commit the day to judge by is the one that is asked for.
    assert_eq!(json(&made, &["billing", "--at", "v1"])["captain"]["id"], "grace");
    let then = handbook(&["who", "billing", "--at", "v1"]).on("2024-02-10").inside(made.path());
    assert_data_eq!(
        then.run().to_string(),
        str![[r#"
status: 0
--- stdout
Billing (feature billing)
  informed captain Ada, since 2024-01-10
  last word        Ada, as informed captain
  team             Replay
  product manager  Mary
  ask              #replay
  next             from 2024-03-01, Grace becomes its captain (agreed by Grace)
  as of            2024-02-10, commit 8f32c76
  says             org/features/billing.toml:2
--- stderr

"#]]
    );
}

#[test]
fn a_day_before_the_first_commit_and_a_text_that_is_no_moment_are_mistakes_of_usage() {
    let made = company();
    assert_data_eq!(
        who(&made, &["billing", "--at", "2020-01-01"]).to_string(),
        str![[r#"
status: 2
--- stdout
--- stderr
error: nothing was committed by 2020-01-01; the first commit is of 2024-01-10

"#]]
    );
    assert_data_eq!(
        who(&made, &["billing", "--at", "soon"]).to_string(),
        str![[r#"
status: 2
--- stdout
--- stderr
error: --at: `soon` is neither a day (2026-11-01), nor a time ago (30d, 6 months), nor a tag or commit of this repository

"#]]
    );
}

#[test]
fn a_handover_is_agreed_by_a_commit_of_who_takes_over_and_not_by_anybody_elses_mark() {
    let made = company();
    // Grace marked hers herself, on a branch that Ada merged.
    let then = json(&made, &["billing", "--at", "2024-02-10"]);
    assert_eq!(then["next"]["agreed_by"]["id"], "grace");
    // Katherine's was marked by Ada.
    let now = json(&made, &["billing"]);
    assert_eq!(now["next"]["accepted"], true);
    assert_eq!(now["next"]["agreed_by"], Value::Null);
}

#[test]
fn a_feature_that_was_renamed_is_found_then_by_what_it_is_called_now() {
    let made = Days::new()
        .on(
            "2024-01-10",
            ADA,
            &[
                ("org/people/ada.toml", Some("name = \"Ada\"\ncraft = \"engineer\"\n")),
                ("org/features/old.toml", Some("name = \"Pay\"\ncaptain = \"ada\"\n")),
            ],
        )
        .on(
            "2024-05-10",
            ADA,
            &[
                ("org/features/old.toml", None),
                (
                    "org/features/new.toml",
                    Some("name = \"Money\"\ncaptain = \"ada\"\nformerly = \"old\"\n"),
                ),
            ],
        )
        .made();
    assert_eq!(json(&made, &["new"])["since"]["date"], "2024-01-10");
    assert_eq!(json(&made, &["old"])["id"], "new");
    let then = json(&made, &["money", "--at", "2024-02-01"]);
    assert_eq!((&then["id"], &then["name"]), (&"old".into(), &"Pay".into()));
}

#[test]
fn the_memory_of_the_past_changes_no_answer() {
    let made = company();
    let first = who(&made, &["billing", "--at", "2024-02-10", "--format", "json"]);
    assert!(made.path().join(".handbook/cache/line-org").is_file());
    let second = who(&made, &["billing", "--at", "2024-02-10", "--format", "json"]);
    std::fs::write(made.path().join(".handbook/cache/line-org"), "damaged").unwrap();
    let third = who(&made, &["billing", "--at", "2024-02-10", "--format", "json"]);
    assert_eq!((&first, &first), (&second, &third));
}

#[test]
fn a_page_that_was_renamed_has_the_owner_that_it_had_under_its_old_name() {
    let page = "+++\ntitle = \"Leave\"\n+++\n\nThirty days a year, and none of them is lost.\n\n\
                Ask your team first, and then the calendar.\n\nNobody asks why.\n";
    let edited = page.replace("Thirty", "Thirty-one");
    let rules = "[[page]]\npattern = \"/*\"\nowner = \"mary\"\n";
    let made = Days::new()
        .on(
            "2024-01-10",
            ADA,
            &[
                ("zola.toml", Some("title = \"Small\"\n")),
                ("org/people/mary.toml", Some(&person("Mary", "engineer", ""))),
                ("org/ownership.toml", Some(rules)),
                ("content/_index.md", Some("+++\ntitle = \"Home\"\n+++\n")),
                ("content/leave.md", Some(page)),
            ],
        )
        .on(
            "2024-03-10",
            ADA,
            &[("content/leave.md", None), ("content/people/leave.md", Some(&edited))],
        )
        .on("2024-04-10", ADA, &[("content/people/leave.md", Some(page))])
        .on(
            "2024-05-10",
            ADA,
            &[("content/people/leave.md", None), ("content/people/time-off.md", Some(page))],
        )
        .made();
    let answer = json(&made, &["people/time-off.md"]);
    assert_eq!(answer["owner"]["id"], "mary");
    assert_eq!(answer["since"]["date"], "2024-01-10");
    // As it stood under its old name.
    let then = json(&made, &["people/leave.md", "--at", "2024-04-10"]);
    assert_eq!(then["since"]["date"], "2024-01-10");
    // By any name that it ever had, now and then.
    for name in ["leave.md", "content/leave.md", "people/leave", "people/time-off.md"] {
        assert_eq!(json(&made, &[name])["id"], "content/people/time-off.md", "{name}");
        let then = json(&made, &[name, "--at", "2024-02-10"]);
        assert_eq!(then["id"], "content/leave.md", "{name}");
    }
}

#[test]
fn an_owner_who_has_another_id_now_is_the_same_owner() {
    let renamed = person("Mary", "engineer", "formerly = \"mary\"\n");
    let made = Days::new()
        .on(
            "2024-01-10",
            MARY,
            &[
                ("zola.toml", Some("title = \"Small\"\n")),
                ("org/people/mary.toml", Some(&person("Mary", "engineer", ""))),
                ("org/ownership.toml", Some("[[page]]\npattern = \"/*\"\nowner = \"mary\"\n")),
                ("content/_index.md", Some("+++\ntitle = \"Home\"\n+++\n")),
            ],
        )
        .on(
            "2024-05-10",
            GRACE,
            &[
                ("org/people/mary.toml", None),
                ("org/people/mary-keller.toml", Some(&renamed)),
                (
                    "org/ownership.toml",
                    Some("[[page]]\npattern = \"/*\"\nowner = \"mary-keller\"\n"),
                ),
            ],
        )
        .made();
    let answer = json(&made, &["page:content/_index.md"]);
    assert_eq!(answer["owner"]["id"], "mary-keller");
    assert_eq!(answer["since"]["date"], "2024-01-10");
    assert_eq!(json(&made, &["mary-keller"])["since"]["date"], "2024-01-10");
}

#[test]
fn what_is_not_there_on_a_day_is_told_with_the_day_on_which_it_came_or_went() {
    let made = Days::new()
        .on(
            "2024-01-10",
            ADA,
            &[
                ("zola.toml", Some("title = \"Small\"\n")),
                ("org/people/ada.toml", Some(&person("Ada", "engineer", ""))),
                ("content/_index.md", Some("+++\ntitle = \"Home\"\n+++\n")),
                ("content/hours.md", Some("+++\ntitle = \"Hours\"\n+++\n\nNine to five.\n")),
            ],
        )
        .on(
            "2024-03-10",
            ADA,
            &[
                ("content/hours.md", None),
                ("org/features/late.toml", Some("name = \"Late\"\ncaptain = \"ada\"\n")),
            ],
        )
        .made();
    assert_data_eq!(
        who(&made, &["late", "--at", "2024-02-01"]).to_string(),
        str![[r#"
status: 1
--- stdout
Nothing here was called `late` on 2024-02-01, commit 8001d23.
Ask for a feature, a team, a person, a page, or a file of code.
--- stderr
note: the feature late is in org/ since 2024-03-10

"#]]
    );
    let gone = who(&made, &["hours.md"]);
    assert_data_eq!(
        gone.to_string(),
        str![[r#"
status: 1
--- stdout
Nothing here is called `hours.md`.
Ask for a feature, a team, a person, a page, or a file of code.
--- stderr
note: content/hours.md was removed on 2024-03-10: handbook who content/hours.md --at 8001d23 says who owned it

"#]]
    );
    // What it says to ask is answered.
    let at = gone.stderr.split("--at ").nth(1).unwrap().split(' ').next().unwrap();
    assert_eq!(json(&made, &["hours.md", "--at", at])["name"], "Hours");
}
