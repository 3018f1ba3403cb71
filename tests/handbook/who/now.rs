//! Who decides today.

use snapbox::{assert_data_eq, str};

use super::{TODAY, json, who};
use crate::support::decided::{company, person};
use crate::support::program::handbook;

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
Ask for a feature, a team, a person, a page, or a file of code.
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
fn whoever_holds_it_and_is_gone_is_no_answer() {
    let made = company();
    made.write("org/people/grace.toml", &person("Grace", "engineer", "left = 2025-05-01\n"));
    assert_data_eq!(
        who(&made, &["billing"]).to_string(),
        str![[r#"
status: 1
--- stdout
Billing (feature billing)
  informed captain Grace, since 2024-03-01
  last word        Grace, as informed captain
  team             Replay
  product manager  Mary
  ask              #billing
  next             from 2025-07-01, Katherine becomes its captain (marked as accepted, but by no commit of who takes over)
  gone             Grace left on 2025-05-01
  nearest above    Ada, of team Replay
  says             org/features/billing.toml:2
--- stderr

"#]]
    );
    // On the day before they left they were the answer.
    let then = handbook(&["who", "billing"]).on("2025-04-30").inside(made.path()).run();
    assert_eq!(then.status, 0, "{then}");
    made.write("org/people/mary.toml", &person("Mary", "engineer", "left = 2025-05-01\n"));
    let page = who(&made, &["people/pay.md"]);
    assert_eq!(page.status, 1, "{page}");
    assert!(page.stdout.contains("gone             Mary left on 2025-05-01"), "{page}");
}

#[test]
fn a_question_in_a_sentence_offers_what_it_names() {
    assert_data_eq!(
        who(&company(), &["who owns billing"]).to_string(),
        str![[r#"
status: 1
--- stdout
Nothing here is called `who owns billing`. Did you mean:
  feature:billing         Billing
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
  "gone": [],
  "above": null,
  "claims": []
}
--- stderr

"#]]
    );
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
