//! Pages of changes, folds, feeds and packs: what they hold, and what they never do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use atom_syndication::Feed;

use crate::support::changing::{
    ADA, BOB, EVE, LEAVE, answer, company, handbook, handbook_at, page,
};
use crate::support::repo::Repo;

/// Every staged file, by its path.
fn staged(repo: &Repo) -> BTreeMap<String, String> {
    answer(repo, &["stage", "--zola-version", "0.22.1"]);
    let root = repo.path().join(".handbook/site");
    let mut all = BTreeMap::new();
    collect(&root, &root, &mut all);
    all
}

fn collect(root: &Path, folder: &Path, all: &mut BTreeMap<String, String>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, all);
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            all.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), text);
        }
    }
}

fn told() -> Repo {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days <b>off</b> & rest.")))]);
    repo.commit_as(
        EVE,
        "Cut {{ x }} <script>\n\nReviewed-by: Bob <bob@example.org>\n",
        &[(LEAVE, Some(&page("Take 20 days <b>off</b> & rest {% y %}.")))],
    );
    repo.commit_as(
        BOB,
        "Emphasis",
        &[(LEAVE, Some(&page("Take *20* days <b>off</b> & rest {% y %}.")))],
    );
    repo
}

#[test]
fn a_change_of_meaning_has_a_page_with_its_redline_and_verdict() {
    let repo = told();
    let files = staged(&repo);
    let pages: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.contains("changes_") && path.ends_with("leave.md"))
        .collect();
    assert_eq!(pages.len(), 2, "{:?}", files.keys());
    let text =
        pages.iter().map(|(_, text)| text.as_str()).find(|text| text.contains("<del>")).unwrap();
    assert!(text.contains("<del><span class=\"said\">[removed] </span>25<span"), "{text}");
    assert!(text.contains("<ins><span class=\"said\">[added] </span>20<span"), "{text}");
    assert!(text.contains("approved by the owner"), "{text}");
    assert!(text.contains("trailer by Bob (claimed"), "{text}");
    assert!(
        !text.contains("<script") && !text.contains("{{ x") && !text.contains("{% y"),
        "{text}"
    );
}

#[test]
fn headings_items_and_rows_are_told_apart_in_a_redline_and_in_a_feed() {
    let mut repo = company();
    let text = |word: &str| {
        page(&format!(
            "## {word} leave\n\n1. Ask first.\n2. Take {word} days.\n\n\
             | Who | Days | Note |\n|---|---|---|\n| Leads | {word} | as ever |\n"
        ))
    };
    repo.commit_as(ADA, "One", &[(LEAVE, Some(&text("ten")))]);
    repo.commit_as(ADA, "Two", &[(LEAVE, Some(&text("six")))]);
    let files = staged(&repo);
    let mut pages = files.iter().filter(|(path, _)| path.contains("changes_"));
    let text = pages.find(|(_, text)| text.contains("<del>")).unwrap().1;
    for told in [
        "redline-edited redline-heading redline-heading-2\">",
        "redline-edited redline-item redline-item-1\"><span class=\"redline-lead\">2.</span> Take",
        "redline-edited redline-row\"> <span>Leads</span> <span class=\"redline-cell\">\
         <span class=\"quiet\">In Days:</span> <del>",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let feed = Feed::read_from(files["static/org/feeds/all.xml"].as_bytes()).unwrap();
    let html = feed.entries[0].content().unwrap().value().unwrap();
    assert!(html.contains("<p><strong><del>ten</del> <ins>six</ins> leave</strong></p>"), "{html}");
    assert!(html.contains("<p>2. Take <del>ten</del>"), "{html}");
    assert!(html.contains("<p>Leads<br><em>In Days:</em> <del>ten</del>"), "{html}");
    let html = feed.entries[1].content().unwrap().value().unwrap();
    let table = "<table><tr><th><ins>Who</ins></th><th><ins>Days</ins></th><th><ins>Note</ins></th></tr>\
                 <tr><td><ins>Leads</ins></td><td><ins>ten</ins></td>";
    assert!(html.contains(table), "{html}");
}

#[test]
fn the_site_says_from_where_a_page_moved_but_not_of_when_it_was_private() {
    let mut repo = company();
    let open =
        page("Take 25 days off.\n\nAsk whom you work with before.\n\nWrite it down for all of us.");
    let kept = "+++\ntitle = \"Kept\"\n[extra.handbook]\nprivate = true\n+++\n\nNothing of the kind.\n\n\
                - one\n- two\n- three\n- four\n";
    repo.commit_as(
        ADA,
        "Begin",
        &[("content/old-leave.md", Some(&open)), ("content/vault.md", Some(kept))],
    );
    repo.commit_as(
        ADA,
        "Move",
        &[("content/old-leave.md", None), (LEAVE, Some(&open.replace("25", "26")))],
    );
    let opened = kept.replace("[extra.handbook]\nprivate = true\n", "").replace("four", "five");
    repo.commit_as(
        ADA,
        "Open",
        &[("content/vault.md", None), ("content/opened.md", Some(&opened))],
    );
    let files = staged(&repo);
    let told = "<p>moved from content/old-leave.md and changed · <a href=\"/leave/\">";
    assert!(
        files.values().any(|text| text.contains(told)),
        "{:?}",
        files.values().filter(|t| t.contains("moved")).collect::<Vec<_>>()
    );
    assert!(files["static/org/feeds/all.xml"].contains("Leave: moved from content/old-leave.md"));
    assert!(files["data/handbook/log/leave.json"].contains("moved from content/old-leave.md"));
    assert!(
        files["static/org/api/v1/changes.json"].contains("\"moved_from\": \"content/old-leave")
    );
    for (path, text) in &files {
        assert!(!text.contains("content/vault"), "{path}: {text}");
    }
}

#[test]
fn a_page_carries_its_last_redlines_and_a_team_its_audit() {
    let files = staged(&told());
    let log: serde_json::Value =
        serde_json::from_str(&files["data/handbook/log/leave.json"]).unwrap();
    let redlines = log["redlines"].as_array().unwrap();
    assert_eq!(redlines.len(), 2);
    assert_eq!(redlines[0]["verdict"], "owner-approved");
    let team = files.iter().find(|(path, _)| path.ends_with("teams_replay.md")).unwrap().1;
    assert!(team.contains("2 changes of meaning"), "{team}");
    assert!(team.contains("/org/feeds/teams/replay.xml"), "{team}");
}

#[test]
fn feeds_hold_what_is_meant_and_keep_their_ids() {
    let repo = told();
    let files = staged(&repo);
    let feeds: Vec<_> =
        files.keys().filter(|path| path.ends_with(".xml") && path.contains("feeds")).collect();
    assert_eq!(
        feeds,
        [
            "static/org/feeds/all.xml",
            "static/org/feeds/people/ada.xml",
            "static/org/feeds/people/bob.xml",
            "static/org/feeds/people/eve.xml",
            "static/org/feeds/teams/replay.xml",
        ]
    );
    let read = |path: &str| Feed::read_from(files[path].as_bytes()).unwrap();
    let all = read("static/org/feeds/all.xml");
    assert_eq!(all.entries.len(), 2);
    assert_eq!(read("static/org/feeds/teams/replay.xml").entries.len(), 2);
    assert_eq!(read("static/org/feeds/people/eve.xml").entries.len(), 0);
    let mut ids: Vec<_> = all.entries.iter().map(|entry| entry.id.clone()).collect();
    for entry in &all.entries {
        assert!(entry.id.starts_with("urn:uuid:") && !entry.authors.is_empty());
        assert!(entry.links.iter().any(|link| link.rel == "alternate"));
        assert!(entry.updated.timestamp() > 1_600_000_000);
    }
    assert!(all.links.iter().any(|link| link.rel == "self" && link.href == "/org/feeds/all.xml"));
    assert_eq!(all.updated, all.entries.iter().map(|entry| entry.updated).max().unwrap());
    let html = all.entries[0].content().unwrap().value().unwrap();
    assert!(html.contains("<del>25</del> <ins>20</ins>"), "{html}");
    assert!(!files["static/org/feeds/all.xml"].contains("example.org"));
    let again = Feed::read_from(staged(&repo)["static/org/feeds/all.xml"].as_bytes()).unwrap();
    ids.sort();
    let mut same: Vec<_> = again.entries.iter().map(|entry| entry.id.clone()).collect();
    same.sort();
    assert_eq!(ids, same);
    ids.dedup();
    assert_eq!(ids.len(), 2);
}

#[test]
fn words_that_were_deleted_kept_private_or_redacted_are_nowhere() {
    let mut repo = company();
    let secret = |word: &str| {
        format!(
            "+++\ntitle = \"Plan {word}\"\n[extra.handbook]\nprivate = true\n+++\n\nText {word}.\n"
        )
    };
    repo.commit_as(ADA, "A page to go", &[("content/gone.md", Some(&page("The zebrawood rule.")))]);
    repo.commit_as(
        ADA,
        "Subject quicksilver",
        &[("content/open.md", Some(&secret("quicksilver")))],
    );
    repo.commit_as(ADA, "Still kept: marigold", &[("content/open.md", Some(&secret("marigold")))]);
    repo.commit_as(ADA, "Never open: obsidian", &[("content/kept.md", Some(&secret("obsidian")))]);
    let fair = |more: &str| page(&format!("Pay is fair. {more}"));
    repo.commit_as(ADA, "Pay", &[("content/pay.md", Some(&fair("")))]);
    let oops = repo.commit_as(
        ADA,
        "Oops nightshade",
        &[("content/pay.md", Some(&fair("Eve has nightshade.")))],
    );
    repo.commit_as(
        ADA,
        "Go on",
        &[("content/pay.md", Some(&fair("Eve has nightshade. And so on.")))],
    );
    repo.commit_as(ADA, "Mend", &[("content/pay.md", Some(&fair("And so on.")))]);
    repo.commit_as(
        ADA,
        "Clear up",
        &[
            ("content/gone.md", None),
            ("content/open.md", Some(&page("Nothing is hidden here."))),
            (
                "config.toml",
                Some(&format!("title = \"H\"\n[extra.handbook]\nredact = [\"{oops}\"]\n")),
            ),
        ],
    );
    repo.commit_as(
        ADA,
        "Mark",
        &[("content/later.md", Some(&page("A canary that must be found.")))],
    );
    let files = staged(&repo);
    assert!(files.values().any(|text| text.contains("canary")), "the search itself works");
    for word in ["zebrawood", "quicksilver", "marigold", "obsidian", "nightshade"] {
        for (path, text) in &files {
            // The redacted commit's page and the settings are the author's own files.
            assert!(!text.contains(word), "{word} is in {path}: {text}");
        }
        let pack = repo.beside(&format!("pack-{word}"));
        let output = handbook(&repo, &["audit", "--pack", pack.to_str().unwrap()]);
        assert!(output.status.success(), "{output:?}");
        let mut packed = BTreeMap::new();
        collect(&pack, &pack, &mut packed);
        for (path, text) in &packed {
            assert!(!text.contains(word), "{word} is in the pack's {path}: {text}");
        }
    }
}

/// The id of the feed of everything, of a handbook that is staged for an address.
fn feed_id(repo: &Repo, address: &str) -> String {
    let stage = ["stage", "--zola-version", "0.22.1", "--base-url", address];
    answer(repo, &stage);
    let feed = repo.path().join(".handbook/site/static/org/feeds/all.xml");
    Feed::read_from(std::fs::read(feed).unwrap().as_slice()).unwrap().id
}

#[test]
fn a_feed_is_known_by_its_handbook_wherever_that_is_published() {
    let mut one = told();
    let mut other = company();
    other.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Take 20 days.")))]);
    let (id, others) = (feed_id(&one, "/"), feed_id(&other, "/"));
    assert_ne!(id, others, "two handbooks without an address");
    for address in ["https://example.org", "https://example.org/", "https://example.net/book/"] {
        assert_eq!(feed_id(&one, address), id, "{address}");
    }
    one.commit_as(ADA, "Go on", &[(LEAVE, Some(&page("Take 30 days.")))]);
    assert_eq!(feed_id(&one, "/"), id);
    // A clone that does not reach back to the beginning goes by its address.
    let clone = one.beside("clone");
    let from = format!("file://{}", one.path().display());
    one.git(&["clone", "-q", "--depth", "1", &from, clone.to_str().unwrap()]);
    let shallow = |address: &str| {
        let stage = ["stage", "--zola-version", "0.22.1", "--base-url", address];
        handbook_at(&one, &clone, &stage, "");
        let feed = clone.join(".handbook/site/static/org/feeds/all.xml");
        Feed::read_from(std::fs::read(feed).unwrap().as_slice()).unwrap().id
    };
    assert_eq!(shallow("https://example.org"), shallow("https://example.org/"));
    assert_ne!(shallow("https://example.org"), shallow("https://example.net"));
}

#[test]
fn that_a_public_page_ended_is_told_everywhere_without_its_words() {
    let mut repo = company();
    let kept = "+++\ntitle = \"Kept\"\n[extra.handbook]\nprivate = true\n+++\n\nNobody knows.\n";
    repo.commit_as(
        ADA,
        "Begin",
        &[
            ("content/conduct.md", Some(&page("# The zebrawood rule\n\nBe kind."))),
            ("content/vault.md", Some(kept)),
            (LEAVE, Some(&page("Take 25 days."))),
        ],
    );
    repo.commit_as(
        ADA,
        "More",
        &[("content/conduct.md", Some(&page("# The zebrawood rule\n\nBe good.")))],
    );
    repo.commit_as(EVE, "Clear up", &[("content/conduct.md", None), ("content/vault.md", None)]);
    let files = staged(&repo);
    let month = &files["content/_handbook/changes_2023-11.md"];
    for told in [
        "content/conduct.md</a> <span class=\"change-what\">removed</span>",
        "owner then: <a href=\"/org/teams/replay/\">Replay</a>, \
         <span class=\"verdict verdict-unknown\">agreement unknown</span>",
        "2 changes of pages that are gone today are not listed.",
        "1 <span class=\"verdict verdict-owner-authored\">written by the owner</span>, \
         1 <span class=\"verdict verdict-unknown\">unknown</span>.",
    ] {
        assert!(month.contains(told), "{told}: {month}");
    }
    let own = files.iter().find(|(path, _)| path.ends_with("content-conduct.md")).unwrap().1;
    assert!(own.contains("The page is gone: its words are not shown."), "{own}");
    let team = &files["content/_handbook/teams_replay.md"];
    assert!(
        team.contains("2 changes of meaning") && team.contains("content/conduct.md</a>"),
        "{team}"
    );
    for feed in ["all", "teams/replay"] {
        let feed =
            Feed::read_from(files[&format!("static/org/feeds/{feed}.xml")].as_bytes()).unwrap();
        assert_eq!(feed.entries[0].title.value, "content/conduct.md: removed");
        assert!(feed.entries[0].content().is_none());
    }
    let api: serde_json::Value =
        serde_json::from_str(&files["static/org/api/v1/changes.json"]).unwrap();
    assert_eq!(api["changes"][0]["class"], "removed");
    assert_eq!(api["changes"][0]["page"], "content/conduct.md");
    assert_eq!(api["changes"].as_array().unwrap().len(), 2);
    for (path, text) in &files {
        assert!(!text.contains("zebrawood") && !text.contains("vault"), "{path}: {text}");
    }
}

#[test]
fn a_month_before_changes_were_judged_says_so() {
    let mut repo = company();
    let config = "title = \"H\"\n[extra.handbook]\nchange_pages = \"1 day\"\n";
    repo.commit_as(
        ADA,
        "Old",
        &[(LEAVE, Some(&page("Take 25 days."))), ("config.toml", Some(config))],
    );
    let month = &staged(&repo)["content/_handbook/changes_2023-11.md"];
    let note = "What changed word by word, and whether the owners agreed, is shown for changes \
                since 30 November 2023.";
    assert!(month.contains(note), "{month}");
    assert!(!staged(&told())["content/_handbook/changes_2023-11.md"].contains("is shown for"));
}

#[test]
fn redlines_can_show_added_words_only_or_none() {
    for (mode, removed, added) in
        [("full", true, true), ("added", false, true), ("none", false, false)]
    {
        let mut repo = company();
        repo.commit_as(ADA, "One", &[(LEAVE, Some(&page("Take zebrawood days off in a row.")))]);
        repo.commit_as(ADA, "Two", &[(LEAVE, Some(&page("Take marigold days off in a row.")))]);
        repo.commit_as(
            ADA,
            "Three",
            &[
                (LEAVE, Some(&page("Take plain days off in a row."))),
                (
                    "config.toml",
                    Some(&format!("title = \"H\"\n[extra.handbook]\nredlines = \"{mode}\"\n")),
                ),
            ],
        );
        let files = staged(&repo);
        let holds = |what: &str| files.values().any(|text| text.contains(what));
        assert_eq!(holds("[removed] </span>zebrawood"), removed, "{mode}");
        assert_eq!(holds("[added] </span>marigold"), added, "{mode}");
    }
}

#[test]
fn a_pack_holds_policies_at_both_ends_and_hashes_of_all() {
    use sha2::Digest as _;
    let repo = told();
    let folder = repo.beside("pack");
    let path = folder.to_str().unwrap();
    let output = handbook(&repo, &["audit", "--since", "2023-11-15", "--pack", path]);
    assert!(output.status.success(), "{output:?}");
    let mut files = BTreeMap::new();
    collect(&folder, &folder, &mut files);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "changes.csv",
            "changes.json",
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
    let again = handbook(&repo, &["audit", "--pack", path]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn a_pack_is_evidence_that_names_whose_it_is_its_days_and_policies_that_went() {
    let mut repo = told();
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
    let packed = |name: &str, options: &[&str]| {
        let folder = repo.beside(name);
        let given = ["audit", "--pack", folder.to_str().unwrap()];
        let output = handbook(&repo, &[&given, options].concat());
        assert!(output.status.success(), "{output:?}");
        let mut files = BTreeMap::new();
        collect(&folder, &folder, &mut files);
        files
    };
    let whole = packed("whole", &[]);
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
    let late = packed("late", &["--since", "HEAD~2"]);
    let text = &late["index.html"];
    assert!(text.contains("<h3>Did not change</h3>\n<ul>\n<li><strong>Leave</strong>"), "{text}");
    assert!(text.contains("Its text: before left out, not there at the end."), "{text}");
    assert!(text.contains("left out: <code>--include-removed</code> adds them."), "{text}");
    // It ends today, so that what nobody holds today is what nobody held at its end.
    assert!(text.contains("<h2>What nobody holds today, on 2023-12-01</h2>\n<h3>"), "{text}");
    let past = packed("past", &["--until", "2023-11-20"]);
    let then = "on 2023-12-01</h2>\n<p>So things stand today, not as they stood at the end";
    assert!(past["index.html"].contains(then), "{}", past["index.html"]);
    let asked = packed("asked", &["--since", "HEAD~2", "--include-removed"]);
    let there = &asked["policies/removed/before/content/conduct.md"];
    assert!(there.contains("zebrawood"), "{there}");
    assert!(!asked["index.html"].contains("--include-removed"));
}
