//! Whom a signature makes an author, an approver or neither.

use serde_json::json;

use super::{by, evidence, merged, signature, signing, with_keys};
use crate::support::changing::{ADA, BOB, EVE, audited, is, take};
use crate::support::keys::Key;

#[test]
fn a_merge_that_an_owner_signed_is_their_approval() {
    let (mut repo, [_, bobs, _]) = signing();
    let [work, merge] = merged(&mut repo, BOB, by(&bobs));
    is(&repo, work, "owner-approved", "Bob was a member of Replay");
    assert_eq!(evidence(&repo, work), json!([signature(merge, "bob", "Bob")]));
}

#[test]
fn so_it_is_where_the_forge_has_no_review() {
    for (who, sign, verdict) in [(BOB, 1, "owner-approved"), (EVE, 2, "unapproved")] {
        let (mut repo, keys) = signing();
        let [work, merge] = merged(&mut repo, who, by(&keys[sign]));
        let record = format!("landed = \"{merge}\"\nauthor = \"eve-gh\"\nmerged_by = \"bob-gh\"\n");
        repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
        let why = match verdict {
            "unapproved" => "the forge has no approval of it",
            _ => "Bob was a member of Replay",
        };
        is(&repo, work, verdict, why);
    }
}

#[test]
fn a_merge_signed_by_somebody_without_a_voice_is_anothers_approval() {
    let (mut repo, [adas, ..]) = signing();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"bob\"\n";
    repo.commit_as(ADA, "Bob's", &[("org/ownership.toml", Some(rules))]);
    let [work, _] = merged(&mut repo, ADA, by(&adas));
    is(&repo, work, "approved-by-another", "Ada approved and does not speak for Bob");
}

#[test]
fn who_merges_their_own_work_approves_nothing_by_signing() {
    let (mut repo, [.., eves]) = signing();
    let [work, merge] = merged(&mut repo, EVE, by(&eves));
    is(&repo, work, "unknown", "nothing says who agreed");
    assert_eq!(evidence(&repo, work), json!([signature(merge, "eve", "Eve")]));
}

#[test]
fn a_merge_in_an_owners_name_is_of_who_signed_it() {
    let (mut repo, [.., eves]) = signing();
    let [work, merge] = merged(&mut repo, BOB, by(&eves));
    is(&repo, work, "unknown", "nothing says who agreed");
    assert_eq!(evidence(&repo, work), json!([signature(merge, "eve", "Eve")]));
}

#[test]
fn what_an_author_signed_is_proven_to_be_theirs() {
    let (mut repo, [_, bobs, eves]) = signing();
    let bobs = repo.signed(by(&bobs), |repo| take(repo, BOB, "Leave", 26));
    let eves = repo.signed(by(&eves), |repo| take(repo, EVE, "Less", 5));
    is(&repo, bobs, "owner-authored", "Bob was a member of Replay");
    assert_eq!(evidence(&repo, bobs), json!([signature(bobs, "bob", "Bob")]));
    is(&repo, eves, "unknown", "nothing says who agreed");
    assert_eq!(evidence(&repo, eves), json!([signature(eves, "eve", "Eve")]));
}

#[test]
fn of_two_authors_the_one_who_signed_speaks() {
    let (mut repo, [adas, ..]) = signing();
    let message = "Leave\n\nCo-authored-by: Ada <ada@example.org>\n";
    let commit = repo.signed(by(&adas), |repo| take(repo, BOB, message, 26));
    is(&repo, commit, "owner-authored", "Ada was a member of Replay");
}

#[test]
fn who_signs_what_another_wrote_took_it_on() {
    let (mut repo, [_, bobs, _]) = signing();
    let commit =
        repo.committed_by(BOB, |repo| repo.signed(by(&bobs), |repo| take(repo, EVE, "By mail", 5)));
    is(&repo, commit, "owner-approved", "Bob was a member of Replay");
    assert_eq!(evidence(&repo, commit), json!([signature(commit, "bob", "Bob")]));
}

#[test]
fn who_signs_it_on_a_branch_took_it_on_there_alone() {
    let (mut repo, [_, bobs, _]) = signing();
    repo.git(&["branch", "base"]);
    let main = repo.head().unwrap();
    let work =
        repo.committed_by(BOB, |repo| repo.signed(by(&bobs), |repo| take(repo, EVE, "By mail", 5)));
    let asked = audited(&repo, &["--base", "base"]);
    assert_eq!((&asked[0]["verdict"], &asked[0]["evidence"]), (&json!("unknown"), &json!([])));
    let files = repo.files(work);
    let merge = repo.object(&files, &[main, work], EVE.as_bytes(), "", b"Merge");
    repo.move_to(merge);
    is(&repo, work, "unknown", "nothing says who agreed");
}

#[test]
fn who_signs_in_an_owners_name_does_not_sign_for_them() {
    let (mut repo, [.., eves]) = signing();
    let commit = repo.signed(by(&eves), |repo| take(repo, BOB, "Less", 5));
    assert_eq!(evidence(&repo, commit), json!([signature(commit, "eve", "Eve")]));
}

#[test]
fn an_unlisted_address_is_known_by_the_key() {
    let (mut repo, [_, bobs, _]) = signing();
    let home = "Bobby <bobby@home.example>";
    let own = repo.signed(by(&bobs), |repo| take(repo, home, "From home", 26));
    is(&repo, own, "owner-authored", "Bob was a member of Replay");
    let change = &audited(&repo, &[])[0];
    assert_eq!(change["authors"], json!([{ "id": "bob", "name": "Bob" }]));
    // What he commits for a stranger is the stranger's.
    let stranger = "Stranger <s@example.org>";
    let mailed = repo.committed_by(BOB, |repo| {
        repo.signed(by(&bobs), |repo| take(repo, stranger, "By mail", 5))
    });
    is(&repo, mailed, "owner-approved", "Bob was a member of Replay");
    assert_eq!(audited(&repo, &[])[0]["authors"], json!([{ "id": null, "name": "Stranger" }]));
}

#[test]
fn a_trailer_in_a_signed_commit_stays_a_claim() {
    let (mut repo, [.., eves]) = signing();
    let message = "Less\n\nReviewed-by: Bob <bob@example.org>\n";
    let commit = repo.signed(by(&eves), |repo| take(repo, EVE, message, 5));
    is(&repo, commit, "owner-approved", "Bob was a member of Replay");
    let told = evidence(&repo, commit);
    let of = |at: usize| (&told[at]["kind"], &told[at]["by"]["id"], &told[at]["strength"]);
    assert_eq!(of(0), (&json!("trailer"), &json!("bob"), &json!("claimed")));
    assert_eq!(of(1), (&json!("signature"), &json!("eve"), &json!("signed")));
}

#[test]
fn a_machine_with_a_key_agrees_to_nothing() {
    let (mut repo, [_, bobs, _]) = signing();
    let porter = Key::new(9);
    let file = with_keys("Porter", &[&porter], "");
    let config = "title = \"Handbook\"\n[extra.handbook]\nbots = [\"Porter\"]\n";
    let files = [("org/people/porter.toml", Some(file.as_str())), ("config.toml", Some(config))];
    repo.commit_as(ADA, "A machine", &files);
    let [work, _] = merged(&mut repo, "Porter <porter@example.org>", by(&porter));
    is(&repo, work, "unknown", "nothing says who agreed");
    // What a machine wrote and a person signed is the person's to answer for, and none that they
    // wrote, whoever else is credited.
    for (days, who) in [(7, "renovate[bot] <bot@x>"), (8, "Porter <porter@x>")] {
        let message = "Update\n\nCo-authored-by: Stranger <s@example.org>\n";
        let taken = repo.signed(by(&bobs), |repo| take(repo, who, message, days));
        is(&repo, taken, "owner-approved", "Bob was a member of Replay");
    }
}
