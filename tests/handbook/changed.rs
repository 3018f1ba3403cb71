//! What the site tells of changes: on pages of their own, on those that changed, by month and by team.

use atom_syndication::Feed;

use crate::support::changing::{ADA, EVE, LEAVE, company, page, staged, with_leave_cut};
use crate::support::company::read;
use crate::support::program::at;
use crate::support::zola::all;

#[test]
fn a_front_page_begins_each_change_with_its_page_as_every_other_list_does() {
    let repo = with_leave_cut();
    repo.write("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
    at(repo.path(), &all()[0], &["build"]).succeed();
    let front = read(&repo.path().join("public/index.html"));
    let list = front.split("<ol class=\"front-changes\">").nth(1).expect(&front);
    let first = list.split("</li>").next().unwrap();
    let words = first.replace("\n", " ");
    let place = |text: &str| words.find(text).unwrap_or_else(|| panic!("{text}: {words}"));
    assert!(place(">Leave</a> changed") < place("Cut "), "{words}");
    assert!(words.contains("class=\"change-page\" href=\"&#x2F;org&#x2F;changes&#x2F;"), "{words}");
}

#[test]
fn where_only_the_order_changed_that_is_said() {
    let mut repo = company();
    let rules = ["Ask your captain before you go.", "Say it to all of your team.", "Then go."];
    let text = |order: [usize; 3]| page(&order.map(|at| rules[at]).join("\n\n"));
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&text([0, 1, 2])))]);
    repo.commit_as(EVE, "Turn it round", &[(LEAVE, Some(&text([1, 2, 0])))]);
    let files = staged(&repo);
    let month = &files["content/_handbook/changes_2023-11.md"];
    assert!(month.contains("only the order changed"), "{month}");
    assert!(!month.contains("0 added, 0 removed"), "{month}");
    assert_eq!(month.matches("only the order").count(), 1, "{month}");
    let own = files
        .iter()
        .find(|(path, text)| path.ends_with("content-leave.md") && text.contains("Turn it round"));
    let own = own.unwrap().1;
    assert!(own.contains("only the order changed"), "{own}");
}

#[test]
fn a_change_of_meaning_has_a_page_with_its_redline_and_verdict() {
    let repo = with_leave_cut();
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
    let files = staged(&with_leave_cut());
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
        "content/conduct.md</a> removed\n",
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
    assert!(
        !staged(&with_leave_cut())["content/_handbook/changes_2023-11.md"].contains("is shown for")
    );
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
