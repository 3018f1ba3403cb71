//! Atom feeds: what they hold, and how they are known.

use atom_syndication::Feed;

use crate::support::changing::{
    ADA, EVE, LEAVE, answer, company, handbook_at, page, staged, with_leave_cut,
};
use crate::support::repo::Repo;

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
fn feeds_hold_what_is_meant_and_keep_their_ids() {
    let repo = with_leave_cut();
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

/// The id of the feed of everything, of a handbook that is staged for an address.
fn feed_id(repo: &Repo, address: &str) -> String {
    let stage = ["stage", "--zola-version", "0.22.1", "--base-url", address];
    answer(repo, &stage);
    let feed = repo.path().join(".handbook/site/static/org/feeds/all.xml");
    Feed::read_from(std::fs::read(feed).unwrap().as_slice()).unwrap().id
}

#[test]
fn a_feed_is_known_by_its_handbook_wherever_that_is_published() {
    let mut one = with_leave_cut();
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
    let clone = one.cloned(&["--depth", "1"]);
    let shallow = |address: &str| {
        let stage = ["stage", "--zola-version", "0.22.1", "--base-url", address];
        handbook_at(&one, &clone, &stage, "");
        let feed = clone.join(".handbook/site/static/org/feeds/all.xml");
        Feed::read_from(std::fs::read(feed).unwrap().as_slice()).unwrap().id
    };
    assert_eq!(shallow("https://example.org"), shallow("https://example.org/"));
    assert_ne!(shallow("https://example.org"), shallow("https://example.net"));
}
