//! A comment fits where a forge takes it, whatever a branch changes.

use super::comment;
use crate::support::company::repository;
use crate::support::repo::Repo;

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
