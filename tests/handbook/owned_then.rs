//! Who owned a page when it changed, whatever it and they are called today.

use serde_json::Value;
use zola_handbook::history::CommitId;

use crate::support::changing::{ADA, BOB, EVE, LEAVE, audited, company, handbook, is, page};
use crate::support::repo::Repo;

const DRAFT: &str = "content/draft.md";

/// A page whose front matter says who owns it.
fn owned(owner: &str, text: &str) -> String {
    format!("+++\ntitle = \"Leave\"\n[extra.handbook]\nowner = \"{owner}\"\n+++\n\n{text}\n")
}

/// The company without rules about pages.
fn without_rules() -> Repo {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    repo
}

fn told(repo: &Repo, commit: CommitId, arguments: &[&str]) -> Value {
    let changes = audited(repo, arguments);
    changes.into_iter().find(|one| one["commit"] == *commit.to_string()).expect("it is told")
}

#[test]
fn a_new_page_is_not_judged_by_another_that_had_its_later_name() {
    let mut repo = without_rules();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&owned("bob", "Take 25 days.")))]);
    let begun = repo.commit_as(BOB, "Draft", &[(DRAFT, Some(&page("Another text, of mine.")))]);
    let more = repo.commit_as(BOB, "More", &[(DRAFT, Some(&page("Another text, of ours.")))]);
    repo.commit_as(ADA, "Remove the old", &[(LEAVE, None)]);
    let text = page("Another text, of ours.");
    repo.commit_as(ADA, "Rename", &[(DRAFT, None), (LEAVE, Some(&text))]);
    is(&repo, begun, "unknown", "the page is new, and came without an owner");
    is(&repo, more, "unknown", "the page had no owner then");
}

#[test]
fn a_page_that_was_renamed_on_the_published_branch_meanwhile_has_its_owner_by_the_name_there() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/draft.md\"\nowner = \"eve\"\n\
                 [[page]]\npattern = \"/leave.md\"\nowner = \"bob\"\n";
    let text = "Take 25 days. Ask early. Tell your team. Write it down.";
    repo.commit_as(
        ADA,
        "Begin",
        &[("org/ownership.toml", Some(rules)), (DRAFT, Some(&page(text)))],
    );
    let fork = repo.head().unwrap();
    let work = repo.commit_as(BOB, "Less", &[(DRAFT, Some(&page(&text.replace("25", "5"))))]);
    repo.move_to(fork);
    repo.wait(1);
    repo.commit_as(ADA, "Rename", &[(DRAFT, None), (LEAVE, Some(&page(text)))]);
    repo.wait(1);
    let mut files = repo.files(repo.head().unwrap());
    files.insert(LEAVE.to_owned(), page(&text.replace("25", "5")).into_bytes());
    repo.merge(work, &files);
    is(&repo, work, "owner-authored", "Bob owned the page");
    // The same where only what landed with the merge is read.
    std::fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
    let late = told(&repo, work, &["--since", "HEAD~1"]);
    assert_eq!(late["why"], "Bob owned the page");
}

#[test]
fn a_branch_that_begins_a_page_and_renames_it_is_told_by_the_rule_for_its_name() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/leave.md\"\nowner = \"eve\"\n";
    repo.commit_as(ADA, "Rules", &[("org/ownership.toml", Some(rules))]);
    let main = repo.head().unwrap();
    let text = page("Take 25 days. Ask early.");
    let begun = repo.commit_as(EVE, "Draft", &[(DRAFT, Some(&text))]);
    let named = repo.commit_as(EVE, "Name", &[(DRAFT, None), (LEAVE, Some(&text))]);
    let files = repo.files(named);
    repo.move_to(main);
    repo.merge(named, &files);
    is(
        &repo,
        begun,
        "unknown",
        "the page is new and came with its owner, Eve: nobody owned it before",
    );
    is(&repo, named, "owner-authored", "Eve owned the page");
}

/// A handbook of plain Markdown, whose folders have pages of every name that counts.
fn plain() -> Repo {
    let mut repo = without_rules();
    let files = [
        ("README.md", "ada"),
        ("pay/rate.md", ""),
        ("pay.md", "bob"),
        ("leave/sick.md", ""),
        ("leave/Readme.md", "eve"),
        ("leave/long/years.md", ""),
        ("leave/Long.MD", "ada"),
        ("rules/index.markdown", "bob"),
        ("rules/readme.md", "eve"),
        ("rules/one.md", ""),
        ("rules/_index/two.md", ""),
        ("Über uns.md", "eve"),
        ("Über uns/team.md", ""),
        ("pay-scale/rate.md", ""),
        ("Pay Scale.md", "eve"),
    ];
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|(file, owner)| {
            let text = if owner.is_empty() { page("Text.") } else { owned(owner, "Text.") };
            (format!("content/{file}"), text)
        })
        .collect();
    let mut changes: Vec<(&str, Option<&str>)> =
        texts.iter().map(|(file, text)| (file.as_str(), Some(text.as_str()))).collect();
    changes.push(("config.toml", None));
    repo.commit_as(ADA, "Pages", &changes);
    repo
}

/// Changes every page in one commit, and holds who is said to have owned each then to who is said to
/// own it.
fn both_say_the_same_of_every_page(repo: &mut Repo) -> Vec<(String, String)> {
    let head = repo.head().unwrap();
    let files = repo.files(head).into_iter().filter(|(path, _)| path.starts_with("content/"));
    let more = |(path, text): (String, Vec<u8>)| {
        (path, format!("{}\nAnd more.\n", String::from_utf8(text).unwrap()))
    };
    let more: Vec<(String, String)> = files.map(more).collect();
    let changes: Vec<_> = more.iter().map(|(path, text)| (&**path, Some(&**text))).collect();
    let commit = repo.commit_as(BOB, "More", &changes);
    let changes = audited(repo, &[]);
    let then = changes.iter().filter(|change| change["commit"] == *commit.to_string());
    let mut owners = Vec::new();
    for change in then {
        let file = change["page"].as_str().unwrap();
        let now = who(repo, file);
        assert_eq!(change["owner"]["id"], now["owner"]["id"], "{file}: {}", change["why"]);
        if !now["owner"].is_null() {
            assert_eq!(now["since"]["commit"], *head.to_string(), "{file}");
        }
        let owner = now["owner"]["id"].as_str().unwrap_or("nobody");
        owners.push((file.trim_start_matches("content/").to_owned(), owner.to_owned()));
    }
    owners.sort();
    owners
}

fn who(repo: &Repo, file: &str) -> Value {
    let output = handbook(repo, &["who", &format!("page:{file}"), "--format", "json"]);
    serde_json::from_slice(&output.stdout).expect("an answer")
}

#[test]
fn who_owned_a_page_of_plain_markdown_is_told_as_who_owns_it_is() {
    let owners = both_say_the_same_of_every_page(&mut plain());
    let owners: Vec<(&str, &str)> = owners.iter().map(|(file, id)| (&**file, &**id)).collect();
    assert_eq!(
        owners,
        [
            ("Pay Scale.md", "eve"),
            ("README.md", "ada"),
            ("leave/Long.MD", "ada"),
            ("leave/Readme.md", "eve"),
            ("leave/long/years.md", "ada"),
            ("leave/sick.md", "eve"),
            ("pay-scale/rate.md", "eve"),
            ("pay.md", "bob"),
            ("pay/rate.md", "bob"),
            ("rules/_index/two.md", "bob"),
            ("rules/index.markdown", "bob"),
            ("rules/one.md", "bob"),
            ("rules/readme.md", "eve"),
            ("Über uns.md", "eve"),
            ("Über uns/team.md", "eve"),
        ]
    );
}

#[test]
fn who_owned_a_page_of_a_language_is_told_as_who_owns_it_is() {
    let mut repo = without_rules();
    let config = "title = \"H\"\n[languages.fr]\n[extra.handbook]\n";
    let text = page("Text.");
    repo.commit_as(
        ADA,
        "Pages",
        &[
            ("config.toml", Some(config)),
            ("content/_index.md", Some(&owned("ada", "Home."))),
            ("content/pay/_index.fr.md", Some(&owned("bob", "Paie."))),
            ("content/pay/rate.fr.md", Some(&text)),
            ("content/pay/rate.md", Some(&text)),
            ("content/leave/_index.md", Some(&owned("eve", "Leave."))),
            ("content/leave/sick.fr.md", Some(&text)),
        ],
    );
    let owners = both_say_the_same_of_every_page(&mut repo);
    let owners: Vec<(&str, &str)> = owners.iter().map(|(file, id)| (&**file, &**id)).collect();
    assert_eq!(
        owners,
        [
            ("_index.md", "ada"),
            ("leave/_index.md", "eve"),
            ("leave/sick.fr.md", "eve"),
            ("pay/_index.fr.md", "bob"),
            ("pay/rate.fr.md", "bob"),
            // A page is not its folder's in another language.
            ("pay/rate.md", "ada"),
        ]
    );
}

#[test]
fn a_folders_page_that_took_over_from_another_one_is_told_from_then_on() {
    let mut repo = plain();
    let file = "content/pay/rate.md";
    repo.commit_as(ADA, "Its own", &[("content/pay/index.md", Some(&owned("eve", "Pay.")))]);
    let taken = repo.head().unwrap();
    assert_eq!(who(&repo, file)["owner"]["id"], "eve");
    assert_eq!(who(&repo, file)["since"]["commit"], *taken.to_string());
    let later = repo.commit_as(EVE, "More", &[(file, Some(&page("More.")))]);
    is(&repo, later, "owner-authored", "Eve owned the page");
    // Bob's, at the side, had it before, and has it again.
    repo.commit_as(ADA, "Gone", &[("content/pay/index.md", None)]);
    assert_eq!(who(&repo, file)["owner"]["id"], "bob");
    assert_eq!(who(&repo, file)["since"]["commit"], *repo.head().unwrap().to_string());
}

#[test]
fn a_team_that_was_renamed_is_found_by_what_it_owned_under_its_old_id() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let team = "name = \"Sound\"\nmission = \"Let it be heard.\"\nlead = \"ada\"\n\
                members = [\"ada\", \"bob\"]\ncontact = \"#sound\"\nformerly = [\"replay\"]\n";
    repo.commit_as(
        ADA,
        "Rename the team, and give the page to Eve",
        &[
            ("org/teams/replay.toml", None),
            ("org/teams/sound.toml", Some(team)),
            ("org/ownership.toml", Some("[[page]]\npattern = \"/**\"\nowner = \"eve\"\n")),
        ],
    );
    let told = audited(&repo, &["--team", "sound"]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["commit"], *commit.to_string());
    assert_eq!(told[0]["owner"], serde_json::json!({ "id": "sound", "name": "Sound" }));
}

#[test]
fn a_person_who_was_renamed_is_found_by_what_they_owned_under_their_old_id() {
    let mut repo = without_rules();
    let rules = |owner: &str| format!("[[page]]\npattern = \"/**\"\nowner = \"{owner}\"\n");
    repo.commit_as(ADA, "Bob's", &[("org/ownership.toml", Some(&rules("bob")))]);
    repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let robert = "name = \"Robert\"\ncraft = \"engineer\"\nformerly = [\"bob\"]\n";
    let team = "name = \"Replay\"\nmission = \"Show it again.\"\nlead = \"ada\"\n\
                members = [\"ada\", \"robert\"]\ncontact = \"#replay\"\n";
    repo.commit_as(
        ADA,
        "Rename Bob, and give the page to Eve",
        &[
            ("org/people/bob.toml", None),
            ("org/people/robert.toml", Some(robert)),
            ("org/teams/replay.toml", Some(team)),
            ("org/ownership.toml", Some(&rules("eve"))),
        ],
    );
    let told = audited(&repo, &["--person", "robert"]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["owner"], serde_json::json!({ "id": "robert", "name": "Robert" }));
}
