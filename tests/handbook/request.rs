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
    assert!(said.contains("1 page changes in meaning"), "{said}");
    assert!(said.contains("Nobody owns this page"), "{said}");
    assert!(!said.contains("Gaps"), "{said}");
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

#[test]
fn what_would_keep_it_from_being_published_comes_first_and_hides_nothing_as_gone() {
    let repo = branch(
        "Break it",
        &[
            ("org/people/ada.toml", Some("name = \"Ada\ncraft = 3\n")),
            ("org/features/billing.toml", Some("name = \"Billing\"\ncaptain = \"grce\"\n")),
            ("content/people/pay.md", Some(&pay().replace("fifth", "tenth"))),
        ],
    );
    let said = comment(&repo).stdout;
    let at = said.find("#### This would keep it from being published\n\n- ").unwrap();
    assert!(at < said.find("policy changes in meaning").unwrap(), "{said}");
    assert!(said.contains("- org/features/billing.toml&#58;2&#58; \\`captain\\` names"), "{said}");
    assert!(said.contains("- org/people/ada.toml&#58;1&#58;"), "{said}");
    assert!(!said.contains("Who would hold what") && !said.contains("Gaps"), "{said}");
}

#[test]
fn rules_that_it_breaks_are_told_and_a_new_name_opens_no_gap() {
    let team = read(&repository().path().join("org/teams/engine.toml"));
    let repo = branch(
        "Loosen",
        &[
            ("org/teams/engine.toml", Some(&team.replace("lead = \"ada\"", "lead = \"karen\""))),
            ("content/alone.md", Some("+++\ntitle = \"Alone\"\n+++\n\nNobody owns that.\n")),
        ],
    );
    let said = comment(&repo).stdout;
    let breaks = said.split("#### Rules that this breaks\n\n").nth(1).unwrap();
    assert_eq!(breaks, "- Engine is led by Karen Spärck Jones, who is no member of it\n", "{said}");
    assert!(!said.contains("Gaps"), "{said}");
}

#[test]
fn links_that_lead_nowhere_are_told_with_their_line_and_pictures_that_stayed_are_there() {
    let mut repo = Repo::new();
    let picture = "\u{1}\u{2}";
    repo.commit("Begin", &[("README.md", Some("# A\n\n![x](x.png)\n")), ("x.png", Some(picture))]);
    repo.git(&["branch", "base"]);
    repo.commit(
        "Link",
        &[("README.md", Some("# A\n\n![x](x.png) must\n\n[Gone](gone.md) ![y](y.png)\n"))],
    );
    let said = comment(&repo).stdout;
    let broken = said.split("#### Rules that this breaks\n\n").nth(1).unwrap();
    assert_data_eq!(
        broken,
        str![[r#"
- README.md&#58;5&#58; there is no page or file at /`gone.md/`
- README.md&#58;5&#58; there is no file at /`y.png/`

"#]]
    );
    assert!(!said.contains("owns this page"), "nobody is known, so nobody is missing: {said}");
}

#[test]
fn a_branch_that_changes_everything_still_fits_into_a_comment() {
    let mut repo = repository();
    let words = "You must do this by the day after. ".repeat(60);
    let page = |number: usize, words: &str| {
        let settings = "[extra.handbook]\nkind = \"policy\"\n";
        format!("+++\ntitle = \"Rule {number} &*_`\"\n{settings}+++\n\n{words}\n")
    };
    let all = |words: &str| {
        let one = |number| (format!("content/people/rule-{number:03}.md"), page(number, words));
        (0..300).map(one).collect::<Vec<_>>()
    };
    let as_changes = |all: &[(String, String)]| {
        all.iter().map(|(path, text)| (path.clone(), text.clone())).collect::<Vec<_>>()
    };
    let commit = |repo: &mut Repo, all: Vec<(String, String)>| {
        let changes: Vec<(&str, Option<&str>)> =
            all.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
        repo.commit_as("Grace <grace@git.example>", "All", &changes);
    };
    commit(&mut repo, as_changes(&all(&words)));
    repo.git(&["branch", "base"]);
    let mut new = as_changes(&all(&words.replace("day after", "second day after")));
    let rules = "[[page]]\npattern = \"/people/**\"\nowner = \"engine\"\nkind = \"guide\"\n";
    new.push(("org/ownership.toml".to_owned(), rules.to_owned()));
    commit(&mut repo, new);
    let said = comment(&repo).stdout;
    assert!(said.len() < 65_536, "{}", said.len());
    assert!(said.contains("**300 policies change in meaning.**"), "{said}");
    assert!(said.contains("*What changed is too long for a comment.*"), "{said}");
    let named = said.matches("</code>, substantive").count();
    assert!(named > 50, "{named}");
    assert!(said.contains(&format!("\nand {} pages more\n", 300 - named)), "{said}");
    assert!(said.contains("- and 2"), "owners, too, are counted in the end: {said}");
}

#[test]
fn policies_that_change_in_form_are_named_as_long_as_there_is_room() {
    let mut repo = repository();
    let page = |title: &str, words: &str| {
        let settings = "[extra.handbook]\nkind = \"policy\"\n";
        format!("+++\ntitle = \"{title}\"\n{settings}+++\n\n{words}\n")
    };
    let meant = |day: &str| {
        let words = format!("You must do this by the {day}. ").repeat(60);
        let one = |number| (format!("content/meant/{number}.md"), page("Meant", &words));
        (0..60).map(one).collect::<Vec<_>>()
    };
    // Each letter of such a name is twelve in Markdown.
    let form = |between: &str| {
        let words = format!("Bind nobody.{between}Or everybody.");
        let one = |number| (format!("content/form/{number}.md"), page(&"@".repeat(299), &words));
        (0..30).map(one).collect::<Vec<_>>()
    };
    let commit = |repo: &mut Repo, all: &[(String, String)]| {
        let changes: Vec<(&str, Option<&str>)> =
            all.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
        repo.commit_as("Grace <grace@git.example>", "All", &changes);
    };
    commit(&mut repo, &[meant("day after"), form(" ")].concat());
    repo.git(&["branch", "base"]);
    commit(&mut repo, &[meant("second day after"), form("\n")].concat());
    let said = comment(&repo).stdout;
    assert!(said.len() < 65_536, "{}", said.len());
    let form = said.lines().find(|line| line.starts_with("Only in form: ")).unwrap();
    let named = form.matches(&"&#64;&#8203;".repeat(299)).count();
    assert!((1..25).contains(&named), "{named} of {}", form.len());
    assert!(form.ends_with(&format!(" and {} more.", 30 - named)), "{form}");
}

#[test]
fn what_was_private_before_a_branch_opened_it_is_not_told_by_adding_up() {
    let page = |private: bool, words: &str| {
        let settings = format!("[extra.handbook]\nprivate = {private}\n");
        format!("+++\ntitle = \"Plans\"\n{settings}+++\n\n{words}\n")
    };
    let mut repo = repository();
    repo.commit("Plan", &[("content/plans.md", Some(&page(true, "Xyzzy must be bought.")))]);
    repo.git(&["branch", "base"]);
    let author = "Grace <grace@git.example>";
    repo.commit_as(
        author,
        "Plan on",
        &[("content/plans.md", Some(&page(true, "Xyzzy, or Plugh.")))],
    );
    assert_eq!(comment(&repo).stdout, "");
    repo.commit_as(author, "Open it", &[("content/plans.md", Some(&page(false, "We plan.")))]);
    repo.commit_as(
        author,
        "Say more",
        &[("content/plans.md", Some(&page(false, "We must plan.")))],
    );
    let said = comment(&repo).stdout;
    assert!(said.contains("Plans") && said.contains("<ins>must</ins>"), "{said}");
    assert!(!said.contains("Xyzzy") && !said.contains("Plugh"), "{said}");
}

#[test]
fn what_a_redacted_commit_of_a_branch_said_is_not_told_by_adding_up() {
    let page = |words: &str| format!("+++\ntitle = \"Plans\"\n+++\n\n{words}\n");
    let mut repo = repository();
    repo.commit("Plan", &[("content/plans.md", Some(&page("We plan.")))]);
    repo.git(&["branch", "base"]);
    let author = "Grace <grace@git.example>";
    let oops = page("We plan.\n\nXyzzy must be bought.");
    let oops = repo.commit_as(author, "Oops", &[("content/plans.md", Some(&oops))]);
    let more = page("We must plan.\n\nXyzzy must be bought.");
    repo.commit_as(author, "Say more", &[("content/plans.md", Some(&more))]);
    assert!(comment(&repo).stdout.contains("Xyzzy"), "added up at first");
    let zola = read(&repo.path().join("zola.toml"));
    let (head, extra) = zola.split_once("[extra.handbook]\n").unwrap_or((&zola, ""));
    repo.write("zola.toml", format!("{head}\n[extra.handbook]\nredact = [\"{oops}\"]\n{extra}"));
    let said = comment(&repo).stdout;
    assert!(said.contains("Plans") && said.contains("<ins>must</ins>"), "{said}");
    assert!(!said.contains("Xyzzy"), "{said}");
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

#[test]
fn a_link_to_the_former_name_of_a_page_is_not_called_broken() {
    let mut repo = Repo::new();
    let page = "# Pay\n\nEverybody is paid by the fifth of the month, by bank transfer.\n";
    repo.commit(
        "Begin",
        &[("README.md", Some("# Us\n\nSee [pay](pay.md).\n")), ("pay.md", Some(page))],
    );
    repo.git(&["branch", "base"]);
    let home = "# Us\n\nDo see [pay](pay.md) and [more](mor.md).\n";
    let moved = [("README.md", Some(home)), ("pay.md", None), ("wages.md", Some(page))];
    repo.commit("Move pay", &moved);
    let said = comment(&repo).stdout;
    // What leads nowhere for everybody is told of.
    assert!(said.contains("mor.md"), "{said}");
    assert!(!said.contains("at \\`pay.md"), "{said}");
}
