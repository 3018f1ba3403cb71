//! On generated histories the log of each page is what `git diff-tree -M` says, commit by commit.

use std::collections::BTreeSet;

use proptest::prelude::*;
use zola_handbook::history::{Commit, CommitId, Edge, History, Options, Scope, read};
use zola_handbook::root::RepoPath;

use super::history_of;
use crate::support::oracle::{told_by, told_by_git};
use crate::support::repo::{Files, Repo};

/// Where generated files are: in the scope, outside it, and not of its kind.
const PATHS: [&str; 10] = [
    "content/a.md",
    "content/b.md",
    "content/deep/a.md",
    "content/deep/c.md",
    "content/deep/er/d.md",
    "content/x.txt",
    "docs/a.md",
    "docs/e.md",
    "a.md",
    "notes.txt",
];

/// What a commit does to the files, by numbers that are taken modulo what there is.
#[derive(Debug, Clone)]
enum Deed {
    /// A new file, also where an old one was removed; over an existing one it is a rewrite.
    Write {
        path: usize,
        topic: u8,
        lines: u8,
    },
    /// So many lines of a file anew: few make it a rename still, many do not, and some are half.
    Edit {
        file: usize,
        lines: u8,
    },
    /// To another path, with so many lines anew.
    Rename {
        file: usize,
        path: usize,
        lines: u8,
    },
    Swap {
        one: usize,
        other: usize,
    },
    Copy {
        file: usize,
        path: usize,
    },
    Remove {
        file: usize,
    },
    /// A folder in another one's place.
    MoveFolder {
        from: usize,
        to: usize,
    },
}

#[derive(Debug, Clone)]
enum Step {
    Commit {
        branch: usize,
        deeds: Vec<Deed>,
    },
    /// A new branch where another one is.
    Fork {
        branch: usize,
    },
    /// Merges branches; `choices` says for each path that differs whose version stays, and the
    /// deeds are the merge's own.
    Merge {
        into: usize,
        others: Vec<usize>,
        choices: Vec<u8>,
        deeds: Vec<Deed>,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let (path, file, few) = (0..PATHS.len(), 0..20_usize, prop_oneof![0..3_u8, 0..20_u8]);
    prop_oneof![
        3 => (path.clone(), 0..6_u8, 0..20_u8)
            .prop_map(|(path, topic, lines)| Deed::Write { path, topic, lines }),
        3 => (file.clone(), few.clone()).prop_map(|(file, lines)| Deed::Edit { file, lines }),
        4 => (file.clone(), path.clone(), few)
            .prop_map(|(file, path, lines)| Deed::Rename { file, path, lines }),
        1 => (file.clone(), file.clone()).prop_map(|(one, other)| Deed::Swap { one, other }),
        1 => (file.clone(), path).prop_map(|(file, path)| Deed::Copy { file, path }),
        2 => file.prop_map(|file| Deed::Remove { file }),
        1 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Deed::MoveFolder { from, to }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let deeds = |most| prop::collection::vec(deed(), 0..most);
    prop_oneof![
        6 => (0..4_usize, deeds(5)).prop_map(|(branch, deeds)| Step::Commit { branch, deeds }),
        1 => (0..4_usize).prop_map(|branch| Step::Fork { branch }),
        2 => (
            0..4_usize,
            prop::collection::vec(0..4_usize, 1..3),
            prop::collection::vec(0..4_u8, PATHS.len()),
            deeds(2),
        )
            .prop_map(|(into, others, choices, deeds)| Step::Merge { into, others, choices, deeds }),
    ]
}

fn text(topic: u8, lines: u8) -> Vec<u8> {
    (0..lines)
        .map(|line| format!("topic {topic}, line {line}, with words\n"))
        .collect::<String>()
        .into()
}

fn nth(files: &Files, number: usize) -> Option<String> {
    files.keys().nth(number % files.len().max(1)).cloned()
}

/// Writes so many lines anew, with something that no other text has.
fn edited(text: &[u8], lines: u8, unique: &mut u32) -> Vec<u8> {
    let mut all: Vec<String> = String::from_utf8_lossy(text).lines().map(str::to_owned).collect();
    for line in all.iter_mut().take(lines.into()) {
        *unique += 1;
        *line = format!("something new, number {unique}");
    }
    all.iter().map(|line| format!("{line}\n")).collect::<String>().into()
}

fn put(files: &mut Files, path: &str, text: Vec<u8>) {
    files.insert(path.to_owned(), text);
}

fn apply(files: &mut Files, deed: &Deed, unique: &mut u32) {
    const FOLDERS: [&str; 4] = ["content/", "content/deep/", "docs/", "content/deep/er/"];
    match deed {
        Deed::Write { path, topic, lines } => put(files, PATHS[*path], text(*topic, *lines)),
        Deed::Edit { file, lines } => {
            if let Some(path) = nth(files, *file) {
                let text = edited(&files[&path], *lines, unique);
                put(files, &path, text);
            }
        }
        Deed::Rename { file, path, lines } => {
            if let Some(old) = nth(files, *file)
                && let Some(text) = files.remove(&old)
            {
                put(files, PATHS[*path], edited(&text, *lines, unique));
            }
        }
        Deed::Swap { one, other } => {
            if let (Some(one), Some(other)) = (nth(files, *one), nth(files, *other)) {
                let (first, second) = (files[&one].clone(), files[&other].clone());
                put(files, &one, second);
                put(files, &other, first);
            }
        }
        Deed::Copy { file, path } => {
            if let Some(text) = nth(files, *file).map(|file| files[&file].clone()) {
                put(files, PATHS[*path], text);
            }
        }
        Deed::Remove { file } => {
            if let Some(path) = nth(files, *file) {
                files.remove(&path);
            }
        }
        Deed::MoveFolder { from, to } => {
            let (from, to) = (FOLDERS[*from], FOLDERS[*to]);
            let moved: Vec<_> =
                files.keys().filter(|path| path.starts_with(from)).cloned().collect();
            for path in moved {
                if let Some(text) = files.remove(&path) {
                    put(files, &path.replacen(from, to, 1), text);
                }
            }
        }
    }
}

/// A repository, and the commits at which its branches ended.
fn build(steps: &[Step]) -> (Repo, Vec<CommitId>) {
    let mut repo = Repo::new();
    let mut unique = 0;
    let first: Files = [("content/a.md", 1), ("docs/e.md", 2), ("content/deep/c.md", 3)]
        .map(|(path, topic)| (path.to_owned(), text(topic, 12)))
        .into();
    let root = repo.object(&first, &[], b"Ada <ada@x>", "", b"root");
    let mut branches = vec![root];
    for step in steps {
        match step {
            Step::Commit { branch, deeds } => {
                let branch = branch % branches.len();
                let mut files = repo.files(branches[branch]);
                deeds.iter().for_each(|deed| apply(&mut files, deed, &mut unique));
                let parents = [branches[branch]];
                branches[branch] = repo.object(&files, &parents, b"Ada <ada@x>", "", b"commit");
            }
            Step::Fork { branch } => branches.push(branches[branch % branches.len()]),
            Step::Merge { into, others, choices, deeds } => {
                let into = into % branches.len();
                let mut parents = vec![branches[into]];
                for other in others {
                    let other = branches[other % branches.len()];
                    if !parents.contains(&other) {
                        parents.push(other);
                    }
                }
                if parents.len() == 1 {
                    continue;
                }
                let versions: Vec<_> = parents.iter().map(|parent| repo.files(*parent)).collect();
                let paths: std::collections::BTreeSet<_> =
                    versions.iter().flat_map(|files| files.keys().cloned()).collect();
                let mut files = Files::new();
                for (path, choice) in paths.into_iter().zip(choices.iter().cycle()) {
                    let version = &versions[usize::from(*choice) % versions.len()];
                    if let Some(text) = version.get(&path) {
                        files.insert(path, text.clone());
                    }
                }
                deeds.iter().for_each(|deed| apply(&mut files, deed, &mut unique));
                branches[into] = repo.object(&files, &parents, b"Ada <ada@x>", "", b"merge");
            }
        }
    }
    let last = branches.len() - 1;
    repo.move_to(branches[last]);
    if last > 0 {
        let files = repo.files(branches[last]);
        repo.merge(branches[0], &files);
    }
    branches.extend(repo.head());
    (repo, branches)
}

/// How many repositories are generated; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(48), max_shrink_iters: 400, ..Default::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_page_has_the_log_that_git_diff_tree_tells(
        steps in prop::collection::vec(step(), 1..25)
    ) {
        let (repo, _) = build(&steps);
        for folder in ["content", ""] {
            let history = history_of(&repo.open(), folder);
            prop_assert_eq!(told_by(&history), told_by_git(repo.path(), folder));
        }
    }

    #[test]
    fn every_change_of_the_scope_is_in_some_log(
        steps in prop::collection::vec(step(), 1..25)
    ) {
        let (repo, _) = build(&steps);
        let history = history_of(&repo.open(), "content");
        let logs = history.pages.values().chain(&history.removed);
        let changes = logs.flat_map(|log| &log.changes);
        let told: BTreeSet<_> =
            changes.map(|change| (history.commit(change).id.to_string(), &change.path)).collect();
        for (commit, path) in lines_of_main(&repo) {
            prop_assert!(told.contains(&(commit.clone(), &path)), "{} {}", commit, path);
        }
    }

    #[test]
    fn what_the_cache_saw_of_other_commits_changes_nothing(
        steps in prop::collection::vec(step(), 1..25)
    ) {
        let (repo, commits) = build(&steps);
        let (repository, scope) = (repo.open(), Scope::markdown(super::path("content")));
        let cache = repo.beside("cache");
        let at = |commit, cache_dir| {
            let options = Options { cache_dir, at: Some(commit), ..Options::default() };
            let walked = Default::default();
            History { walked, ..read(&repository, &scope, &options).unwrap() }
        };
        for commit in commits {
            let (cold, warm) = (at(commit, None), at(commit, Some(cache.as_path())));
            prop_assert_eq!(format!("{:?}", cold), format!("{:?}", warm));
        }
    }

    #[test]
    fn what_came_lately_is_told_the_same_without_the_rest(
        steps in prop::collection::vec(step(), 1..25)
    ) {
        let (repo, commits) = build(&steps);
        let (repository, scope) = (repo.open(), Scope::markdown(super::path("content")));
        let whole = history_of(&repository, "content");
        let moments: BTreeSet<_> = whole.commits.iter().map(|commit| commit.landed.at).collect();
        let cache = repo.beside("cache");
        let by_time = moments.into_iter().map(Edge::Time);
        for since in by_time.chain(commits.into_iter().map(Edge::Commit)) {
            let beyond: Box<dyn Fn(&Commit) -> bool> = match since {
                Edge::Time(moment) => Box::new(move |commit| commit.landed.at > moment),
                Edge::Commit(commit) => {
                    let listed = repo.git(&["rev-list", &format!("{commit}..main")]);
                    Box::new(move |commit| listed.contains(&commit.id.to_string()))
                }
            };
            for cache_dir in [None, Some(cache.as_path())] {
                let options = Options { cache_dir, since: Some(since), ..Options::default() };
                let late = read(&repository, &scope, &options).unwrap();
                prop_assert_eq!(of_those(&late, &beyond), of_those(&whole, &beyond));
            }
        }
        // What was remembered on the way is not taken for all there is.
        let options = Options { cache_dir: Some(&cache), ..Options::default() };
        let walked = Default::default();
        let warm = History { walked, ..read(&repository, &scope, &options).unwrap() };
        let cold = History { walked, ..whole };
        prop_assert_eq!(format!("{:?}", warm), format!("{:?}", cold));
    }
}

/// Every change of some commits: its page today, its commit, where that landed, and what it did.
fn of_those(history: &History, is_one: &dyn Fn(&Commit) -> bool) -> Vec<String> {
    let living = history.pages.iter().map(|(page, log)| (page.to_string(), log));
    let gone = history.removed.iter().map(|log| ("gone".to_owned(), log));
    let mut all: Vec<String> = living
        .chain(gone)
        .flat_map(|(page, log)| log.changes.iter().map(move |change| (page.clone(), change)))
        .filter(|(_, change)| is_one(history.commit(change)))
        .map(|(page, change)| {
            let commit = history.commit(change);
            let did = (change.action, &change.path, &change.from, change.before, change.after);
            format!("{page} {} {:?} {did:?}", commit.id, commit.landed)
        })
        .collect();
    all.sort();
    all
}

/// What single-parent commits did to Markdown files that stay in `content`, as git tells it.
fn lines_of_main(repo: &Repo) -> Vec<(String, RepoPath)> {
    let log = repo.git(&[
        "log",
        "--format=commit %H",
        "--name-status",
        "--no-renames",
        "--no-merges",
        "--diff-filter=AM",
        "HEAD",
        "--",
        ":(glob)content/**/*.md",
    ]);
    let mut commit = String::new();
    let mut found = Vec::new();
    for line in log.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("commit ") {
            Some(id) => commit = id.to_owned(),
            None => found.push((commit.clone(), super::path(&line[2..]))),
        }
    }
    found
}
