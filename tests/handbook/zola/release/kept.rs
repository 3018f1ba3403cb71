//! Copies that are kept: used without the network, made once, and never half.

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use zola_handbook::zola::{Found, Search};

use super::{Machine, right};
use crate::support::company::repository;
use crate::support::forge::{Answer, Archive, Forge, describe, script};
use crate::support::program::handbook;
use crate::support::script::Scripts;
use crate::support::zola::all;

#[test]
fn a_kept_release_is_used_without_a_look_at_the_network() {
    let machine = Machine::new();
    let forge = Forge::with("0.22.1", vec![right()]);
    let first = machine.find(&forge.releases()).zola.unwrap();
    let asked = forge.asked().len();
    let again = machine.find(&forge.releases());
    assert_eq!(again.zola.unwrap().path(), first.path());
    assert_eq!(again.said, "");
    assert_eq!(forge.asked().len(), asked);
}

#[test]
fn a_kept_copy_from_npm_is_used_without_a_look_at_the_network() {
    let machine = Machine::new().with_npm();
    let path = machine.programs.path();
    let npm = Search { path: Some(&path), ..Search::keeping_in(machine.cache.path()) };
    npm.find(&mut |_| ()).unwrap();
    let forge = Forge::with("0.22.1", vec![right()]);
    let searched = machine.find(&forge.releases());
    assert_eq!(searched.zola.unwrap().found(), Found::Npm);
    assert_eq!(searched.said, "");
    assert_eq!(forge.asked(), [""; 0]);

    let machine = machine.pinning("version = \"0.22.1\"");
    let searched = machine.find(&forge.releases());
    assert_eq!(searched.zola.unwrap().found(), Found::Release, "another release is pinned");
}

#[test]
fn a_kept_copy_of_another_archive_than_the_settings_pin_is_replaced() {
    let machine = Machine::new();
    machine.find(&Forge::with("0.22.1", vec![right()]).releases()).zola.unwrap();
    let other = Archive::new("0.22.1", &[("zola", &script("0.22.1")), ("README", "rebuilt")]);
    let digest = other.sha256();
    let forge = Forge::with("0.22.1", vec![other]);
    let pin = format!("version = \"0.22.1\"\nsha256.x86_64-unknown-linux-gnu = \"{digest}\"");
    let machine = machine.pinning(&pin);
    machine.find(&forge.releases()).zola.unwrap();
    assert_eq!(forge.fetched(), 1);
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-gnu"]);
    machine.find(&forge.releases()).zola.unwrap();
    assert_eq!(forge.fetched(), 1);
}

#[test]
fn a_kept_release_that_no_longer_runs_is_replaced() {
    let machine = Machine::new();
    let forge = Forge::with("0.22.1", vec![right()]);
    let program = machine.find(&forge.releases()).zola.unwrap().path().to_owned();
    fs::write(&program, "").unwrap();
    let searched = machine.find(&forge.releases());
    assert_eq!(searched.zola.unwrap().path(), program);
    assert!(searched.said.starts_with("a copy of Zola is replaced: "), "{}", searched.said);
    assert_eq!(forge.fetched(), 2);
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-gnu"]);
}

#[test]
fn two_that_start_at_once_fetch_it_once() {
    let machine = Machine::new();
    let forge = Forge::with("0.22.1", vec![right()]);
    let searches = std::thread::scope(|scope| {
        let one = || machine.find(&forge.releases());
        let threads = [scope.spawn(one), scope.spawn(one)];
        threads.map(|thread| thread.join().unwrap())
    });
    for searched in &searches {
        assert_eq!(searched.zola.as_ref().unwrap().found(), Found::Release);
    }
    assert_eq!(forge.fetched(), 1);
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-gnu"]);
}

#[test]
fn one_on_path_is_used_all_the_same_and_the_pin_is_mentioned() {
    let mut machine = Machine::new().pinning("version = \"0.22.1\"");
    machine.programs = Scripts::new().with("zola", "echo zola 0.23.0");
    let forge = Forge::with("0.22.1", vec![right()]);
    let searched = machine.find(&forge.releases());
    assert_eq!(searched.zola.unwrap().found(), Found::OnPath);
    assert!(searched.said.starts_with("the settings pin Zola 0.22.1, and `"), "{}", searched.said);
    assert!(searched.said.contains("is 0.23.0, which is used all the same"), "{}", searched.said);
    assert_eq!(forge.asked(), [""; 0]);
}

#[test]
fn the_program_builds_with_a_release_that_it_fetched_and_then_with_no_network() {
    let Some(zola) = all().first() else { return };
    let command = zola.command();
    let program = command.get_program().to_str().unwrap();
    let launcher = command.get_args().next().map_or("", |it| it.to_str().unwrap());
    let pretends = format!(
        "#!/bin/sh\n[ \"$1\" = --version ] && echo zola 0.22.1 && exit\nexec {program} {launcher} \"$@\"\n"
    );
    let archive = Archive::new("0.22.1", &[("zola", &pretends)]);
    let forge = Forge::with("0.22.1", vec![archive]);
    let repo = repository();
    let cache = tempfile::tempdir().unwrap();
    let build = |releases: &str| {
        handbook(&["build"])
            .inside(repo.path())
            .env("HANDBOOK_CACHE", cache.path())
            .env("HANDBOOK_ZOLA_RELEASES", releases)
            .succeed()
    };
    let first = build(&forge.base);
    assert!(first.stderr.contains("asking http://127.0.0.1:"), "{first}");
    assert!(first.stderr.contains("  zola    0.22.1 took"), "{first}");
    assert!(repo.path().join("public/index.html").is_file());
    let again = build("https://releases.invalid");
    assert!(!again.stderr.contains("asking"), "{again}");
}

#[test]
fn an_address_of_releases_that_is_none_is_a_mistake_of_usage_and_is_not_repeated() {
    let repo = repository();
    for address in ["http://ada:secret@mirror.example", "https://ada:secret@mirror.example", "x"] {
        let run = handbook(&["build"]).inside(repo.path());
        let ran = run.env("HANDBOOK_ZOLA_RELEASES", address).run();
        assert_eq!(ran.status, 2, "{ran}");
        assert!(ran.stderr.contains("HANDBOOK_ZOLA_RELEASES "), "{ran}");
        assert!(ran.stderr.contains("or `off` to ask nobody"), "{ran}");
        assert!(!ran.stderr.contains("secret"), "{ran}");
    }
}

#[test]
fn a_program_that_is_killed_while_it_fetches_leaves_nothing_and_the_next_one_fetches() {
    let repo = repository();
    let machine = Machine::new();
    let (half, sent) = mpsc::channel();
    let is_first = Arc::new(AtomicBool::new(true));
    let forge = Forge::answering(move |base, path| {
        let archive = right();
        let Answer::Whole(bytes) = archive.answer.clone() else { panic!() };
        if !path.starts_with("/get/") {
            return Answer::Whole(describe(base, &[archive]).into_bytes());
        }
        if is_first.swap(false, Ordering::SeqCst) {
            half.send(()).unwrap();
            return Answer::Stalled(bytes);
        }
        Answer::Whole(bytes)
    });
    let mut build = handbook(&["build"])
        .inside(repo.path())
        .env("HANDBOOK_CACHE", machine.cache.path())
        .env("HANDBOOK_ZOLA_RELEASES", &forge.base)
        .command();
    let mut build = build.stderr(Stdio::null()).spawn().unwrap();
    sent.recv_timeout(Duration::from_secs(60)).unwrap();
    build.kill().unwrap();
    build.wait().unwrap();
    assert_eq!(machine.kept(), [""; 0]);
    // One that was killed later, while it unpacked.
    fs::create_dir_all(machine.shelf().join(".installing-killed/deep")).unwrap();
    assert_eq!(machine.find(&forge.releases()).zola.unwrap().found(), Found::Release);
    assert_eq!(machine.kept(), ["release-0.22.1-x86_64-unknown-linux-gnu"]);
}
