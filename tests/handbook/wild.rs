//! Files and folders as they are met, at the level of the command.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::support::company::{commit, read, repository};
use crate::support::program::{at, build};
use crate::support::repo::Repo;
use crate::support::zola::all;

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
fn what_somebody_is_called_is_no_day() {
    let mut repo = Repo::new();
    let left = "name = \"2023-11-02\"\ncraft = \"engineer\"\nleft = 2023-11-10\n";
    repo.commit(
        "Begin",
        &[
            ("one.md", Some("# One\n")),
            ("org/people/ada.toml", Some(left)),
            ("org/features/mill.toml", Some("name = \"The mill\"\ncaptain = \"ada\"\n")),
        ],
    );
    assert_eq!(build(repo.path()).status, 0);
    let gaps = read(&repo.path().join("public/org/gaps/index.html"));
    assert!(gaps.contains("has a captain who left, 2023-11-02"), "{gaps}");
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
