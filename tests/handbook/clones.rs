//! Repositories as they are met: shallow, partial, sparse, bare, beside each other, or none at all.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::support::company::{commit, read, repository};
use crate::support::program::{at, build};
use crate::support::repo::{Repo, git};
use crate::support::zola::all;

#[test]
fn a_shallow_clone_says_what_is_unknown_and_shows_no_date_that_is_none() {
    let repo = repository();
    let clone = repo.cloned(&["--depth", "2"]);
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
    let clone = repo.cloned(&["--filter=blob:none"]);
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
    let clone = repo.cloned(&["--filter=blob:none"]);
    let ran = build(&clone);
    assert!(ran.stderr.contains("2 commits, read now\n"), "{ran}");
    let changes = read(&clone.join("public/org/changes/index.html"));
    assert!(changes.contains("Begin") && !changes.contains("This was built"), "{changes}");
}

#[test]
fn changes_of_which_a_partial_clone_cannot_say_whether_they_were_private_are_counted() {
    let mut repo = repository();
    commit(
        &mut repo,
        "content/people/pay.md",
        "+++\ntitle = \"Pay\"\n+++\n\n## When\n\nBy the tenth.\n",
    );
    commit(&mut repo, "content/people/_index.md", "+++\ntitle = \"Our people\"\n+++\n");
    commit(&mut repo, "content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n\n## When\n\nNever.\n");
    let clone = repo.cloned(&["--filter=blob:none"]);
    let log = |format: &str, more: &[&str]| {
        let question = ["audit", "--page", "content/people/pay.md", "--format", format];
        at(&clone, &all()[0], &[&question[..], more].concat()).run()
    };
    let ran = log("human", &["--until", "HEAD~1"]);
    let until = repo.git(&["rev-parse", "--short=7", "HEAD~1"]);
    assert_eq!(
        ran.stdout.lines().next(),
        Some(&*format!("Nothing is known to have changed, until {until}.")),
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
    // What the site gives programs counts them as well.
    let published = |root: &std::path::Path| -> serde_json::Value {
        at(root, &all()[0], &["stage"]).succeed();
        let told = root.join(".handbook/site/static/org/api/v1/changes.json");
        serde_json::from_str(&read(&told)).unwrap()
    };
    let account = at(&clone, &all()[0], &["audit", "--format", "json"]).run();
    let account: serde_json::Value = serde_json::from_str(&account.stdout).unwrap();
    let told = published(&clone);
    assert!(told["untold"].as_u64().is_some_and(|untold| untold >= 3), "{told}");
    assert_eq!(told["untold"], account["untold"]);
    assert_eq!(published(repo.path())["untold"], 0);
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
    let clone = repo.cloned(&["--bare"]);
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
