//! Pages that are private are answered for where the files are, and nowhere else.

use super::{json, who};
use crate::support::decided::company;

const SEALED: &str =
    "+++\ntitle = \"Sealed\"\n[extra.handbook]\nprivate = true\nowner = \"ada\"\n+++\n";

#[test]
fn whoever_has_the_files_is_told_who_owns_a_private_page() {
    let made = company();
    made.write("content/people/sealed.md", SEALED);
    let answer = json(&made, &["people/sealed.md"]);
    assert_eq!((&answer["owner"]["id"], &answer["name"]), (&"ada".into(), &"Sealed".into()));
    let ran = who(&made, &["ada"]);
    assert!(ran.stdout.contains("owner of         Sealed (content/people/sealed.md)"), "{ran}");
}
