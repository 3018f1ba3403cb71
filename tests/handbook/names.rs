//! What a handbook is called.

use crate::support::company::read;
use crate::support::program::at;
use crate::support::repo::Repo;
use crate::support::zola::all;

const COMPANY: (&str, &str) = ("org/company.toml", "schema = 1\nname = \"Engines Ltd\"\n");

/// The front page's heading, the first step of the way to another page, and whose the feed is, of a site
/// of these files and a page.
fn called(files: &[(&str, &str)]) -> (String, String, String) {
    let mut repo = Repo::new();
    let page = ("content/pay.md", "+++\ntitle = \"Pay\"\n+++\n\nMonthly.\n");
    let files: Vec<_> =
        files.iter().chain([&page]).map(|(path, text)| (*path, Some(*text))).collect();
    repo.commit("Begin", &files);
    at(repo.path(), &all()[0], &["build"]).succeed();
    let within = |path: &str, open: &str, close: &str| {
        let html = read(&repo.path().join("public").join(path));
        let (_, after) = html.split_once(open).unwrap_or_else(|| panic!("{open}: {html}"));
        let after = after.split_once('>').unwrap().1;
        after.split_once(close).unwrap().0.to_owned()
    };
    let heading = within("index.html", "<h1", "</h1>");
    let trail = within("org/features/index.html", "<nav class=\"trail\"", "</nav>");
    let first = trail.split("</a>").next().unwrap().rsplit('>').next().unwrap().to_owned();
    let feed = read(&repo.path().join("public/org/feeds/all.xml"));
    let by = feed.split("<name>").nth(1).and_then(|rest| rest.split("</name>").next());
    (heading, first, by.unwrap_or_else(|| panic!("{feed}")).to_owned())
}

/// A front page of that name, on a site of another.
fn on(site: &str, page: &str) -> (String, String, String) {
    (page.to_owned(), page.to_owned(), site.to_owned())
}

fn both(name: &str) -> (String, String, String) {
    on(name, name)
}

#[test]
fn the_front_page_is_called_as_it_says_else_as_its_site_is() {
    let titled = ("config.toml", "title = \"The Book\"\n[extra.handbook]\n");
    let untitled = ("config.toml", "[extra.handbook]\n");
    let home = |matter: &'static str| ("content/_index.md", matter);
    assert_eq!(
        called(&[titled, home("+++\ntitle = \"Welcome\"\n+++\n"), COMPANY]),
        on("The Book", "Welcome")
    );
    assert_eq!(called(&[titled, home("+++\n+++\n\nWords.\n"), COMPANY]), both("The Book"));
    assert_eq!(called(&[titled, home("+++\n+++\n\n# Handbook\n")]), on("The Book", "Handbook"));
    assert_eq!(called(&[titled]), both("The Book"), "without a page of its own");
    assert_eq!(called(&[untitled, home("+++\n+++\n"), COMPANY]), both("Engines Ltd"));
    assert_eq!(called(&[untitled, COMPANY]), both("Engines Ltd"));
    assert_eq!(called(&[untitled]), on("repo", "Handbook"));
}

#[test]
fn a_folder_of_markdown_is_called_as_its_front_page_else_as_the_folder() {
    for (readme, name) in [("# How we *work*\n\nHello.\n", "How we work"), ("Hello.\n", "repo")] {
        let mut repo = Repo::new();
        repo.commit("Begin", &[("README.md", Some(readme)), ("pay.md", Some("# Pay\n"))]);
        at(repo.path(), &all()[0], &["build"]).succeed();
        let page = read(&repo.path().join("public/pay/index.html"));
        assert!(page.contains(&format!("<title>Pay · {name}</title>")), "{page}");
    }
}

#[test]
fn an_answer_calls_the_front_page_as_the_site_does_today_and_before() {
    let mut repo = Repo::new();
    let files = [
        ("config.toml", "title = \"The Book\"\n[extra.handbook]\n"),
        ("content/_index.md", "+++\n+++\n\nWords.\n"),
        COMPANY,
    ];
    repo.commit("Begin", &files.map(|(path, text)| (path, Some(text))));
    for when in [&["--at", "HEAD"][..], &[]] {
        let question = [&["who", "page:_index.md"][..], when].concat();
        let ran = at(repo.path(), &all()[0], &question).run();
        assert_eq!(
            ran.stdout.lines().next(),
            Some("The Book (page content/_index.md)"),
            "{when:?}: {ran}"
        );
    }
}
