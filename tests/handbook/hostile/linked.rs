//! Files that decide how a handbook is read, as links that lead out of the repository, or larger
//! than any such file is.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::company::repository;
use crate::support::plain::Folder;
use crate::support::program::{Ran, TODAY, handbook};
use crate::support::repo::Repo;

/// A file beside the repository, and a link to it in the repository.
fn linked(repo: &Repo, path: &str, text: &str) {
    let outside = repo.beside("outside");
    fs::write(&outside, text).unwrap();
    let link = repo.path().join(path);
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    let _none = fs::remove_file(&link);
    symlink(&outside, &link).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    handbook(arguments).inside(folder).on(TODAY).run()
}

#[test]
fn files_of_git_that_lead_out_of_the_repository_are_named_and_not_read() {
    for (name, text) in [
        (".mailmap", "Outsider <stranger@git.example>\n"),
        (".git-blame-ignore-revs", "0123456789012345678901234567890123456789\n"),
    ] {
        let repo = repository();
        linked(&repo, name, text);
        let ran = run(repo.path(), &["audit"]);
        assert_eq!(ran.status, 3, "{name}: {ran}");
        let told = format!("{name}: it is a symbolic link that leads out of the repository");
        assert!(ran.stderr.contains(&told), "{name}: {ran}");
        assert!(!ran.to_string().contains("Outsider"), "{name}: {ran}");
    }
}

#[test]
fn a_link_within_the_repository_is_followed() {
    let repo = repository();
    repo.write("settings/mailmap", "Somebody Else <stranger@git.example>\n");
    symlink("settings/mailmap", repo.path().join(".mailmap")).unwrap();
    let ran = run(repo.path(), &["audit"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stdout.contains("Somebody Else"), "{ran}");
}

#[test]
fn a_file_that_is_larger_than_any_is_not_read() {
    let repo = repository();
    let file = fs::File::create(repo.path().join(".mailmap")).unwrap();
    file.set_len((16 << 20) + 1).unwrap();
    let ran = run(repo.path(), &["audit"]);
    assert_eq!(ran.status, 3, "{ran}");
    assert!(ran.stderr.contains(".mailmap: it is larger than 16 MiB"), "{ran}");
}

#[test]
fn a_configuration_that_leads_out_of_the_repository_is_an_error_and_decides_nothing() {
    let repo = repository();
    let config = repo.path().join("config.toml");
    let name = if config.is_file() { "config.toml" } else { "zola.toml" };
    let text = fs::read_to_string(repo.path().join(name)).unwrap();
    linked(&repo, name, &text);
    let ran = run(repo.path(), &["check", "--format", "short"]);
    assert_eq!(ran.status, 1, "{ran}");
    let told = format!(
        "{name}: error[config/unreadable]: the configuration cannot be read: it is a symbolic link \
         that leads out of the repository"
    );
    assert!(ran.stdout.contains(&told), "{ran}");
}

#[test]
fn code_owners_that_lead_out_of_the_repository_are_not_proposed() {
    let repo = repository();
    linked(&repo, "CODEOWNERS", "* @outsider\n");
    let ran = run(repo.path(), &["import"]);
    assert_eq!(ran.status, 3, "{ran}");
    assert!(ran.stderr.contains("it is a symbolic link that leads out"), "{ran}");
    assert!(!ran.stdout.contains("outsider"), "{ran}");
}

#[test]
fn lists_of_pages_that_lead_out_of_the_folder_name_no_page() {
    for (name, text) in [
        ("SUMMARY.md", "- [Outside](pay.md)\n"),
        ("mkdocs.yml", "docs_dir: .\nnav:\n  - Outside: pay.md\n"),
        (
            "sidebars.json",
            "{\"all\": [{\"type\": \"doc\", \"id\": \"pay\", \"label\": \"Outside\"}]}",
        ),
    ] {
        let folder = Folder::of(&[("pay.md", "Every month.\n"), ("leave.md", "Days.\n")]);
        let outside = folder.root().with_file_name("outside");
        fs::write(&outside, text).unwrap();
        symlink(&outside, folder.root().join(name)).unwrap();
        let read = folder.read();
        let pages = read.pages();
        assert!(!pages.contains("Outside") && pages.contains("pay.md"), "{name}: {pages}");
        let told =
            format!("{name}: warning[content/unreadable]: this list of pages cannot be read");
        assert!(read.told().contains(&told), "{name}: {}", read.told());
    }
}

#[test]
fn a_pipe_in_the_place_of_settings_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zola.toml");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let (told, heard) = std::sync::mpsc::channel();
    let boundary = folder.path().to_owned();
    std::thread::spawn(move || told.send(zola_handbook::root::read_inside(&boundary, &path)));
    let read = heard.recv_timeout(std::time::Duration::from_secs(30)).expect("an answer");
    assert_eq!(read.unwrap_err().to_string(), "it is no file");
}
