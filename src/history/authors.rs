//! Everybody who wrote, each once, whatever names and addresses they wrote under.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use super::commit::{Commit, Identity};
use super::log::History;
use super::people;

/// Somebody who wrote.
#[derive(Debug, Clone)]
pub struct Author {
    /// The names and addresses that they wrote under, the one of most commits first.
    pub identities: Vec<Arc<Identity>>,
    /// How many commits are theirs, as author or co-author.
    pub commits: usize,
    /// When the last of them landed.
    pub last: Timestamp,
}

/// Everybody who wrote, most commits first. Left out are machines, commits listed in
/// `.git-blame-ignore-revs`, and shallow boundaries, whose authors need not have written anything.
///
/// Identities are one person's where they share an address, an account of GitHub, a name of two or
/// more words, or where the name of one is the account of the other. It is a guess: two people may
/// have one name.
#[must_use]
pub fn authors(history: &History) -> Vec<Author> {
    let mut groups = Groups::default();
    for commit in &history.commits {
        if commit.flags.ignored || commit.flags.boundary {
            continue;
        }
        for identity in std::iter::once(&commit.author).chain(&commit.co_authors) {
            if !people::is_bot(identity) {
                groups.add(identity, commit);
            }
        }
    }
    let mut all = groups.all();
    all.sort_by(|one, other| {
        let name = |author: &Author| author.identities.first().map(|it| it.name.clone());
        other.commits.cmp(&one.commits).then_with(|| name(one).cmp(&name(other)))
    });
    all
}

/// Identities with what they did, and by which words each is known.
#[derive(Default)]
struct Groups {
    known: Vec<Known>,
    at: HashMap<(String, String), usize>,
}

struct Known {
    identity: Arc<Identity>,
    commits: usize,
    last: Timestamp,
}

impl Groups {
    fn add(&mut self, identity: &Arc<Identity>, commit: &Commit) {
        let key = (identity.name.clone(), identity.email.folded());
        let at = *self.at.entry(key).or_insert(self.known.len());
        let landed = commit.landed.at;
        match self.known.get_mut(at) {
            Some(known) => {
                known.commits += 1;
                known.last = known.last.max(landed);
            }
            None => {
                self.known.push(Known { identity: identity.clone(), commits: 1, last: landed });
            }
        }
    }

    /// Brings together what shares a word, also by way of a third.
    fn all(self) -> Vec<Author> {
        let mut above: Vec<usize> = (0..self.known.len()).collect();
        let mut first: HashMap<String, usize> = HashMap::new();
        for (at, known) in self.known.iter().enumerate() {
            for word in words(&known.identity) {
                let other = *first.entry(word).or_insert(at);
                let (one, other) = (top(&above, at), top(&above, other));
                above[one.max(other)] = one.min(other);
            }
        }
        let mut groups: BTreeMap<usize, Vec<Known>> = BTreeMap::new();
        for (at, known) in self.known.into_iter().enumerate() {
            groups.entry(top(&above, at)).or_default().push(known);
        }
        let author = |mut group: Vec<Known>| {
            group.sort_by(|one, other| {
                let key = |it: &Known| (it.identity.name.clone(), it.identity.email.folded());
                other.commits.cmp(&one.commits).then_with(|| key(one).cmp(&key(other)))
            });
            Author {
                commits: group.iter().map(|known| known.commits).sum(),
                last: group.iter().map(|known| known.last).max().unwrap_or(Timestamp::MIN),
                identities: group.into_iter().map(|known| known.identity).collect(),
            }
        };
        groups.into_values().map(author).collect()
    }
}

fn top(above: &[usize], mut at: usize) -> usize {
    while above[at] != at {
        at = above[at];
    }
    at
}

/// What an identity is known by.
fn words(identity: &Identity) -> Vec<String> {
    let squashed = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut words = Vec::new();
    if !identity.email.is_empty() {
        words.push(format!("<{}", identity.email.folded()));
    }
    if let Some(login) = identity.email.github_login() {
        words.push(squashed(login));
    }
    let name = identity.name.trim();
    // Many are called Emily; a word in small letters alone is rather an account.
    let is_account = name.len() > 5 && !name.chars().any(char::is_uppercase);
    if name.contains(' ') || is_account {
        words.push(squashed(name));
    }
    words.retain(|word| !word.is_empty());
    words
}
