//! What git remembers of the pages.

mod cache;
mod logs;
mod oracle;
mod people;
mod tracked;
mod wild;

use zola_handbook::history::{Change, History, Options, PageLog, Repository, Scope, read};
use zola_handbook::root::RepoPath;

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

/// The history of all Markdown of a repository.
fn history(repository: &Repository) -> History {
    history_of(repository, "")
}

/// The history of the Markdown below a folder.
fn history_of(repository: &Repository, folder: &str) -> History {
    read(repository, &Scope::markdown(path(folder)), &Options::default()).unwrap()
}

/// A log in one line a change: subject of the commit, action, paths.
fn lines(history: &History, log: &PageLog) -> Vec<String> {
    let line = |change: &Change| {
        let from = change.from.as_ref().map(|from| format!("{from} > ")).unwrap_or_default();
        let subject = &history.commit(change).subject;
        format!("{subject}: {:?} {from}{}", change.action, change.path)
    };
    log.changes.iter().map(line).collect()
}

/// The log of a page at HEAD.
fn log(history: &History, page: &str) -> Vec<String> {
    lines(history, history.pages.get(&path(page)).expect("a page"))
}

/// A text of so many lines that share nothing with a text of another topic.
fn text(topic: &str, count: usize) -> String {
    (0..count).map(|number| format!("{topic} has something to say, number {number}\n")).collect()
}
