//! Where a signature is told, and keys are not.

use super::{by, merged, signing};
use crate::support::changing::{BOB, answer, handbook};

#[test]
fn every_form_of_an_account_says_that_it_is_signed() {
    let (mut repo, [_, bobs, _]) = signing();
    let [_, merge] = merged(&mut repo, BOB, by(&bobs));
    let words = format!("signature by Bob (signed, {})", merge.short());
    for form in ["human", "csv"] {
        let text = answer(&repo, &["audit", "--format", form]);
        assert!(text.contains(&words), "{form}: {text}");
    }
    let markdown = answer(&repo, &["audit", "--format", "markdown"]);
    assert!(markdown.contains(&format!("  - {words}\n")), "{markdown}");
    let pack = repo.beside("pack");
    answer(&repo, &["audit", "--pack", pack.to_str().unwrap()]);
    let index = std::fs::read_to_string(pack.join("index.html")).unwrap();
    assert!(index.contains(&words), "{index}");
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    let pages = all_files(&repo.path().join(".handbook/site/content"));
    assert!(pages.iter().any(|(_, text)| text.contains(&words)));
}

#[test]
fn keys_are_published_nowhere() {
    let (mut repo, keys) = signing();
    merged(&mut repo, BOB, by(&keys[1]));
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    let pack = repo.beside("pack");
    answer(&repo, &["audit", "--pack", pack.to_str().unwrap()]);
    let mut written = all_files(&repo.path().join(".handbook"));
    written.extend(all_files(&pack));
    for arguments in [
        &["who", "person:bob", "--format", "json"][..],
        &["who", "person:bob", "--explain"],
        &["audit", "--redline", "--format", "json"],
        &["check", "--format", "json"],
    ] {
        let output = handbook(&repo, arguments);
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        written.push((arguments.join(" "), text));
    }
    assert!(written.iter().any(|(_, text)| text.contains("signature by Bob")), "it was looked for");
    for (at, text) in &written {
        for secret in keys.iter().flat_map(|key| [key.body(), "made for a test".to_owned()]) {
            assert!(!text.contains(&secret), "{secret} is in {at}");
        }
    }
}

fn all_files(folder: &std::path::Path) -> Vec<(String, String)> {
    let files = crate::support::program::bytes(folder).into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    files.map(|(path, bytes)| (path.display().to_string(), text(bytes))).collect()
}
