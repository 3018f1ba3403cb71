//! The auditor's pack.

use std::collections::BTreeMap;

use crate::support::changing::{
    ADA, CONFIG, EVE, company, handbook, handbook_at, packed, page, texts, with_leave_cut,
};
use crate::support::repo::Repo;

#[test]
fn a_pack_holds_policies_at_both_ends_and_hashes_of_all() {
    use sha2::Digest as _;
    let repo = with_leave_cut();
    let files = packed(&repo, &["--since", "2023-11-15"]);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "changes.csv",
            "changes.json",
            "gaps.json",
            "hands.json",
            "index.html",
            "manifest.json",
            "policies/after/leave.md",
            "policies/before/leave.md",
            "reviews.json",
        ]
    );
    assert!(files["policies/before/leave.md"].contains("25 days"));
    assert!(files["policies/after/leave.md"].contains("*20* days"));
    assert!(files["index.html"].contains("<del>25</del> <ins>20</ins>"));
    assert!(!files["index.html"].contains("<script"));
    let manifest: serde_json::Value = serde_json::from_str(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["commit"], repo.head().unwrap().to_string());
    for file in manifest["files"].as_array().unwrap() {
        let text = &files[file["path"].as_str().unwrap()];
        let hash: String =
            sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], hash);
    }
    // What is there is never written over.
    let folder = repo.beside("pack");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "mine").unwrap();
    let again = handbook(&repo, &["audit", "--pack", folder.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.join("index.html")).unwrap(), "mine");
}

#[test]
fn a_pack_is_evidence_that_names_whose_it_is_its_days_and_policies_that_went() {
    let mut repo = with_leave_cut();
    let kept = "+++\ntitle = \"Kept\"\n[extra.handbook]\nprivate = true\n+++\n\nNobody knows.\n";
    let note = "+++\ntitle = \"Lunch\"\n[extra.handbook]\nkind = \"note\"\n+++\n\nEat well.\n";
    repo.commit_as(
        ADA,
        "Conduct",
        &[
            ("content/conduct.md", Some(&page("The zebrawood rule."))),
            ("content/vault.md", Some(kept)),
            ("content/lunch.md", Some(note)),
            ("content/same.md", Some(&page("It stays as it is."))),
        ],
    );
    repo.commit_as(EVE, "Clear up", &[("content/conduct.md", None), ("content/vault.md", None)]);
    repo.commit_as(ADA, "Eat", &[("content/lunch.md", Some(&note.replace("well", "better")))]);
    let whole = packed(&repo, &[]);
    let text = &whole["index.html"];
    let title = "<h1>Example: what changed in the handbook, 2023-11-14 to 2023-12-01</h1>";
    let last = repo.head().unwrap().to_string();
    for told in [
        title,
        &format!("from commit <code>{last}</code>"),
        "<strong>content/conduct.md</strong>, gone today: ",
        "</a> removed",
        "<h2>Changes of policies</h2>",
        "<h2>Changes of other pages</h2>\n<article id=\"change-0\">\n<h3>Lunch, ",
        "<br>policy <code>content/leave.md</code>, substantive, +2 −1 words; touches number; owned by Replay",
        "<li>trailer by Bob (claimed, ",
        "<h2>Read, still right</h2>\n<p>Nothing is recorded.</p>",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("<ul>\n</ul>") && !text.contains("vault"), "{text}");
    assert!(whole["changes.csv"].contains(",evidence,"));
    assert!(whole["changes.csv"].contains("trailer by Bob (claimed, "), "{}", whole["changes.csv"]);
    for file in ["changes.json", "manifest.json"] {
        let value: serde_json::Value = serde_json::from_str(&whole[file]).unwrap();
        assert_eq!(value["to"], "2023-12-01", "{file}");
    }
    assert!(whole.values().all(|text| !text.contains("zebrawood")));
    let late = packed(&repo, &["--since", "HEAD~2"]);
    let text = &late["index.html"];
    assert!(text.contains("<h3>Did not change</h3>\n<ul>\n<li><strong>Leave</strong>"), "{text}");
    assert!(text.contains("Its text: before left out, not there at the end."), "{text}");
    assert!(text.contains("left out: <code>--include-removed</code> adds them."), "{text}");
    let asked = packed(&repo, &["--since", "HEAD~2", "--include-removed"]);
    let there = &asked["policies/removed/before/content/conduct.md"];
    assert!(there.contains("zebrawood"), "{there}");
    assert!(!asked["index.html"].contains("--include-removed"));
}

#[test]
fn a_pack_of_a_time_that_is_over_says_what_nobody_held_then_and_who_had_read_what() {
    let mut repo = with_leave_cut();
    let billing = "name = \"Billing\"\nteam = \"replay\"\n";
    let note = |title: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\n{more}[extra.handbook]\nowner = \"gone\"\n+++\n\nWords.\n"
        )
    };
    let review = |day: &str| format!("date = {day}\nby = \"bob\"\n");
    let gone = "name = \"Gone\"\nmission = \"m\"\nlead = \"ada\"\nmembers = [\"ada\", \"bob\"]\n\
                dissolved = 2023-11-14\n";
    repo.commit_as(
        ADA,
        "Leave gaps",
        &[
            ("org/features/billing.toml", Some(billing)),
            ("org/teams/gone.toml", Some(gone)),
            ("content/old.md", Some(&note("Then", ""))),
            ("content/vault.md", Some(&note("Vault", ""))),
            ("org/reviews/leave.toml", Some(&review("2023-11-15"))),
            ("org/reviews/vault.toml", Some(&review("2023-11-15"))),
        ],
    );
    let then = repo.head().unwrap().to_string();
    let kept = note("Vault", "").replace("owner = \"gone\"", "private = true");
    repo.wait(4);
    repo.commit_as(
        ADA,
        "Close them, and open another",
        &[
            ("org/features/billing.toml", Some(&format!("{billing}captain = \"ada\"\n"))),
            ("org/features/search.toml", Some("name = \"Search\"\nteam = \"replay\"\n")),
            ("content/old.md", None),
            ("content/new.md", Some(&note("Now", "").replace("gone", "replay"))),
            ("content/vault.md", Some(&kept)),
            ("org/reviews/leave.toml", Some(&review("2023-11-19"))),
        ],
    );
    for (until, day) in [("2023-11-16", "2023-11-16"), (then.as_str(), "2023-11-15")] {
        let files = packed(&repo, &["--until", until]);
        let text = &files["index.html"];
        for told in [
            &format!("<h2>What nobody held at the end, on {day}</h2>"),
            "<li>Billing has no captain</li>",
            "<li>Now (<code>content/old.md</code>) ",
            "<p>2 more, of pages that are gone or private today.</p>",
            "<li>content/leave.md: 2023-11-15 by Bob</li>",
        ] {
            assert!(text.contains(told), "{until}: {told}: {text}");
        }
        assert!(!text.contains("Search") && !text.contains("2023-11-19"), "{until}: {text}");
        let reviews: serde_json::Value = serde_json::from_str(&files["reviews.json"]).unwrap();
        let read = reviews["reviews"].as_array().unwrap().iter().map(|one| &one["page"]);
        assert_eq!(read.collect::<Vec<_>>(), ["content/leave.md"], "{until}");
        let gaps: serde_json::Value = serde_json::from_str(&files["gaps.json"]).unwrap();
        let of = |id: &str| gaps["gaps"].as_array().unwrap().iter().find(|gap| gap["id"] == id);
        assert_eq!((&gaps["known"], &gaps["left_out"]), (&true.into(), &2.into()), "{gaps}");
        assert_eq!(of("billing").unwrap()["code"], "check/feature-without-captain", "{gaps}");
        assert!(of("search").is_none() && !gaps.to_string().contains("vault"), "{gaps}");
    }
    let today = packed(&repo, &[]);
    let text = &today["index.html"];
    assert!(text.contains("<h2>What nobody holds today, on 2023-12-01</h2>"), "{text}");
    assert!(text.contains("<li>Search has no captain</li>"), "{text}");
    assert!(!text.contains("Billing has no captain"), "{text}");
    assert!(text.contains("<li>content/leave.md: 2023-11-19 by Bob</li>"), "{text}");
    let before = packed(&repo, &["--until", "2023-11-01"]);
    assert!(before["index.html"].contains("<p>There was no handbook yet.</p>"));
}

#[test]
fn a_pack_says_what_changed_hands_or_its_kind_though_no_word_of_it_changed() {
    let mut repo = with_leave_cut();
    let feature = |captain: &str| format!("name = \"Billing\"\nteam = \"replay\"\n{captain}");
    let kept = "+++\ntitle = \"Vault\"\n+++\n\nWords.\n";
    repo.commit_as(
        ADA,
        "Hold",
        &[
            ("org/features/billing.toml", Some(&feature("captain = \"bob\"\n"))),
            ("content/vault.md", Some(kept)),
        ],
    );
    let before = repo.head().unwrap().to_string();
    let leave = repo.files(repo.head().unwrap())["content/leave.md"].clone();
    let leave = String::from_utf8(leave).unwrap();
    repo.wait(2);
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\nkind = \"guide\"\n";
    repo.commit_as(
        ADA,
        "Take",
        &[
            ("org/features/billing.toml", Some(&feature("captain = \"ada\"\n"))),
            ("org/ownership.toml", Some(rules)),
            ("content/leave.md", None),
            ("content/people/leave.md", Some(&leave)),
        ],
    );
    let after = repo.head().unwrap().to_string();
    repo.wait(2);
    let private = kept.replace("\"Vault\"\n", "\"Vault\"\n[extra.handbook]\nprivate = true\n");
    repo.commit_as(
        ADA,
        "Lock",
        &[("content/vault.md", Some(&private)), ("org/features/billing.toml", Some(&feature("")))],
    );
    let files = packed(&repo, &["--since", &before, "--until", &after]);
    let told = "<h2>What changed hands</h2>\n<ul>\n\
                <li>Billing, captain: Bob → <strong>Ada</strong></li>\n\
                <li>Leave (<code>content/people/leave.md</code>), owner: Replay → \
                <strong>Ada</strong></li>\n\
                <li>Leave (<code>content/people/leave.md</code>), kind: policy → \
                <strong>guide</strong></li>\n</ul>\n";
    assert!(files["index.html"].contains(told), "{}", files["index.html"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&files["hands.json"]).unwrap(),
        serde_json::json!({
            "known": true,
            "owners": [
                {"kind": "feature", "id": "billing", "name": "Billing", "role": "captain",
                 "before": {"id": "bob", "name": "Bob"}, "after": {"id": "ada", "name": "Ada"}},
                {"kind": "page", "id": "content/people/leave.md", "name": "Leave", "role": "owner",
                 "before": {"id": "replay", "name": "Replay"}, "after": {"id": "ada", "name": "Ada"}},
            ],
            "kinds": [{"page": "content/people/leave.md", "title": "Leave",
                       "before": "policy", "after": "guide"}],
        })
    );
    let whole = &packed(&repo, &[])["index.html"];
    assert!(whole.contains("hands</h2>\n<p>There was no handbook before.</p>"), "{whole}");
    let same = &packed(&repo, &["--since", "HEAD"])["index.html"];
    assert!(same.contains("hands</h2>\n<p>Nothing: the same people"), "{same}");
}

/// The lines of the section of a pack's page under that heading.
fn section<'p>(files: &'p BTreeMap<String, String>, heading: &str) -> &'p str {
    let page = &files["index.html"];
    let after = page.split_once(&format!("<h2>{heading}")).unwrap_or_else(|| panic!("{page}")).1;
    let after = after.split_once("</h2>\n").unwrap().1;
    after.split_once("<h2>").map_or(after, |(section, _)| section)
}

#[test]
fn a_page_that_is_new_at_the_place_of_another_changed_no_hands_and_one_that_is_private_is_not_told()
{
    let page = |title: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\n[extra.handbook]\n{more}\n+++\n\nOf {title} we say this.\n"
        )
    };
    let mut repo = company();
    repo.commit_as(
        ADA,
        "Begin",
        &[
            ("content/pay.md", Some(&page("Pay", "owner = \"bob\""))),
            ("content/gone.md", Some(&page("Gone", "owner = \"ada\""))),
        ],
    );
    let before = repo.head().unwrap().to_string();
    repo.commit_as(
        ADA,
        "Move",
        &[
            ("content/pay.md", None),
            ("content/money.md", Some(&page("Pay", "owner = \"bob\""))),
            ("content/gone.md", None),
        ],
    );
    repo.commit_as(
        ADA,
        "Come",
        &[
            ("content/pay.md", Some(&page("Snacks", "owner = \"eve\"\nkind = \"note\""))),
            ("content/gone.md", Some(&page("Another thing", "owner = \"bob\""))),
            ("content/money.md", Some(&page("Pay", "owner = \"eve\"\nprivate = true"))),
        ],
    );
    let files = packed(&repo, &["--since", &before]);
    assert!(section(&files, "What changed hands").starts_with("<p>Nothing: "), "{files:?}");
}

#[test]
fn a_pack_of_a_branch_begins_where_it_parted_and_holds_what_is_committed() {
    let mut repo = with_leave_cut();
    repo.git(&["branch", "base"]);
    let feature =
        |captain: &str| format!("name = \"Billing\"\nteam = \"replay\"\ncaptain = \"{captain}\"\n");
    repo.commit_as(ADA, "Hold", &[("org/features/billing.toml", Some(&feature("ada")))]);
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\nkind = \"policy\"\n";
    repo.commit_as(ADA, "Take", &[("org/ownership.toml", Some(rules))]);
    let told = "<ul>\n<li>Leave (<code>content/leave.md</code>), owner: Replay → \
                <strong>Ada</strong></li>\n</ul>\n";
    assert_eq!(section(&packed(&repo, &["--base", "base"]), "What changed hands"), told);
    // What is on disk alone is nobody's evidence.
    repo.write("org/features/billing.toml", feature("bob"));
    repo.write("org/ownership.toml", rules.replace("ada", "eve"));
    let files = packed(&repo, &["--since", "HEAD~1"]);
    assert_eq!(section(&files, "What changed hands"), told);
}

#[test]
fn a_pack_says_that_it_does_not_know_what_cannot_be_seen() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[("content/leave.md", Some(&page("Take 25 days.")))]);
    let before = repo.head().unwrap().to_string();
    let files = repo.files(repo.head().unwrap());
    let all: Vec<(String, String)> =
        files.into_iter().map(|(path, text)| (path, String::from_utf8(text).unwrap())).collect();
    let gone = all.iter().map(|(path, _)| (path.as_str(), None));
    let below: Vec<_> = all.iter().map(|(path, text)| (format!("site/{path}"), text)).collect();
    let came = below.iter().map(|(path, text)| (path.as_str(), Some(text.as_str())));
    repo.commit_as(ADA, "Move all", &gone.chain(came).collect::<Vec<_>>());
    let packed = |option: &str| {
        let folder = repo.beside("pack");
        let root = repo.path().join("site");
        let question = ["audit", "--pack", folder.to_str().unwrap(), option, &before];
        assert!(handbook_at(&repo, &root, &question, "").status.success());
        let files = texts(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        files
    };
    let files = packed("--until");
    let unknown = "<p>It is unknown: the handbook was in another folder then.</p>\n";
    assert_eq!(section(&files, "Read, still right"), unknown);
    assert!(section(&files, "What nobody held").starts_with(unknown));
    for (file, list) in [("gaps.json", "gaps"), ("reviews.json", "reviews")] {
        let value: serde_json::Value = serde_json::from_str(&files[file]).unwrap();
        assert_eq!((&value["known"], &value[list]), (&false.into(), &serde_json::json!([])));
    }
    assert_eq!(section(&packed("--since"), "What changed hands"), unknown);
}

#[test]
fn with_nothing_committed_a_pack_holds_what_is_there() {
    let repo = Repo::new();
    repo.write("org/company.toml", "schema = 1\nname = \"Example\"\n");
    repo.write("org/people/ada.toml", "name = \"Ada\"\ncraft = \"engineer\"\n");
    repo.write("content/leave.md", page("Take 25 days."));
    repo.write("config.toml", CONFIG);
    let files = packed(&repo, &[]);
    assert!(section(&files, "What nobody holds today").contains("<li>Leave (<code>"), "{files:?}");
}
