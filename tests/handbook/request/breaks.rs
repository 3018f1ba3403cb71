//! What a branch would break, or newly has wrong.

use snapbox::{assert_data_eq, str};

use super::{branch, comment, pay};
use crate::support::company::{read, repository};
use crate::support::repo::Repo;

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
    // What leads nowhere for everybody is all that is told of.
    let broken = said.split("#### Rules that this breaks\n\n").nth(1).unwrap();
    assert_eq!(
        broken.replace('\\', ""),
        "- README.md&#58;3&#58; there is no page or file at `mor.md`\n"
    );
}
