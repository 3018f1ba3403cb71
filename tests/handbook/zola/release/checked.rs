//! What is used of an archive, and what is refused.

use snapbox::{assert_data_eq, str};
use zola_handbook::zola::{Found, INSTALLATION, ReleaseError, Source, ZolaError};

use super::{Machine, right, shown};
use crate::support::forge::{Answer, Archive, Forge, script, tar_gz};

#[test]
fn the_release_for_this_machine_is_fetched_checked_and_kept() {
    let machine = Machine::new().with_npm();
    let archive = right();
    let digest = archive.sha256();
    let forge = Forge::with("0.22.1", vec![archive]);
    let searched = machine.find(&forge.releases());
    let zola = searched.zola.unwrap();
    assert_eq!(zola.version().to_string(), "0.22.1");
    assert_eq!(zola.found(), Found::Release);
    let home = machine.shelf().join("release-0.22.1-x86_64-unknown-linux-gnu");
    assert_eq!(zola.path(), home.join("zola"));
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-gnu"]);
    assert_eq!(
        std::fs::read_to_string(home.join("archive.sha256")).unwrap(),
        format!("{digest}  zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz\n")
    );
    let host = forge.base.trim_start_matches("http://");
    let said = searched.said.replace(&forge.base, "[FORGE]").replace(host, "[HOST]");
    let said = said.replace(&shown(&machine.shelf()), "[SHELF]");
    assert_data_eq!(
        said,
        str![[r#"
asking [FORGE] for the official release of Zola 0.22.1
fetching zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz (0.0 MB) from [HOST] into `[SHELF]/release-0.22.1-x86_64-unknown-linux-gnu`; it must have the SHA-256 digest that the release publishes

"#]]
    );
}

#[test]
fn an_archive_that_was_altered_stops_everything_and_both_digests_are_named() {
    let machine = Machine::new().with_npm();
    let published = right().sha256();
    let altered = tar_gz(&[("zola", &script("0.22.1 "))]);
    let found = Archive::packed("x", altered.clone()).sha256();
    let archive = right().answered(|_| Answer::Whole(altered));
    let forge = Forge::with("0.22.1", vec![archive]);
    let searched = machine.find(&forge.releases());
    assert!(!searched.said.contains("npm"), "{}", searched.said);
    let error = searched.refused();
    assert!(error.stops());
    let host = forge.base.trim_start_matches("http://");
    let told = error.to_string().replace(host, "[HOST]").replace(&found, "[FOUND]");
    assert_data_eq!(
        told.replace(&published, "[PUBLISHED]"),
        str![[r#"
`zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz` from [HOST] is not what it should be, and nothing of it is used.
Its SHA-256 digest is [FOUND],
and the release publishes [PUBLISHED].
Either the archive was changed or that digest is wrong. Compare both with https://github.com/getzola/zola/releases, or name a Zola of your own with --zola
"#]]
    );
    assert_eq!(machine.kept(), [""; 0]);
}

#[test]
fn a_pinned_digest_goes_before_the_one_that_is_published() {
    let archive = right();
    let digest = archive.sha256();
    let pin =
        format!("version = \"0.22.1\"\nsha256 = {{ x86_64-unknown-linux-gnu = \"{digest}\" }}");
    for published in [None, Some("sha256:00"), Some(&*format!("sha256:{}", "0".repeat(64)))] {
        let machine = Machine::new().pinning(&pin);
        let forge = Forge::with("0.22.1", vec![archive.clone().with_digest(published)]);
        assert_eq!(machine.find(&forge.releases()).zola.unwrap().found(), Found::Release);
    }
}

#[test]
fn a_pinned_digest_that_is_another_stops_everything_even_where_the_published_one_is_right() {
    let wanted = "0".repeat(64);
    let machine = Machine::new()
        .with_npm()
        .pinning(&format!("version = \"0.22.1\"\nsha256.x86_64-unknown-linux-gnu = \"{wanted}\""));
    let archive = right();
    let digest = archive.sha256();
    let error = machine.find(&Forge::with("0.22.1", vec![archive]).releases()).refused();
    assert!(error.stops());
    let told = error.to_string();
    assert!(told.contains(&format!("digest is {digest},")), "{told}");
    let pinned = format!("and the settings (site/zola.toml:3) pin {wanted}.");
    assert!(told.contains(&pinned), "{told}");
    assert_eq!(machine.kept(), [""; 0]);
}

#[test]
fn an_archive_without_a_digest_is_refused_and_npm_is_asked() {
    for digest in [None, Some("md5:d41d8cd98f00b204e9800998ecf8427e"), Some("")] {
        let machine = Machine::new().with_npm();
        let forge = Forge::with("0.22.1", vec![right().with_digest(digest)]);
        let searched = machine.find(&forge.releases());
        assert_eq!(searched.zola.unwrap().found(), Found::Npm);
        assert!(
            searched.said.contains("publishes no SHA-256 digest"),
            "{digest:?}: {}",
            searched.said
        );
        assert_eq!(forge.fetched(), 0, "what cannot be checked is not fetched");
    }
}

#[test]
fn an_archive_without_the_program_is_refused_whatever_else_is_in_it() {
    let elsewhere = [
        ("bin/zola", "#!/bin/sh"),
        ("../zola", "#!/bin/sh"),
        ("/zola", "#!/bin/sh"),
        ("zola.exe", "MZ"),
        ("zola/", ""),
    ];
    for (path, text) in elsewhere {
        let machine = Machine::new();
        let forge = Forge::with("0.22.1", vec![Archive::new("0.22.1", &[(path, text)])]);
        let error = machine.find(&forge.releases()).refused();
        assert!(matches!(error, ReleaseError::NoProgram { .. }), "{path}: {error}");
        assert_eq!(machine.kept(), [""; 0], "{path}");
    }
}

#[test]
fn what_is_no_archive_is_refused() {
    let name = "zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz";
    let whole = tar_gz(&[("zola", &script("0.22.1").repeat(900))]);
    for bytes in [b"<html>".to_vec(), whole[..whole.len() / 2].to_vec(), Vec::new()] {
        let machine = Machine::new();
        let forge = Forge::with("0.22.1", vec![Archive::packed(name, bytes)]);
        let error = machine.find(&forge.releases()).refused();
        assert!(matches!(error, ReleaseError::Unpack { .. }), "{error}");
        assert_eq!(machine.kept(), [""; 0]);
    }
}

#[test]
fn a_program_that_is_another_release_than_its_archive_says_is_refused() {
    for (says, told) in [
        ("0.22.0", "says that it is 0.22.0"),
        ("0.20.0", "says that it is 0.20.0"),
        ("next", "does not run here: zola next"),
    ] {
        let machine = Machine::new();
        let archive = Archive::new("0.22.1", &[("zola", &script(says))]);
        let error = machine.find(&Forge::with("0.22.1", vec![archive]).releases()).refused();
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(machine.kept(), [""; 0]);
    }
}

#[test]
fn where_the_system_is_too_old_the_archive_that_needs_nothing_of_it_is_taken() {
    let gnu = "#!/bin/sh\necho \"version 'GLIBC_2.35' not found\" >&2; exit 1\n";
    let forge = Forge::with(
        "0.22.1",
        vec![
            Archive::new("0.22.1", &[("zola", gnu)]),
            Archive::of("x86_64-unknown-linux-musl", "0.22.1", &[("zola", &script("0.22.1"))]),
        ],
    );
    let machine = Machine::new();
    let searched = machine.find(&forge.releases());
    assert_eq!(searched.zola.unwrap().found(), Found::Release);
    assert!(searched.said.contains("does not run here: version 'GLIBC_2.35' not found"));
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-musl"]);
    assert_eq!(machine.find(&forge.releases()).said, "", "it is found again");
}

#[test]
fn the_archive_that_the_settings_pin_is_taken_before_another_that_would_do() {
    let musl = Archive::of("x86_64-unknown-linux-musl", "0.22.1", &[("zola", &script("0.22.1"))]);
    let pin =
        format!("version = \"0.22.1\"\nsha256.x86_64-unknown-linux-musl = \"{}\"", musl.sha256());
    let machine = Machine::new().pinning(&pin);
    machine.find(&Forge::with("0.22.1", vec![right(), musl]).releases()).zola.unwrap();
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-musl"]);
}

#[test]
fn a_pinned_release_is_fetched_and_npm_never_gives_another() {
    let archive = Archive::new("0.23.0", &[("./zola", &script("0.23.0"))]);
    let forge = Forge::with("0.23.0", vec![archive]);
    let machine = Machine::new().with_npm().pinning("version = \"0.23.0\"");
    let zola = machine.find(&forge.releases()).zola.unwrap();
    assert_eq!(zola.version().to_string(), "0.23.0");

    let machine = Machine::new().with_npm().pinning("version = \"0.23.1\"");
    let error = machine.find(&forge.releases()).zola.unwrap_err();
    assert_data_eq!(
        error.to_string().replace(forge.base.trim_start_matches("http://"), "[HOST]"),
        str![[r#"
there is no Zola on PATH, and none could be fetched:
  - the official release of Zola 0.23.1: [HOST] has no release 0.23.1 of Zola
  - Zola 0.22.0 from npm: the settings (site/zola.toml:2) pin Zola 0.23.1
Install Zola so that it is on PATH (https://www.getzola.org/documentation/getting-started/installation/), or name one with --zola
"#]]
    );

    let machine = Machine::new().with_npm().pinning("version = \"0.22.0\"");
    assert_eq!(machine.find(&forge.releases()).zola.unwrap().found(), Found::Npm);
}

#[test]
fn where_nothing_works_one_error_says_what_was_tried_and_what_to_do() {
    let forge = Forge::with("0.23.0", vec![]);
    let error = Machine::new().find(&forge.releases()).zola.unwrap_err();
    let ZolaError::NotToBeHad { tried } = &error else { panic!("{error}") };
    assert!(matches!(tried[0].source, Source::Release(_)), "{error}");
    assert!(matches!(tried[1].source, Source::Npm(_)), "{error}");
    let told = error.to_string();
    for part in ["has no release 0.22.1 of Zola", "Node is not on PATH", INSTALLATION, "--zola"] {
        assert!(told.contains(part), "{told}");
    }
}
