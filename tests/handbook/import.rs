//! `handbook import`: an `org/` proposed from what a repository says already.

use std::path::Path;

use snapbox::{assert_data_eq, str};

use crate::support::company::read;
use crate::support::program::{Ran, at, bytes, files, handbook};
use crate::support::repo::Repo;
use crate::support::zola::all;

const ADA: &str = "Ada Lovelace <ada@git.example>";
const ADA_AGAIN: &str = "ada <ada@home.example>";
const ADA_BY_NAME: &str = "Ada Lovelace <ada@home.example>";
const GRACE: &str = "Grace Hopper <7+grace-h@users.noreply.github.com>";
const PASSING: &str = "Passer By <passing@git.example>";

const ADDRESSES: [&str; 4] =
    ["ada@git.example", "ada@home.example", "passing@git.example", "cleo@desk.example"];

/// A table of features, which two captains handed on, and pages that say whose they are.
fn company() -> Repo {
    let mut repo = Repo::new();
    repo.git(&["remote", "add", "origin", "git@github.com:example/handbook.git"]);
    let table = |rows: &str| {
        format!(
            "# Who owns what\n\n| Feature | Owner | Team | PM | Slack channel |\n| --- | --- | --- | --- | --- |\n{rows}"
        )
    };
    let first = table(
        "| [Billing](guides/billing.md) | Grace Hopper | Money | Cleo | #money |\n\
         | Search | TBD | The Search team | | |\n",
    );
    let second = first.replace("| Grace Hopper |", "| Bob Bell |");
    let third = second.replace("| Bob Bell |", "| Ada, Grace Hopper |");
    let pages = "\n| Policy | Owner |\n| --- | --- |\n| [Leave](policies/leave.md) | Cleo |\n";
    repo.commit_as(
        GRACE,
        "Begin",
        &[
            ("README.md", Some("# Us\n\nWelcome.\n")),
            ("features.md", Some(&first)),
            ("guides/billing.md", Some("# Billing\n")),
            ("guides/deploy.md", Some("# Deploy\n")),
            (
                "policies/pay.md",
                Some("---\nowner: \"@grace-h\"\nreview_in: 6 months\n---\n# Pay\n"),
            ),
            ("policies/leave.md", Some("# Leave\n")),
            (
                "policies/desk.md",
                Some("---\nextra:\n  maintainers: [cleo@desk.example, Ada]\n---\n# Desk\n"),
            ),
            (
                ".github/CODEOWNERS",
                Some("* @example/docs-team\n/policies/ @grace-h\n/src/ @example/core\n"),
            ),
        ],
    );
    for day in 0..30 {
        // Days pass: a commit is an hour after the one before.
        let text = format!("# Billing\n\nSend {day} bills.\n");
        repo.commit_as(GRACE, "Bill more", &[("guides/billing.md", Some(&text))]);
    }
    repo.commit_as(ADA, "Bob has billing", &[("features.md", Some(&second))]);
    repo.commit_as(PASSING, "Fix a slip", &[("README.md", Some("# Us\n\nWelcome!\n"))]);
    for day in 0..30 {
        let text = format!("# Deploy\n\nRun it {day} times.\n");
        repo.commit_as(ADA_AGAIN, "Deploy more", &[("guides/deploy.md", Some(&text))]);
    }
    repo.commit_as(ADA_BY_NAME, "Ada has billing", &[("features.md", Some(&third))]);
    for day in 0..30 {
        let text = format!("# Deploy\n\nRun it {day} times!\n");
        repo.commit_as(GRACE, "Deploy more", &[("guides/deploy.md", Some(&text))]);
    }
    let listed = format!("{third}{pages}");
    repo.commit_as(GRACE, "List the policies", &[("features.md", Some(&listed))]);
    repo
}

fn import(root: &Path, more: &[&str]) -> Ran {
    handbook(&["import", "--root"]).arg(root).args(more).on("2023-11-20").succeed()
}

#[track_caller]
fn assert_no_address(text: &str) {
    for address in ADDRESSES {
        assert!(!text.contains(address), "{address} in {text}");
    }
}

#[test]
fn a_proposal_says_what_it_would_write_and_by_what_and_writes_nothing() {
    let repo = company();
    let before = bytes(repo.path());
    let ran = import(repo.path(), &[]);
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 0
--- stdout
Would write 12 files:
  .mailmap                      1 person wrote under several names or addresses
  org/company.toml              the company, as repo
  org/features/billing.toml     features.md:5; 3 captains since 2023-11-14, the last from 2023-11-17
  org/features/search.toml      features.md:6
  org/ownership.toml            4 rules, by CODEOWNERS, a table of pages, front matter
  org/people/ada-lovelace.toml  32 commits, the last on 2023-11-17, features.md:5
  org/people/bob-bell.toml      captain before, by features.md:5
  org/people/cleo.toml          features.md:10, features.md:5, policies/desk.md:3
  org/people/grace-hopper.toml  .github/CODEOWNERS:2, 62 commits, the last on 2023-11-18, features.md:5 and 1 more
  org/teams/docs.toml           .github/CODEOWNERS:1
  org/teams/money.toml          features.md:5
  org/teams/search.toml         features.md:6
Check:
  - what each person practises: write `craft`
  - whether these are still here, who did not write for a year: else write `left`, for Cleo, Bob Bell
  - who is in each team, who leads it, and what it is for
  - whether each captain agrees: `handbook check` names those who have not touched their feature's file
  - Cleo was taken as the first of several owners, once
  - 1 page has another owner by CODEOWNERS than by a table of pages, which counts: policies/leave.md (.github/CODEOWNERS:2)
  - 1 page has another owner by CODEOWNERS than by front matter, which counts: policies/desk.md (.github/CODEOWNERS:2)
  - features.md:5 names several owners of Billing: Ada Lovelace became its captain, Grace Hopper did not
  - 1 of the 3 lines of .github/CODEOWNERS matches no page: what is about code belongs to features, as `code`
  - 1 other person wrote before 2022-11-18, or only once, and nothing names them: --since and --commits take in more
Nothing was written. To write it: handbook import --root [..] --write
--- stderr

"#]]
    );
    assert_no_address(&ran.told(repo.path()));
    let after: Vec<_> =
        bytes(repo.path()).into_iter().filter(|(path, _)| !path.starts_with(".handbook")).collect();
    assert_eq!(before, after);
}

#[test]
fn what_is_written_is_read_without_a_mistake_and_builds() {
    let repo = company();
    import(repo.path(), &["--write"]);
    let org = repo.path().join("org");
    assert_data_eq!(
        read(&org.join("features/billing.toml")),
        str![[r##"
# Proposed by `handbook import`, from:
#   features.md:5
name = "Billing"
captain = "ada-lovelace"
team = "money"
product_manager = "cleo"
contact = "#money"
docs = ["/guides/billing.md"]

[[earlier]]
captain = "grace-hopper"
from = 2023-11-14
commit = "2d57981a295bfb4a58a4aed0d0b240dcce2b2d5b"

[[earlier]]
captain = "bob-bell"
from = 2023-11-16
commit = "ee8af0bf0e5e015b33cbf1063b32c423253c8a54"

[[earlier]]
captain = "ada-lovelace"
from = 2023-11-17
commit = "58b06e19a4a7777b01371a4fca2a4fb250063806"

"##]]
    );
    assert_data_eq!(
        read(&org.join("teams/money.toml")),
        str![[r##"
# Proposed by `handbook import`, from:
#   features.md:5
name = "Money"
members = ["ada-lovelace"]

"##]]
    );
    assert_data_eq!(
        read(&org.join("people/ada-lovelace.toml")),
        str![[r##"
# Proposed by `handbook import`, from:
#   32 commits, the last on 2023-11-17
#   features.md:5
name = "Ada Lovelace"
emails = ["ada@home.example", "ada@git.example"]

"##]]
    );
    assert_data_eq!(
        read(&org.join("people/grace-hopper.toml")),
        str![[r##"
# Proposed by `handbook import`, from:
#   .github/CODEOWNERS:2
#   62 commits, the last on 2023-11-18
#   features.md:5
name = "Grace Hopper"
accounts = { github = "grace-h" }

"##]]
    );
    assert_data_eq!(
        read(&org.join("ownership.toml")),
        str![[r##"
# Who owns which pages; of the rules that match a page the last one counts.
# Proposed by `handbook import`.

# by CODEOWNERS
[[page]]
pattern = "*"
owner = "docs"

# by front matter
[[page]]
pattern = "/policies/desk.md"
owner = "cleo"

# by a table of pages
[[page]]
pattern = "/policies/leave.md"
owner = "cleo"

# by front matter
[[page]]
pattern = "/policies/pay.md"
owner = "grace-hopper"
review_every = "6 months"

"##]]
    );
    assert_data_eq!(
        read(&repo.path().join(".mailmap")),
        str![[r#"
# Whose names and addresses are one person's: see gitmailmap(5).
Ada Lovelace <ada@home.example> Ada Lovelace <ada@git.example>
Ada Lovelace <ada@home.example> ada <ada@home.example>

"#]]
    );
    let ran =
        handbook(&["check", "--format", "short", "--root"]).arg(repo.path()).on("2023-11-20").run();
    assert!(!ran.stdout.contains("error"), "{ran}");
    for zola in all() {
        at(repo.path(), zola, &["build"]).succeed();
        for (path, bytes) in bytes(&repo.path().join("public")) {
            let text = String::from_utf8_lossy(&bytes);
            for address in ADDRESSES {
                // What an author wrote into a page is the author's.
                let authored = address.starts_with("cleo");
                assert!(authored || !text.contains(address), "{address} in {}", path.display());
            }
        }
    }
    let again = import(repo.path(), &[]);
    assert!(again.stdout.starts_with("Nothing to propose"), "{again}");
}

#[test]
fn captains_of_before_are_told_once_the_proposal_is_committed() {
    let mut repo = company();
    import(repo.path(), &["--write"]);
    let written: Vec<(String, String)> = files(&repo.path().join("org"))
        .iter()
        .map(|path| format!("org/{}", path.display()))
        .map(|path| (path.clone(), read(&repo.path().join(&path))))
        .collect();
    let written: Vec<(&str, Option<&str>)> =
        written.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
    repo.commit_as(GRACE, "Import", &written);
    let ran = handbook(&["who", "billing", "--format", "json", "--root"])
        .arg(repo.path())
        .on("2023-11-20")
        .succeed();
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["captain"]["id"], "ada-lovelace", "{ran}");
    assert_eq!(answer["since"]["date"], "2023-11-17", "{ran}");
    for zola in all().iter().take(1) {
        at(repo.path(), zola, &["build"]).succeed();
        let page = read(&repo.path().join("public/org/features/billing/index.html"));
        for captain in ["Grace Hopper", "Bob Bell", "Ada Lovelace"] {
            assert!(page.contains(captain), "{captain} in {page}");
        }
    }
}

#[test]
fn an_account_is_proposed_for_the_forge_of_the_remotes_host() {
    for (remote, forge) in [
        ("git@github.com:example/gitlab-handbook.git", "github"),
        ("https://gitlab-ci-token:x@github.com/example/handbook", "github"),
        ("https://gitlab.example.org/github/handbook.git", "gitlab"),
        ("ssh://git@gitlab.com:22/example/handbook", "gitlab"),
        // Where nothing says which forge it is, it is the one that most are on.
        ("https://git.example.org/gitlab/handbook", "github"),
    ] {
        let repo = company();
        repo.git(&["remote", "set-url", "origin", remote]);
        import(repo.path(), &["--write"]);
        let grace = read(&repo.path().join("org/people/grace-hopper.toml"));
        let account = format!("accounts = {{ {forge} = \"grace-h\" }}");
        assert!(grace.contains(&account), "{remote}: {grace}");
    }
}

#[test]
fn what_a_redacted_commit_said_of_captains_is_not_proposed() {
    let repo = company();
    assert!(import(repo.path(), &[]).stdout.contains("bob-bell"));
    let oops = repo.git(&["log", "--format=%H", "--grep=Bob has billing"]);
    let config = format!("title = \"H\"\n[extra.handbook]\nredact = [\"{}\"]\n", oops.trim());
    repo.write("zola.toml", config);
    let ran = import(repo.path(), &[]);
    assert!(ran.stdout.contains("grace-hopper") && !ran.stdout.contains("bob-bell"), "{ran}");
}

#[test]
fn files_that_are_there_stay_and_what_belongs_into_them_is_printed() {
    let repo = company();
    repo.write("org/ownership.toml", "# mine\n");
    repo.write("org/people/ada.toml", "name = \"Ada Lovelace\"\nemails = [\"ada@git.example\"]\n");
    repo.write(".mailmap", "# mine\n");
    let ran = import(repo.path(), &["--write"]);
    assert!(ran.stdout.contains("handbook import --rules"), "{ran}");
    assert!(ran.stdout.contains("handbook import --mailmap"), "{ran}");
    assert_eq!(read(&repo.path().join("org/ownership.toml")), "# mine\n");
    assert_eq!(read(&repo.path().join(".mailmap")), "# mine\n");
    assert!(!repo.path().join("org/people/ada-lovelace.toml").exists());
    let billing = read(&repo.path().join("org/features/billing.toml"));
    assert!(billing.contains("captain = \"ada\""), "{billing}");
    let rules = import(repo.path(), &["--rules"]);
    assert!(rules.stdout.contains("[[page]]\npattern = "), "{rules}");
    let lines = import(repo.path(), &["--mailmap"]);
    assert!(lines.stdout.contains("<ada@home.example>"), "{lines}");
}

#[test]
fn a_codeowners_that_handbook_made_says_nothing_new() {
    let mut repo = Repo::new();
    let made = "# Who is asked to review what, on GitHub. Made by `handbook codeowners` from org/\n* @ada\n";
    repo.commit("Begin", &[("README.md", Some("# Us\n")), (".github/CODEOWNERS", Some(made))]);
    let ran = import(repo.path(), &["--name", "Us"]);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
Would write 1 file:
  org/company.toml  the company, as Us
Check:
  - 1 other person wrote before 2022-11-14, or only once, and nothing names them: --since and --commits take in more
Nothing was written. To write it: handbook import --root [..] --write

"#]]
    );
}

#[test]
fn a_folder_without_a_repository_is_imported_from_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let page = "| Feature | Owner |\n| --- | --- |\n| Search | Ada |\n";
    std::fs::write(folder.path().join("README.md"), page).unwrap();
    let ran = import(folder.path(), &["--name", "Us", "--write"]);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
Wrote 3 files:
  org/company.toml          the company, as Us
  org/features/search.toml  README.md:3
  org/people/ada.toml       README.md:3
Check:
  - what each person practises: write `craft`
  - whether this person is still here, who did not write for a year: else write `left`, for Ada
  - whether each captain agrees: `handbook check` names those who have not touched their feature's file
Next: handbook check --root [..], then git add what is right.

"#]]
    );
}
