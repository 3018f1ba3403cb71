//! Where each change has its page.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::history::CommitId;
use crate::root::RepoPath;

/// How many letters of a page's path an address holds: it names a folder and a staged file, and most
/// file systems take 255 bytes.
const LETTERS: usize = 150;

/// The addresses of changes, below that of all generated pages: `changes/COMMIT/content-people-pay`.
pub(super) struct Addresses<'a>(BTreeMap<(CommitId, &'a RepoPath), String>);

impl<'a> Addresses<'a> {
    /// The addresses of changes, each told as its commit and the path of its page at that time. Where
    /// the paths of two pages of one commit come to the same letters, `pay/eu.md` and `pay-eu.md`,
    /// each has some of its path's digest at the end.
    pub fn of(changes: impl IntoIterator<Item = (CommitId, &'a RepoPath)>) -> Self {
        let mut alike: BTreeMap<(CommitId, String), Vec<&RepoPath>> = BTreeMap::new();
        for (commit, then) in changes {
            alike.entry((commit, letters(then))).or_default().push(then);
        }
        let mut all = BTreeMap::new();
        for ((commit, letters), paths) in alike {
            let id = commit.to_string();
            let whole = paths.len() == 1 && (1..=LETTERS).contains(&letters.len());
            for then in paths {
                let name = if whole { letters.clone() } else { told_apart(&letters, then) };
                all.insert((commit, then), format!("changes/{}/{name}", &id[..12]));
            }
        }
        Self(all)
    }

    /// The address of one of them.
    pub fn get(&self, commit: CommitId, then: &'a RepoPath) -> Option<&str> {
        self.0.get(&(commit, then)).map(String::as_str)
    }
}

/// A path in small letters, digits and hyphens, without the end of its name.
fn letters(path: &RepoPath) -> String {
    let path = path.as_str();
    slug::slugify(path.rsplit_once('.').map_or(path, |(stem, _)| stem))
}

fn told_apart(letters: &str, path: &RepoPath) -> String {
    let digest = Sha256::digest(path.as_str());
    let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let cut = letters.get(..LETTERS).unwrap_or(letters).trim_end_matches('-');
    if cut.is_empty() { digits } else { format!("{cut}-{digits}") }
}
