//! Pages of single changes: each has one of its own.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};

use crate::support::changing::{ADA, BOB, EVE, LEAVE, answer, company, page};
use crate::support::program::{files, handbook};
use crate::support::repo::Repo;

/// The bodies of the pages of changes, by the address that each is given.
fn change_pages(repo: &Repo) -> BTreeMap<String, String> {
    answer(repo, &["stage", "--zola-version", "0.22.1"]);
    let folder = repo.path().join(".handbook/site/content/_handbook");
    let mut pages = BTreeMap::new();
    for name in files(&folder) {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let (front, body) = text.trim_start_matches("+++").split_once("+++").unwrap();
        let front: toml::Table = toml::from_str(front).unwrap();
        if front.get("path").is_some_and(|path| path.as_str().unwrap().matches('/').count() == 3) {
            let address = format!("/{}/", front["path"].as_str().unwrap());
            assert_eq!(pages.insert(address, body.to_owned()), None, "{name:?}");
        }
    }
    pages
}

/// The address to which the newest entry of a page's log leads.
fn logged(repo: &Repo, key: &str) -> String {
    let log = repo.path().join(format!(".handbook/site/data/handbook/log/{key}.json"));
    let log: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(log).unwrap()).unwrap();
    log["changes"][0]["href"].as_str().unwrap().to_owned()
}

#[test]
fn pages_whose_paths_come_to_the_same_letters_have_a_page_each() {
    let alike = ["pay/eu", "pay-eu", "PAY/eu", "other"];
    let paths = alike.map(|name| format!("content/{name}.md"));
    let mut repo = company();
    for days in [20, 30] {
        let texts: Vec<String> =
            (0..).map(|at| page(&format!("{days}{at} days."))).take(alike.len()).collect();
        let changes: Vec<(&str, Option<&str>)> = paths
            .iter()
            .zip(&texts)
            .map(|(path, text)| (path.as_str(), Some(text.as_str())))
            .collect();
        repo.commit_as(ADA, "Change them all", &changes);
    }
    let pages = change_pages(&repo);
    assert_eq!(pages.len(), 2 * alike.len(), "{:?}", pages.keys());
    for (at, name) in alike.iter().enumerate() {
        let address = logged(&repo, name);
        let added = format!("[added] </span>30{at}<");
        assert!(pages[&address].contains(&added), "{name}: {address}: {}", pages[&address]);
    }
    assert!(logged(&repo, "other").ends_with("/content-other/"), "others keep a plain address");
}

#[test]
fn a_page_of_a_long_name_has_a_page_for_its_changes() {
    let mut repo = company();
    // Each of these letters becomes a word of several: more than a file's name may hold.
    let path = format!("content/{}.md", "報".repeat(70));
    repo.commit_as(ADA, "Report", &[(&path, Some(&page("Take 20 days.")))]);
    repo.commit_as(ADA, "Report more", &[(&path, Some(&page("Take 30 days.")))]);
    let pages = change_pages(&repo);
    assert_eq!(pages.len(), 2);
    let address = logged(&repo, &"報".repeat(70));
    assert!(pages[&address].contains("[added] </span>30<"), "{address}");
}

/// What a selector finds in a body.
fn found<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

/// Its words, as a screen reader has them.
fn texts(html: &Html, selector: &str) -> Vec<String> {
    let words = |it: ElementRef<'_>| {
        it.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    found(html, selector).into_iter().map(words).collect()
}

/// The body of a generated page.
fn generated(repo: &Repo, name: &str) -> Html {
    answer(repo, &["stage", "--zola-version", "0.22.1"]);
    staged(repo, name)
}

/// A generated page that is staged.
fn staged(repo: &Repo, name: &str) -> Html {
    let path = repo.path().join(format!(".handbook/site/content/_handbook/{name}.md"));
    let text = std::fs::read_to_string(path).unwrap();
    Html::parse_fragment(text.trim_start_matches("+++").split_once("+++").unwrap().1)
}

/// The page of the last change of the page about leave.
fn last_change(repo: &Repo) -> Html {
    let pages = change_pages(repo);
    Html::parse_fragment(&pages[&logged(repo, "leave")])
}

const DAYS: &str =
    "| Who | Days | Per |\n|---|---|---|\n| Leads | 30 | year |\n| All | | month |\n";

#[test]
fn a_table_that_is_new_or_gone_is_a_table_that_says_so_cell_by_cell() {
    let mut repo = company();
    repo.commit_as(ADA, "Ask", &[(LEAVE, Some(&page("Ask first.")))]);
    for (text, mark, tag) in [
        (format!("Ask first.\n\n{DAYS}"), "added", "ins"),
        ("Ask first.".to_owned(), "removed", "del"),
    ] {
        repo.commit_as(ADA, "Days", &[(LEAVE, Some(&page(&text)))]);
        let html = last_change(&repo);
        let said = |word: &str| format!("[{mark}] {word} [end]");
        assert_eq!(found(&html, "table[role=table]").len(), 1);
        let heads = texts(&html, &format!("thead th[scope=col] > {tag}"));
        assert_eq!(heads, ["Who", "Days", "Per"].map(said));
        assert_eq!(texts(&html, "tbody th[scope=row]"), ["Leads", "All"].map(said));
        let cells = texts(&html, &format!("tbody tr.redline-{mark}:first-child td > {tag}"));
        assert_eq!(cells, ["30", "year"].map(said));
        // A phone shows the heading at the cell; an empty cell is empty.
        let labels = found(&html, "tbody tr:first-child td");
        let labels: Vec<_> = labels.iter().filter_map(|cell| cell.attr("data-label")).collect();
        assert_eq!(labels, ["Days", "Per"]);
        assert_eq!(found(&html, "tbody tr:last-child td:empty").len(), 1);
        assert!(!texts(&html, ".redline").concat().contains('|'), "no pipes");
    }
}

#[test]
fn a_new_row_stands_under_the_headings_that_stayed() {
    let mut repo = company();
    repo.commit_as(ADA, "Days", &[(LEAVE, Some(&page(DAYS)))]);
    let more = format!("{DAYS}| Interns | 10 | year |\n| Guests | 0 | year |\n");
    repo.commit_as(ADA, "More", &[(LEAVE, Some(&page(&more)))]);
    let html = last_change(&repo);
    assert_eq!(texts(&html, "thead th"), ["Who", "Days", "Per"]);
    assert_eq!(texts(&html, "tbody th"), ["[added] Interns [end]", "[added] Guests [end]"]);
    // Beside the page's own text stands the same.
    let log = repo.path().join(".handbook/site/data/handbook/log/leave.json");
    let log: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(log).unwrap()).unwrap();
    let lines = log["redlines"][0]["redline"].as_array().unwrap();
    let table = lines.iter().find(|line| line["kind"] == "table").unwrap();
    assert_eq!(table["rows"][1]["cells"][1]["column"], "Days");
}

#[test]
fn each_cell_that_changed_names_its_column() {
    let mut repo = company();
    let days = DAYS.replace("Leads | 30 | year", "Leads of a team | 30 days off | in each year");
    repo.commit_as(ADA, "Days", &[(LEAVE, Some(&page(&days)))]);
    let other = days.replace("30", "25").replace("year", "quarter");
    repo.commit_as(ADA, "Fewer", &[(LEAVE, Some(&page(&other)))]);
    let html = last_change(&repo);
    assert_eq!(
        texts(&html, ".redline-row > span"),
        [
            "Leads of a team",
            "In Days: [removed] 30 [end] [added] 25 [end] days off",
            "In Per: in each [removed] year [end] [added] quarter [end]"
        ]
    );
    assert_eq!(found(&html, ".redline-row del").len(), 2);
    // A pipe that is a word leaves nobody to say which cell is whose.
    let piped = other.replace("Leads", "Leads \\| heads").replace("25", "26");
    repo.commit_as(ADA, "Pipe", &[(LEAVE, Some(&page(&piped)))]);
    let row = texts(&last_change(&repo), ".redline-row").concat();
    assert!(row.contains("[added] 26 [end]") && !row.contains("In Days"), "{row:?}");
}

#[test]
fn a_long_table_beside_a_page_is_cut_by_its_rows() {
    let mut repo = company();
    repo.commit_as(ADA, "Ask", &[(LEAVE, Some(&page("Ask first.")))]);
    let rows: String = (0..20).map(|at| format!("| Team {at} | {at} |\n")).collect();
    let table = format!("Ask first.\n\n| Who | Days |\n|---|---|\n{rows}\nAsk again, and later.");
    repo.commit_as(ADA, "Days", &[(LEAVE, Some(&page(&table)))]);
    assert_eq!(found(&last_change(&repo), "tbody tr").len(), 20);
    let log = repo.path().join(".handbook/site/data/handbook/log/leave.json");
    let log: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(log).unwrap()).unwrap();
    let change = &log["redlines"][0];
    let lines = change["redline"].as_array().unwrap();
    // The headings are a passage, too: with 11 rows they are the 12 that are shown.
    assert_eq!(lines.last().unwrap()["rows"].as_array().unwrap().len(), 11);
    assert_eq!(change["more_words"], "and 10 more passages");
}

#[test]
fn a_change_names_three_places_and_tells_its_title_once() {
    let mut repo = company();
    let sections = |word: &str| -> String {
        (1..=5).map(|at| format!("## Part {at}\n\nTake {word} days in part {at}.\n\n")).collect()
    };
    repo.commit_as(ADA, "One", &[(LEAVE, Some(&page(&sections("ten"))))]);
    repo.commit_as(ADA, "Two", &[(LEAVE, Some(&page(&sections("six"))))]);
    let html = last_change(&repo);
    let facts = texts(&html, ".facts dt").into_iter().zip(texts(&html, ".facts dd"));
    let facts: BTreeMap<String, String> = facts.collect();
    assert_eq!(facts["Where"], "Part 1; Part 2; Part 3; and 2 more");
    assert_eq!(facts["Words"], "5 added, 5 removed");
    assert_eq!(texts(&html, ".handbook-body > p:first-child"), ["changed · the page today"]);
}

#[test]
fn lists_of_changes_say_what_changed_before_what_the_commit_says_of_itself() {
    let mut repo = company();
    for pay in ["$10", "$12"] {
        let text = page(&format!("## Pay\n\nIt is {pay} a day."));
        repo.commit_as(ADA, "Update leave.md", &[(LEAVE, Some(&text))]);
    }
    let commit = &repo.head().unwrap().to_string()[..7];
    for list in ["changes", "changes_2023-11", "teams_replay", "people_ada"] {
        let html = generated(&repo, list);
        let told = format!(
            "Leave changed: Pay amounts +1 −1 words · owner then: Replay, written by the \
             owner Update leave.md · Ada · {commit}"
        );
        assert_eq!(texts(&html, ".changes > li > div")[0], told, "{list}");
        let title = found(&html, ".changes a.change-page")[0];
        assert_eq!(title.attr("href").unwrap(), logged(&repo, "leave"), "{list}");
        assert_eq!(texts(&html, ".changes .tag")[0], "amounts", "{list}");
    }
}

#[test]
fn a_commit_of_many_pages_hides_no_change_of_meaning_in_lists_counts_and_the_chart() {
    let mut repo = company();
    let write = |repo: &mut Repo, pay: &str, light: &str, rest: &str| {
        let pages: Vec<(String, String)> = (0..45)
            .map(|at| {
                let text = match at {
                    40 => format!("We pay {pay} a month."),
                    0..8 => format!("Some {light} of ours."),
                    _ => format!("We keep {rest}."),
                };
                let page = page(&text).replace("\"Leave\"", &format!("\"Page {at:02}\""));
                (format!("content/p{at:02}.md"), page)
            })
            .collect();
        let pages: Vec<_> = pages.iter().map(|(p, t)| (p.as_str(), Some(t.as_str()))).collect();
        repo.commit_as(ADA, "Reformat all pages", &pages)
    };
    write(&mut repo, "£60,000", "words", "a garden");
    repo.wait(10);
    write(&mut repo, "£58,000", "**words**", "a kitchen, a garden");
    for list in ["changes", "changes_2023-11"] {
        let html = generated(&repo, list);
        let latest = found(&html, ".changes > li")[0];
        let shown: Vec<String> = latest
            .select(&Selector::parse("div > ul > li > a.change-page").unwrap())
            .map(|link| link.inner_html())
            .collect();
        // That of pay goes first, since it is of rules; none of meaning is left out.
        assert_eq!(shown[..2], ["Page 40", "Page 08"], "{list}");
        assert_eq!(shown.len(), 12, "{list}");
        let folded = texts(&html, ".changes > li:first-child details a.change-page");
        assert_eq!(folded.len(), 25, "{list}: {folded:?}");
        assert_eq!(texts(&html, ".changes > li:first-child summary"), ["25 more pages"], "{list}");
        let light = texts(&html, ".changes > li:first-child ul > li.quiet");
        assert_eq!(light, ["8 more pages changed in form only"], "{list}");
    }
    let month = generated(&repo, "changes_2023-11");
    let agreed = texts(&month, ".handbook-body > p:first-of-type");
    assert_eq!(
        agreed,
        ["Did the owners agree? 82 written by the owner."],
        "every page twice, but 8"
    );
    let months = texts(&generated(&repo, "changes"), "table.narrow tbody td");
    assert_eq!(months, ["2", "2", "to 82 of 82"]);
    // The chart wants three months with changes.
    for text in ["One more.", "Two more."] {
        repo.wait(31);
        repo.commit_as(ADA, "Add", &[("content/p00.md", Some(&page(text)))]);
    }
    let stage = ["stage", "--zola-version", "0.22.1"];
    handbook(&stage).inside(repo.path()).on("2024-01-31").succeed();
    let counted = texts(&staged(&repo, "changes"), "figure.chart td");
    assert_eq!(counted[counted.len() - 3..], ["82", "1", "1"], "{counted:?}");
}

#[test]
fn a_change_without_a_page_of_its_own_does_not_look_like_one_that_has() {
    let mut repo = company();
    let config = "title = \"H\"\n[extra.handbook]\nchange_pages = \"1 day\"\n";
    let text = page("Take 25 days.");
    repo.commit_as(ADA, "Old", &[(LEAVE, Some(&text)), ("config.toml", Some(config))]);
    for list in ["changes_2023-11", "changes"] {
        let html = generated(&repo, list);
        assert_eq!(found(&html, "a.change-page").len(), 0, "{list}");
        assert_eq!(texts(&html, ".change-plain"), ["Leave created · the page today"], "{list}");
        let link = found(&html, ".change-plain a")[0];
        assert_eq!(link.attr("href"), Some("/leave/"), "{list}");
        assert_eq!(link.attr("aria-label"), Some("Leave, the page today"), "{list}");
        let note = "What changed word by word, and whether the owners agreed, is shown for \
                    changes since 30 November 2023.";
        assert!(texts(&html, "p.quiet").iter().any(|words| words == note), "{list}");
    }
}

#[test]
fn a_teams_audit_names_what_is_not_settled_first_and_folds_the_rest() {
    let mut repo = company();
    for (at, who) in [EVE, ADA, BOB, EVE, ADA, BOB, ADA, BOB].into_iter().enumerate() {
        let text = page(&format!("Take {} days.", at + 10));
        repo.commit_as(who, "Days", &[(LEAVE, Some(&text))]);
    }
    let html = generated(&repo, "teams_replay");
    let named = texts(&html, "#audit ~ ul > li");
    let open: Vec<bool> = named.iter().map(|line| line.ends_with(", unknown")).collect();
    assert_eq!(open, [true, true, false, false, false], "{named:?}");
    assert_eq!(texts(&html, "#audit ~ details summary"), ["and 3 more"]);
    assert_eq!(texts(&html, "#audit ~ details li").len(), 3);
    let all = found(&html, "#audit ~ ul a, #audit ~ details a");
    let all: BTreeSet<_> = all.iter().filter_map(|it| it.attr("href")).collect();
    assert_eq!(all.len(), 8, "each leads to a change of its own");
}
