//! Every feed of a built site is valid by the rules of a validator of feeds.

use std::path::Path;

use zola_handbook::zola::Zola;

use crate::support::atom::{Site, faults};
use crate::support::changing::{self, ADA, BOB, EVE, LEAVE, page};
use crate::support::program::{at, bytes, has};
use crate::support::repo::Repo;
use crate::support::{attack, company, zola};

/// The feeds of a site, by their paths in it.
fn feeds(public: &Path) -> Vec<(String, String)> {
    let text = |bytes| String::from_utf8(bytes).expect("a feed is UTF-8");
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    let files = bytes(public)
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|it| it == "xml"));
    files
        .map(|(path, bytes)| (name(&path), text(bytes)))
        .filter(|(_, text)| text.contains("http://www.w3.org/2005/Atom"))
        .collect()
}

/// Builds a site for that address and holds each of its feeds to the rules; how many entries there
/// are in the one of everything.
fn hold(repo: &Repo, zola: &Zola, host: &str, folder: &str) -> usize {
    at(repo.path(), zola, &["build", "--base-url", &format!("{host}{folder}")]).succeed();
    let public = repo.path().join("public");
    let site = Site { host, folder, public: &public };
    let feeds = feeds(&public);
    for (path, xml) in &feeds {
        assert_eq!(faults(site, path, xml), Vec::<String>::new(), "{path}: {xml}");
    }
    let all = feeds.iter().find(|(path, _)| path == "org/feeds/all.xml").expect("there is one");
    assert!(feeds.len() > 3, "{feeds:?}");
    all.1.matches("<entry>").count()
}

#[test]
fn feeds_of_a_site_that_knows_its_address_are_valid() {
    if !has("xmllint", "libxml2-utils") {
        return;
    }
    for zola in zola::all() {
        let repo = company::repository();
        let entries = hold(&repo, zola, "https://handbook.example", "/");
        assert!(entries > 2, "{entries}");
        assert_eq!(hold(&repo, zola, "https://example.org", "/hand%20book/"), entries);
    }
}

#[test]
fn feeds_of_a_site_that_does_not_are_valid_too() {
    if !has("xmllint", "libxml2-utils") {
        return;
    }
    for zola in zola::all() {
        assert!(hold(&company::repository(), zola, "", "/") > 2);
    }
}

#[test]
fn feeds_of_attacks_are_valid() {
    if !has("xmllint", "libxml2-utils") {
        return;
    }
    for zola in zola::all() {
        assert!(hold(&attack::repository(), zola, "https://handbook.example", "/") > 2);
    }
}

#[test]
fn feeds_of_odd_names_texts_and_commits_are_valid() {
    if !has("xmllint", "libxml2-utils") {
        return;
    }
    let mut repo = changing::company();
    // Names that nothing is left of, no subject, and text that XML has no place for.
    let nobody = "\u{202e}\u{2066} <x@example.org>";
    let odd =
        |days: &str| page(&format!("Take \u{8} {days}\u{c} days\u{fffe} &amp; ]]> <b>rest</b>."));
    repo.commit_as(nobody, "", &[(LEAVE, Some(&odd("25")))]);
    repo.commit_as(ADA, "\u{202e}\n\nCo-authored-by: \u{2066} <>", &[(LEAVE, Some(&odd("30")))]);
    // One commit that changes several pages, one that moves a page, and one that brings it back.
    let untitled = "+++\ntitle = \"\u{200b}\"\n+++\n\nWords of its own, and of no other page.\n";
    let files = [(LEAVE, Some(odd("31"))), ("content/other.md", Some(untitled.to_owned()))];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_deref())).collect();
    repo.commit_as(EVE, "Both", &files);
    let moved = odd("31");
    repo.commit_as(EVE, "Move", &[(LEAVE, None), ("content/off.md", Some(&moved))]);
    repo.commit_as(BOB, "Back", &[(LEAVE, Some(&moved))]);
    for zola in zola::all() {
        assert_eq!(hold(&repo, zola, "https://handbook.example", "/"), 5);
    }
}

/// A feed with one thing wrong, by the rule that it breaks.
const BROKEN: [(&str, &str, &str); 27] = [
    ("schema", "<title>Changes</title>", ""),
    (
        "schema",
        "<updated>2023-11-15T00:13:20+00:00</updated><link",
        "<updated>today</updated><link",
    ),
    ("schema", "<entry>", "<entry><title>Twice</title>"),
    ("schema", "<author><name>Ada</name></author>", "<author>Ada</author>"),
    ("xml", "</feed>", ""),
    ("date", "T00:13:20+00:00</published>", "T00:13:20</published>"),
    ("self", "rel=\"self\"", "rel=\"via\""),
    ("self", "/org/feeds/all.xml", "/org/feeds/one.xml"),
    ("self", "application/atom+xml", "application/xml"),
    ("alternate", "<link href=\"https://handbook.example/there/\" type=\"text/html\"/>", ""),
    ("alternate", "/there/\" type=\"text/html\"/><entry>", "/there/\"/><entry>"),
    ("alternate", "/there/", "/nowhere/"),
    ("absolute", "https://handbook.example/there/", "/there/"),
    (
        "updated",
        "<updated>2023-11-15T00:13:20+00:00</updated><link",
        "<updated>2023-11-16T00:13:20+00:00</updated><link",
    ),
    (
        "order",
        "<updated>2023-11-14T00:13:20+00:00</updated>",
        "<updated>2023-11-15T00:13:21+00:00</updated>",
    ),
    ("unique id", "urn:uuid:2", "urn:uuid:1"),
    ("absolute id", "urn:uuid:2", "two"),
    ("title", "<title>Leave: changed</title>", "<title> </title>"),
    ("name", "<name>Ada</name>", "<name></name>"),
    ("address", "<name>Ada</name>", "<name>Ada</name><email>ada@example.org</email>"),
    ("author", "<author><name>Handbook</name></author>", ""),
    ("published", "<published>2023-11-15", "<published>2023-11-16"),
    ("category", "term=\"changed\"", "term=\"\""),
    ("content", "type=\"html\"", "type=\"text\""),
    ("html", "&lt;/del&gt;", ""),
    ("active", "&lt;del&gt;", "&lt;del onclick=\"x()\"&gt;"),
    ("relative", "&lt;del&gt;", "&lt;del cite=\"../x\"&gt;"),
];

const SOUND: &str = "\
<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Changes</title>\
<id>urn:uuid:0</id><updated>2023-11-15T00:13:20+00:00</updated>\
<link href=\"https://handbook.example/org/feeds/all.xml\" rel=\"self\" type=\"application/atom+xml\"/>\
<author><name>Handbook</name></author>\
<link href=\"https://handbook.example/there/\" type=\"text/html\"/>\
<entry><title>Leave: changed</title><id>urn:uuid:1</id>\
<updated>2023-11-15T00:13:20+00:00</updated><published>2023-11-15T00:13:20+00:00</published>\
<author><name>Ada</name></author><category term=\"changed\"/>\
<link href=\"https://handbook.example/there/\" type=\"text/html\"/>\
<content type=\"html\">&lt;p&gt;Take &lt;del&gt;25&lt;/del&gt; days.&lt;/p&gt;</content></entry>\
<entry><title>Pay: created</title><id>urn:uuid:2</id>\
<updated>2023-11-14T00:13:20+00:00</updated>\
<link href=\"https://handbook.example/there/\" type=\"text/html\"/></entry></feed>";

#[test]
fn every_rule_of_a_feed_can_be_broken() {
    if !has("xmllint", "libxml2-utils") {
        return;
    }
    let public = tempfile::tempdir().unwrap();
    std::fs::create_dir(public.path().join("there")).unwrap();
    std::fs::write(public.path().join("there/index.html"), "").unwrap();
    let site = Site { host: "https://handbook.example", folder: "/", public: public.path() };
    assert_eq!(faults(site, "org/feeds/all.xml", SOUND), Vec::<String>::new());
    for (rule, from, to) in BROKEN {
        assert!(SOUND.contains(from), "{from}");
        let told = faults(site, "org/feeds/all.xml", &SOUND.replacen(from, to, 1));
        let is_told = told.iter().any(|fault| fault.starts_with(&format!("{rule}: ")));
        assert!(is_told, "{rule}, {from}: {told:?}");
    }
}
