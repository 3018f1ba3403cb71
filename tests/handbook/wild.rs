//! Git and file systems as they are met, at the level of the command.

use std::fs;
use std::path::Path;

use snapbox::{assert_data_eq, str};

use crate::support::company::{commit, read, repository};
use crate::support::program::{Ran, at};
use crate::support::repo::{Repo, git};
use crate::support::zola::all;

fn build(root: &Path) -> Ran {
    at(root, &all()[0], &["build"]).run()
}

/// A clone of the company beside it, made with these options of `git clone`.
fn clone(repo: &Repo, options: &[&str]) -> std::path::PathBuf {
    let clone = repo.beside("clone");
    let from = format!("file://{}", repo.path().display());
    let mut arguments = vec!["clone", "-q"];
    arguments.extend(options);
    arguments.extend([from.as_str(), clone.to_str().unwrap()]);
    repo.git(&arguments);
    clone
}

#[test]
fn a_shallow_clone_says_what_is_unknown_and_shows_no_date_that_is_none() {
    let repo = repository();
    let clone = clone(&repo, &["--depth", "2"]);
    let ran = build(&clone);
    assert_data_eq!(
        ran.told(&clone),
        str![[r#"
status: 0
--- stdout
--- stderr
Published 5 pages, 2 features, 2 teams, 3 people into [ROOT]/public in [TIME].
  git     2 commits, read now; the clone is shallow, so what is older is unknown (git fetch --unshallow)
  staged  104 files written, 0 as they were
  zola    [VERSION] took [TIME]
  note    `git add .` would commit public/: write /public/ into [ROOT]/.gitignore
Look at it: handbook serve --root [ROOT]

"#]]
    );
    let alone = read(&clone.join("public/alone/index.html"));
    assert!(alone.contains("without its whole history"), "{alone}");
    assert!(!alone.contains("<time"), "{alone}");
    let changes = read(&clone.join("public/org/changes/index.html"));
    assert!(changes.contains("without its whole history"), "{changes}");
}

#[test]
fn a_partial_clone_says_that_some_renames_are_unknown() {
    let repo = repository();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = clone(&repo, &["--filter=blob:none"]);
    let ran = build(&clone);
    assert_data_eq!(
        ran.told(&clone),
        str![[r#"
status: 0
--- stdout
--- stderr
Published 5 pages, 2 features, 2 teams, 3 people into [ROOT]/public in [TIME].
  git     5 commits, read now; the clone is partial, so some renames are unknown
  staged  109 files written, 0 as they were
  zola    [VERSION] took [TIME]
  note    `git add .` would commit public/: write /public/ into [ROOT]/.gitignore
Look at it: handbook serve --root [ROOT]

"#]]
    );
    assert!(clone.join("public/people/time-off/index.html").is_file());
    let changes = read(&clone.join("public/org/changes/index.html"));
    assert!(changes.contains("some renames may be missing"), "{changes}");
    assert!(!changes.contains("without its whole history"), "{changes}");
}

#[test]
fn a_partial_clone_of_which_nothing_is_missing_is_told_as_whole() {
    let mut repo = Repo::new();
    let page = |text: &str| format!("+++\ntitle = \"Home\"\n+++\n\n{text}\n");
    let config = Some("title = \"H\"\n[extra.handbook]\n");
    repo.commit("Begin", &[("config.toml", config), ("content/_index.md", Some(&page("One.")))]);
    commit(&mut repo, "content/two.md", &page("Two."));
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = clone(&repo, &["--filter=blob:none"]);
    let ran = build(&clone);
    assert!(ran.stderr.contains("2 commits, read now\n"), "{ran}");
    let changes = read(&clone.join("public/org/changes/index.html"));
    assert!(changes.contains("Begin") && !changes.contains("This was built"), "{changes}");
}

#[test]
fn changes_of_which_a_partial_clone_cannot_say_whether_they_were_private_are_counted() {
    let mut repo = repository();
    commit(&mut repo, "content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n\nBy the tenth.\n");
    commit(&mut repo, "content/people/_index.md", "+++\ntitle = \"Our people\"\n+++\n");
    commit(&mut repo, "content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n\nNever.\n");
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = clone(&repo, &["--filter=blob:none"]);
    let log = |format: &str, more: &[&str]| {
        let question = ["audit", "--page", "content/people/pay.md", "--format", format];
        at(&clone, &all()[0], &[&question[..], more].concat()).run()
    };
    let ran = log("human", &["--until", "HEAD~1"]);
    assert_eq!(
        ran.stdout.lines().next(),
        Some("Nothing is known to have changed, until 903341a."),
        "{ran}"
    );
    assert!(ran.stderr.contains("note: 3 more changes are not told"), "{ran}");
    assert!(ran.stderr.contains("git fetch --refetch --no-filter"), "{ran}");
    let ran = log("json", &[]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    // The text of HEAD is there, and its folder's.
    assert_eq!((report["changes"].as_array().unwrap().len(), &report["untold"]), (1, &3.into()));
    assert!(!ran.stdout.contains("tenth"), "{ran}");
    // A gate that wants to know stays shut.
    assert_eq!(log("human", &["--until", "HEAD~1", "--deny", "unknown"]).status, 1);
    assert_eq!(log("human", &["--until", "HEAD~1", "--deny", "unapproved"]).status, 0);
    let whole = at(repo.path(), &all()[0], &["audit", "--format", "json"]).run();
    let whole: serde_json::Value = serde_json::from_str(&whole.stdout).unwrap();
    assert_eq!(whole["untold"], 0);
}

#[test]
fn a_sparse_index_is_named_with_what_makes_it_whole() {
    let repo = repository();
    repo.git(&["sparse-checkout", "init", "--cone", "--sparse-index"]);
    let ran = build(repo.path());
    assert_eq!(ran.status, 3, "{ran}");
    assert!(ran.stderr.contains("git sparse-checkout reapply --no-sparse-index"), "{ran}");
    repo.git(&["sparse-checkout", "reapply", "--no-sparse-index"]);
    repo.git(&["sparse-checkout", "disable"]);
    assert_eq!(build(repo.path()).status, 0);
}

#[test]
fn a_bare_repository_is_named_with_what_a_build_needs() {
    let repo = repository();
    let clone = clone(&repo, &["--bare"]);
    let ran = build(&clone);
    assert_data_eq!(
        ran.told(&clone),
        str![[r#"
status: 3
--- stdout
--- stderr
error: [ROOT] is a bare repository: a handbook is published from a clone with a work tree

"#]]
    );
}

#[test]
fn a_worktree_has_the_history_of_its_own_branch() {
    let mut repo = repository();
    let tree = repo.beside("tree");
    repo.git(&["worktree", "add", "-q", "-b", "other", tree.to_str().unwrap()]);
    commit(&mut repo, "content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nOnly on main.\n");
    let ran = build(&tree);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("5 commits"), "{ran}");
    assert!(!read(&tree.join("public/alone/index.html")).contains("Only on main"));
    assert_eq!(git(&tree, &["status", "--porcelain"]), "?? public/");
}

#[test]
fn a_submodule_has_a_history_of_its_own() {
    let repo = repository();
    let mut outer = Repo::new();
    outer.commit("Something else", &[("README.md", Some("# Outer\n"))]);
    let from = format!("file://{}", repo.path().display());
    outer.git(&["submodule", "--quiet", "add", &from, "handbook"]);
    let ran = build(&outer.path().join("handbook"));
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("5 commits"), "{ran}");
}

#[test]
fn what_is_not_committed_is_published_and_said_to_be_so() {
    let repo = repository();
    repo.write("content/new.md", "+++\ntitle = \"New\"\n+++\n");
    repo.write("content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nEdited.\n");
    assert_eq!(build(repo.path()).status, 0);
    let page = |name: &str| read(&repo.path().join(format!("public/{name}/index.html")));
    assert!(page("new").contains("not committed yet"));
    assert!(page("alone").contains("edited since the last commit"));
    assert!(!page("people/pay").contains("commit;"));
}

#[test]
fn an_unborn_branch_is_a_handbook_without_history() {
    let repo = Repo::new();
    repo.write("content/page.md", "# Page\n");
    let ran = build(repo.path());
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
There is no Zola site here, so the Markdown in content/ is published as it stands.
Published 1 page into [ROOT]/public in [TIME].
  git     nothing is committed yet
  staged  79 files written, 0 as they were
  zola    [VERSION] took [TIME]
  note    `git add .` would commit public/: write /public/ into [ROOT]/.gitignore
Look at it: handbook serve --root [ROOT]

"#]]
    );
}

#[test]
fn a_folder_without_a_repository_is_published_without_history() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Page.md"), "# Page\n\nWords.\n").unwrap();
    let ran = build(folder.path());
    assert_data_eq!(
        ran.told(folder.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
There is no Zola site here, so the Markdown in this folder is published as it stands.
Published 1 page into [ROOT]/public in [TIME].
  git     no repository here, so pages have no history
  staged  79 files written, 0 as they were
  zola    [VERSION] took [TIME]
Look at it: handbook serve --root [ROOT]

"#]]
    );
    assert!(read(&folder.path().join("public/page/index.html")).contains("Words."));
}

#[test]
fn whoever_names_the_folder_beside_a_handbook_is_told_where_that_is() {
    let repo = Repo::new();
    repo.write("README.md", "# Read me\n");
    repo.write("site/zola.toml", "title = \"H\"\n[extra.handbook]\n");
    repo.write("site/content/page.md", "+++\ntitle = \"Page\"\n+++\n");
    let ran = build(repo.path());
    let note = "note: there is a handbook in [ROOT]/site: --root says which is meant\n";
    assert!(ran.told(repo.path()).contains(note), "{ran}");
    let inside = repo.path().join("site/content");
    let ran = build(&inside);
    let note = "note: this folder lies in the handbook [ROOT]/site: --root says which is meant\n";
    assert!(ran.told(repo.path()).contains(note), "{ran}");
    assert!(!build(&repo.path().join("site")).stderr.contains("note: "));
}

#[test]
fn git_is_to_ignore_the_site_unless_it_is_committed_on_purpose() {
    let mut repo = Repo::new();
    repo.commit("Begin", &[("page.md", Some("# Page\n"))]);
    let hint = "`git add .` would commit public/: write /public/ into ";
    assert!(build(repo.path()).stderr.contains(hint));
    repo.write(".gitignore", "/public/\n");
    assert!(!build(repo.path()).stderr.contains(hint));
    repo.write(".gitignore", "");
    repo.git(&["add", "public"]);
    assert!(!build(repo.path()).stderr.contains(hint));
}

#[test]
fn gaps_say_once_what_is_said_of_each_and_write_days_as_other_pages_do() {
    let mut repo = Repo::new();
    let rules = "[[page]]\npattern = \"/rules/\"\nowner = \"ada\"\nreview_every = \"2 days\"\n";
    repo.commit(
        "Begin",
        &[
            ("one.md", Some("# One\n")),
            ("two.md", Some("# Two\n")),
            ("rules/pay.md", Some("# Pay\n")),
            ("org/people/ada.toml", Some("name = \"Ada\"\ncraft = \"operator\"\n")),
            ("org/ownership.toml", Some(rules)),
        ],
    );
    assert_eq!(build(repo.path()).status, 0);
    let gaps = read(&repo.path().join("public/org/gaps/index.html"));
    assert_eq!(gaps.matches("has no owner").count(), 1, "{gaps}");
    assert!(gaps.contains("Each of these has no owner."), "{gaps}");
    assert!(gaps.contains("was to be read again by 16 November 2023"), "{gaps}");
}

#[test]
fn an_empty_folder_is_published_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let ran = build(folder.path());
    assert_data_eq!(
        ran.told(folder.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
There is no Zola site here, so the Markdown in this folder is published as it stands.
Published 0 pages into [ROOT]/public in [TIME].
  git     no repository here, so pages have no history
  staged  78 files written, 0 as they were
  zola    [VERSION] took [TIME]
There are no pages here; `handbook init` writes some to begin with.
Look at it: handbook serve --root [ROOT]

"#]]
    );
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_published_are_named_and_the_rest_is_published() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let repo = repository();
    let content = repo.path().join("content");
    fs::write(repo.beside("secret.md"), "+++\ntitle = \"S\"\n+++\nTop secret.\n").unwrap();
    symlink(repo.beside("secret.md"), content.join("outside.md")).unwrap();
    symlink("/etc", content.join("etc")).unwrap();
    symlink("nowhere.md", content.join("dangling.md")).unwrap();
    symlink("..", content.join("loop")).unwrap();
    symlink("alone.md", content.join("inside.md")).unwrap();
    for pipe in ["pipe.md", "pipe.png"] {
        let pipe = content.join(pipe);
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    }
    fs::write(content.join(OsStr::from_bytes(b"caf\xe9.md")), "+++\n+++\n").unwrap();
    fs::write(content.join("locked.md"), "+++\n+++\n").unwrap();
    fs::set_permissions(content.join("locked.md"), fs::Permissions::from_mode(0o0)).unwrap();
    fs::create_dir(content.join("folder.md")).unwrap();
    let ran = at(repo.path(), &all()[0], &["build", "--format", "short"]).run();
    assert_eq!(ran.status, 0, "{ran}");
    let readable = fs::read(content.join("locked.md")).is_ok();
    let told: String = ran
        .stdout
        .lines()
        .filter(|line| !line.contains("locked.md"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_data_eq!(
        told,
        str![[r#"
content/caf/xe9.md: warning[content/left-out]: this is not published: its name is not UTF-8, which no address can hold
content/dangling.md: warning[content/left-out]: this is not published: it is a symbolic link to what is not there
content/etc: warning[content/left-out]: this is not published: it is a symbolic link that leads out of the repository
content/loop: warning[content/left-out]: this is not published: it is a symbolic link to a folder above it
content/outside.md: warning[content/left-out]: this is not published: it is a symbolic link that leads out of the repository
content/pipe.md: warning[content/left-out]: this is not published: it is a pipe or a device
content/pipe.png: warning[content/left-out]: this is not published: it is a pipe or a device

"#]]
    );
    assert_eq!(!readable, ran.stdout.contains("content/locked.md"), "{ran}");
    assert!(repo.path().join("public/inside/index.html").is_file());
    for (path, bytes) in crate::support::program::bytes(&repo.path().join("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Top secret"), "{}", path.display());
    }
}

#[test]
fn a_page_of_ten_megabytes_and_sixty_folders_of_depth_are_published() {
    let repo = repository();
    let line = "Many words stand here, one after the other.\n\n";
    let big =
        format!("+++\ntitle = \"Big\"\n+++\n\n{}", line.repeat(10 * 1024 * 1024 / line.len()));
    repo.write("content/big.md", big);
    let deep = "d/".repeat(60);
    repo.write(&format!("content/{deep}page.md"), "+++\ntitle = \"Deep\"\n+++\n\nDown here.\n");
    let ran = build(repo.path());
    assert_eq!(ran.status, 0, "{ran}");
    assert!(repo.path().join("public/big/index.html").metadata().unwrap().len() > 10_000_000);
    assert!(
        read(&repo.path().join(format!("public/{deep}page/index.html"))).contains("Down here.")
    );
}

#[test]
fn a_page_that_goes_away_and_comes_back_as_a_folder_is_followed() {
    let mut repo = repository();
    assert_eq!(build(repo.path()).status, 0);
    repo.commit("Remove", &[("content/alone.md", None)]);
    commit(&mut repo, "content/alone/page.md", "+++\ntitle = \"Page\"\n+++\n\nBelow.\n");
    assert_eq!(build(repo.path()).status, 0);
    assert!(read(&repo.path().join("public/alone/page/index.html")).contains("Below."));
    repo.commit("Back", &[("content/alone/page.md", None)]);
    commit(&mut repo, "content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nBack.\n");
    assert_eq!(build(repo.path()).status, 0);
    assert!(read(&repo.path().join("public/alone/index.html")).contains("Back."));
    assert!(!repo.path().join("public/alone/page").exists());
}

#[test]
fn odd_metadata_files_are_told_and_never_a_panic() {
    let repo = repository();
    repo.write("org/people/Ada.toml", "name = \"Twice\"\n");
    repo.write("org/people/empty.toml", "");
    repo.write("org/people/bytes.toml", b"name = \"\xff\"\n");
    repo.write("org/people/folder.toml/x", "");
    repo.write("org/teams/ada.toml", "name = \"Same id\"\n");
    repo.write("org/teams/broken.toml", "name = \nmission = \"m\n");
    repo.write("org/features/big.toml", "# big\n".repeat(2_000_000));
    repo.write("org/peeple/x.toml", "");
    repo.write("org/company.toml", "schema = 9\nname = \"\"\ntimezone = \"Mars/Base\"\n");
    let ran = at(repo.path(), &all()[0], &["build", "--format", "short"]).run();
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 1
--- stdout
org/company.toml:1:10: error[org/schema]: `schema` is 9, and this program reads schema 1
org/company.toml:2:8: error[metadata/wrong-value]: `name` is empty
org/company.toml:3:12: error[metadata/wrong-value]: `timezone` is `Mars/Base`, which is not a time zone
org/features/big.toml: error[org/too-large]: this is larger than 1024 KiB, so it is not read
org/peeple/x.toml: warning[org/stray-file]: `peeple/` is not a folder of org/, so this is not read
org/people/Ada.toml: error[org/bad-id]: `Ada.toml` and `ada.toml` differ only in capitals, so they would be one
org/people/bytes.toml: error[org/not-utf8]: line 1 is not UTF-8 text: it holds the byte 0xff
org/people/empty.toml: error[org/empty-file]: this file is empty
org/people/folder.toml: error[org/folder-for-file]: this is a folder, and a file is wanted there
org/teams/ada.toml: error[org/shared-id]: `ada` is the id of a person and of a team
org/teams/broken.toml:1:8: error[metadata/syntax]: this is not TOML: string values must be quoted, expected literal string
org/teams/broken.toml:2:13: error[metadata/syntax]: this is not TOML: invalid basic string, expected `"`
--- stderr
Nothing was published; the site that was there before is as it was.

"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_handbook_that_cannot_be_written_to_is_named_with_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;

    let repo = repository();
    fs::set_permissions(repo.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let writable = fs::write(repo.path().join("probe"), "").is_ok();
    let ran = build(repo.path());
    fs::set_permissions(repo.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if writable {
        eprintln!("SKIPPED: this user may write anywhere");
        return;
    }
    assert_eq!(ran.status, 3, "{ran}");
    assert!(ran.stderr.contains(".handbook"), "{ran}");
}
