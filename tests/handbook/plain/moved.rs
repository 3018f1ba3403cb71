//! Addresses of the past, and the repository around the handbook.

use snapbox::str;

use crate::support::html::follow;
use crate::support::plain::Folder;
use crate::support::repo::Repo;
use crate::support::zola;

const LONG: &str =
    "# Pay\n\nWe pay on the last day of the month.\n\nWe pay everybody the same way.\n";

#[test]
fn every_address_that_a_page_had_leads_to_where_it_is() {
    let mut repo = Repo::new();
    repo.commit("write", &[("README.md", Some("[p](pay.md)\n")), ("pay.md", Some(LONG))]);
    repo.commit("move", &[("pay.md", None), ("money/salary.md", Some(LONG))]);
    repo.commit("move on", &[("money/salary.md", None), ("guides/earnings.md", Some(LONG))]);
    repo.commit(
        "a new page where the old was",
        &[("money/salary.md", Some("# Another\n\n[e](../pay.md#pay)\n"))],
    );
    let read = Folder::at(repo.path()).read();
    snapbox::assert_data_eq!(read.told(), str![[""]]);
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
        assert!(html("pay/index.html").contains("/guides/earnings/"), "{}", html("pay/index.html"));
        assert!(html("money/salary/index.html").contains("Another"));
        assert!(html("index.html").contains("<a href=\"/guides/earnings/\">p</a>"));
        assert_eq!(follow(&built, "/").missing, Default::default());
    }
}

#[test]
fn a_file_outside_the_handbook_is_shown_by_the_forge_and_a_picture_is_brought_along() {
    let mut repo = Repo::new();
    repo.commit("write", &[
        ("docs/README.md", Some("[code](../src/main.rs) [c](/src/main.rs#L3) ![logo](../logo.png) [f](../src)\n")),
        ("docs/b.md", Some("b\n")),
        ("src/main.rs", Some("fn main() {}\n")),
        ("logo.png", Some("png")),
    ]);
    let read = Folder::at(repo.path()).read();
    assert_eq!(read.handbook.content_folder.as_str(), "docs");
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
docs/README.md:1:8: warning[content/link-to-repository]: `src/main.rs` is not part of the handbook, and nothing else shows it
docs/README.md:1:28: warning[content/link-to-repository]: `src/main.rs` is not part of the handbook, and nothing else shows it
docs/README.md:1:70: warning[content/link-to-repository]: `src` is not part of the handbook, and nothing else shows it

"#]]
    );
    let git = git2::Repository::open(repo.path()).unwrap();
    git.remote("origin", "git@github.com:example/handbook.git").unwrap();
    let read = Folder::at(repo.path()).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let built = read.build(zola, "/");
        assert!(built.contains_key("logo.png"));
        let html = String::from_utf8_lossy(&built["index.html"]).into_owned();
        assert!(
            html.contains("https://github.com/example/handbook/blob/main/src/main.rs\""),
            "{html}"
        );
        assert!(html.contains("https://github.com/example/handbook/blob/main/src/main.rs#L3\""));
        assert!(!html.contains("broken-link"));
    }
}

#[test]
fn nothing_is_said_of_private_pages_and_nothing_of_them_is_published() {
    let read = Folder::of(&[
        ("zola.toml", "[extra.handbook]\nprivate = [\"/board/\"]\n"),
        ("README.md", "[b](board/minutes.md) ![x](board/plan.png)\n"),
        ("board/minutes.md", "# Secret minutes\n"),
        ("board/plan.png", "png"),
        ("draft.md", "---\ndraft: true\n---\n# Not yet\n"),
    ])
    .read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
README.md:1:5: warning[content/link-to-private]: `board/minutes.md` is not published, so this leads nowhere
README.md:1:28: warning[content/link-to-private]: `board/plan.png` is not published, so this leads nowhere

"#]]
    );
    for zola in zola::all() {
        for (path, bytes) in read.build(zola, "/") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!path.contains("board") && !path.contains("draft"), "{path}");
            assert!(!text.contains("Secret") && !text.contains("Not yet"), "{path}");
            for word in ["board/", "minutes", "plan.png"] {
                assert!(!text.contains(word), "{path}: {text}");
            }
        }
    }
}

#[test]
fn an_address_that_a_page_set_itself_before_leads_to_it() {
    let page =
        |head: &str| format!("---\ntitle: Pay\n{head}---\n\nOn the last day of the month.\n");
    let mut repo = Repo::new();
    repo.commit("write", &[("README.md", Some("# Us\n")), ("money/pay.md", Some(&page("")))]);
    let heads = [
        "permalink: /salaries/\n",
        "slug: wages\nredirect_from: /old/pay.html\n",
        "slug: earnings\n",
    ];
    for head in heads {
        repo.commit("rename", &[("money/pay.md", Some(&page(head)))]);
    }
    let read = Folder::at(repo.path()).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let built = read.build(zola, "/");
        for old in [
            "money/pay/index.html",
            "salaries/index.html",
            "money/wages/index.html",
            "old/pay.html",
        ] {
            let html = String::from_utf8_lossy(built.get(old).unwrap_or_else(|| panic!("{old}")));
            assert!(html.contains("/money/earnings/"), "{old}: {html}");
        }
        assert_eq!(follow(&built, "/").missing, Default::default());
    }
}

#[test]
fn an_address_of_before_is_never_over_a_page_of_today() {
    let mut repo = Repo::new();
    let pay = "---\npermalink: /money/\n---\n# Pay\n";
    repo.commit("write", &[("README.md", Some("# Us\n")), ("pay.md", Some(pay))]);
    repo.commit("rename", &[("pay.md", Some("# Pay\n")), ("money.md", Some("# Money\n"))]);
    let read = Folder::at(repo.path()).read();
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = String::from_utf8_lossy(&built["money/index.html"]);
        assert!(html.contains("<title>Money"), "{html}");
    }
}

#[test]
fn a_file_that_git_ignores_is_never_published_whoever_links_to_it() {
    let mut repo = Repo::new();
    repo.commit(
        "write",
        &[
            (".gitignore", Some("*.key\n/docs/made/\n")),
            ("docs/README.md", Some("![a](../server.key)\n\n[b](made/report.pdf) [c](kept.key)\n")),
            ("docs/b.md", Some("b\n")),
            ("docs/kept.key", Some("kept on purpose")),
        ],
    );
    repo.write("server.key", "secret");
    repo.write("docs/made/report.pdf", "secret");
    let read = Folder::at(repo.path()).read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
docs/README.md:1:6: warning[content/link-to-ignored]: `../server.key` is on this machine alone, since git ignores it
docs/README.md:3:5: warning[content/link-to-ignored]: `made/report.pdf` is on this machine alone, since git ignores it
docs/README.md:3:26: warning[content/link-to-repository]: `docs/kept.key` is not part of the handbook, and nothing else shows it

"#]]
    );
    for zola in zola::all() {
        for (path, bytes) in read.build(zola, "/") {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret"), "{path}");
        }
    }
}
