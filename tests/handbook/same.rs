//! The same commit, options and day give the same bytes, wherever, whenever and by whom.

use std::fs;
use std::path::{Path, PathBuf};

use zola_handbook::zola::Zola;

use crate::support::company::repository;
use crate::support::program::{Run, at, bytes};
use crate::support::repo::git;
use crate::support::zola::all;

/// Files by their paths, as [`bytes`] has them.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Copies a folder; `backwards` makes the files in the opposite order, so that the system lists
/// them in another one.
fn copy(from: &Path, to: &Path, backwards: bool) {
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    if backwards {
        entries.reverse();
    }
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target, backwards);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Somebody's machine: what differs from one to the next.
struct Machine {
    folder: PathBuf,
    variables: [(&'static str, String); 8],
}

impl Machine {
    fn run(&self, zola: &Zola, arguments: &[&str]) -> String {
        let run = at(&self.folder, zola, arguments).inside(self.folder.parent().unwrap());
        let run = self.variables.iter().fold(run, |run: Run, (name, value)| run.env(name, value));
        let ran = run.run();
        assert!(ran.status < 2, "{arguments:?}: {ran}");
        ran.stdout
    }

    /// All that is published, staged, packed and answered.
    fn everything(&self, zola: &Zola) -> (Files, Vec<String>) {
        self.run(zola, &["build"]);
        let pack = self.folder.with_file_name("pack");
        self.run(zola, &["audit", "--pack", pack.to_str().unwrap()]);
        let asked: [&[&str]; 8] = [
            &["audit", "--redline", "--format", "json"],
            &["audit", "--redline", "--format", "markdown"],
            &["audit", "--format", "csv"],
            &["check", "--format", "json"],
            &["check", "--format", "sarif"],
            &["codeowners"],
            &["who", "billing", "--format", "json"],
            &["log", "page:people/pay.md", "--format", "json"],
        ];
        let answers = asked.map(|arguments| self.run(zola, arguments)).to_vec();
        let folders = [self.folder.join("public"), self.folder.join(".handbook/site"), pack];
        (folders.iter().flat_map(|folder| bytes(folder)).collect(), answers)
    }
}

#[test]
fn two_machines_make_the_same_bytes_of_one_commit() {
    let repo = repository();
    for zola in all() {
        let place = tempfile::tempdir().unwrap();
        let machine = |name: &str, zone: &str, locale: &str, user: &str, threads: &str| {
            let home = place.path().join(format!("home of {user}"));
            fs::create_dir_all(&home).unwrap();
            let text = |text: &str| text.to_owned();
            Machine {
                folder: place.path().join(name).join("handbook"),
                variables: [
                    ("HOME", home.display().to_string()),
                    ("TZ", text(zone)),
                    ("LANG", text(locale)),
                    ("LC_ALL", text(locale)),
                    ("USER", text(user)),
                    ("LOGNAME", text(user)),
                    ("RAYON_NUM_THREADS", text(threads)),
                    ("COLUMNS", text(&(60 + user.len()).to_string())),
                ],
            }
        };
        let one = machine("a", "Pacific/Auckland", "C", "ada", "1");
        let other =
            machine("deeper/b and ü", "America/Los_Angeles", "tr_TR.UTF-8", "grace hopper", "7");
        copy(repo.path(), &one.folder, false);
        copy(repo.path(), &other.folder, true);
        // The other has the same commits in a pack, checked out at another time.
        git(&other.folder, &["gc", "-q", "--prune=now"]);
        for path in crate::support::program::files(&other.folder) {
            let file = fs::File::options().append(true).open(other.folder.join(path));
            if let Ok(file) = file {
                file.set_modified(std::time::UNIX_EPOCH).unwrap();
            }
        }
        let (files, answers) = one.everything(zola);
        let (other_files, other_answers) = other.everything(zola);
        assert!(files.len() > 150, "{}", files.len());
        let names = |files: &Files| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
        assert_eq!(names(&files), names(&other_files));
        for ((path, bytes), (_, others)) in files.iter().zip(&other_files) {
            assert!(
                bytes == others,
                "{}\n{}\n{}",
                path.display(),
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(others)
            );
        }
        assert_eq!(answers, other_answers);
    }
}

#[test]
fn a_build_from_what_is_remembered_is_the_build_from_nothing() {
    let repo = repository();
    let zola = &all()[0];
    let build = || {
        at(repo.path(), zola, &["build"]).succeed();
        bytes(&repo.path().join("public"))
    };
    let first = build();
    assert!(first == build(), "from what is remembered");
    fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
    assert!(first == build(), "from nothing again");
}
