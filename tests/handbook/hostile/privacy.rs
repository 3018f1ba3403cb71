//! No mail address that comes out of git is in anything that is written.

use std::path::Path;

use zola_handbook::email::taken_out;

use crate::support::attack::{ADDRESS, repository as attacks};
use crate::support::company::{ADDRESSES, repository as company};
use crate::support::program::{at, bytes};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// Every command that writes or says something, in each of its forms. What a `leaves` patch or
/// `show` prints is a file of the repository as its author wrote it, so they are not among them.
pub(super) const COMMANDS: [&[&str]; 24] = [
    &["import"],
    &["stage"],
    &["who", "page:_index.md", "--at", "HEAD"],
    &["log", "page:_index.md"],
    &["log", "page:_index.md", "--redline=full"],
    &["who", "page:_index.md", "--explain"],
    &["who", "page:_index.md", "--explain", "--format", "json"],
    &["check"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["check", "--format", "github"],
    &["check", "--format", "sarif"],
    &["audit", "--redline"],
    &["audit", "--redline=full", "--include-removed"],
    &["audit", "--redline", "--format", "json"],
    &["audit", "--redline", "--format", "csv"],
    &["audit", "--redline", "--format", "markdown"],
    &["audit", "--pack", "PACK"],
    &["log", "page:_index.md", "--format", "json"],
    &["codeowners"],
    &["codeowners", "--write"],
    &["build", "--format", "json"],
    &["build"],
    &["build", "--drafts"],
];

/// A command with the folder of its pack.
pub(super) fn arguments(command: &[&str], pack: &Path) -> Vec<String> {
    let named = |one: &&str| {
        if *one == "PACK" { pack.to_str().unwrap().to_owned() } else { (*one).to_owned() }
    };
    command.iter().map(named).collect()
}

fn assert_says_no_address(repo: &Repo, addresses: &[&str]) {
    let pack = repo.beside("pack");
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        addresses.iter().find(|address| text.contains(&address.to_lowercase())).copied()
    };
    for command in COMMANDS {
        let arguments = arguments(command, &pack);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = at(repo.path(), &all()[0], &arguments).run();
        assert!(ran.status < 2, "{arguments:?}: {ran}");
        assert_eq!(holds(ran.to_string().as_bytes()), None, "{arguments:?}: {ran}");
    }
    let written = |folder: &Path| {
        let files = bytes(folder);
        assert!(!files.is_empty(), "{}", folder.display());
        for (path, bytes) in files {
            let name = folder.join(path).display().to_string();
            assert_eq!(holds(&bytes), None, "{name}");
            assert_eq!(holds(name.as_bytes()), None, "{name}");
        }
    };
    written(&repo.path().join("public"));
    written(&repo.path().join(".handbook"));
    assert!(repo.path().join(".handbook/cache").is_dir());
    written(&repo.path().join(".github"));
    written(&pack);
}

#[test]
fn no_address_of_git_is_in_anything_that_is_written() {
    assert_says_no_address(&company(), &ADDRESSES);
}

#[test]
fn no_address_of_an_attacker_is_either() {
    assert_says_no_address(&attacks(), &[ADDRESS]);
}

/// A hundred files and more are remembered as texts, but for those in which there is an address, in
/// whatever form, or a key that is bound to one.
#[test]
fn what_is_remembered_of_a_large_company_has_no_address_and_no_key_in_it() {
    let mut repo = company();
    let people: Vec<(String, String)> = (0..120)
        .map(|number| {
            let name = format!("name = \"Person {number}\"\ncraft = \"engineer\"\n");
            let personal = match number % 8 {
                0 => "emails = [\"ada@home.example\"]\n",
                2 => "emails = [\"ada\\u0040home.example\"]\n",
                4 => "emails = [\"ada\\U00000040home.example\"]\n",
                6 => "signing_keys = [\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAda\"]\n",
                _ => "",
            };
            (format!("org/people/p{number}.toml"), format!("{name}{personal}"))
        })
        .collect();
    let hired: Vec<_> =
        people.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
    repo.commit("Hire", &hired);
    repo.commit("Let go", &[("org/people/p1.toml", None)]);
    at(repo.path(), &all()[0], &["who", "page:people/pay.md", "--at", "HEAD~1"]).run();
    at(repo.path(), &all()[0], &["audit"]).succeed();
    let texts = std::fs::read(repo.path().join(".handbook/cache/texts-org")).unwrap();
    let texts = String::from_utf8_lossy(&texts);
    assert!(texts.contains("Person 1") && texts.contains("Person 119"), "{texts}");
    assert!(!texts.contains("home.example") && !texts.contains("ssh-ed25519"), "{texts}");
}

/// What is remembered of git is as private as git's own folder: nobody else on the machine reads
/// it, git never takes it in, and no site or pack holds it.
#[cfg(unix)]
#[test]
fn what_is_remembered_of_git_is_its_readers_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let repo = company();
    at(repo.path(), &all()[0], &["build"]).succeed();
    at(repo.path(), &all()[0], &["check"]).run();
    at(repo.path(), &all()[0], &["audit"]).succeed();
    let cache = repo.path().join(".handbook/cache");
    let files = bytes(&cache);
    assert!(files.len() > 1, "{files:?}");
    for (path, _) in files {
        let mode = std::fs::metadata(cache.join(&path)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
    assert_eq!(repo.git(&["status", "--porcelain", "--", ".handbook"]), "");
}

/// Each would take minutes if the text were gone over once for each address.
#[test]
fn addresses_within_addresses_are_taken_out_of_a_long_text_too() {
    let nested = format!("by {}{}", "<@".repeat(70_000), ">".repeat(70_000));
    let left = taken_out(&nested);
    assert!(left.starts_with("by <…<…") && !left.contains('@'), "no address is left");
    let listed = taken_out(&"a@b.example,".repeat(20_000));
    assert_eq!(listed, "…,".repeat(20_000));
    let quoted = format!("{}@b.example", "a@b.example,\"".repeat(20_000));
    assert!(!taken_out(&quoted).contains('@'), "no address is left");
}
