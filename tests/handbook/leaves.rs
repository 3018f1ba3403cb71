//! What nobody would hold if somebody left.

use snapbox::{assert_data_eq, str};

use crate::support::days::Made;
use crate::support::decided::{company, person};
use crate::support::program::{Ran, handbook};

const TODAY: &str = "2025-06-01";

fn leaves(made: &Made, arguments: &[&str]) -> Ran {
    handbook(&["leaves"]).args(arguments).on(TODAY).inside(made.path()).run()
}

#[test]
fn all_that_would_be_orphaned_is_told_with_who_could_take_it_over() {
    let made = company();
    made.write("org/people/katherine.toml", &person("Katherine", "data", "reports_to = \"ada\"\n"));
    assert_data_eq!(
        leaves(&made, &["ada"]).to_string(),
        str![[r#"
status: 1
--- stdout
If Ada leaves on 2025-06-01, somebody must take over:
  captain of           Search → Grace
  lead of              Replay → Grace
  member of            Replay, which has others
  manager of           Katherine: nobody yet

The edits that say so: handbook leaves ada --patch | git apply
--- stderr

"#]]
    );
    assert_data_eq!(
        leaves(&made, &["mary", "--format", "json"]).to_string(),
        str![[r##"
status: 1
--- stdout
{
  "schema": 1,
  "person": {
    "id": "mary",
    "name": "Mary"
  },
  "on": "2025-06-01",
  "orphans": [
    {
      "role": "owner",
      "kind": "page",
      "id": "content/people/_index.md",
      "name": "People",
      "to": null,
      "too_few": false,
      "path": "org/ownership.toml",
      "line": 3
    },
    {
      "role": "policy",
      "kind": "page",
      "id": "content/people/pay.md",
      "name": "Pay",
      "to": null,
      "too_few": false,
      "path": "org/ownership.toml",
      "line": 3
    },
    {
      "role": "product-manager",
      "kind": "team",
      "id": "replay",
      "name": "Replay",
      "to": null,
      "too_few": false,
      "path": "org/teams/replay.toml",
      "line": 5
    }
  ],
  "patch": "diff --git a/org/people/mary.toml b/org/people/mary.toml/n--- a/org/people/mary.toml/n+++ b/org/people/mary.toml/n@@ -3,3 +3,4 @@/n kind = /"growth/"/n emails = [/"mary@example.org/"]/n accounts = { github = /"mary-x/", gitlab = /"mary-y/" }/n+left = 2025-06-01/ndiff --git a/org/teams/replay.toml b/org/teams/replay.toml/n--- a/org/teams/replay.toml/n+++ b/org/teams/replay.toml/n@@ -2,7 +2,7 @@/n mission = /"Show what a user did/"/n lead = /"ada/"/n members = [/"ada/", /"grace/", /"katherine/"]/n-supporting = [{ person = /"mary/", role = /"product-manager/" }]/n+supporting = []/n contact = /"#replay/"/n planning = /"Mondays/"/n notes = /"https://example.org/notes/"/n"
}
--- stderr

"##]]
    );
}

#[test]
fn the_patch_applies_and_leaves_nothing_behind() {
    let made = company();
    made.write("org/people/katherine.toml", &person("Katherine", "data", "reports_to = \"ada\"\n"));
    let patch = leaves(&made, &["ada", "--to", "grace", "--patch"]).stdout;
    assert_data_eq!(
        &patch,
        str![[r##"
diff --git a/org/features/search.toml b/org/features/search.toml
--- a/org/features/search.toml
+++ b/org/features/search.toml
@@ -1,4 +1,4 @@
 name = "Search"
-captain = "ada"
+captain = "grace"
 team = "replay"
 code = ["src/search/**"]
diff --git a/org/people/ada.toml b/org/people/ada.toml
--- a/org/people/ada.toml
+++ b/org/people/ada.toml
@@ -3,3 +3,4 @@
 started = 2023-05-02
 emails = ["ada@example.org"]
 accounts = { github = "ada-x", gitlab = "ada-y" }
+left = 2025-06-01
diff --git a/org/people/katherine.toml b/org/people/katherine.toml
--- a/org/people/katherine.toml
+++ b/org/people/katherine.toml
@@ -1,5 +1,5 @@
 name = "Katherine"
 craft = "data"
-reports_to = "ada"
+reports_to = "grace"
 emails = ["katherine@example.org"]
 accounts = { github = "katherine-x", gitlab = "katherine-y" }
diff --git a/org/teams/replay.toml b/org/teams/replay.toml
--- a/org/teams/replay.toml
+++ b/org/teams/replay.toml
@@ -1,7 +1,7 @@
 name = "Replay"
 mission = "Show what a user did"
-lead = "ada"
-members = ["ada", "grace", "katherine"]
+lead = "grace"
+members = ["grace", "katherine"]
 supporting = [{ person = "mary", role = "product-manager" }]
 contact = "#replay"
 planning = "Mondays"

"##]]
    );
    made.write("../hand-over.patch", &patch);
    made.git(&["apply", "../hand-over.patch"]);
    let again = leaves(&made, &["ada", "--to", "grace"]);
    assert_eq!(again.status, 0, "{again}");
    let told = handbook(&["check", "--format", "short"]).on(TODAY).inside(made.path()).run().stdout;
    assert!(!told.contains("left"), "{told}");
}

#[test]
fn a_leaver_of_a_day_to_come_announces_the_handovers() {
    let made = company();
    let told = leaves(&made, &["ada", "--on", "2025-09-30"]).stdout;
    assert!(told.contains("handbook leaves ada --on 2025-09-30 --patch | git apply"), "{told}");
    assert!(told.contains("ask again on the day"), "{told}");
    let patch = leaves(&made, &["ada", "--on", "2025-09-30", "--patch"]).stdout;
    assert_data_eq!(
        &patch,
        str![[r#"
diff --git a/org/features/search.toml b/org/features/search.toml
--- a/org/features/search.toml
+++ b/org/features/search.toml
@@ -2,3 +2,4 @@
 captain = "ada"
 team = "replay"
 code = ["src/search/**"]
+next = { captain = "grace", from = 2025-09-30 }
diff --git a/org/people/ada.toml b/org/people/ada.toml
--- a/org/people/ada.toml
+++ b/org/people/ada.toml
@@ -3,3 +3,4 @@
 started = 2023-05-02
 emails = ["ada@example.org"]
 accounts = { github = "ada-x", gitlab = "ada-y" }
+left = 2025-09-30

"#]]
    );
}

#[test]
fn somebody_who_left_already_keeps_the_day_on_which_they_left() {
    let made = company();
    made.write("org/people/ada.toml", &person("Ada", "engineer", "left = 2025-05-01\n"));
    let ran = leaves(&made, &["ada"]);
    assert!(ran.stdout.starts_with("Ada left on 2025-05-01, and somebody"), "{ran}");
    assert!(!leaves(&made, &["ada", "--patch"]).stdout.contains("left ="), "{ran}");
}

#[test]
fn a_page_whose_own_front_matter_names_the_leaver_is_edited_in_place() {
    let made = company();
    let page = "---\ntitle: Mine # kept\nextra:\n  handbook:\n    owner: mary # hers\n---\n";
    made.write("content/people/mine.md", page);
    let patch = leaves(&made, &["mary", "--to", "ada", "--patch"]).stdout;
    assert!(patch.contains("-    owner: mary # hers\n+    owner: ada # hers\n"), "{patch}");
}

#[test]
fn every_line_that_gives_pages_to_the_leaver_is_handed_over_though_others_go_before_it() {
    let made = company();
    let rule = |pattern: &str, owner: &str| {
        format!("[[page]]\npattern = \"{pattern}\"\nowner = \"{owner}\"\n\n")
    };
    let rules = [
        rule("/people/", "mary"),
        rule("/people/", "mary"),
        rule("/nothing-yet/", "mary"),
        rule("/people/pay.md", "ada"),
    ];
    made.write("org/ownership.toml", &rules.concat());
    let patch = leaves(&made, &["mary", "--to", "ada", "--patch"]).stdout;
    assert_eq!(patch.matches("-owner = \"mary\"").count(), 3, "{patch}");
    made.write("../hand-over.patch", &patch);
    made.git(&["apply", "../hand-over.patch"]);
    let rules = std::fs::read_to_string(made.path().join("org/ownership.toml")).unwrap();
    assert!(!rules.contains("mary"), "{rules}");
}

#[test]
fn a_name_that_nobody_has_is_a_mistake_of_usage() {
    assert_data_eq!(
        leaves(&company(), &["gracie"]).to_string(),
        str![[r#"
status: 2
--- stdout
--- stderr
error: nobody is called `gracie`; did you mean `grace`?

"#]]
    );
    let ran = leaves(&company(), &["ada", "--to", "ada"]);
    assert_eq!(ran.status, 2, "{ran}");
}

#[test]
fn whoever_is_no_person_and_a_day_that_is_none_are_told_in_plain_words() {
    let made = company();
    let team = leaves(&made, &["replay"]);
    assert_eq!(team.stderr, "error: `replay` is a team, and nobody is called so\n");
    assert_eq!(team.status, 2);
    let day = leaves(&made, &["ada", "--on", "tomorrow"]);
    assert!(day.stderr.contains("a day is written as in 2026-11-01"), "{day}");
    assert_eq!(day.status, 2);
}
