//! People who left or are to come, and teams that are gone: told as such, never as of today.

use crate::support::company::{read, repository};
use crate::support::program::at;
use crate::support::repo::Repo;
use crate::support::zola::all;

/// Our company, in which a team was dissolved, somebody left, and somebody is to come.
fn company() -> Repo {
    let mut repo = repository();
    let team = |name: &str, more: &str| {
        format!(
            "name = \"{name}\"\nmission = \"m\"\nlead = \"ada\"\nmembers = [\"ada\", \"grace\"]\n\
             supporting = [{{ person = \"karen\", role = \"designer\" }}]\ncontact = \"#x\"\n{more}"
        )
    };
    let person =
        |name: &str, day: &str| format!("name = \"{name}\"\ncraft = \"engineer\"\n{day}\n");
    repo.commit(
        "Come and go",
        &[
            ("org/teams/almanac.toml", Some(&team("Almanac", "dissolved = 2023-06-30\n"))),
            ("org/people/jean.toml", Some(&person("Jean Bartik", "started = 2024-02-01"))),
            ("org/people/kay.toml", Some(&person("Kay McNulty", "left = 2023-02-01"))),
        ],
    );
    repo
}

/// A page's text from one text to another, which must both be there.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, after) = page.split_once(from).unwrap_or_else(|| panic!("{from} is not in {page}"));
    after.split_once(to).unwrap_or_else(|| panic!("{to} is not after {from} in {page}")).0
}

#[test]
fn only_teams_that_are_there_are_somebodys_teams() {
    let repo = company();
    at(repo.path(), &all()[0], &["build"]).succeed();
    let public = repo.path().join("public/org");
    let people = read(&public.join("people/index.html"));
    assert!(people.contains("Engine") && !people.contains("Almanac"), "{people}");
    for person in ["ada", "karen"] {
        let page = read(&public.join(format!("people/{person}/index.html")));
        let facts = between(&page, "<dl class=\"facts\">", "</dl>");
        assert!(facts.contains("Engine") && !facts.contains("Almanac"), "{facts}");
    }
    // It is not lost: the teams of before stand below those of today.
    let teams = read(&public.join("teams/index.html"));
    assert!(between(&teams, "id=\"dissolved\"", "</ul>").contains("Almanac"), "{teams}");
    assert!(!between(&teams, "id=\"list\"", "id=\"dissolved\"").contains("Almanac"), "{teams}");
}

#[test]
fn whoever_has_not_started_or_has_left_is_not_among_those_who_are_here() {
    let repo = company();
    at(repo.path(), &all()[0], &["build"]).succeed();
    let public = repo.path().join("public/org");
    let people = read(&public.join("people/index.html"));
    let here = between(&people, "<tbody", "</tbody>");
    assert_eq!(here.matches("<tr").count(), 3, "{here}");
    assert!(!here.contains("Jean") && !here.contains("Kay"), "{here}");
    let starting = between(&people, "id=\"starting\"", "</ul>");
    assert!(starting.contains("Jean Bartik") && starting.contains("1 February 2024"), "{starting}");
    assert!(between(&people, "id=\"left\"", "</ul>").contains("Kay McNulty"), "{people}");
    let front = read(&public.join("index.html"));
    assert!(front.contains("People") && front.contains("3"), "{front}");
}

#[test]
fn nobody_is_sent_to_where_a_dissolved_team_was_asked() {
    let mut repo = company();
    let old = "+++\ntitle = \"Old\"\n[extra.handbook]\nowner = \"almanac\"\n+++\n\nOld.\n";
    let ask = "schema = 1\nname = \"Engines\"\ncontact = \"#front-desk\"\n";
    repo.commit("Keep", &[("content/old.md", Some(old)), ("org/company.toml", Some(ask))]);
    let ran = at(repo.path(), &all()[0], &["who", "page:old.md", "--format", "json"]).run();
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["owner"]["id"], "almanac", "{ran}");
    assert_eq!(answer["contact"], "#front-desk", "{ran}");
}
