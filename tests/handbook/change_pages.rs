//! Pages of single changes: each has one of its own.

use std::collections::BTreeMap;

use crate::support::changing::{ADA, answer, company, page};
use crate::support::program::files;
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
