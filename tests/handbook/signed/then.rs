//! Whose a key is, as of the landing.

use serde_json::json;

use super::{by, evidence, is_claimed_merge, keys, merged, signature, signing, with_keys};
use crate::support::changing::{ADA, BOB, EVE, LEAVE, audited, company, page, rename_bob, take};
use crate::support::keys::Key;

#[test]
fn a_commit_that_adds_its_authors_key_proves_nothing_for_itself() {
    let mut repo = company();
    let [_, bobs, _] = keys();
    let files = [
        ("org/people/bob.toml".to_owned(), with_keys("Bob", &[&bobs], "")),
        (LEAVE.to_owned(), page("Take 25 days.")),
    ];
    let files: Vec<_> = files.iter().map(|(p, t)| (p.as_str(), Some(t.as_str()))).collect();
    let first = repo.signed(by(&bobs), |repo| repo.commit_as(BOB, "My key", &files));
    let next = repo.signed(by(&bobs), |repo| take(repo, BOB, "More", 26));
    assert_eq!(evidence(&repo, first), json!([]));
    assert_eq!(evidence(&repo, next), json!([signature(next, "bob", "Bob")]));
}

#[test]
fn a_branch_that_adds_a_key_proves_nothing_by_it() {
    let (mut repo, _) = signing();
    repo.git(&["branch", "base"]);
    let main = repo.head().unwrap();
    let new = Key::new(9);
    let file = with_keys("Bob", &[&new], "");
    repo.commit_as(EVE, "A key of Bob's", &[("org/people/bob.toml", Some(&file))]);
    let work = take(&mut repo, EVE, "Less", 5);
    let signed = repo.signed(by(&new), |repo| take(repo, BOB, "Agreed", 6));
    assert_eq!(audited(&repo, &["--base", "base"])[0]["evidence"], json!([]));
    let files = repo.files(signed);
    let merge = repo.signed(by(&new), |repo| {
        repo.object(&files, &[main, signed], BOB.as_bytes(), "", b"Merge")
    });
    repo.move_to(merge);
    for commit in [work, signed] {
        is_claimed_merge(&evidence(&repo, commit));
    }
}

#[test]
fn keys_of_the_base_count_on_a_branch() {
    let (mut repo, [_, bobs, _]) = signing();
    repo.git(&["branch", "base"]);
    let work = repo.signed(by(&bobs), |repo| take(repo, BOB, "More", 26));
    let told = audited(&repo, &["--base", "base"]);
    assert_eq!(told[0]["evidence"], json!([signature(work, "bob", "Bob")]));
}

#[test]
fn a_key_of_somebody_who_left_counts_for_nothing_from_then_on() {
    let (mut repo, [_, bobs, _]) = signing();
    let before = repo.signed(by(&bobs), |repo| take(repo, BOB, "More", 26));
    let gone = with_keys("Bob", &[&bobs], "left = 2023-11-16\n");
    let file = [("org/people/bob.toml", Some(gone.as_str()))];
    repo.commit_as(ADA, "Bob goes tomorrow", &file);
    let notice = repo.signed(by(&bobs), |repo| take(repo, BOB, "Still there", 27));
    repo.wait(1);
    let [after, _] = merged(&mut repo, BOB, by(&bobs));
    assert_eq!(evidence(&repo, before), json!([signature(before, "bob", "Bob")]));
    assert_eq!(evidence(&repo, notice), json!([signature(notice, "bob", "Bob")]));
    is_claimed_merge(&evidence(&repo, after));
}

#[test]
fn a_key_is_whose_it_was_then() {
    let (mut repo, [_, shared, eves]) = signing();
    let then = repo.signed(by(&shared), |repo| take(repo, ADA, "More", 26));
    let (bob, eve) = (with_keys("Bob", &[], ""), with_keys("Eve", &[&eves, &shared], ""));
    let both = [("org/people/eve.toml", Some(eve.as_str()))];
    repo.commit_as(ADA, "Eve has Bob's key, too", &both);
    let between = repo.signed(by(&shared), |repo| take(repo, ADA, "More", 27));
    repo.commit_as(ADA, "Bob has it no more", &[("org/people/bob.toml", Some(&bob))]);
    let now = repo.signed(by(&shared), |repo| take(repo, ADA, "More", 28));
    assert_eq!(evidence(&repo, then), json!([signature(then, "bob", "Bob")]));
    assert_eq!(evidence(&repo, between), json!([]), "a key of two proves nothing");
    assert_eq!(evidence(&repo, now), json!([signature(now, "eve", "Eve")]));
}

#[test]
fn who_signed_is_named_as_today() {
    let (mut repo, [_, bobs, _]) = signing();
    let commit = repo.signed(by(&bobs), |repo| take(repo, BOB, "More", 26));
    let robert = with_keys("Robert", &[&bobs], "formerly = [\"bob\"]\n").replace("robert@", "bob@");
    rename_bob(&mut repo, &robert, &[]);
    assert_eq!(evidence(&repo, commit), json!([signature(commit, "robert", "Robert")]));
}
