//! The site of a handbook whose every string is an attack.

use std::path::Path;

use scraper::{Html, Selector};
use zola_handbook::zola::Zola;

use crate::support::attack::{ADDRESS, ELSEWHERE, is_unseen, repository};
use crate::support::program::{at, bytes};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// A published site of attacks.
pub fn published(zola: &Zola) -> Repo {
    let repo = repository();
    at(repo.path(), zola, &["build"]).succeed();
    repo
}

#[test]
fn an_attack_in_every_string_is_text_on_every_page() {
    for zola in all() {
        let repo = published(zola);
        let mut pages = 0;
        for (path, bytes) in bytes(&repo.path().join("public")) {
            let text = String::from_utf8(bytes).unwrap();
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("html") => {
                    pages += 1;
                    assert_is_text(&path, &text);
                }
                Some("json") => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
                Some("xml") if path.starts_with("org/feeds") => assert_is_a_feed(&text),
                _ => {}
            }
        }
        assert!(pages > 40, "{pages}");
        let names: Vec<_> = std::fs::read_dir(repo.path()).unwrap().collect();
        assert!(names.iter().flatten().all(|name| name.file_name() != "pwned"), "{names:?}");
    }
}

/// Elements that a page of ours never has, whatever its strings say.
const FOREIGN: &str = "iframe, img, object, embed, base, form[action], pwned, link[href^='//'], \
                       a[href^='//'], meta[http-equiv='refresh']:not([content^='0; url=/'])";

fn assert_is_text(path: &Path, text: &str) {
    let page = Html::parse_document(text);
    let place = path.display();
    let foreign = Selector::parse(FOREIGN).unwrap();
    let foreign: Vec<String> = page.select(&foreign).map(|element| element.html()).collect();
    assert_eq!(foreign, Vec::<String>::new(), "{place}");
    for element in page.select(&Selector::parse("*").unwrap()) {
        let element = element.value();
        let name = element.name();
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on"), "{place}: <{name} {attribute}>");
            assert!(attribute != "style", "{place}: <{name} {attribute}>");
            assert!(!attribute.contains("pwned"), "{place}: <{name} {attribute}>");
            if matches!(attribute, "href" | "src" | "action" | "formaction" | "xlink:href") {
                let here = value.starts_with('/') || value.starts_with('#') || value.is_empty();
                assert!(here || is_sound(value), "{place}: <{name} {attribute}={value:?}>");
            }
        }
        if name == "script" {
            let ours = element.attr("src").is_some_and(|src| src.starts_with("/handbook/"));
            assert!(ours, "{place} has a script of somebody else's");
        }
    }
    // An author's own page may hold what they like; around it nothing turns text around.
    let turned = text.find(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    let in_body = path.starts_with("titled");
    let context = |at: usize| text[..at].rsplit('<').next().unwrap_or_default().to_owned();
    let turned = turned.map(context);
    assert!(turned.is_none() || in_body, "{place} turns: {turned:?}");
    assert!(!text.contains(|c: char| c.is_control() && !"\n\t\r".contains(c)), "{place}");
}

/// A forge that is known, or the page's own site in full.
fn is_sound(link: &str) -> bool {
    link.starts_with("https://docs.")
        || link.starts_with("http://127.0.0.1")
        || link.starts_with('?')
}

fn assert_is_a_feed(text: &str) {
    let feed = atom_syndication::Feed::read_from(text.as_bytes()).unwrap();
    for entry in &feed.entries {
        let html = entry.content.as_ref().and_then(|content| content.value.as_deref());
        let page = Html::parse_fragment(html.unwrap_or_default());
        let unknown = Selector::parse("*:not(html, p, em, strong, ins, del)").unwrap();
        assert_eq!(page.select(&unknown).count(), 0, "{html:?}");
        assert!(entry.links.iter().all(|link| link.href.starts_with('/')), "{:?}", entry.links);
        assert!(!entry.title.as_str().contains(is_unseen_but_zero_width), "{:?}", entry.title);
    }
}

fn is_unseen_but_zero_width(c: char) -> bool {
    is_unseen(c) && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{e0000}'..='\u{e007f}' | '\n')
}

#[test]
fn no_attack_asks_another_host_or_names_an_address_of_git() {
    let repo = published(&all()[0]);
    for (path, bytes) in bytes(&repo.path().join("public")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(ADDRESS), "{}", path.display());
        // As words it may stand there; an address of another host may not.
        for before in ["src=\"", "href=\"", "url(", "src=", "href="] {
            let asked = format!("{before}https://{ELSEWHERE}");
            assert!(!text.contains(&asked), "{}", path.display());
        }
    }
}
