//! "Who decides?", now and then.

use proptest::prelude::*;
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::days::Made;
use crate::support::decided::{ADA, company};
use crate::support::program::{Ran, handbook};
use crate::support::years::{self, Size};

const TODAY: &str = "2025-06-01";

fn who(made: &Made, arguments: &[&str]) -> Ran {
    handbook(&["who"]).args(arguments).on(TODAY).inside(made.path()).run()
}

fn json(made: &Made, arguments: &[&str]) -> Value {
    let ran = handbook(&["who", "--format", "json"]).args(arguments).on(TODAY);
    serde_json::from_str(&ran.inside(made.path()).run().stdout).unwrap()
}

#[test]
fn a_feature_is_answered_with_captain_team_contact_and_what_comes_next() {
    assert_data_eq!(
        who(&company(), &["billing"]).to_string(),
        str![[r#"
status: 0
--- stdout
Billing (feature billing)
  informed captain Grace, since 2024-03-01
  last word        Grace, as informed captain
  team             Replay
  product manager  Mary
  ask              #billing
  next             from 2025-07-01, Katherine becomes its captain (marked as accepted, but by no commit of who takes over)
  says             org/features/billing.toml:2
--- stderr

"#]]
    );
}

#[test]
fn a_feature_is_found_by_id_name_alias_label_and_kind() {
    let made = company();
    for word in ["billing", "BILLING", "Invoices", "area/billing", "feature:billing"] {
        assert_eq!(json(&made, &[word])["id"], "billing", "{word}");
    }
}

#[test]
fn a_page_is_found_by_path_address_title_and_from_where_one_stands() {
    let made = company();
    let all =
        ["people/pay.md", "content/people/pay.md", "people/pay", "/people/pay/", "Pay", "page:pay"];
    for word in all {
        let answer = json(&made, &[word]);
        assert_eq!(answer["id"], "content/people/pay.md", "{word}");
        assert_eq!(answer["owner"]["id"], "mary", "{word}");
    }
    let inside = made.path().join("content/people");
    let ran = handbook(&["who", "pay.md", "--format", "json"]).on(TODAY).inside(&inside).run();
    assert!(ran.stdout.contains("content/people/pay.md"), "{ran}");
}

#[test]
fn a_page_is_answered_with_its_owner_and_the_line_that_says_so() {
    assert_data_eq!(
        who(&company(), &["people/pay.md", "--explain"]).to_string(),
        str![[r#"
status: 0
--- stdout
Pay (page content/people/pay.md)
  owner            Mary, since 2024-01-10
  kind             policy
  review every     1 year
why
  owner            org/ownership.toml:3  Mary
  kind             content/people/pay.md:4  policy
  review every     content/people/pay.md:5  1 year
--- stderr

"#]]
    );
}

#[test]
fn a_file_of_code_is_answered_by_the_captain_of_its_feature() {
    assert_data_eq!(
        who(&company(), &["src/search/index.rs"]).to_string(),
        str![[r#"
status: 0
--- stdout
src/search/index.rs (path)
  feature          Search
  informed captain Ada, since 2024-01-10
  last word        Ada, as informed captain
  team             Replay
  product manager  Mary
  ask              #replay
  says             org/features/search.toml:4
--- stderr

"#]]
    );
}

#[test]
fn a_file_that_no_feature_claims_is_nobodys() {
    assert_data_eq!(
        who(&company(), &["src/main.rs"]).to_string(),
        str![[r#"
status: 1
--- stdout
src/main.rs (path)
  feature          no feature says that this is its code
--- stderr

"#]]
    );
}

#[test]
fn a_person_is_answered_with_all_that_they_hold() {
    assert_data_eq!(
        who(&company(), &["ada"]).to_string(),
        str![[r#"
status: 0
--- stdout
Ada (person ada)
  craft            engineer
  ask              #replay
  since            2023-05-02
  captain of       feature Search
  leads            team Replay
--- stderr

"#]]
    );
    assert_data_eq!(
        who(&company(), &["person:mary"]).to_string(),
        str![[r#"
status: 0
--- stdout
Mary (person mary)
  craft            product manager
  since            2024-01-10
  product of       feature Billing
  product of       feature Search
  serves           team Replay as product manager
  owner of         People (content/people/_index.md)
  owner of         Pay (content/people/pay.md)
--- stderr

"#]]
    );
}

#[test]
fn a_team_is_answered_with_its_members_and_all_that_it_holds() {
    assert_data_eq!(
        who(&company(), &["replay"]).to_string(),
        str![[r#"
status: 0
--- stdout
Replay (team replay)
  lead             Ada
  member           Grace
  member           Katherine
  product manager  Mary
  ask              #replay
  since            2024-01-10
  team of          feature Billing
  team of          feature Search
--- stderr

"#]]
    );
}

#[test]
fn what_is_unknown_is_answered_with_what_is_called_alike() {
    assert_data_eq!(
        who(&company(), &["biling"]).to_string(),
        str![[r#"
status: 1
--- stdout
Nothing here is called `biling`. Did you mean:
  feature:billing         Billing
--- stderr

"#]]
    );
    assert_data_eq!(
        who(&company(), &["zzz"]).to_string(),
        str![[r#"
status: 1
--- stdout
Nothing here is called `zzz`.
--- stderr

"#]]
    );
}

#[test]
fn what_is_ambiguous_is_answered_with_all_that_may_be_meant() {
    let made = company();
    let feature = |name: &str| format!("name = \"{name}\"\ncaptain = \"ada\"\nteam = \"replay\"\n");
    made.write("org/features/one.toml", &feature("Billing reports"));
    made.write("org/features/two.toml", &feature("Mail reports"));
    assert_data_eq!(
        who(&made, &["reports"]).to_string(),
        str![[r#"
status: 1
--- stdout
`reports` may be any of these; say which:
  feature:one             Billing reports
  feature:two             Mail reports
--- stderr

"#]]
    );
    // A whole name goes before a part of another one.
    assert_eq!(json(&made, &["billing"])["id"], "billing");
}

#[test]
fn what_else_goes_by_the_word_is_mentioned() {
    let made = company();
    made.write("org/features/ada.toml", "name = \"Ada\"\ncaptain = \"grace\"\nteam = \"replay\"\n");
    let ran = who(&made, &["ada"]);
    assert!(ran.stdout.starts_with("Ada (feature ada)"), "{ran}");
    assert!(ran.stdout.contains("also             person:ada"), "{ran}");
}

#[test]
fn what_nobody_owns_says_so_and_who_owns_the_nearest_thing_above() {
    let made = company();
    made.write("org/features/new.toml", "name = \"New\"\nteam = \"replay\"\n");
    assert_data_eq!(
        who(&made, &["new"]).to_string(),
        str![[r#"
status: 1
--- stdout
New (feature new)
  informed captain nobody
  last word        nobody
  team             Replay
  product manager  Mary
  ask              #replay
  nearest above    Ada, of team Replay
--- stderr

"#]]
    );
    made.write(
        "org/ownership.toml",
        "[[page]]\npattern = \"/people/_index.md\"\nowner = \"mary\"\n",
    );
    assert_data_eq!(
        who(&made, &["people/pay.md"]).to_string(),
        str![[r#"
status: 1
--- stdout
Pay (page content/people/pay.md)
  owner            nobody
  kind             policy
  review every     1 year
  nearest above    Mary, of page People
--- stderr

"#]]
    );
}

#[test]
fn every_key_is_there_and_empty_where_there_is_nothing() {
    assert_data_eq!(
        handbook(&["who", "zzz", "--format", "json"])
            .on(TODAY)
            .inside(company().path())
            .run()
            .to_string(),
        str![[r#"
status: 1
--- stdout
{
  "schema": 1,
  "query": "zzz",
  "kind": null,
  "id": null,
  "name": null,
  "owner": null,
  "captain": null,
  "team": null,
  "product_manager": null,
  "decides": null,
  "contact": null,
  "since": null,
  "next": null,
  "as_of": {
    "date": "2025-06-01",
    "commit": null
  },
  "holds": [],
  "members": [],
  "candidates": [],
  "above": null,
  "claims": []
}
--- stderr

"#]]
    );
}

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
error: nothing was committed by 2020-01-01

"#]]
    );
    assert_data_eq!(
        who(&made, &["billing", "--at", "soon"]).to_string(),
        str![[r#"
status: 2
--- stdout
--- stderr
error: `soon` is neither a day (2026-11-01), nor a time ago (30d, 6 months), nor a tag or commit of this repository

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
    let made = crate::support::days::Days::new()
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
fn a_bare_repository_answers_from_its_commits() {
    let made = company();
    let bare = made.beside("bare.git");
    made.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let ran = handbook(&["who", "billing"]).on(TODAY).inside(&bare).run();
    assert!(ran.stdout.contains("informed captain Grace, since 2024-03-01"), "{ran}");
    let ran = handbook(&["who", "people/pay.md"]).on(TODAY).inside(&bare).run();
    assert!(ran.stdout.contains("owner            Mary"), "{ran}");
}

#[test]
fn without_a_repository_it_answers_and_knows_no_since() {
    let folder = tempfile::tempdir().unwrap();
    let org = folder.path().join("org/features");
    std::fs::create_dir_all(&org).unwrap();
    std::fs::create_dir_all(folder.path().join("org/people")).unwrap();
    std::fs::write(org.join("x.toml"), "name = \"X\"\ncaptain = \"ada\"\n").unwrap();
    let ada = "name = \"Ada\"\ncraft = \"engineer\"\n";
    std::fs::write(folder.path().join("org/people/ada.toml"), ada).unwrap();
    let ran = handbook(&["who", "x"]).on(TODAY).inside(folder.path()).run();
    assert!(ran.stdout.contains("informed captain Ada\n"), "{ran}");
    assert_eq!(ran.status, 0, "{ran}");
}

#[test]
fn what_is_wrong_with_the_metadata_is_told_beside_the_answer() {
    let made = company();
    made.write("org/features/broken.toml", "name = \n");
    let ran = who(&made, &["billing"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("Grace"), "{ran}");
    assert!(ran.stderr.contains("broken.toml"), "{ran}");
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

/// The answer to a question in a clone that has an old commit checked out, and the same question
/// with `--at` where the newest is, both judged by one day.
fn then_and_from_now(made: &Made, clone: &std::path::Path, query: &str, commit: &str, day: &str) {
    let ask = |folder: &std::path::Path, more: &[&str]| -> (i32, Value) {
        let ran = handbook(&["who", query, "--format", "json"]).args(more).on(day).inside(folder);
        let ran = ran.run();
        let mut answer: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran}"));
        // One is of a work tree, the other of a commit.
        answer["as_of"]["commit"] = Value::Null;
        (ran.status, answer)
    };
    assert_eq!(
        ask(clone, &[]),
        ask(made.path(), &["--at", commit]),
        "{query} at {commit} on {day}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn time_travel_answers_as_the_old_commit_would_have(
        seed in any::<u64>(),
        place in 0_usize..40,
        later in 0_i64..200,
    ) {
        let size = Size { people: 6, features: 4, pages: 3, commits: 40, years: 2 };
        let made = years::company(size, seed).made();
        let line = made.git(&["log", "--first-parent", "--format=%H %cs", "main"]);
        let (commit, day) = line.lines().nth(place).unwrap().split_once(' ').unwrap();
        let day: jiff::civil::Date = day.parse().unwrap();
        let today = day.checked_add(jiff::Span::new().days(later)).unwrap().to_string();
        let clone = made.beside("clone");
        made.git(&["clone", "--quiet", ".", clone.to_str().unwrap()]);
        made.git(&["-C", clone.to_str().unwrap(), "checkout", "--quiet", "--detach", commit]);
        let mut queries: Vec<String> = std::fs::read_dir(clone.join("org/features"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_str().unwrap().replace(".toml", ""))
            .collect();
        queries.sort();
        queries.extend(
            ["person-1", "team-0", "part-1/page-1.md", "Page 0", "src/billing/tax.rs"]
                .map(str::to_owned),
        );
        for query in &queries {
            then_and_from_now(&made, &clone, query, commit, &today);
        }
        // A day means the last commit of the line by its end, and that day to judge by.
        let on_day = handbook(&["who", &queries[0], "--format", "json", "--at", &day.to_string()])
            .inside(made.path())
            .run();
        let on_day: Value = serde_json::from_str(&on_day.stdout).unwrap();
        let last = line.lines().find(|line| line.ends_with(&day.to_string())).unwrap();
        prop_assert_eq!(on_day["as_of"]["commit"].as_str().unwrap(), &last[..40]);
    }
}
