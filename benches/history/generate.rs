//! A handbook that never was: pages in folders that grow, are edited, moved, renamed, deleted and
//! reformatted in bulk, on a main line and on topic branches. The same every time.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where its pages are.
pub const FOLDER: &str = "site/content";

/// Makes a bare repository with so many commits, and at its HEAD so many pages. Its first commit
/// brings these other files, too.
pub fn handbook(path: &Path, pages: usize, commits: usize, others: &[(&str, &str)]) {
    git(path, &["init", "--bare", "--quiet", "--initial-branch=main", "."], "");
    let mut story = Story::new(pages, commits);
    for (path, text) in others {
        let _ = write!(story.others, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
    }
    story.tell();
    git(path, &["fast-import", "--quiet", "--force"], &story.stream);
    git(path, &["repack", "-adq"], "");
}

fn git(path: &Path, arguments: &[&str], input: &str) {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(path)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("git reads");
    assert!(child.wait().expect("git ends").success(), "git {arguments:?} failed");
}

struct Page {
    path: String,
    lines: Vec<String>,
}

struct Story {
    random: u64,
    goal: usize,
    commits: usize,
    told: usize,
    pages: Vec<Page>,
    names: usize,
    stream: String,
    /// What the first commit brings besides pages.
    others: String,
}

impl Story {
    fn new(goal: usize, commits: usize) -> Self {
        let (stream, others) = (String::new(), String::new());
        Self { random: 7, goal, commits, told: 0, pages: Vec::new(), names: 0, stream, others }
    }

    fn tell(&mut self) {
        self.commit("main", None, |story| {
            let others = std::mem::take(&mut story.others);
            (0..story.goal.min(50)).fold(others, |all, _| all + &story.add())
        });
        while self.told < self.commits {
            // Pages come at the pace at which all are there when the story ends.
            let due = self.goal * self.told / self.commits > self.pages.len();
            match self.roll(1000) {
                _ if due => self.commit("main", None, Self::add),
                0..100 if self.told + 6 < self.commits => self.topic(),
                100..115 => self.commit("main", None, Self::rename),
                115..118 => self.commit("main", None, Self::replace),
                118 => self.commit("main", None, Self::move_folder),
                119..121 => self.commit("main", None, Self::reformat),
                121..200 => self
                    .commit("main", None, |story| (0..3).map(|_| story.edit()).collect::<String>()),
                _ => self.commit("main", None, Self::edit),
            }
        }
        while self.pages.len() < self.goal {
            self.commit("main", None, |story| story.add());
        }
    }

    /// A branch of a few commits, merged while the main line has gone on.
    fn topic(&mut self) {
        let _ = writeln!(self.stream, "reset refs/heads/topic\nfrom refs/heads/main\n");
        let mut written = String::new();
        let split = self.pages.len() / 2;
        for _ in 0..1 + self.roll(3) {
            self.commit("topic", None, |story| {
                let page = story.roll(split);
                let change = story.edit_page(page);
                written.push_str(&change);
                change
            });
        }
        let other = split + self.roll(self.pages.len() - split);
        self.commit("main", None, |story| story.edit_page(other));
        self.commit("main", Some("topic"), |_| written);
    }

    fn commit(
        &mut self,
        branch: &str,
        merged: Option<&str>,
        changes: impl FnOnce(&mut Self) -> String,
    ) {
        let changes = changes(self);
        let time = 1_500_000_000 + self.told * 3600;
        let author = self.roll(40);
        let message = format!("Change number {}\n\nFor a reason.\n", self.told);
        let _ = write!(
            self.stream,
            "commit refs/heads/{branch}\nauthor P{author} <p{author}@example.org> {time} +0000\n\
             committer P{author} <p{author}@example.org> {time} +0000\ndata {}\n{message}",
            message.len()
        );
        if let Some(other) = merged {
            let _ = writeln!(self.stream, "merge refs/heads/{other}");
        }
        self.stream.push_str(&changes);
        self.stream.push('\n');
        self.told += 1;
    }

    fn add(&mut self) -> String {
        self.names += 1;
        let folder = self.roll(40);
        let path = format!("{FOLDER}/part-{}/folder-{folder}/page-{}.md", folder % 6, self.names);
        let lines = (0..20 + self.roll(40)).map(|_| self.line()).collect();
        self.pages.push(Page { path, lines });
        self.written(self.pages.len() - 1)
    }

    fn edit(&mut self) -> String {
        let page = self.roll(self.pages.len());
        self.edit_page(page)
    }

    fn edit_page(&mut self, page: usize) -> String {
        for _ in 0..=self.roll(3) {
            let line = self.roll(self.pages[page].lines.len());
            self.pages[page].lines[line] = self.line();
        }
        self.written(page)
    }

    fn rename(&mut self) -> String {
        let page = self.roll(self.pages.len());
        let old = self.pages[page].path.clone();
        self.names += 1;
        self.pages[page].path = format!("{FOLDER}/part-0/renamed-{}.md", self.names);
        let gone = format!("D {old}\n");
        if self.roll(2) == 0 { gone + &self.edit_page(page) } else { gone + &self.written(page) }
    }

    /// A page goes and an unrelated one comes.
    fn replace(&mut self) -> String {
        let page = self.roll(self.pages.len());
        let gone = self.pages.swap_remove(page);
        format!("D {}\n", gone.path) + &self.add()
    }

    fn move_folder(&mut self) -> String {
        let page = self.roll(self.pages.len());
        let Some((folder, _)) = self.pages[page].path.rsplit_once('/') else {
            return String::new();
        };
        let folder = format!("{folder}/");
        self.names += 1;
        let mut changes = String::new();
        for page in 0..self.pages.len() {
            let path = self.pages[page].path.clone();
            if let Some(rest) = path.strip_prefix(&folder) {
                self.pages[page].path = format!("{FOLDER}/moved-{}/{rest}", self.names);
                let _ = writeln!(changes, "D {path}");
                changes.push_str(&self.written(page));
            }
        }
        changes
    }

    fn reformat(&mut self) -> String {
        let every = 1 + self.roll(20);
        (0..self.pages.len()).step_by(every).map(|page| self.edit_page(page)).collect()
    }

    fn written(&self, page: usize) -> String {
        let Page { path, lines } = &self.pages[page];
        let text = lines.join("\n") + "\n";
        format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len())
    }

    fn line(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "the", "team", "decides", "who", "owns", "a", "page", "when", "people", "ask", "for",
            "time",
        ];
        let words: Vec<_> = (0..6 + self.roll(8)).map(|_| WORDS[self.roll(12)]).collect();
        format!("{} {}", words.join(" "), self.roll(100_000))
    }

    /// A number below `end`, by a linear congruential generator (Knuth's MMIX).
    fn roll(&mut self, end: usize) -> usize {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as usize % end.max(1)
    }
}
