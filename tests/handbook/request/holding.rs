//! Who owns what a branch changes, and who would hold it.

use super::{branch, comment, pay};
use crate::support::company::{read, repository};

#[test]
fn a_page_that_is_new_comes_with_its_owner_or_without_one() {
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n\nYou must read this.\n");
    let owned = "[extra.handbook]\nowner = \"engine\"\n+++\n\nYou";
    let owned = page("Mills").replace("+++\n\nYou", owned);
    let repo = branch(
        "More",
        &[
            ("content/people/travel.md", Some(&page("Travel"))),
            ("content/parties.md", Some(&page("Parties"))),
            ("content/mills.md", Some(&owned)),
        ],
    );
    let said = comment(&repo).stdout;
    assert!(said.contains("New, and comes with **Engine** as its owner."), "{said}");
    let travel = said.split("#### Travel").nth(1).unwrap();
    assert!(travel.contains("Owned by **Paper**, whose approval is missing"), "{said}");
    assert!(said.contains("New, and comes without an owner."), "{said}");
    assert!(said.contains("#### Gaps that this opens\n\n- “Parties” has no owner\n"), "{said}");
}

#[test]
fn an_owner_who_wrote_it_is_not_missing_and_a_policy_that_changes_in_form_is_named() {
    let mut repo = branch(
        "Say more",
        &[("content/people/pay.md", Some(&pay().replace("# How much", "# How  much")))],
    );
    repo.commit_as(
        "Ada <ada@git.example>",
        "Who we are",
        &[(
            "content/_index.md",
            Some("+++\ntitle = \"Engines\"\n+++\n\n## Who we are\n\nWe are many.\n"),
        )],
    );
    let said = comment(&repo).stdout;
    assert!(said.contains("Owned by Ada Lovelace, who wrote or approved this."), "{said}");
    assert!(said.contains("\nOnly in form: Pay.\n"), "{said}");
    assert!(!said.contains("missing"), "{said}");
}

/// Files of the company with words replaced.
fn with(replacing: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let company = repository();
    let text = |path: &str| read(&company.path().join(path));
    replacing
        .iter()
        .map(|(path, old, new)| ((*path).to_owned(), text(path).replace(old, new)))
        .collect()
}

#[test]
fn a_display_name_that_changes_is_no_handover_and_no_news_of_what_is_wrong() {
    let files = with(&[("org/people/ada.toml", "Ada Lovelace", "Ada King")]);
    let changes: Vec<_> = files.iter().map(|(path, text)| (&**path, Some(&**text))).collect();
    assert_eq!(comment(&branch("Ada married", &changes)).stdout, "");
}

#[test]
fn somebody_who_has_another_id_now_is_the_same() {
    let files = with(&[
        ("org/people/ada.toml", "name =", "formerly = [\"ada\"]\nname ="),
        ("org/people/grace.toml", "\"ada\"", "\"ada-king\""),
        ("org/teams/engine.toml", "\"ada\"", "\"ada-king\""),
        ("org/ownership.toml", "\"ada\"", "\"ada-king\""),
    ]);
    let mut changes: Vec<_> = files.iter().map(|(path, text)| (&**path, Some(&**text))).collect();
    let ada = changes.remove(0).1;
    changes.extend([("org/people/ada.toml", None), ("org/people/ada-king.toml", ada)]);
    let said = comment(&branch("Give Ada another id", &changes)).stdout;
    assert!(!said.contains("Who would hold what"), "{said}");
}

#[test]
fn a_handover_to_somebody_of_the_same_name_is_told_with_the_ids_of_both() {
    let other = "name = \"Ada Lovelace\"\ncraft = \"engineer\"\n";
    let files = with(&[("org/ownership.toml", "\"ada\"", "\"ada2\"")]);
    let mut changes: Vec<_> = files.iter().map(|(path, text)| (&**path, Some(&**text))).collect();
    changes.push(("org/people/ada2.toml", Some(other)));
    let said = comment(&branch("Hand it to the other Ada", &changes)).stdout;
    let line = r"- Engines, owner: Ada Lovelace (ada) → **Ada Lovelace (ada2)**";
    assert!(said.replace('\\', "").contains(line), "{said}");
}
