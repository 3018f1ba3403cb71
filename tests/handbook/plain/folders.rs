//! Which file is a folder's page, and where files and folders are published.

use snapbox::str;

use crate::support::plain::Folder;
use crate::support::zola;

#[test]
fn a_page_beside_a_folder_of_its_name_is_that_folders_page() {
    let read = Folder::of(&[
        ("README.md", "# Home\n"),
        ("pay/expenses.md", "# Expenses\n"),
        ("pay/expenses/travel.md", "# Travel\n"),
        ("teams/README.md", "# Our teams\n"),
        ("teams.md", "# Teams, the other page\n"),
    ])
    .read();
    snapbox::assert_data_eq!(
        read.pages(),
        str![[r#"
README.md / (Home)
pay/expenses.md /pay/expenses/ (Expenses)
pay/expenses/travel.md /pay/expenses/travel/ (Travel)
teams.md /teams-2/ (Teams, the other page)
teams/README.md /teams/ (Our teams)

"#]]
    );
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
teams.md: warning[content/same-address]: the address /teams/ is taken, so this page is published at /teams-2/

"#]]
    );
}

#[test]
fn whatever_names_come_to_the_same_is_published_at_addresses_of_its_own() {
    let read = Folder::of(&[
        ("A b/c.md", "one\n"),
        ("a-b/c.md", "two\n"),
        ("a-b.md", "three\n"),
        ("a_b.markdown", "four\n"),
        ("index.md", "five\n"),
        ("README.md", "six\n"),
        ("_index.md", "seven\n"),
        ("...md", "eight\n"),
        ("__.md", "nine\n"),
        ("_.MD", "ten\n"),
        ("org/README.md", "eleven\n"),
        ("org/gaps.md", "twelve\n"),
        ("x.md", "---\npermalink: /org/gaps/\n---\nthirteen\n"),
        ("y.md", "---\npermalink: /A b/c\n---\nfourteen\n"),
        ("2024-01-02-z.md", "fifteen\n"),
        ("z.fr.md", "sixteen\n"),
    ])
    .read();
    let addresses: std::collections::BTreeSet<_> =
        read.handbook.pages.iter().map(|page| page.address.as_str().to_lowercase()).collect();
    assert_eq!(addresses.len(), read.handbook.pages.len(), "{}", read.pages());
    for zola in zola::all() {
        let built = read.build(zola, "/");
        for (page, words) in read.handbook.pages.iter().map(|page| (page, page.body().trim())) {
            let file = format!("{}index.html", page.address.as_str().trim_start_matches('/'));
            let html = String::from_utf8(built[&file].clone()).unwrap();
            assert!(html.contains(&format!("<p>{words}</p>")), "{words} is not in {file}");
        }
    }
}
