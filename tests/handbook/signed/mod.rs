//! What a verified signature proves about a change, and what no signature does.

mod agreed;
mod fits;
mod then;
mod told;

use serde_json::{Value, json};
use zola_handbook::history::CommitId;

use crate::support::changing::{ADA, EVE, audited, company, person, take};
use crate::support::keys::Key;
use crate::support::repo::Repo;

/// The keys of Ada, Bob and Eve.
fn keys() -> [Key; 3] {
    [Key::new(1), Key::new(2), Key::new(3)]
}

/// Somebody's file with the keys that they sign by.
fn with_keys(name: &str, keys: &[&Key], more: &str) -> String {
    let lines: Vec<_> = keys.iter().map(|key| format!("\"{}\"", key.line())).collect();
    person(name, &format!("signing_keys = [{}]\n{more}", lines.join(", ")))
}

/// The company, each with a key of their own, and a page.
fn signing() -> (Repo, [Key; 3]) {
    let mut repo = company();
    let keys = keys();
    let files = ["Ada", "Bob", "Eve"].into_iter().zip(&keys).map(|(name, key)| {
        (format!("org/people/{}.toml", name.to_lowercase()), with_keys(name, &[key], ""))
    });
    let files: Vec<_> = files.collect();
    let files: Vec<_> =
        files.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
    repo.commit_as(ADA, "Keys", &files);
    take(&mut repo, ADA, "Leave", 25);
    (repo, keys)
}

fn by(key: &Key) -> impl Fn(&[u8]) -> String + 'static {
    let key = key.clone();
    move |payload| key.sign(payload)
}

/// Eve works on a branch, and somebody merges it as it is: her commit, and the merge.
fn merged(repo: &mut Repo, who: &str, sign: impl Fn(&[u8]) -> String + 'static) -> [CommitId; 2] {
    let main = repo.head().unwrap();
    let work = take(repo, EVE, "Less", 5);
    let files = repo.files(work);
    let merge =
        repo.signed(sign, |repo| repo.object(&files, &[main, work], who.as_bytes(), "", b"Merge"));
    repo.move_to(merge);
    [work, merge]
}

/// What an audit lists as evidence for a commit.
fn evidence(repo: &Repo, commit: CommitId) -> Value {
    let changes = audited(repo, &[]);
    let change = changes.into_iter().find(|one| one["commit"] == commit.to_string());
    change.expect("the commit is told")["evidence"].clone()
}

fn signature(commit: CommitId, id: &str, name: &str) -> Value {
    json!({
        "kind": "signature", "source": commit.short(), "by": { "id": id, "name": name },
        "strength": "signed",
    })
}

/// Holds evidence to be the claim that a merge is, and nothing else.
fn is_claimed_merge(evidence: &Value) {
    let kinds = |key: &str| -> Vec<_> {
        evidence.as_array().unwrap().iter().map(|one| one[key].clone()).collect()
    };
    assert_eq!((kinds("kind"), kinds("strength")), (vec![json!("merge")], vec![json!("claimed")]));
}
