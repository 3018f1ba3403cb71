//! A look of one's own, as the documentation of the theme says to give it.

use std::path::Path;

use serde_json::json;

use crate::support::company::{read, repository};
use crate::support::program::at;
use crate::support::zola::all;
use crate::templates::{context, same_of, site, templates};

/// The first template that `docs/theme.md` shows.
fn recipe() -> String {
    let docs = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theme.md"));
    let (_, after) = docs.split_once("```html\n").expect("it shows one");
    let (shown, _) = after.split_once("   ```").expect("it ends");
    shown.lines().map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn both_generations_of_tera_put_it_on_every_page() {
    let mut all = templates();
    let base = all.insert("base.html".to_owned(), recipe()).expect("the theme has one");
    all.insert("handbook/templates/base.html".to_owned(), base);
    for name in ["index.html", "section.html", "page.html", "404.html"] {
        let html = same_of(&all, name, &context("en", json!({}), &site()));
        let link = "href=\"https://x.example/mine.css\"";
        assert!(html.contains(link), "{name}: {html}");
    }
}

#[test]
fn a_stylesheet_is_on_every_page_at_the_root_of_a_host_and_below_a_path() {
    let repo = repository();
    repo.write("templates/base.html", recipe());
    repo.write("static/mine.css", ":root { --accent: rebeccapurple; }\n");
    for zola in all() {
        for (base, link) in [("/", "/mine.css"), ("https://example.org/book/", "/book/mine.css")] {
            at(repo.path(), zola, &["build", "--base-url", base]).succeed();
            let public = repo.path().join("public");
            assert!(public.join("mine.css").is_file());
            let pages = [
                "index.html",
                "people/index.html",
                "people/pay/index.html",
                "org/features/billing/index.html",
                "404.html",
            ];
            for page in pages {
                let html = read(&public.join(page)).replace("&#x2F;", "/");
                let own = format!("<link rel=\"stylesheet\" href=\"{link}\">");
                let ours = html.find("handbook/handbook.css").expect("it has our look");
                let theirs = html.find(&own).unwrap_or_else(|| panic!("{base}{page}: {html}"));
                assert!(ours < theirs, "{page}: theirs goes before ours");
            }
        }
    }
}
