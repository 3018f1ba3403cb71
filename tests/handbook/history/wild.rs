//! Git as it is met: clones of every kind, and repositories that hardly are ones.

use zola_handbook::history::{BlobId, History, Options, Repository, Scope, Uncommitted, read};

use super::{history, history_of, log, path, text};
use crate::support::repo::{Repo, git, open};

#[test]
fn where_there_is_no_repository_nothing_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Repository::discover(folder.path()).unwrap().is_none());
}

#[test]
fn a_repository_is_found_from_a_folder_within() {
    let mut repo = Repo::new();
    repo.commit("write", &[("site/content/a.md", Some("a"))]);
    let repository = open(&repo.path().join("site/content"));
    assert_eq!(repository.workdir(), Some(repo.path()));
    assert_eq!(repository.head().unwrap(), repo.head());
    assert_eq!(repository.head_branch().unwrap().as_deref(), Some("main"));
    let found = repository.path_to_file(&repo.path().join("site/content")).unwrap();
    assert_eq!(found, Some(path("site/content")));
    assert_eq!(repository.path_to_file(repo.path()).unwrap(), Some(path("")));
    assert_eq!(repository.path_to_file(&std::env::temp_dir()).unwrap(), None);
}

#[test]
fn an_unborn_branch_has_no_history_and_all_files_are_new() {
    let repo = Repo::new();
    repo.write("a.md", "a");
    repo.write("b.txt", "b");
    let repository = repo.open();
    assert_eq!(repository.head().unwrap(), None);
    assert_eq!(repository.head_branch().unwrap().as_deref(), Some("main"));
    let history = history(&repository);
    assert!(history.head.is_none() && history.commits.is_empty() && history.pages.is_empty());
    assert_eq!(history.uncommitted, [(path("a.md"), Uncommitted::New)].into());
}

#[test]
fn uncommitted_edits_are_told_apart() {
    let mut repo = Repo::new();
    let files = ["edited.md", "gone.md", "same.md", "staged.md"].map(|name| (name, Some("1\n")));
    repo.commit("write", &files);
    repo.commit("ignore", &[(".gitignore", Some("ignored.md\n"))]);
    repo.write("edited.md", "2\n");
    repo.write("staged.md", "2\n");
    repo.write("deep/new.md", "2\n");
    repo.write("ignored.md", "2\n");
    repo.write("other.txt", "2\n");
    std::fs::remove_file(repo.path().join("gone.md")).unwrap();
    repo.git(&["add", "staged.md"]);
    let expected = [
        (path("deep/new.md"), Uncommitted::New),
        (path("edited.md"), Uncommitted::Edited),
        (path("gone.md"), Uncommitted::Removed),
        (path("staged.md"), Uncommitted::Edited),
    ];
    let repository = repo.open();
    assert_eq!(history(&repository).uncommitted, expected.into());
    let deep = history_of(&repository, "deep").uncommitted;
    assert_eq!(deep, [(path("deep/new.md"), Uncommitted::New)].into());
}

#[test]
fn a_shallow_clone_says_where_it_ends_and_knows_no_creations_there() {
    let mut repo = Repo::new();
    repo.commit("one", &[("a.md", Some("1\n")), ("b.md", Some("1\n"))]);
    let boundary = repo.commit("two", &[("a.md", Some("2\n"))]);
    repo.commit("three", &[("a.md", Some("3\n"))]);
    let clone = repo.cloned(&["--depth=2"]);
    let shallow = history(&open(&clone));
    assert_eq!(shallow.completeness.boundary, [boundary]);
    assert!(shallow.completeness.is_shallow() && !shallow.completeness.is_complete());
    assert_eq!(log(&shallow, "a.md"), ["three: Modified a.md", "two: Added a.md"]);
    let flags: Vec<_> = shallow.commits.iter().map(|commit| commit.flags.boundary).collect();
    assert_eq!(flags, [false, true]);
    assert!(shallow.commits[1].parents.is_empty());
}

#[test]
fn a_shallow_clone_that_is_deepened_forgets_its_boundary_whatever_the_cache_holds() {
    let mut repo = Repo::new();
    for number in 1..6 {
        repo.commit(&number.to_string(), &[("a.md", Some(&format!("{number}\n")))]);
    }
    let clone = repo.cloned(&["--depth=2"]);
    let cache = repo.beside("cache");
    let cached = || -> History {
        let options = Options { cache_dir: Some(&cache), ..Options::default() };
        read(&open(&clone), &Scope::markdown(path("")), &options).unwrap()
    };
    assert_eq!(log(&cached(), "a.md"), ["5: Modified a.md", "4: Added a.md"]);
    git(&clone, &["fetch", "--quiet", "--unshallow"]);
    let deep = cached();
    assert!(deep.completeness.is_complete());
    assert_eq!(log(&deep, "a.md"), log(&history(&repo.open()), "a.md"));
    git(&clone, &["fetch", "--quiet", "--depth=1"]);
    assert_eq!(log(&cached(), "a.md"), ["5: Added a.md"]);
}

#[test]
fn a_blobless_clone_pairs_renames_by_id_alone_and_says_so() {
    let mut repo = Repo::new();
    let (a, b) = (text("a", 20), text("b", 20));
    repo.commit("write", &[("a.md", Some(&a)), ("b.md", Some(&b))]);
    let (new, edited) = ("new/a.md", b.clone() + "more\n");
    repo.commit("move", &[("a.md", None), (new, Some(&a))]);
    repo.commit("move and edit", &[("b.md", None), ("new/c.md", Some(&edited))]);
    repo.commit("later", &[("new/c.md", Some("all new\n"))]);
    let clone = repo.cloned(&["--filter=blob:none", "--no-checkout"]);
    let partial = history(&open(&clone));
    assert!(partial.completeness.partial && !partial.completeness.is_complete());
    assert!(partial.completeness.missing_blobs > 0);
    assert_eq!(log(&partial, new), ["move: Renamed a.md > new/a.md", "write: Added a.md"]);
    assert_eq!(
        log(&partial, "new/c.md"),
        ["later: Modified new/c.md", "move and edit: Added new/c.md"]
    );
}

#[test]
fn a_blobless_clone_is_not_believed_once_its_texts_are_there() {
    let mut repo = Repo::new();
    let (a, edited) = (text("a", 20), text("a", 20) + "more\n");
    repo.commit("write", &[("a.md", Some(&a))]);
    repo.commit("move and edit", &[("a.md", None), ("b.md", Some(&edited))]);
    let clone = repo.cloned(&["--filter=blob:none", "--no-checkout"]);
    let cache = repo.beside("cache");
    let options = Options { cache_dir: Some(&cache), ..Options::default() };
    let scope = Scope::markdown(path(""));
    let partial = read(&open(&clone), &scope, &options).unwrap();
    assert_eq!(log(&partial, "b.md").len(), 1);
    git(&clone, &["checkout", "--quiet", "main"]);
    git(&clone, &["cat-file", "-p", "main~1:a.md"]);
    let whole = read(&open(&clone), &scope, &options).unwrap();
    assert_eq!(log(&whole, "b.md").len(), 2);
    assert_eq!(whole.completeness.missing_blobs, 0);
}

#[test]
fn a_linked_worktree_has_its_own_head_and_work_tree() {
    let mut repo = Repo::new();
    repo.commit("one", &[("a.md", Some("1\n"))]);
    repo.git(&["branch", "side"]);
    repo.commit("two", &[("a.md", Some("2\n"))]);
    let linked = repo.beside("linked");
    repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap(), "side"]);
    let repository = open(&linked);
    assert_eq!(repository.workdir(), Some(linked.as_path()));
    assert_eq!(repository.head_branch().unwrap().as_deref(), Some("side"));
    assert_eq!(log(&history(&repository), "a.md"), ["one: Added a.md"]);
    std::fs::write(linked.join("a.md"), "here only\n").unwrap();
    assert_eq!(history(&repository).uncommitted.len(), 1);
    assert!(history(&repo.open()).uncommitted.is_empty());
}

#[test]
fn a_handbook_in_a_submodule_has_the_submodules_history() {
    let mut inner = Repo::new();
    inner.commit("inner", &[("a.md", Some("a\n"))]);
    let mut outer = Repo::new();
    outer.commit("outer", &[("b.md", Some("b\n"))]);
    outer.git(&["submodule", "--quiet", "add", inner.path().to_str().unwrap(), "handbook"]);
    outer.git(&["commit", "--quiet", "-m", "add the submodule"]);
    let submodule = open(&outer.path().join("handbook"));
    assert_eq!(submodule.workdir(), Some(outer.path().join("handbook").as_path()));
    assert_eq!(log(&history(&submodule), "a.md"), ["inner: Added a.md"]);
    let whole = history(&outer.open());
    assert_eq!(whole.pages.keys().collect::<Vec<_>>(), [&path("b.md")]);
    assert!(whole.uncommitted.is_empty());
}

#[test]
fn a_bare_repository_answers_from_head() {
    let mut repo = Repo::new();
    let mailmap = "Countess <ada@example.org>\n";
    repo.commit("write", &[("docs/a.md", Some("a\n")), (".mailmap", Some(mailmap))]);
    let bare = repo.cloned(&["--bare"]);
    let repository = open(&bare);
    assert!(repository.is_bare() && repository.workdir().is_none());
    assert_eq!(repository.path_to_file(&bare).unwrap(), None);
    let history = history(&repository);
    assert_eq!(history.commits[0].author.name, "Countess");
    assert!(history.uncommitted.is_empty());
    let files = repository.files_at(repo.head().unwrap(), &path("docs")).unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].0, path("docs/a.md"));
    assert_eq!(repository.blob(files[0].1).unwrap(), b"a\n");
}

#[test]
fn revisions_are_resolved_or_not_there() {
    let mut repo = Repo::new();
    let first = repo.commit("one", &[("a.md", Some("1"))]);
    let second = repo.commit("two", &[("a.md", Some("2"))]);
    repo.git(&["tag", "-a", "v1", "-m", "release", &first.to_string()]);
    let repository = repo.open();
    for (rev, id) in [
        ("HEAD", Some(second)),
        ("HEAD~1", Some(first)),
        ("v1", Some(first)),
        ("main", Some(second)),
        (&first.to_string(), Some(first)),
        (&first.to_string()[..10], Some(first)),
        ("nobody", None),
        ("HEAD:a.md", None),
        ("HEAD~9", None),
        ("", None),
        ("a..b", None),
    ] {
        assert_eq!(repository.resolve(rev).unwrap(), id, "{rev}");
    }
}

#[test]
fn the_history_can_be_read_as_of_an_earlier_commit() {
    let mut repo = Repo::new();
    let first = repo.commit("one", &[("a.md", Some("1"))]);
    repo.commit("two", &[("a.md", Some("2")), ("b.md", Some("2"))]);
    repo.write("c.md", "new");
    let options = Options { at: Some(first), ..Options::default() };
    let then = read(&repo.open(), &Scope::markdown(path("")), &options).unwrap();
    assert_eq!(then.head, Some(first));
    assert_eq!(then.pages.keys().collect::<Vec<_>>(), [&path("a.md")]);
    assert!(then.uncommitted.is_empty());
}

#[test]
fn remotes_are_told_without_their_passwords() {
    let repo = Repo::new();
    assert_eq!(repo.open().origin_url().unwrap(), None);
    repo.git(&["remote", "add", "upstream", "https://ada:token@host.example/a/b.git"]);
    let url = || repo.open().origin_url().unwrap();
    assert_eq!(url().as_deref(), Some("https://host.example/a/b.git"));
    repo.git(&["remote", "add", "origin", "git@host.example:a/b.git"]);
    assert_eq!(url().as_deref(), Some("git@host.example:a/b.git"));
}

#[test]
fn texts_are_read_from_several_threads_at_once() {
    let mut repo = Repo::new();
    let head = repo.commit("write", &[("a.md", Some("a\n")), ("b.md", Some("b\n"))]);
    let repository = repo.open();
    let files = repository.files_at(head, &path("")).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for (file, blob) in &files {
                    let text = repository.blob(*blob).unwrap();
                    assert_eq!(text[0], file.as_str().as_bytes()[0]);
                }
            });
        }
    });
}

#[test]
fn a_text_that_is_not_there_is_named() {
    let repo = Repo::new();
    let id: BlobId = "1234567890123456789012345678901234567890".parse().unwrap();
    let error = repo.open().blob(id).unwrap_err();
    assert!(error.to_string().contains(&id.to_string()), "{error}");
}

#[test]
fn a_repository_with_a_damaged_commit_is_an_error_that_names_it() {
    let mut repo = Repo::new();
    let first = repo.commit("one", &[("a.md", Some("1"))]);
    repo.commit("two", &[("a.md", Some("2"))]);
    let id = first.to_string();
    let object = repo.path().join(".git/objects").join(&id[..2]).join(&id[2..]);
    std::fs::remove_file(object).unwrap();
    let error = read(&repo.open(), &Scope::markdown(path("")), &Options::default()).unwrap_err();
    assert!(error.to_string().contains(&id), "{error}");
}

/// Other systems have no such names.
#[cfg(target_os = "linux")]
#[test]
fn a_repository_in_a_folder_whose_name_is_not_utf_8_is_read_like_any() {
    use std::os::unix::ffi::OsStrExt as _;
    let mut repo = Repo::new();
    repo.commit("one", &[("a.md", Some("1\n"))]);
    repo.commit("two", &[("a.md", Some("2\n"))]);
    let wanted = log(&history(&repo.open()), "a.md");
    let folder = repo.path().with_file_name(std::ffi::OsStr::from_bytes(b"caf\xe9"));
    std::fs::rename(repo.path(), &folder).unwrap();
    assert_eq!(log(&history(&open(&folder)), "a.md"), wanted);
}
