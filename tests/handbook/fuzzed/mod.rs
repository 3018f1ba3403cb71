//! Any bytes at all, through every parser that meets what others wrote.
//!
//! What holds is in `properties`. It is tried on the seeds here, and on what libFuzzer found once;
//! `tests/fuzz` looks for more.

mod found;
mod properties;

use std::path::Path;

use self::properties::{code_owners, front_matter, org, redlines, trailers};

/// Runs a property on every seed of its target, on the seed cut short at each of its lines, and on
/// the seed with two of its lines exchanged.
fn holds_for_seeds(target: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    if !folder.is_dir() {
        // The package on crates.io has no folder of another package.
        assert!(std::env::var_os("CI").is_none(), "no {}", folder.display());
        eprintln!("SKIPPED: no {}", folder.display());
        return;
    }
    let mut seeds = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let seed = std::fs::read(entry.unwrap().path()).unwrap();
        holds(&seed);
        let lines: Vec<&[u8]> = seed.split_inclusive(|byte| *byte == b'\n').collect();
        for at in 0..lines.len() {
            holds(&lines[..at].concat());
            let mut exchanged = lines.clone();
            exchanged.swap(at, lines.len() - 1 - at);
            holds(&exchanged.concat());
        }
        seeds += 1;
    }
    assert!(seeds > 0, "{target} has seeds");
}

#[test]
fn front_matter_is_composed_as_it_was_read() {
    holds_for_seeds("front_matter", front_matter::holds);
}

#[test]
fn files_of_org_say_the_same_twice_and_every_problem_can_be_shown() {
    holds_for_seeds("org", org::holds);
}

#[test]
fn nothing_of_an_address_is_shown_of_a_commit() {
    holds_for_seeds("trailers", trailers::holds);
}

#[test]
fn code_owners_are_read_back_as_they_were_meant() {
    holds_for_seeds("code_owners", code_owners::holds);
}

#[test]
fn a_redline_has_both_texts_in_it() {
    holds_for_seeds("redlines", redlines::holds);
}
