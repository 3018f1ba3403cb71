//! Real git repositories, built commit by commit at fixed dates, apart from the user's own git
//! configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use zola_handbook::history::{CommitId, Repository};

/// The files of a commit: path to text.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The time of the first commit: 14 November 2023, 22:13:20 UTC. Each next one is an hour later.
pub const START: i64 = 1_700_000_000;

/// A repository in a folder that goes away with it.
pub struct Repo {
    _folder: TempDir,
    path: PathBuf,
    git: git2::Repository,
    /// Hours from [`START`] to the next commit.
    hours: i64,
    /// Who commits what others wrote; nothing where each commits their own.
    committer: Option<String>,
    /// What makes a signature of a commit's bytes.
    sign: Option<Sign>,
}

/// Makes a signature, as git puts it into a commit's header, of the bytes of the commit.
pub type Sign = Box<dyn Fn(&[u8]) -> String>;

impl Repo {
    /// An empty repository with an unborn branch `main`.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("repo");
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        let git = git2::Repository::init_opts(&path, &options).unwrap();
        let mut config = git.config().unwrap();
        config.set_str("core.autocrlf", "false").unwrap();
        config.set_str("core.excludesFile", "").unwrap();
        Self { _folder: folder, path, git, hours: 0, committer: None, sign: None }
    }

    /// The top of its work tree.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A path beside the repository, in the folder that goes away with it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }

    /// A clone beside it, made with these options of `git clone`.
    pub fn cloned(&self, options: &[&str]) -> PathBuf {
        let clone = self.beside("clone");
        self.git(&["config", "uploadpack.allowFilter", "true"]);
        let from = format!("file://{}", self.path.display());
        let to = clone.to_str().unwrap();
        self.git(&[&["clone", "--quiet"], options, &[&from, to]].concat());
        clone
    }

    /// The product's view of it.
    pub fn open(&self) -> Repository {
        open(&self.path)
    }

    /// Writes a file of the work tree.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The files of a commit.
    pub fn files(&self, commit: CommitId) -> Files {
        let mut files = Files::new();
        let tree = self.git.find_commit(oid(commit)).unwrap().tree().unwrap();
        tree.walk(git2::TreeWalkMode::PreOrder, |folder, entry| {
            if entry.kind() == Some(git2::ObjectType::Blob) {
                let path = format!("{folder}{}", entry.name().unwrap());
                let blob = self.git.find_blob(entry.id()).unwrap();
                files.insert(path, blob.content().to_vec());
            }
            git2::TreeWalkResult::Ok
        })
        .unwrap();
        files
    }

    /// Lets days go by before the next commit; with a number below 0 it is that much older.
    pub fn wait(&mut self, days: i64) {
        self.wait_hours(24 * days);
    }

    /// The same with hours.
    pub fn wait_hours(&mut self, hours: i64) {
        self.hours += hours;
    }

    /// Commits changes to HEAD's files on top of HEAD, in the work tree too: a text writes a file,
    /// nothing removes it.
    pub fn commit(&mut self, message: &str, changes: &[(&str, Option<&str>)]) -> CommitId {
        self.commit_as("Ada <ada@example.org>", message, changes)
    }

    /// The same by somebody else.
    pub fn commit_as(
        &mut self,
        author: &str,
        message: &str,
        changes: &[(&str, Option<&str>)],
    ) -> CommitId {
        let head = self.head();
        let mut files = head.map(|head| self.files(head)).unwrap_or_default();
        for (path, text) in changes {
            match text {
                Some(text) => drop(files.insert((*path).to_owned(), text.as_bytes().to_vec())),
                None => assert!(files.remove(*path).is_some(), "{path} is there to be removed"),
            }
        }
        let parents: Vec<_> = head.into_iter().collect();
        let id = self.object(&files, &parents, author.as_bytes(), "", message.as_bytes());
        self.move_to(id);
        id
    }

    /// Lets somebody sign all that is committed meanwhile.
    pub fn signed<T>(
        &mut self,
        sign: impl Fn(&[u8]) -> String + 'static,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.sign = Some(Box::new(sign));
        let done = work(self);
        self.sign = None;
        done
    }

    /// Lets somebody commit what others write meanwhile.
    pub fn committed_by<T>(&mut self, who: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.committer = Some(who.to_owned());
        let done = work(self);
        self.committer = None;
        done
    }

    /// Merges `other` into HEAD with these files as the outcome.
    pub fn merge(&mut self, other: CommitId, files: &Files) -> CommitId {
        let parents = [self.head().unwrap(), other];
        let id = self.object(files, &parents, b"Ada <ada@example.org>", "", b"Merge");
        self.move_to(id);
        id
    }

    /// Writes a commit that no branch has yet. `header` is whole lines for its header.
    pub fn object(
        &mut self,
        files: &Files,
        parents: &[CommitId],
        author: &[u8],
        header: &str,
        message: &[u8],
    ) -> CommitId {
        let tree = self.tree(files);
        let time = START + 3600 * self.hours;
        self.hours += 1;
        let mut raw = format!("tree {tree}\n").into_bytes();
        for parent in parents {
            raw.extend_from_slice(format!("parent {parent}\n").as_bytes());
        }
        let committer = self.committer.as_ref().map_or(author, |committer| committer.as_bytes());
        for (role, who) in [("author", author), ("committer", committer)] {
            raw.extend_from_slice(format!("{role} ").as_bytes());
            raw.extend_from_slice(who);
            raw.extend_from_slice(format!(" {time} +0000\n").as_bytes());
        }
        raw.extend_from_slice(header.as_bytes());
        raw.push(b'\n');
        raw.extend_from_slice(message);
        let Some(sign) = &self.sign else { return self.write_commit(&raw) };
        let (text, signature) = (std::str::from_utf8(&raw).unwrap(), sign(&raw));
        let id = self.git.commit_signed(text, signature.trim_end(), None).unwrap();
        id.to_string().parse().unwrap()
    }

    /// The bytes of a commit.
    pub fn bytes(&self, commit: CommitId) -> Vec<u8> {
        self.git.odb().unwrap().read(oid(commit)).unwrap().data().to_vec()
    }

    /// Writes the bytes of a commit, whatever they are; no branch has it yet.
    pub fn write_commit(&self, bytes: &[u8]) -> CommitId {
        let odb = self.git.odb().unwrap();
        odb.write(git2::ObjectType::Commit, bytes).unwrap().to_string().parse().unwrap()
    }

    /// Writes a tree of these entries, whatever they are: mode, name and object.
    pub fn write_tree(&self, entries: &[(&str, &[u8], git2::Oid)]) -> git2::Oid {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend_from_slice(&[mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat());
        }
        self.git.odb().unwrap().write(git2::ObjectType::Tree, &bytes).unwrap()
    }

    /// Writes a text that no tree has yet.
    pub fn write_blob(&self, text: &str) -> git2::Oid {
        self.git.blob(text.as_bytes()).unwrap()
    }

    /// Points HEAD's branch at a commit and checks it out.
    pub fn move_to(&self, commit: CommitId) {
        self.git.reference("refs/heads/main", oid(commit), true, "").unwrap();
        let mut force = git2::build::CheckoutBuilder::new();
        self.git.checkout_head(Some(force.force())).unwrap();
    }

    /// HEAD's commit.
    pub fn head(&self) -> Option<CommitId> {
        self.git.refname_to_id("refs/heads/main").ok().map(|id| id.to_string().parse().unwrap())
    }

    /// Runs git in it.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.path, arguments)
    }

    fn tree(&self, files: &Files) -> git2::Oid {
        let mut index = git2::Index::new().unwrap();
        for (path, text) in files {
            let zero = git2::IndexTime::new(0, 0);
            let entry = git2::IndexEntry {
                ctime: zero,
                mtime: zero,
                dev: 0,
                ino: 0,
                mode: 0o100_644,
                uid: 0,
                gid: 0,
                file_size: 0,
                id: self.git.blob(text).unwrap(),
                flags: 0,
                flags_extended: 0,
                path: path.clone().into_bytes(),
            };
            index.add(&entry).unwrap();
        }
        index.write_tree_to(&self.git).unwrap()
    }
}

/// The product's view of the repository that holds a path.
pub fn open(path: &Path) -> Repository {
    Repository::discover(path).unwrap().expect("a repository")
}

/// Runs git as if nobody had ever configured it.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "protocol.file.allow")
        .env("GIT_CONFIG_VALUE_0", "always")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.org")
        .env("GIT_AUTHOR_DATE", format!("{START} +0000"))
        .env("GIT_COMMITTER_DATE", format!("{START} +0000"))
        .env("TZ", "UTC")
        .output()
        .expect("git runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn oid(id: CommitId) -> git2::Oid {
    git2::Oid::from_bytes(id.as_bytes()).unwrap()
}
