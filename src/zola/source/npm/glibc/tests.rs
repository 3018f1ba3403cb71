#![allow(clippy::unwrap_used)]
use std::process::Command;

use proptest::prelude::*;

use super::*;

/// A shared library that needs [`VERSION`] of `libdated.so` for the symbol `dated`, weakly or not,
/// and `plain` of another version; nothing where there is no C compiler that makes ELF files.
fn library(binding: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "dated.map",
        &format!("OLD {{ global: plain; local: *; }};\n{VERSION} {{ global: dated; }} OLD;\n"),
    );
    write("dated.c", "void plain(void) {}\nvoid dated(void) {}\n");
    write(
        "user.c",
        &format!(
            "extern void plain(void); extern void dated(void){binding};\n\
             void user(void) {{ plain(); if (dated) dated(); }}\n"
        ),
    );
    let cc = |arguments: &[&str]| {
        let mut command = Command::new("cc");
        command.args(["-shared", "-fPIC", "-nostdlib"]).args(arguments).current_dir(&folder);
        command.output().is_ok_and(|ended| ended.status.success())
    };
    let made = cc(&["dated.c", "-Wl,--version-script=dated.map", "-o", "libdated.so"])
        && cc(&["user.c", "-L.", "-ldated", "-o", "libuser.so"]);
    let bytes = made.then(|| std::fs::read(folder.path().join("libuser.so")).unwrap());
    bytes.filter(|bytes| Header::parse(&bytes[..]).is_ok())
}

fn weak() -> Option<Vec<u8>> {
    let made = library(" __attribute__((weak))");
    if made.is_none() {
        assert!(std::env::var_os("CI").is_none(), "there is no C compiler");
    }
    made
}

#[test]
fn the_one_need_that_weak_symbols_have_is_marked_and_no_other_bit_is_touched() {
    let Some(before) = weak() else { return };
    let mut after = before.clone();
    make_weak(&mut after).unwrap();
    let changed: Vec<_> = (0..before.len()).filter(|&at| before[at] != after[at]).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(before[changed[0]] ^ after[changed[0]], 2);
    let once = after.clone();
    make_weak(&mut after).unwrap();
    assert_eq!(after, once, "a second time changes nothing");
}

#[test]
fn a_need_that_a_strong_symbol_has_is_left_alone() {
    let Some(before) = library("") else { return };
    let mut after = before.clone();
    assert_eq!(make_weak(&mut after), Err(NotPatched::Strong("dated".to_owned())));
    assert_eq!(after, before);
}

#[test]
fn a_file_without_that_need_is_left_alone() {
    let Some(mut other) = weak() else { return };
    let name = other.windows(VERSION.len()).position(|bytes| bytes == VERSION.as_bytes()).unwrap();
    other[name + VERSION.len() - 1] = b'0';
    assert_eq!(make_weak(&mut other), Err(NotPatched::OtherNeeds(0)));
}

#[test]
fn what_is_no_elf_file_is_said_to_be_none() {
    for mut file in [vec![], b"#!/bin/sh\n".to_vec(), vec![0x7f, b'E', b'L', b'F']] {
        let error = make_weak(&mut file).unwrap_err();
        assert!(matches!(error, NotPatched::Unreadable(_)), "{error}");
    }
}

#[test]
fn a_file_cut_short_anywhere_is_an_error_and_never_a_panic() {
    let Some(whole) = weak() else { return };
    // The section table is at the end, so every cut loses some of it.
    for length in (0..whole.len()).step_by(7) {
        let mut cut = whole[..length].to_vec();
        assert!(make_weak(&mut cut).is_err(), "cut to {length} of {}", whole.len());
    }
}

proptest! {
    #[test]
    fn no_garbage_makes_it_panic(mut file in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(make_weak(&mut file).is_err());
    }
}

#[test]
fn no_damage_makes_it_panic_or_change_more_than_one_entry() {
    let Some(whole) = weak() else { return };
    proptest!(|(damage in prop::collection::vec((0..whole.len(), any::<u8>()), 1..6))| {
        let mut damaged = whole.clone();
        for (at, byte) in damage {
            damaged[at] = byte;
        }
        let mut after = damaged.clone();
        let outcome = make_weak(&mut after);
        let changed = (0..after.len()).filter(|&at| after[at] != damaged[at]).count();
        prop_assert!(changed <= usize::from(outcome.is_ok()));
    });
}
