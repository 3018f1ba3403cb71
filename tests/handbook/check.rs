//! Rules about people, teams, features and pages.

use snapbox::{assert_data_eq, str};
use zola_handbook::check::{RULES, rules_reference};

use crate::support::days::Made;
use crate::support::decided::{ADA, GRACE, company, person};
use crate::support::program::{Ran, handbook};

const TODAY: &str = "2025-06-01";

fn check(made: &Made, arguments: &[&str]) -> Ran {
    handbook(&["check"]).args(arguments).on(TODAY).inside(made.path()).run()
}

/// The codes that are found, each once, without those of the small company itself.
fn found(made: &Made) -> Vec<String> {
    let ran = check(made, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let codes = findings.iter().map(|one| one["code"].as_str().unwrap().to_owned());
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    codes.dedup();
    codes.retain(|code| !["check/page-without-owner", "check/review-overdue"].contains(&&**code));
    codes
}

fn breaks(path: &str, text: &str, code: &str) {
    let made = company();
    made.write(path, text);
    let codes = found(&made);
    assert!(codes.iter().any(|found| found == &format!("check/{code}")), "{code}: {codes:?}");
}

#[test]
fn everything_is_told_at_once_with_what_to_do_about_it() {
    let made = company();
    made.write("org/people/ada.toml", &person("Ada", "engineer", "left = 2025-05-31\n"));
    assert_data_eq!(
        check(&made, &[]).to_string(),
        str![[r#"
status: 1
--- stdout
warning[check/page-without-owner]: “Home” has no owner
--> content/_index.md
 = help: write `owner` under [extra.handbook] in its front matter, in its folder's page, or for a pattern in org/ownership.toml

warning[check/review-overdue]: “Pay” was to be read again by 2025-01-10
--> content/people/pay.md
 = help: read it, mend it if need be, and record that it is right: handbook review PAGE

warning[check/feature-without-captain]: Search has a captain who left, Ada
 --> org/features/search.toml:2:11
  |
2 | captain = "ada"
  |           ^^^^^
  |
  = help: write `captain` in the feature's file, or `next` if somebody takes it over later

warning[check/team-without-lead]: Replay has a lead who left, Ada
 --> org/teams/replay.toml:3:8
  |
3 | lead = "ada"
  |        ^^^^^
  |
  = help: write `lead` in the team's file

warning[check/member-left]: Replay has a member who left, Ada
 --> org/teams/replay.toml:4:12
  |
4 | members = ["ada", "grace", "katherine"]
  |            ^^^^^
  |
  = help: take them out of the team's file; `handbook check --fix` does

5 warnings
--- stderr

"#]]
    );
}

#[test]
fn the_findings_are_told_in_every_format() {
    let made = company();
    for format in ["short", "json", "github"] {
        assert_data_eq!(
            check(&made, &["--format", format]).to_string(),
            snapbox::Data::read_from(
                &std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join(format!("tests/handbook/snapshots/check-{format}.txt")),
                Some(snapbox::data::DataFormat::Text),
            )
            .raw()
        );
    }
    let sarif = check(&made, &["--format", "sarif"]).stdout;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn the_starter_has_its_one_deliberate_gap_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/site/org"))
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/site/content"))
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/site/zola.toml"))
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(copied.success());
    let ran = handbook(&["check", "--format", "short"]).on("2026-11-22").inside(folder.path());
    assert_data_eq!(
        ran.run().to_string(),
        str![[r#"
status: 1
--- stdout
org/teams/almanac.toml: warning[check/team-without-product-manager]: Almanac has no product manager
--- stderr

"#]]
    );
}

#[test]
fn every_rule_finds_what_breaks_it() {
    let feature = |more: &str| format!("name = \"Extra\"\n{more}");
    let team = |more: &str| format!("name = \"Extra\"\n{more}");
    let on_team = "captain = \"ada\"\nteam = \"replay\"\n";
    let mut cases: Vec<(&str, &str, String)> = vec![
        ("feature-without-captain", "org/features/x.toml", feature("team = \"replay\"\n")),
        ("feature-without-team", "org/features/x.toml", feature("captain = \"ada\"\n")),
        ("captain-not-on-team", "org/features/x.toml", feature("captain = \"mary\"\nteam = \"replay\"\n")),
        ("captain-not-a-maker", "org/features/x.toml", feature("captain = \"mary\"\nteam = \"replay\"\n")),
        ("label-twice", "org/features/x.toml", feature(&format!("{on_team}label = \"area/billing\"\n"))),
        ("name-twice", "org/features/x.toml", format!("name = \"Billing\"\n{on_team}")),
        ("code-without-file", "org/features/x.toml", feature(&format!("{on_team}code = [\"lib/**\"]\n"))),
        ("code-claimed-twice", "org/features/x.toml", feature(&format!("{on_team}code = [\"src/**\"]\n"))),
        ("docs-without-page", "org/features/x.toml", feature(&format!("{on_team}docs = [\"gone.md\"]\n"))),
        ("decision-without-holder", "org/features/x.toml",
            feature("captain = \"ada\"\nteam = \"lone\"\ndecides = \"product-manager\"\n")),
        ("handover-not-accepted", "org/features/x.toml",
            feature(&format!("{on_team}next = {{ captain = \"grace\", from = 2025-05-01 }}\n"))),
        ("handover-unfit", "org/features/x.toml",
            feature(&format!("{on_team}next = {{ captain = \"mary\", from = 2026-05-01 }}\n"))),
        ("handover-to-write-down", "org/features/x.toml",
            feature(&format!("{on_team}next = {{ captain = \"grace\", from = 2025-05-01, accepted = true }}\n"))),
        ("team-size", "org/teams/x.toml", team("members = [\"ada\"]\n")),
        ("team-without-lead", "org/teams/x.toml", team("members = [\"mary\"]\n")),
        ("lead-not-a-member", "org/teams/x.toml", team("lead = \"grace\"\nmembers = [\"mary\"]\n")),
        ("team-without-mission", "org/teams/x.toml", team("")),
        ("team-without-notes", "org/teams/x.toml", team("")),
        ("team-without-planning", "org/teams/x.toml", team("")),
        ("team-without-contact", "org/teams/x.toml", team("")),
        ("role-unknown", "zola.toml",
            "title = \"Small\"\n[extra.handbook]\nroles = [\"product-managers\"]\n".into()),
        ("maker-on-two-teams", "org/teams/x.toml", team("members = [\"ada\", \"grace\"]\n")),
        ("person-without-team", "org/people/eve.toml", person("Eve", "engineer", "")),
        ("person-without-craft", "org/people/eve.toml", "name = \"Eve\"\n".into()),
        ("manager-too-much", "org/people/eve.toml", person("Eve", "engineer", "management = 0.5\n")),
        ("manager-left", "org/people/eve.toml", person("Eve", "engineer", "reports_to = \"gone\"\n")),
        ("product-manager-without-kind", "org/people/eve.toml",
            "name = \"Eve\"\ncraft = \"product-manager\"\n".into()),
        ("pattern-without-page", "org/ownership.toml", "[[page]]\npattern = \"/gone/\"\nowner = \"ada\"\n".into()),
        ("pattern-twice", "org/ownership.toml",
            "[[page]]\npattern = \"*\"\nowner = \"ada\"\n[[page]]\npattern = \"*\"\nowner = \"grace\"\n".into()),
        ("page-without-owner", "content/lone.md", "+++\ntitle = \"Lone\"\n+++\n".into()),
        ("policy-without-review", "content/people/rule.md",
            "+++\ntitle = \"Rule\"\n[extra.handbook]\nkind = \"policy\"\n+++\n".into()),
        ("review-overdue", "content/people/other.md", "+++\ntitle = \"Other\"\n+++\n".into()),
        ("review-to-come", "org/reviews/people/pay.toml", "date = 2999-01-01\nby = \"ada\"\n".into()),
    ];
    // Some rules need more than one file to be broken.
    let made = company();
    made.write("org/people/gone.toml", &person("Gone", "engineer", "left = 2024-01-01\n"));
    made.write(
        "org/people/pam.toml",
        "name = \"Pam\"\ncraft = \"product-manager\"\nkind = \"product-owner\"\n",
    );
    made.write(
        "org/people/pat.toml",
        "name = \"Pat\"\ncraft = \"product-manager\"\nkind = \"platform\"\n",
    );
    made.write("org/people/eve.toml", &person("Eve", "data", "reports_to = \"ada\"\n"));
    made.write("org/people/dora.toml", &person("Dora", "data", "reports_to = \"katherine\"\n"));
    let serves = |who: &str| format!("{{ person = \"{who}\", role = \"product-manager\" }}");
    made.write(
        "org/teams/one.toml",
        &team(&format!("members = [\"gone\"]\nsupporting = [{}]\n", serves("pam"))),
    );
    made.write(
        "org/teams/two.toml",
        &team(&format!(
            "members = [\"eve\", \"dora\"]\nsupporting = [{}, {}]\n",
            serves("pat"),
            serves("pam")
        )),
    );
    made.write("org/teams/lone.toml", &team("members = [\"eve\"]\n"));
    made.write(
        "org/features/one.toml",
        &feature("captain = \"ada\"\nteam = \"two\"\nproduct = \"A\"\n"),
    );
    made.write("org/features/two.toml", &feature("captain = \"ada\"\nteam = \"lone\"\n"));
    let together = found(&made);
    let needs_more = [
        "member-left",
        "product-owner-of-several-teams",
        "platform-of-one-product",
        "manager-of-another-craft",
        "team-without-product-manager",
    ];
    for code in needs_more {
        assert!(together.contains(&format!("check/{code}")), "{code}: {together:?}");
    }
    let mut proven: Vec<&str> = needs_more.to_vec();
    for (code, path, text) in cases.drain(..) {
        proven.push(code);
        match code {
            "manager-left" | "decision-without-holder" => {
                made.write(path, &text);
                let codes = found(&made);
                assert!(codes.contains(&format!("check/{code}")), "{code}: {codes:?}");
            }
            // These two are found in the small company itself.
            "page-without-owner" | "review-overdue" => {
                let told = check(&company(), &["--format", "short"]).stdout;
                assert!(told.contains(&format!("check/{code}")), "{code}: {told}");
            }
            _ => breaks(path, &text, code),
        }
    }
    proven.push("ownership-unconfirmed");
    for rule in RULES {
        assert!(proven.contains(&rule.name()), "no test breaks {}", rule.code);
    }
}

#[test]
fn a_role_that_the_settings_do_not_list_is_told_with_the_one_that_may_be_meant() {
    let made = company();
    made.write(
        "zola.toml",
        "title = \"Small\"\n[extra.handbook]\nroles = [\"product-manger\", \"designer\"]\n",
    );
    let told = check(&made, &["--format", "short"]).stdout;
    let line = told.lines().find(|line| line.contains("check/role-unknown"));
    assert_data_eq!(
        line.unwrap_or_default(),
        str![
            "org/teams/replay.toml:5:41: warning[check/role-unknown]: Replay is served in a role that is not listed, `product-manager` (did you mean `product-manger`?)"
        ]
    );
    // Without a list any role will do.
    assert!(!check(&company(), &["--format", "short"]).stdout.contains("role-unknown"));
}

#[test]
fn heads_of_craft_report_to_the_chief_executive_and_no_rule_speaks() {
    let made = company();
    // Katherine practises data and reports to an engineer; nobody else of data manages anybody.
    made.write("org/people/katherine.toml", &person("Katherine", "data", "reports_to = \"ada\"\n"));
    made.write("org/people/dora.toml", &person("Dora", "data", "reports_to = \"katherine\"\n"));
    assert!(!found(&made).contains(&"check/manager-of-another-craft".to_owned()));
}

#[test]
fn captains_who_were_named_in_bulk_are_to_confirm_it() {
    let made = company();
    made.write("zola.toml", "title = \"Small\"\n[extra.handbook]\nbulk = 2\n");
    let mut changes = Vec::new();
    for number in 0..3 {
        let text = format!("name = \"N{number}\"\ncaptain = \"grace\"\nteam = \"replay\"\n");
        made.write(&format!("org/features/n{number}.toml"), &text);
        changes.push(text);
    }
    made.commit("2025-05-10", ADA);
    let told = check(&made, &["--format", "short"]).stdout;
    assert_eq!(told.matches("ownership-unconfirmed").count(), 3, "{told}");
    // Grace touches one of them: that is her word for it.
    made.write("org/features/n1.toml", &format!("# mine\n{}", changes[1]));
    made.commit("2025-05-11", GRACE);
    let told = check(&made, &["--format", "short"]).stdout;
    assert_eq!(told.matches("ownership-unconfirmed").count(), 2, "{told}");
}

#[test]
fn a_rule_is_weighed_and_switched_off_in_the_configuration() {
    let made = company();
    made.write("org/teams/x.toml", "name = \"Extra\"\nmembers = [\"mary\"]\n");
    made.write(
        "zola.toml",
        "[extra.handbook.check]\nteam-size = \"off\"\nteam-without-lead = \"error\"\n\
         team-withot-notes = \"off\"\n",
    );
    let told = check(&made, &["--format", "short"]).stdout;
    assert!(!told.contains("check/team-size"), "{told}");
    assert!(told.contains("error[check/team-without-lead]"), "{told}");
    assert!(told.contains("zola.toml:4:1: warning[check/unknown-rule]"), "{told}");
    assert!(told.contains("check/team-without-notes"), "{told}");
}

#[test]
fn a_rule_is_switched_off_in_place_by_a_comment() {
    let made = company();
    made.write(
        "org/teams/x.toml",
        "# handbook: allow team-size, team-without-lead, team-without-mission\n\
         name = \"Extra\"\nlead = \"grace\" # handbook: allow lead-not-a-member\n\
         members = [\"mary\"]\n",
    );
    let told = check(&made, &["--format", "short"]).stdout;
    for silent in ["check/team-size", "check/team-without-mission", "check/lead-not-a-member"] {
        assert!(!told.contains(silent), "{silent}: {told}");
    }
    assert!(told.contains("check/team-without-notes"), "{told}");
    // What a comment allows and nothing breaks is told: it would hide the next breach.
    assert!(told.contains("org/teams/x.toml:1:30: note[check/unused-allow]"), "{told}");
}

#[test]
fn a_fix_is_made_where_one_edit_is_right_and_comments_stay() {
    let made = company();
    made.write("org/people/grace.toml", &person("Grace", "engineer", "left = 2025-05-01\n"));
    let team = std::fs::read_to_string(made.path().join("org/teams/replay.toml")).unwrap();
    let members =
        "members = [\n  \"ada\", # leads\n  \"grace\", # left\n  \"katherine\", # data\n]";
    let team = team.replace("members = [\"ada\", \"grace\", \"katherine\"]", members);
    made.write("org/teams/replay.toml", &team);
    made.write(
        "org/features/x.toml",
        "name = \"X\" # a name\ncaptain = \"ada\" # for now\nteam = \"replay\"\n\
         next = { captain = \"katherine\", from = 2025-05-01, accepted = true }\n",
    );
    let ran = check(&made, &["--fix", "--format", "short"]);
    assert_data_eq!(
        &ran.stderr,
        str![[r#"
mended org/features/x.toml
mended org/teams/replay.toml

"#]]
    );
    let read = |path: &str| std::fs::read_to_string(made.path().join(path)).unwrap();
    assert_data_eq!(
        read("org/features/x.toml"),
        str![[r#"
name = "X" # a name
captain = "katherine" # for now
team = "replay"

"#]]
    );
    assert_data_eq!(
        read("org/teams/replay.toml"),
        str![[r##"
name = "Replay"
mission = "Show what a user did"
lead = "ada"
members = [
  "ada", # leads
  "katherine", # data
]
supporting = [{ person = "mary", role = "product-manager" }]
contact = "#replay"
planning = "Mondays"
notes = "https://example.org/notes"

"##]]
    );
    assert!(!ran.stdout.contains("check/member-left"), "{ran}");
    // A second run finds nothing to mend.
    assert_eq!(check(&made, &["--fix", "--format", "short"]).stderr, "");
}

#[test]
fn notes_alone_are_no_findings() {
    let made = company();
    made.write(
        "zola.toml",
        "[extra.handbook.check]\npage-without-owner = \"note\"\nreview-overdue = \"off\"\n",
    );
    let ran = check(&made, &["--format", "short"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stdout.contains("note[check/page-without-owner]"), "{ran}");
}

/// `docs/check.md` is made from the table of rules: `SNAPSHOTS=overwrite cargo test` writes it anew.
#[test]
fn the_reference_of_rules_is_the_table_of_rules() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/check.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, _) = page.split_once("## Rules\n").expect("docs/check.md has its rules");
    let right = format!("{head}## Rules\n\n{}", rules_reference());
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        std::fs::write(&path, &right).unwrap();
    }
    assert_data_eq!(std::fs::read_to_string(&path).unwrap(), right);
}

#[test]
fn the_rules_are_listed() {
    let listed = handbook(&["check", "--rules"]).succeed().stdout;
    assert_eq!(listed.lines().count(), RULES.len());
}
