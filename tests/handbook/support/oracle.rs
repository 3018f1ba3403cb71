//! What git itself says happened to each page: `git diff-tree -M`, commit by commit and parent by
//! parent, followed backwards name by name in the plainest way. It shares no code with the product.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use zola_handbook::history::{Action, History};

/// One change of a page, written out: commit, path, earlier path, texts before and after, action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub commit: String,
    pub path: String,
    pub from: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub action: char,
}

pub type Logs = BTreeMap<String, BTreeSet<Told>>;

/// The logs of the product, in the oracle's words.
pub fn told_by(history: &History) -> Logs {
    let told = |log: &zola_handbook::history::PageLog| {
        let change = |change: &zola_handbook::history::Change| Told {
            commit: history.commit(change).id.to_string(),
            path: change.path.to_string(),
            from: change.from.as_ref().map(ToString::to_string),
            before: change.before.map(|id| id.to_string()),
            after: change.after.map(|id| id.to_string()),
            action: match change.action {
                Action::Added => 'A',
                Action::Modified => 'M',
                Action::Renamed => 'R',
                Action::Removed => 'D',
                Action::Opened => panic!("git knows of nothing that was opened"),
            },
        };
        log.changes.iter().map(change).collect()
    };
    history.pages.iter().map(|(path, log)| (path.to_string(), told(log))).collect()
}

/// How a file differs from one parent's.
#[derive(Clone)]
struct Difference {
    from: Option<String>,
    before: Option<String>,
    after: String,
    action: char,
}

/// The logs of the Markdown files below `folder` at HEAD, as git tells them.
pub fn told_by_git(repository: &Path, folder: &str) -> Logs {
    let commits = run(repository, &["rev-list", "--topo-order", "--parents", "HEAD"], "");
    let commits: Vec<Vec<&str>> =
        commits.lines().map(|line| line.split_whitespace().collect()).collect();
    let differences = differences(repository, &commits);
    let place: HashMap<&str, usize> =
        commits.iter().enumerate().map(|(place, commit)| (commit[0], place)).collect();

    let mut logs = Logs::new();
    for page in pages_at_head(repository, folder) {
        let mut names: Vec<BTreeSet<String>> = vec![BTreeSet::new(); commits.len()];
        names[0].insert(page.clone());
        let mut log = BTreeSet::new();
        for (here, commit) in commits.iter().enumerate() {
            let sides = &differences[here];
            for name in std::mem::take(&mut names[here]) {
                let found: Vec<_> = sides.iter().map(|side| side.get(&name)).collect();
                if found.iter().all(Option::is_some) {
                    let found: Vec<_> = found.iter().copied().flatten().collect();
                    let older = found.iter().find(|difference| difference.action != 'A');
                    let told = (*older.unwrap_or(&found[0])).clone();
                    log.insert(Told {
                        commit: commit[0].to_owned(),
                        path: name.clone(),
                        from: told.from,
                        before: told.before,
                        after: Some(told.after),
                        action: told.action,
                    });
                }
                for (side, parent) in commit[1..].iter().enumerate() {
                    let earlier = match found[side] {
                        None => name.clone(),
                        Some(difference) => match (&difference.from, difference.action) {
                            (_, 'A') => continue,
                            (Some(from), _) => from.clone(),
                            (None, _) => name.clone(),
                        },
                    };
                    names[place[parent]].insert(earlier);
                }
            }
        }
        logs.insert(page, log);
    }
    logs
}

/// For each commit and each of its parents, what became different: path to difference.
fn differences(repository: &Path, commits: &[Vec<&str>]) -> Vec<Vec<HashMap<String, Difference>>> {
    let mut questions = String::new();
    for commit in commits {
        if commit.len() == 1 {
            questions.push_str(&format!("{}\n", commit[0]));
        }
        for parent in &commit[1..] {
            questions.push_str(&format!("{} {parent}\n", commit[0]));
        }
    }
    let answer = run(
        repository,
        &[
            "diff-tree",
            "--stdin",
            "--always",
            "-r",
            "-M",
            "--root",
            "-z",
            "--raw",
            "--no-abbrev",
            "--",
            ":(icase)*.md",
            ":(icase)*.markdown",
        ],
        &questions,
    );
    let mut tokens = answer.split('\0').filter(|token| !token.is_empty()).peekable();
    let mut all = Vec::new();
    for commit in commits {
        let mut sides = Vec::new();
        for _ in 0..commit.len().saturating_sub(1).max(1) {
            assert_eq!(tokens.next(), Some(commit[0]), "git answers in the order of the questions");
            let mut side = HashMap::new();
            while let Some(header) = tokens.next_if(|token| token.starts_with(':')) {
                let fields: Vec<_> = header[1..].split(' ').collect();
                let (was, is) = (fields[0].starts_with("100"), fields[1].starts_with("100"));
                let first = tokens.next().unwrap().to_owned();
                let renamed = fields[4].starts_with('R');
                let path = if renamed { tokens.next().unwrap().to_owned() } else { first.clone() };
                // A change of permissions is none of the text; what is no file is no page.
                if !is || (fields[2] == fields[3] && !renamed) {
                    continue;
                }
                let difference = Difference {
                    from: renamed.then_some(first),
                    before: was.then(|| fields[2].to_owned()),
                    after: fields[3].to_owned(),
                    action: if renamed {
                        'R'
                    } else if was {
                        'M'
                    } else {
                        'A'
                    },
                };
                side.insert(path, difference);
            }
            sides.push(side);
        }
        all.push(sides);
    }
    all
}

fn pages_at_head(repository: &Path, folder: &str) -> Vec<String> {
    let listing = run(repository, &["ls-tree", "-r", "-z", "HEAD"], "");
    let files = listing.split('\0').filter_map(|line| line.split_once('\t'));
    let files = files.filter(|(what, _)| what.starts_with("100")).map(|(_, path)| path);
    let is_page = |path: &&str| {
        let lower = path.to_lowercase();
        (lower.ends_with(".md") || lower.ends_with(".markdown"))
            && (folder.is_empty() || path.starts_with(&format!("{folder}/")))
    };
    files.filter(is_page).map(str::to_owned).collect()
}

fn run(repository: &Path, arguments: &[&str], input: &str) -> String {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "safe.directory")
        .env("GIT_CONFIG_VALUE_0", "*")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("git ends");
    writer.join().expect("no panic").expect("git reads its input");
    assert!(output.status.success(), "git {arguments:?} failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
