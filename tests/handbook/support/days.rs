//! Repositories whose commits come on given days, made in one go by `git fast-import`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A repository in the making.
#[derive(Default)]
pub struct Days {
    stream: Vec<u8>,
    marks: usize,
    head: usize,
}

/// A repository in a folder that goes away with it.
pub struct Made {
    _folder: TempDir,
    path: PathBuf,
}

/// What a commit does: a text writes a file, nothing removes it.
pub type Change<'a> = (&'a str, Option<&'a str>);

impl Days {
    pub fn new() -> Self {
        Self::default()
    }

    /// Commits on top of `main`, at that second since 1970.
    pub fn commit_at(&mut self, seconds: i64, author: &str, changes: &[(String, Option<String>)]) {
        let parent = self.head;
        self.head = self.write("refs/heads/main", seconds, author, &[parent], changes);
    }

    /// Commits on top of `main` at noon of a day.
    pub fn on(mut self, day: &str, author: &str, changes: &[Change<'_>]) -> Self {
        self.commit_at(noon(day), author, &owned(changes));
        self
    }

    /// Commits beside `main` at noon of a day, and merges that with a merge by somebody else at
    /// noon of another day.
    pub fn merged(
        mut self,
        (written, author): (&str, &str),
        (landed, merger): (&str, &str),
        changes: &[Change<'_>],
    ) -> Self {
        self.merge_at((noon(written), author), (noon(landed), merger), &owned(changes));
        self
    }

    /// The same at seconds since 1970.
    pub fn merge_at(
        &mut self,
        (written, author): (i64, &str),
        (landed, merger): (i64, &str),
        changes: &[(String, Option<String>)],
    ) {
        let parent = self.head;
        let side = self.write("refs/heads/side", written, author, &[parent], changes);
        self.head = self.write("refs/heads/main", landed, merger, &[parent, side], changes);
    }

    fn write(
        &mut self,
        branch: &str,
        seconds: i64,
        author: &str,
        parents: &[usize],
        changes: &[(String, Option<String>)],
    ) -> usize {
        self.marks += 1;
        let mark = self.marks;
        let mut say = |line: &str| {
            self.stream.extend_from_slice(line.as_bytes());
            self.stream.push(b'\n');
        };
        say(&format!("commit {branch}\nmark :{mark}"));
        for role in ["author", "committer"] {
            say(&format!("{role} {author} {seconds} +0000"));
        }
        say("data 6\nChange");
        for (at, parent) in parents.iter().filter(|parent| **parent > 0).enumerate() {
            say(&format!("{} :{parent}", if at == 0 { "from" } else { "merge" }));
        }
        for (path, text) in changes {
            match text {
                Some(text) => say(&format!("M 100644 inline {path}\ndata {}\n{text}", text.len())),
                None => say(&format!("D {path}")),
            }
        }
        say("");
        mark
    }

    /// Makes the repository, with `main` checked out.
    pub fn made(self) -> Made {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("repo");
        self.make(&path);
        Made { _folder: folder, path }
    }

    /// Makes the repository in that folder.
    pub fn make(self, path: &Path) {
        std::fs::create_dir_all(path).unwrap();
        git(path, &["init", "--quiet", "--initial-branch=main"], b"");
        git(path, &["fast-import", "--quiet"], &self.stream);
        git(path, &["checkout", "--quiet", "main"], b"");
    }
}

impl Made {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A path beside the repository, in the folder that goes away with it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Commits all that is in the work tree, at noon of a day.
    pub fn commit(&self, day: &str, author: &str) {
        self.git(&["add", "-A"]);
        let (name, email) = author.trim_end_matches('>').split_once(" <").unwrap();
        let status = Command::new("git")
            .arg("-C")
            .arg(&self.path)
            .args(["commit", "--quiet", "--message", "Change"])
            .env("HOME", &self.path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_NAME", name)
            .env("GIT_AUTHOR_EMAIL", email)
            .env("GIT_COMMITTER_NAME", name)
            .env("GIT_COMMITTER_EMAIL", email)
            .env("GIT_AUTHOR_DATE", format!("{} +0000", noon(day)))
            .env("GIT_COMMITTER_DATE", format!("{} +0000", noon(day)))
            .status();
        assert!(status.unwrap().success());
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.path, arguments, b"")
    }
}

/// Noon of a day, in seconds since 1970.
pub fn noon(day: &str) -> i64 {
    let day: jiff::civil::Date = day.parse().unwrap();
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second()
}

fn owned(changes: &[Change<'_>]) -> Vec<(String, Option<String>)> {
    changes.iter().map(|(path, text)| ((*path).to_owned(), text.map(str::to_owned))).collect()
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("HOME", folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // Git may end before it has read everything that does not concern it.
        let _closed = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "git {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}
