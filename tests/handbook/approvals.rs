//! `handbook approvals import`, on answers in the shapes that gh and glab document.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{
    ADA, EVE, LEAVE, audited, company, handbook, handbook_at, handbook_with, is, page, take,
    verdict,
};
use crate::support::program::has;
use crate::support::repo::Repo;

const GITHUB: &str = r#"[{
  "author": {"id": "U_1", "is_bot": false, "login": "eve-gh", "name": "Eve"},
  "mergeCommit": {"oid": "COMMIT"},
  "mergedBy": {"id": "U_2", "is_bot": false, "login": "bob-gh", "name": ""},
  "number": 7,
  "reviews": [
    {"id": "R_1", "author": {"login": "bob-gh"}, "authorAssociation": "MEMBER", "body": "",
     "submittedAt": "2023-11-15T09:30:00Z", "state": "APPROVED",
     "commit": {"oid": "1f6a2b3c4d5e6f708192a3b4c5d6e7f801234567"}},
    {"id": "R_2", "author": {"login": "ada-gh"}, "authorAssociation": "MEMBER", "body": "?",
     "submittedAt": "2023-11-15T08:30:00Z", "state": "PENDING", "commit": {"oid": ""}}],
  "url": "https://github.com/company/handbook/pull/7"
}, {
  "author": {"login": "eve-gh"}, "mergeCommit": {"oid": "1f6a2b3c4d5e6f708192a3b4c5d6e7f801234567"},
  "mergedBy": null, "number": 8, "url": "https://github.com/company/handbook/pull/8"
}]"#;

const GITLAB: &str = r#"[{"id": 91, "iid": 3, "project_id": 5, "title": "Leave", "state": "merged",
  "author": {"id": 1, "username": "eve-gl", "name": "Eve", "state": "active"},
  "merge_user": {"id": 2, "username": "ada-gl"}, "merged_at": "2023-11-15T10:00:00.000Z",
  "sha": "9999999999999999999999999999999999999999", "merge_commit_sha": null,
  "squash_commit_sha": "COMMIT", "web_url": "https://gitlab.com/company/handbook/-/merge_requests/3"}]
{"id": 91, "iid": 3, "project_id": 5, "state": "merged", "approvals_required": 1,
 "approved": true, "approved_by": [{"user": {"id": 2, "username": "ada-gl", "name": "Ada"}}]}"#;

#[test]
fn what_github_knows_becomes_a_file_each_and_a_verdict() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Text.")))]);
    let output = handbook_with(
        &repo,
        &["approvals", "import"],
        &GITHUB.replace("COMMIT", &commit.to_string()),
    );
    assert_data_eq!(
        String::from_utf8(output.stderr).unwrap(),
        str![[r#"
passed over: pull request 8 comes without its reviews: add reviews to gh's --json
1 written to org/approvals/, 0 as they were, 1 passed over.

"#]]
    );
    assert_eq!(output.status.code(), Some(1));
    let file = std::fs::read_to_string(repo.path().join("org/approvals/7.toml")).unwrap();
    assert_eq!(
        file,
        format!(
            "landed = \"{commit}\"\nauthor = \"eve-gh\"\nmerged_by = \"bob-gh\"\n\
         url = \"https://github.com/company/handbook/pull/7\"\n\n[[reviews]]\nby = \"bob-gh\"\n\
         state = \"approved\"\nat = 2023-11-15T09:30:00Z\n\
         commit = \"1f6a2b3c4d5e6f708192a3b4c5d6e7f801234567\"\n"
        )
    );
    assert_eq!(verdict(&repo, commit).0, "owner-approved");
}

#[test]
fn a_commit_that_is_not_here_is_told_as_far_as_that_is_known() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Text.")))]).to_string();
    repo.commit_as(EVE, "On", &[(LEAVE, Some(&page("More text.")))]);
    let told = |root: &std::path::Path, commit: &str| {
        let text = GITHUB.replace("COMMIT", commit);
        let output = handbook_at(&repo, root, &["approvals", "import"], &text);
        let said = String::from_utf8(output.stderr).unwrap();
        said.lines().filter(|line| line.starts_with("note")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told(repo.path(), &commit), "");
    let nowhere = "1".repeat(40);
    let note =
        format!("note: request 7 landed as {nowhere}, which is no commit of this repository");
    assert_eq!(told(repo.path(), &nowhere), note);

    let clone = repo.cloned(&["--depth", "1"]);
    let note = format!(
        "note: request 7 landed as {commit}, which this clone does not have; it is shallow, and git \
         fetch --unshallow brings what is older"
    );
    assert_eq!(told(&clone, &commit), note);

    let folder = repo.beside("folder");
    std::fs::create_dir_all(folder.join("org/people")).unwrap();
    let note = "note: there is no git repository here, so whether requests landed in it is unknown";
    assert_eq!(told(&folder, &commit), note);
    assert!(folder.join("org/approvals/7.toml").is_file());
}

/// Prints what `glab api` would: the requests page by page, and the approvals of each.
const GLAB: &str = r#"#!/bin/sh
test "$1" = api || exit 2
case "$*" in
"api --paginate projects/:id/merge_requests?state=merged&per_page=100")
  echo '[{"id": 91, "iid": 3, "state": "merged", "milestone": {"iid": 44}, "merge_commit_sha": "FIRST"}]'
  echo '[{"id": 92, "iid": 12, "state": "merged", "milestone": null, "merge_commit_sha": "SECOND"}]' ;;
"api projects/:id/merge_requests/3/approvals")
  echo '{"id": 91, "iid": 3, "approved_by": [{"user": {"username": "ada-gl"}}]}' ;;
"api projects/:id/merge_requests/12/approvals") echo '{"id": 92, "iid": 12, "approved_by": []}' ;;
*) exit 2 ;;
esac
"#;

#[cfg(unix)]
#[test]
fn the_command_in_the_help_records_all_merged_requests_of_a_project_on_gitlab() {
    use std::os::unix::fs::PermissionsExt;
    if !has("jq", "jq") {
        return;
    }
    let mut repo = company();
    let first = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let second = repo.commit_as(EVE, "More", &[(LEAVE, Some(&page("More text.")))]);
    let help = handbook(&repo, &["approvals", "import", "--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    let command = help.split_once("with jq:").unwrap().1;
    // The reader's shell finds both programs on its path.
    let programs = repo.beside("programs");
    std::fs::create_dir_all(&programs).unwrap();
    let glab = GLAB.replace("FIRST", &first.to_string()).replace("SECOND", &second.to_string());
    std::fs::write(programs.join("glab"), glab).unwrap();
    std::fs::set_permissions(programs.join("glab"), PermissionsExt::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_handbook"), programs.join("handbook")).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = std::process::Command::new("sh")
        .args(["-c", command])
        .current_dir(repo.path())
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HOME", repo.beside("home"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(!repo.path().join("merged.json").exists());
    assert_eq!(verdict(&repo, first).0, "owner-approved");
    assert_eq!(verdict(&repo, second).0, "unapproved");
    // The documentation gives the same one.
    let docs = include_str!("../../docs/audit.md");
    let same = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(same(docs).contains(&same(command)), "{command}");
}

#[test]
fn what_gitlab_knows_is_read_with_its_approvals() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let text = GITLAB.replace("COMMIT", &commit.to_string());
    let file = repo.beside("answers.json");
    std::fs::write(&file, text).unwrap();
    let output = handbook(&repo, &["approvals", "import", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(verdict(&repo, commit).0, "owner-approved");
    let again = handbook(&repo, &["approvals", "import", file.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&again.stderr).starts_with("0 written"), "{again:?}");
}

#[test]
fn a_merge_request_without_its_approvals_is_not_taken_for_unapproved() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let text = GITLAB.replace("COMMIT", &commit.to_string());
    let request = text.lines().take_while(|line| !line.starts_with("{\"id\"")).collect::<String>();
    let output = handbook_with(&repo, &["approvals", "import"], &request);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(verdict(&repo, commit).0, "unknown");
}

#[test]
fn a_merge_request_that_is_not_merged_is_passed_over() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let text = GITLAB.replace("COMMIT", &commit.to_string()).replace("\"merged\"", "\"opened\"");
    let output = handbook_with(&repo, &["approvals", "import"], &text);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("passed over: merge request 3 is not merged\n"), "{said}");
    assert!(!repo.path().join("org/approvals").exists());
}

#[test]
fn what_org_would_refuse_of_a_forges_words_is_not_recorded() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Text.")))]);
    let text = GITHUB
        .replace("COMMIT", &commit.to_string())
        .replace("eve-gh", "eve\\\"\\n[[reviews]]")
        .replace("bob-gh", "bob gh")
        .replace("https://github.com", "javascript://github.com");
    handbook_with(&repo, &["approvals", "import"], &text);
    let file = std::fs::read_to_string(repo.path().join("org/approvals/7.toml")).unwrap();
    assert_eq!(file, format!("landed = \"{commit}\"\n"));
    let checked = handbook(&repo, &["check", "--format", "short"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(!said.contains("org/approvals"), "{said}");
}

#[test]
fn what_is_no_json_is_a_mistake_of_use() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let output = handbook_with(&repo, &["approvals", "import"], "<html>");
    assert_eq!(output.status.code(), Some(2));
}

fn approval(landed: impl ToString, reviewer: &str, state: &str) -> String {
    format!(
        "landed = \"{}\"\nauthor = \"eve-gh\"\n\
         url = \"https://example.org/company/handbook/pull/7\"\n\n\
         [[reviews]]\nby = \"{reviewer}\"\nstate = \"{state}\"\n",
        landed.to_string()
    )
}

#[test]
fn a_squashed_request_is_judged_by_the_forges_record() {
    for (reviewer, state, verdict_is, why) in [
        ("bob-gh", "approved", "owner-approved", "Bob was a member of Replay"),
        ("eve-gh", "approved", "unapproved", "only an author did"),
        ("bob-gh", "commented", "unapproved", "the forge has no approval of it"),
        ("bob-gh", "dismissed", "unapproved", "the forge has no approval of it"),
        (
            "bob-gh",
            "changes-requested",
            "unapproved",
            "the forge has no approval of it; Bob was a member of Replay and asked for changes at last",
        ),
        (
            "mallory",
            "changes-requested",
            "unapproved",
            "the forge has no approval of it; mallory asked for changes at last",
        ),
        (
            "mallory",
            "approved",
            "approved-by-another",
            "mallory approved and does not speak for Replay",
        ),
    ] {
        let mut repo = company();
        let commit = take(&mut repo, EVE, "Leave (#7)", 25);
        let record = approval(commit, reviewer, state);
        repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
        is(&repo, commit, verdict_is, why);
    }
}

#[test]
fn an_account_of_another_forge_is_another_person() {
    let mut repo = company();
    let commit = take(&mut repo, EVE, "Leave", 25);
    // `bob-gl` is Bob on GitLab; this is a record of GitHub's.
    let record = approval(commit, "bob-gl", "approved");
    repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    assert_eq!(verdict(&repo, commit).0, "approved-by-another");
}

#[test]
fn a_request_whose_commit_was_rewritten_is_found_by_its_number_as_a_claim() {
    let mut repo = company();
    let commit = take(&mut repo, EVE, "Leave (#7)", 25);
    let gone = "1234567890123456789012345678901234567890";
    let record = approval(gone, "bob-gh", "approved");
    repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    is(&repo, commit, "owner-approved", "Bob was a member of Replay");
    let evidence = &audited(&repo, &[])[0]["evidence"][0];
    assert_eq!((&evidence["kind"], &evidence["strength"]), (&"review".into(), &"claimed".into()));
}

#[test]
fn a_number_in_a_subject_borrows_no_other_requests_approval() {
    let mut repo = company();
    let reviewed = take(&mut repo, EVE, "Leave (#7)", 25);
    let sly = take(&mut repo, EVE, "Less (#7)", 5);
    let record = approval(reviewed, "bob-gh", "approved");
    repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    is(&repo, reviewed, "owner-approved", "Bob was a member of Replay");
    is(&repo, sly, "unknown", "nothing says who agreed");
}

#[test]
fn what_was_recorded_stays_whatever_the_forge_forgot() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Text.")))]);
    let first = GITHUB.replace("COMMIT", &commit.to_string());
    handbook_with(&repo, &["approvals", "import"], &first);
    let path = repo.path().join("org/approvals/7.toml");
    let recorded = std::fs::read_to_string(&path).unwrap();
    let with_comment =
        recorded.replace("by = \"bob-gh\"", "by = \"bob-gh\" # on the telephone, too");
    std::fs::write(&path, &with_comment).unwrap();

    // Bob's account is gone; Ada said something since, and took it back.
    let gone = first
        .replace("{\"login\": \"bob-gh\"}, \"authorAssociation\"", "null, \"authorAssociation\"");
    let ada = |state| gone.replace("PENDING", state);
    for (state, written) in [("APPROVED", 1), ("APPROVED", 0), ("DISMISSED", 1), ("PENDING", 0)] {
        let output = handbook_with(&repo, &["approvals", "import"], &ada(state));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("{written} written to org/approvals/")), "{state}: {said}");
        assert!(std::fs::read_to_string(&path).unwrap().starts_with(&with_comment), "{state}");
    }
    let added =
        "\n[[reviews]]\nby = \"ada-gh\"\nstate = \"dismissed\"\nat = 2023-11-15T08:30:00Z\n";
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{with_comment}{added}"));
    assert_eq!(verdict(&repo, commit).0, "owner-approved");
}

#[test]
fn a_record_that_is_no_toml_is_named_and_left_alone() {
    let repo = company();
    let text = GITHUB.replace("COMMIT", &"1".repeat(40));
    std::fs::create_dir_all(repo.path().join("org/approvals")).unwrap();
    let path = repo.path().join("org/approvals/7.toml");
    std::fs::write(&path, "landed = \n").unwrap();
    let output = handbook_with(&repo, &["approvals", "import"], &text);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("org/approvals/7.toml is there and is not TOML"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "landed = \n");
}

#[test]
fn markdown_names_its_period_and_links_to_what_the_forge_says() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Text.")))]);
    let input = GITHUB.replace("COMMIT", &commit.to_string());
    handbook_with(&repo, &["approvals", "import"], &input);
    let told = handbook(&repo, &["audit", "--since", "2023-11-01", "--format", "markdown"]);
    assert_data_eq!(
        String::from_utf8(told.stdout).unwrap(),
        str![[r#"
**1 change on 1 page**, since 2023-11-01

| verdict | changes |
| --- | ---: |
| approved by the owner | 1 |

Pages were owned by: Replay 1

### Leave

- 2023-11-14, `[..]`, by Eve: Leave /(&#35;&#8203;7/)
- created, +1 −0 words
- **approved by the owner**: Bob was a member of Replay
  - review by Bob (forge, <https://github.com/company/handbook/pull/7>)

"#]]
    );
    let none = handbook(&repo, &["audit", "--until", "2023-01-01", "--format", "markdown"]);
    assert_eq!(String::from_utf8(none.stdout).unwrap(), "Nothing changed, until 2023-01-01.\n");
}

#[test]
fn what_is_no_json_and_a_commit_that_is_not_here_are_told_in_plain_words() {
    let repo = company();
    let output = handbook_with(&repo, &["approvals", "import"], "{\n  nonsense");
    assert_data_eq!(
        String::from_utf8(output.stderr).unwrap(),
        str![[r#"
error: this is no JSON from line 2, column 3 on: give what gh (with --json) or glab api print

"#]]
    );
    assert_eq!(output.status.code(), Some(2));
    let input = GITHUB.replace("COMMIT", "0123456789012345678901234567890123456789");
    let output = handbook_with(&repo, &["approvals", "import"], &input);
    let told = String::from_utf8(output.stderr).unwrap();
    let note = "note: request 7 landed as 0123456789012345678901234567890123456789, which is no \
                commit of this repository\n";
    assert!(told.starts_with(note), "{told}");
}

#[test]
fn who_merged_is_recorded_and_held_to_its_shape_and_says_nothing_of_agreement() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Text.")))]);
    let record = |merged_by: &str| {
        format!("landed = \"{commit}\"\nauthor = \"eve-gh\"\nmerged_by = \"{merged_by}\"\n")
    };
    let checked = |repo: &Repo| {
        let output = handbook(repo, &["check", "--format", "short"]);
        String::from_utf8(output.stdout).unwrap()
    };
    repo.write("org/approvals/7.toml", record("bob-gh"));
    assert!(!checked(&repo).contains("approvals"), "{}", checked(&repo));
    assert_eq!(verdict(&repo, commit).0, "unapproved");
    repo.write("org/approvals/7.toml", record("bob gh"));
    assert!(checked(&repo).contains("org/approvals/7.toml:3:"), "{}", checked(&repo));
}
