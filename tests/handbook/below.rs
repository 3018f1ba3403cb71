//! A site below a path: whatever names an address, in pages, scripts, indexes, feeds and the API,
//! holds there as at a root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zola_handbook::zola::Zola;

use crate::support::company::repository;
use crate::support::program::{at, bytes, handbook};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// Every file of a site as text; what is no text, by its length.
fn built(repo: &Repo, zola: &Zola, base: &str) -> BTreeMap<PathBuf, String> {
    at(repo.path(), zola, &["build", "--base-url", base]).succeed();
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().len().to_string())
    };
    bytes(&repo.path().join("public"))
        .into_iter()
        .map(|(path, bytes)| (path, text(bytes).replace("&#x2F;", "/")))
        .collect()
}

fn starter() -> Repo {
    let repo = Repo::new();
    handbook(&["init", "--name", "Lovelace & Daughters"]).arg(repo.path()).succeed();
    repo.write("static/picture.png", "no picture");
    repo.write(
        "content/deciding/pictured.md",
        "+++\ntitle = \"Pictured\"\nweight = 50\naliases = [\"old/place\"]\n+++\n\n![A picture](/picture.png) \
         and [a page](decision-rights.md).\n",
    );
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "Begin"]);
    repo
}

#[test]
fn a_site_below_a_path_is_the_site_at_a_root_but_for_its_address() {
    // A feed is known by its address, whatever it is called.
    let id = regex::Regex::new("(<feed[^>]*><title>[^<]*</title><id>)[^<]*").unwrap();
    for repo in [repository(), starter()] {
        for zola in all() {
            let at_root = built(&repo, zola, "https://example.org/");
            let below = built(&repo, zola, "https://example.org/deep/down/");
            assert_eq!(below.keys().collect::<Vec<_>>(), at_root.keys().collect::<Vec<_>>());
            let mut moved = 0;
            for (path, text) in &below {
                let back = text.replace("/deep/down/", "/").replace("/deep/down", "");
                moved += usize::from(back != *text);
                let (back, root) = (id.replace(&back, "$1"), id.replace(&at_root[path], "$1"));
                assert!(back == root, "{}:\n{back}\n{root}", path.display());
            }
            assert!(moved > 30, "{moved}");
        }
    }
}

/// Every text of a JSON document.
fn texts<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => all.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

#[test]
fn every_address_in_indexes_feeds_the_api_and_the_map_leads_to_a_file_below_the_path() {
    const BASE: &str = "https://example.org/handbook/";
    let in_xml = regex::Regex::new(
        r#"(?:href="|<loc>|src="|<id>|<icon>|<logo>)(https?://example\.org[^"<]*|/[^"<]*)"#,
    )
    .unwrap();
    for repo in [repository(), starter()] {
        for zola in all() {
            let site = built(&repo, zola, BASE);
            let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
            for (path, text) in &site {
                let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
                let mut addresses: Vec<&str> = Vec::new();
                let value: Value;
                match ending {
                    "json" => {
                        value = serde_json::from_str(text).unwrap();
                        let mut all = Vec::new();
                        texts(&value, &mut all);
                        // What authors link to on this host is theirs.
                        let is_address = |text: &&&str| {
                            (text.starts_with('/') || text.starts_with(BASE))
                                && !text.contains([' ', '*'])
                        };
                        addresses.extend(all.iter().filter(is_address));
                    }
                    "xml" => addresses.extend(
                        in_xml.captures_iter(text).map(|found| found.get(1).unwrap().as_str()),
                    ),
                    "txt" => {
                        addresses.extend(text.split_whitespace().filter(|it| it.contains("://")))
                    }
                    _ => continue,
                }
                let schema = path.to_str().unwrap().contains("schemas");
                for address in addresses.iter().filter(|_| !schema) {
                    let below = address
                        .strip_prefix(BASE)
                        .or_else(|| address.strip_prefix("/handbook/"))
                        .unwrap_or_else(|| panic!("{}: {address} leaves the path", path.display()));
                    let below = below.split('#').next().unwrap();
                    let file = match below.ends_with('/') || below.is_empty() {
                        true => Path::new(below).join("index.html"),
                        false => PathBuf::from(below),
                    };
                    assert!(site.contains_key(&file), "{}: {address}", path.display());
                    *kinds.entry(ending).or_default() += 1;
                }
            }
            assert!(kinds["json"] > 20 && kinds["xml"] > 50 && kinds["txt"] > 0, "{kinds:?}");
        }
    }
}
