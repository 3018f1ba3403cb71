//! A small company whose handbook changes: a repository with people, teams and policies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use zola_handbook::history::CommitId;

use super::program::bytes;
use super::repo::Repo;

pub const ADA: &str = "Ada <ada@example.org>";
pub const BOB: &str = "Bob <bob@example.org>";
pub const EVE: &str = "Eve <eve@example.org>";

pub const CONFIG: &str = "title = \"Handbook\"\n[extra.handbook]\n";
pub const LEAVE: &str = "content/leave.md";

/// A page of a title and a text.
pub fn page(text: &str) -> String {
    format!("+++\ntitle = \"Leave\"\n+++\n\n{text}\n")
}

/// A person's file, with more lines besides.
pub fn person(name: &str, more: &str) -> String {
    let id = name.to_lowercase();
    format!(
        "name = \"{name}\"\ncraft = \"engineer\"\nemails = [\"{id}@example.org\"]\n{more}\n\
         [accounts]\ngithub = \"{id}-gh\"\ngitlab = \"{id}-gl\"\n"
    )
}

/// Ada and Bob are the replay team, which owns every page; Eve is a manager on no team.
pub fn company() -> Repo {
    let mut repo = Repo::new();
    let (ada, bob, eve) = (
        person("Ada", "reports_to = \"eve\""),
        person("Bob", "reports_to = \"eve\""),
        person("Eve", "management = 0.4"),
    );
    let team = "name = \"Replay\"\nmission = \"Show it again.\"\nlead = \"ada\"\n\
                members = [\"ada\", \"bob\"]\ncontact = \"#replay\"\n";
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"replay\"\nkind = \"policy\"\n";
    repo.commit_as(
        ADA,
        "Begin",
        &[
            ("config.toml", Some(CONFIG)),
            ("org/company.toml", Some("schema = 1\nname = \"Example\"\n")),
            ("org/people/ada.toml", Some(&ada)),
            ("org/people/bob.toml", Some(&bob)),
            ("org/people/eve.toml", Some(&eve)),
            ("org/teams/replay.toml", Some(team)),
            ("org/ownership.toml", Some(rules)),
        ],
    );
    repo
}

/// The same with a page that Ada wrote, Eve changed with Bob's word for it, and Bob set in bold.
pub fn told() -> Repo {
    let mut repo = company();
    repo.commit_as(
        ADA,
        "Leave",
        &[(LEAVE, Some(&page("# Leave\n\nYou may take 25 days. Ask us.")))],
    );
    repo.commit_as(
        EVE,
        "Cut \u{1b}[31mleave\n\nReviewed-by: Bob <bob@example.org>\n",
        &[(LEAVE, Some(&page("# Leave\n\nYou may take 20 days. Ask us.")))],
    );
    repo.commit_as(
        BOB,
        "Emphasis",
        &[(LEAVE, Some(&page("# Leave\n\nYou may take **20** days. Ask us.")))],
    );
    repo
}

/// Runs the program on a repository, hermetically, on a fixed day.
pub fn handbook(repo: &Repo, arguments: &[&str]) -> Output {
    handbook_with(repo, arguments, "")
}

/// The same with something on its standard input.
pub fn handbook_with(repo: &Repo, arguments: &[&str], input: &str) -> Output {
    handbook_at(repo, repo.path(), arguments, input)
}

/// The same in another folder: a clone, or a bare repository.
pub fn handbook_at(repo: &Repo, root: &Path, arguments: &[&str], input: &str) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_handbook"))
        .args(arguments)
        .args(["--root", root.to_str().unwrap(), "--today", "2023-12-01"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", repo.beside("home"))
        .env("HANDBOOK_ZOLA_RELEASES", "off")
        .env("TZ", "UTC")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// What it says on stdout; it must have ended well.
pub fn answer(repo: &Repo, arguments: &[&str]) -> String {
    let output = handbook(repo, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The changes of an audit, as JSON.
pub fn audited(repo: &Repo, arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["audit", "--format", "json"];
    all.extend_from_slice(arguments);
    let report: Value = serde_json::from_str(&answer(repo, &all)).unwrap();
    report["changes"].as_array().unwrap().clone()
}

/// The verdict on a commit's change of a page.
pub fn verdict(repo: &Repo, commit: impl ToString) -> (String, String) {
    let commit = commit.to_string();
    let changes = audited(repo, &[]);
    let change = changes.iter().find(|one| one["commit"] == *commit).expect("the commit is told");
    let text = |key: &str| change[key].as_str().unwrap().to_owned();
    (text("verdict"), text("why"))
}

/// Holds a commit to a verdict and its reason.
pub fn is(repo: &Repo, commit: impl ToString, verdict_is: &str, why: &str) {
    assert_eq!(verdict(repo, commit), (verdict_is.to_owned(), why.to_owned()));
}

/// Somebody makes the leave so many days.
pub fn take(repo: &mut Repo, who: &str, message: &str, days: u32) -> CommitId {
    repo.commit_as(who, message, &[(LEAVE, Some(&page(&format!("Take {days} days."))))])
}

/// Bob becomes Robert, with that file, and other files change as well.
pub fn rename_bob(repo: &mut Repo, robert: &str, besides: &[(&str, Option<&str>)]) {
    let team = "name = \"Replay\"\nmission = \"Show it again.\"\nlead = \"ada\"\n\
                members = [\"ada\", \"robert\"]\ncontact = \"#replay\"\n";
    let files = [
        ("org/people/bob.toml", None),
        ("org/people/robert.toml", Some(robert)),
        ("org/teams/replay.toml", Some(team)),
    ];
    repo.commit_as(ADA, "Rename", &[&files, besides].concat());
}

/// Every staged file, by its path.
pub fn staged(repo: &Repo) -> BTreeMap<String, String> {
    answer(repo, &["stage", "--zola-version", "0.22.1"]);
    texts(&repo.path().join(".handbook/site"))
}

/// The files of a pack that is made with these options, by their paths in it.
pub fn packed(repo: &Repo, options: &[&str]) -> BTreeMap<String, String> {
    let folder = repo.beside("pack");
    answer(repo, &[&["audit", "--pack", folder.to_str().unwrap()], options].concat());
    let files = texts(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    files
}

/// The texts of a folder's files, by their paths in it.
pub fn texts(folder: &Path) -> BTreeMap<String, String> {
    let text = |(path, bytes): (PathBuf, Vec<u8>)| {
        (path.to_str().unwrap().to_owned(), String::from_utf8_lossy(&bytes).into_owned())
    };
    bytes(folder).into_iter().map(text).collect()
}

/// The company after Eve cut its leave, which Bob approved; what is written is an attack on HTML and
/// templates.
pub fn with_leave_cut() -> Repo {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days <b>off</b> & rest.")))]);
    repo.commit_as(
        EVE,
        "Cut {{ x }} <script>\n\nReviewed-by: Bob <bob@example.org>\n",
        &[(LEAVE, Some(&page("Take 20 days <b>off</b> & rest {% y %}.")))],
    );
    repo.commit_as(
        BOB,
        "Emphasis",
        &[(LEAVE, Some(&page("Take *20* days <b>off</b> & rest {% y %}.")))],
    );
    repo
}
