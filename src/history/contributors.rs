//! Who wrote a page, by weight.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::commit::Identity;
use super::log::{History, PageLog};
use super::people;

/// Somebody who changed a page.
#[derive(Debug, Clone)]
pub struct Contributor {
    /// The identity of the newest change.
    pub identity: Arc<Identity>,
    /// How many commits to the page are theirs, as author or co-author.
    pub changes: usize,
}

/// Who changed a page, most changes first, then by the newest change.
///
/// Identities of one address or one name are one contributor. Left out are machines, commits
/// listed in `.git-blame-ignore-revs`, and shallow boundaries, whose author need not have written
/// anything of the page.
#[must_use]
pub fn contributors(page: &PageLog, history: &History) -> Vec<Contributor> {
    let mut found: Vec<Group> = Vec::new();
    let mut counted = HashSet::new();
    for change in &page.changes {
        let commit = history.commit(change);
        if commit.flags.ignored || commit.flags.boundary || !counted.insert(change.commit) {
            continue;
        }
        for identity in std::iter::once(&commit.author).chain(&commit.co_authors) {
            if !people::is_bot(identity) {
                found.push(Group { identity: identity.clone(), commits: [change.commit].into() });
            }
        }
    }
    let mut groups = merge(found);
    groups.sort_by_key(|group| std::cmp::Reverse(group.commits.len()));
    let contributor =
        |group: Group| Contributor { identity: group.identity, changes: group.commits.len() };
    groups.into_iter().map(contributor).collect()
}

struct Group {
    identity: Arc<Identity>,
    commits: HashSet<usize>,
}

/// Brings together what shares an address or a name, also by way of a third. The order of first
/// mention stays.
fn merge(found: Vec<Group>) -> Vec<Group> {
    let mut groups: Vec<Option<Group>> = Vec::new();
    let mut place_of: HashMap<String, usize> = HashMap::new();
    for new in found {
        let mut keys = vec![];
        if !new.identity.email.is_empty() {
            keys.push(format!("<{}", new.identity.email.folded()));
        }
        if !new.identity.name.trim().is_empty() {
            keys.push(new.identity.name.trim().to_lowercase());
        }
        let mut places: Vec<usize> =
            keys.iter().filter_map(|key| place_of.get(key).copied()).collect();
        places.sort_unstable();
        places.dedup();
        let home = places.first().copied().unwrap_or(groups.len());
        let mut commits = new.commits;
        for place in places.iter().skip(1) {
            // An identity with the address of one and the name of the other: all are one.
            commits.extend(groups[*place].take().into_iter().flat_map(|group| group.commits));
            place_of.values_mut().filter(|other| *other == place).for_each(|other| *other = home);
        }
        match groups.get_mut(home).and_then(Option::as_mut) {
            Some(group) => group.commits.extend(commits),
            None => groups.push(Some(Group { identity: new.identity, commits })),
        }
        place_of.extend(keys.into_iter().map(|key| (key, home)));
    }
    groups.into_iter().flatten().collect()
}
