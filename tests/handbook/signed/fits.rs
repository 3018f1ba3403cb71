//! What fits its commit and what does not.

use serde_json::json;
use ssh_key::EcdsaCurve;

use super::{by, evidence, is_claimed_merge, merged, signature, signing, with_keys};
use crate::support::changing::{ADA, BOB, EVE, LEAVE, is, page, take};
use crate::support::keys::Key;
use crate::support::program::has;
use crate::support::repo::Sign;

#[test]
fn a_signature_of_other_bytes_proves_nothing_and_is_told() {
    for alter in [
        (|raw| replaced(raw, "\n\nMerge", "\n\nForge")) as fn(Vec<u8>) -> Vec<u8>,
        |raw| replaced(raw, "author Bob", "author Rob"),
        // libgit2 would take what goes before the NUL for all of it.
        |raw| [raw, b"\0 and all pay is cut".to_vec()].concat(),
    ] {
        let (mut repo, [_, bobs, _]) = signing();
        let [work, merge] = merged(&mut repo, BOB, by(&bobs));
        is(&repo, work, "owner-approved", "Bob was a member of Replay");
        let forged = repo.write_commit(&alter(repo.bytes(merge)));
        repo.move_to(forged);
        let fit =
            format!("the signature of {} names a key of Bob and does not fit", forged.short());
        is(&repo, work, "unknown", &format!("nothing says who agreed; {fit}"));
        assert_eq!(evidence(&repo, work), json!([]), "that Bob merged it is no claim any more");
    }
}

#[test]
fn a_signature_in_the_words_of_a_commit_is_none() {
    let (mut repo, [_, bobs, _]) = signing();
    let [work, merge] = merged(&mut repo, BOB, by(&bobs));
    // What libgit2 takes out of here is signed: the same bytes, but for where they stood.
    let text = String::from_utf8(repo.bytes(merge)).unwrap();
    let begin = text.find("gpgsig ").unwrap();
    let end = begin + text[begin..].find("\n\n").unwrap() + 1;
    let moved = format!("{}\n{}{}", &text[..begin], &text[begin..end], &text[end + 1..]);
    repo.move_to(repo.write_commit(moved.as_bytes()));
    is_claimed_merge(&evidence(&repo, work));
}

fn replaced(raw: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(raw).unwrap();
    assert!(text.contains(from));
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn what_is_no_signature_of_git_by_a_known_key_says_nothing() {
    const PGP: &str = "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0WIQ==\n=abcd\n\
                       -----END PGP SIGNATURE-----";
    let (mut repo, [_, bobs, _]) = signing();
    let other = bobs.clone();
    let signs: [Sign; 5] = [
        Box::new(move |payload| other.sign_for("file", payload)),
        Box::new(by(&Key::new(9))),
        Box::new(|_| PGP.to_owned()),
        Box::new(|_| "-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----".to_owned()),
        Box::new(|_| "signed, Bob".to_owned()),
    ];
    for sign in signs {
        let own = repo.signed(sign, |repo| take(repo, EVE, "Less", 5));
        is(&repo, own, "unknown", "nothing says who agreed");
        assert_eq!(evidence(&repo, own), json!([]));
        take(&mut repo, ADA, "More", 25);
    }
}

#[test]
fn a_merge_under_an_unknown_key_is_the_claim_that_any_merge_is() {
    let (mut repo, _) = signing();
    let [work, _] = merged(&mut repo, BOB, by(&Key::new(9)));
    is_claimed_merge(&evidence(&repo, work));
}

#[test]
fn every_kind_of_key_that_is_taken_is_verified() {
    for key in [
        Key::new(5),
        Key::nist(5, EcdsaCurve::NistP256),
        Key::nist(5, EcdsaCurve::NistP384),
        Key::on_device(5),
        Key::nist_on_device(5),
    ] {
        let (mut repo, _) = signing();
        let file = with_keys("Bob", &[&Key::new(2), &key], "");
        repo.commit_as(ADA, "Another key", &[("org/people/bob.toml", Some(&file))]);
        let [work, merge] = merged(&mut repo, BOB, by(&key));
        let told = evidence(&repo, work);
        assert_eq!(told, json!([signature(merge, "bob", "Bob")]), "{}", key.line());
        let forged = repo.write_commit(&replaced(repo.bytes(merge), "\n\nMerge", "\n\nForge"));
        repo.move_to(forged);
        assert_eq!(evidence(&repo, work), json!([]), "{}", key.line());
    }
}

#[test]
#[cfg(unix)]
fn what_git_itself_signs_is_verified() {
    use std::os::unix::fs::PermissionsExt as _;
    if !has("ssh-keygen", "openssh-client") {
        return;
    }
    for key in [Key::new(2), Key::nist(5, EcdsaCurve::NistP256)] {
        let (mut repo, _) = signing();
        let file = with_keys("Bob", &[&key], "");
        repo.commit_as(ADA, "Keys", &[("org/people/bob.toml", Some(&file))]);
        let (path, public) = (repo.beside("key"), repo.beside("key.pub"));
        std::fs::write(&path, key.private_file()).unwrap();
        std::fs::write(&public, key.line()).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        repo.write(LEAVE, page("Take 30 days."));
        let key_file = format!("user.signingkey={}", path.display());
        repo.git(&[
            "-c",
            "gpg.format=ssh",
            "-c",
            &key_file,
            "commit",
            "-q",
            "-a",
            "-S",
            "--author=Eve <eve@example.org>",
            "-m",
            "Thirty",
        ]);
        let commit = repo.head().unwrap();
        assert_eq!(evidence(&repo, commit), json!([signature(commit, "bob", "Bob")]));
    }
}
