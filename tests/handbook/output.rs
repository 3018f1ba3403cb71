//! The folder that a site is published into: which may be, and which is nobody's to replace.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::support::company::{read, repository};
use crate::support::program::at;
use crate::support::repo::Repo;
use crate::support::zola::all;

#[test]
fn a_folder_of_somebody_elses_is_refused_by_name_and_stays() {
    let repo = repository();
    let zola = &all()[0];
    repo.write("public/index.html", "mine");
    let ran = at(repo.path(), zola, &["build"]).run();
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 3
--- stdout
--- stderr
error: `[ROOT]/public` is not replaced: it holds files, and no `.handbook-output` says that handbook wrote them; remove the folder if nothing in it is needed, or choose another output folder

"#]]
    );
    assert_eq!(read(&repo.path().join("public/index.html")), "mine");
}

#[test]
fn the_folder_to_publish_into_is_neither_the_handbook_nor_a_part_of_it() {
    let repo = repository();
    let zola = &all()[0];
    for output in [
        ".",
        "content",
        "org",
        "content/new",
        "..",
        ".git",
        ".git/x",
        ".handbook",
        ".handbook/site",
        ".handbook/new",
    ] {
        let ran = at(repo.path(), zola, &["build", "--output", output]).run();
        assert_ne!(ran.status, 0, "{output}: {ran}");
        assert!(repo.path().join("content/_index.md").is_file());
        assert!(repo.git(&["status", "--porcelain"]).is_empty(), "{output}");
    }
}

#[test]
fn the_folder_to_publish_into_is_not_among_pages_of_plain_markdown() {
    let repo = Repo::new();
    repo.write("docs/README.md", "# Handbook\n");
    repo.write("docs/pay.md", "# Pay\n\nMonthly.\n");
    repo.write("src/main.c", "int main(void) { return 0; }\n");
    let zola = &all()[0];
    for output in ["docs", "docs/site", "docs/a/b"] {
        let ran = at(repo.path(), zola, &["build", "--output", output]).run();
        assert_data_eq!(
            ran.told(repo.path()).replace(&format!("{output}:"), "[OUTPUT]:"),
            str![[r#"
status: 2
--- stdout
--- stderr
There is no Zola site here, so the Markdown in docs/ is published as it stands.
error: --output [OUTPUT]: every folder in docs is read for pages; choose another folder, such as public

"#]]
        );
        assert!(!repo.path().join(output).join("index.html").exists(), "{output}");
    }
    // Names of folders that are never read are free.
    for output in ["site", "docs/public", "docs/.site"] {
        at(repo.path(), zola, &["build", "--output", output]).succeed();
        let again = at(repo.path(), zola, &["build", "--output", output]).succeed();
        assert!(again.stderr.contains("Published 2 pages"), "{output}: {again}");
    }
}

#[test]
fn the_site_may_be_published_into_any_other_folder() {
    let repo = repository();
    let zola = &all()[0];
    let elsewhere = repo.beside("www/site");
    at(repo.path(), zola, &["build", "--output", elsewhere.to_str().unwrap()]).succeed();
    assert!(elsewhere.join("people/pay/index.html").is_file());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let repo = repository();
    let zola = &all()[0];
    let locked = repo.beside("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("SKIPPED: this user may write anywhere");
        return;
    }
    let output = locked.join("site");
    let ran = at(repo.path(), zola, &["build", "--output", output.to_str().unwrap()]).run();
    assert_eq!(ran.status, 3, "{ran}");
    assert!(ran.stderr.contains(locked.to_str().unwrap()), "{ran}");
}
