//! What a pull request is told of what it changes.

use snapbox::prelude::*;
use snapbox::{assert_data_eq, str};

use crate::support::company::{read, repository};
use crate::support::program::{Ran, TODAY, handbook};
use crate::support::repo::Repo;

fn comment(repo: &Repo) -> Ran {
    handbook(&["audit", "--base", "base", "--format", "markdown"])
        .inside(repo.path())
        .on(TODAY)
        .succeed()
}

/// A branch off a published one, with these changes by Grace.
fn branch(message: &str, changes: &[(&str, Option<&str>)]) -> Repo {
    let mut repo = repository();
    repo.git(&["branch", "base"]);
    repo.commit_as("Grace <grace@git.example>", message, changes);
    repo
}

#[test]
fn a_branch_is_told_its_policies_owners_gaps_and_rules() {
    let pay = read(&repository().path().join("content/people/pay.md"));
    let pay = pay.replace("by the fifth of the month", "by the tenth of the month, or later");
    let leave = "+++\ntitle = \"Leave\"\n+++\n\nThirty days, and not one of them on a Monday.\n";
    let ownership = "[[page]]\npattern = \"/people/**\"\nowner = \"engine\"\nkind = \"guide\"\n";
    let repo = branch(
        "Pay later @everyone",
        &[
            ("content/people/pay.md", Some(&pay)),
            ("content/people/time-off.md", Some(leave)),
            ("org/ownership.toml", Some(ownership)),
            ("org/features/press.toml", Some("name = \"The press\"\nteam = \"engine\"\n")),
            (
                "org/features/mill.toml",
                Some("name = \"The mill\"\nteam = \"engine\"\ncaptain = \"ada\"\n"),
            ),
        ],
    );
    assert_data_eq!(
        comment(&repo).stdout,
        str![[r#"
<!-- handbook: what this changes -->
### What this changes in the handbook

**1 policy changes in meaning.**

#### Pay

Owned by **Paper**, whose approval is missing.

- substantive: Pay later &#64;&#8203;everyone

> *When*
>
> Everybody is paid by the <del>fifth</del> <ins>tenth</ins> of the month<ins>, or later</ins>\.
>


<details><summary>1 other page in meaning</summary>

#### Leave

Owned by **Paper**, whose approval is missing.

- substantive, number, date, modal: Pay later &#64;&#8203;everyone

> <del>Twenty-five days.</del>
>
> <ins>Thirty days, and not one of them on a Monday.</ins>
>


</details>

#### Who would hold what

- Engines, owner: Ada Lovelace → **nobody**
- People, owner: Paper → **Engine**
- Pay, owner: Paper → **Engine**
- Leave, owner: Paper → **Engine**
- The mill, captain: nobody → **Ada Lovelace**

#### Gaps that this opens

- The press has no captain
- “Engines” has no owner

#### Gaps that this closes

- The mill has no captain

"#]]
        .raw()
    );
}

#[test]
fn a_branch_that_changes_no_meaning_and_no_owner_is_told_nothing() {
    let pay = read(&repository().path().join("content/people/pay.md"));
    let repo =
        branch("Break the line", &[("content/people/pay.md", Some(&pay.replace(". ", ".\n")))]);
    let pay = pay.replace("Everybody is paid", "*Everybody* is paid");
    assert_eq!(comment(&repo).stdout, "");
    let repo = branch("Stress it", &[("content/people/pay.md", Some(&pay))]);
    assert_eq!(comment(&repo).stdout, "");
}

#[test]
fn what_was_wrong_before_a_branch_is_not_held_against_it() {
    let repo = branch(
        "Say more of nobody's page",
        &[(
            "content/alone.md",
            Some("+++\ntitle = \"Nobody's page\"\n+++\n\nNobody owns this, or that.\n"),
        )],
    );
    let said = comment(&repo).stdout;
    assert!(said.contains("1 other page in meaning"), "{said}");
    assert!(said.contains("Nobody owns this page"), "{said}");
    assert!(!said.contains("Gaps"), "{said}");
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
