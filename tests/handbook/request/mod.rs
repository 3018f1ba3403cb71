//! What a pull request is told of what it changes.

mod breaks;
mod holding;
mod kept;
mod room;

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

<code>content/people/pay.md</code>, substantive

Owned by **Paper**, whose approval is missing: Karen Spärck Jones can give it.

> *When*
>
> Everybody is paid by the <del>fifth</del> <ins>tenth</ins> of the month<ins>, or later</ins>\.
>

<details><summary>1 other page changes in meaning</summary>

#### Leave

<code>content/people/time-off.md</code>, substantive, number, date, modal

Owned by **Paper**, whose approval is missing: Karen Spärck Jones can give it.

> <del>Twenty-five days.</del>
>
> <ins>Thirty days, and not one of them on a Monday.</ins>
>

</details>

#### Who would hold what

- The mill, captain: nobody → **Ada Lovelace**
- Engines, owner: Ada Lovelace → **nobody**
- People, owner: Paper → **Engine**
- Pay, owner: Paper → **Engine**
- Leave, owner: Paper → **Engine**

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

/// The text of a page of the company.
fn pay() -> String {
    read(&repository().path().join("content/people/pay.md"))
}

#[test]
fn what_a_branch_comes_to_is_told_once_whatever_it_went_through() {
    let mut repo = branch(
        "Pay by the sixth",
        &[("content/people/pay.md", Some(&pay().replace("fifth", "sixth")))],
    );
    let moved = read(&repo.path().join("content/people/time-off.md"));
    let moved = moved.replace("Twenty-five days", "Thirty days");
    let changes = [
        ("content/people/pay.md", Some(pay().replace("fifth", "tenth"))),
        ("content/people/time-off.md", None),
        ("content/people/holidays.md", Some(moved.clone())),
        ("content/alone.md", Some("+++\ntitle = \"Alone\"\n+++\n\nFor a while.\n".to_owned())),
        ("content/passing.md", Some("+++\ntitle = \"Passing\"\n+++\n\nHere.\n".to_owned())),
    ];
    let changes = changes.each_ref().map(|(path, text)| (*path, text.as_deref()));
    repo.commit_as("Grace <grace@git.example>", "Think again", &changes);
    let alone = read(&repository().path().join("content/alone.md"));
    let back = [
        ("content/alone.md", Some(alone.as_str())),
        ("content/passing.md", None),
        ("content/people/holidays.md", Some(&moved.replace("Thirty", "Twenty-eight"))),
    ];
    repo.commit_as("Grace <grace@git.example>", "And again", &back);
    assert_data_eq!(
        comment(&repo).stdout,
        str![[r#"
<!-- handbook: what this changes -->
### What this changes in the handbook

**1 policy changes in meaning.**

#### Pay

<code>content/people/pay.md</code>, substantive

Owned by **Paper**, whose approval is missing: Karen Spärck Jones can give it.

> *When*
>
> Everybody is paid by the <del>fifth</del> <ins>tenth</ins> of the month.
>

<details><summary>1 other page changes in meaning</summary>

#### Leave

<code>content/people/holidays.md</code>, substantive, moved from content/people/time-off.md

Owned by **Paper**, whose approval is missing: Karen Spärck Jones can give it.

> <del>Twenty-five</del> <ins>Twenty-eight</ins> days.
>

</details>

"#]]
        .raw()
    );

    let back = [
        ("content/people/pay.md", Some(pay())),
        ("content/people/holidays.md", None),
        ("content/people/time-off.md", Some(moved.replace("Thirty", "Twenty-five"))),
    ];
    let back = back.each_ref().map(|(path, text)| (*path, text.as_deref()));
    repo.commit_as("Grace <grace@git.example>", "All as it was", &back);
    assert_eq!(comment(&repo).stdout, "");
}

#[test]
fn what_the_published_branch_did_meanwhile_is_not_the_branchs() {
    let mut repo = repository();
    repo.git(&["branch", "base"]);
    let parted = repo.head().unwrap();
    repo.commit_as(
        "Grace <grace@git.example>",
        "Pay by the tenth",
        &[("content/people/pay.md", Some(&pay().replace("fifth", "tenth")))],
    );
    let mine = repo.head().unwrap();
    repo.move_to(parted);
    let theirs = pay().replace("Everybody is paid", "Everybody, captains too, is paid");
    repo.commit_as(
        "Ada <ada@git.example>",
        "Say who",
        &[("content/people/pay.md", Some(&theirs)), ("content/alone.md", Some("# Alone\n"))],
    );
    repo.git(&["branch", "-f", "base"]);
    let mut files = repo.files(repo.head().unwrap());
    files.insert("content/people/pay.md".to_owned(), theirs.replace("fifth", "tenth").into());
    repo.merge(mine, &files);
    let said = comment(&repo).stdout;
    assert!(said.contains("<del>fifth</del> <ins>tenth</ins>"), "{said}");
    assert!(!said.contains("<ins>, captains too") && !said.contains("Alone"), "{said}");
}
