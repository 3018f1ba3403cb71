//! ARCHITECTURE.md is true: rooms lean only on the rooms that it lists above them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rooms in the order of the table.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(project().join("ARCHITECTURE.md")).unwrap();
    text.lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?.split_once('`').map(|(room, _)| room.to_owned())
        })
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The room of a file of the library; nothing for the program's files and `lib.rs`.
fn room_of(file: &Path) -> Option<String> {
    let below = file.strip_prefix(project().join("src")).unwrap();
    let first = below.components().next()?.as_os_str().to_str()?;
    let room = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main", "cli"].contains(&room)).then(|| room.to_owned())
}

/// Rooms that a text leans on: `crate::room`, also within `use crate::{room, room}`.
fn leans_on(text: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => found
                .extend(list.split('}').next().unwrap().split(',').map(|part| name(part.trim()))),
            None => {
                found.insert(name(rest));
            }
        }
    }
    found
}

#[test]
fn every_room_leans_only_on_the_rooms_listed_above_it() {
    let rooms = rooms();
    let mut files = Vec::new();
    sources(&project().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let Some(room) = room_of(&file) else { continue };
        let Some(at) = rooms.iter().position(|known| *known == room) else {
            wrong.push(format!("`{room}` is not in the table"));
            continue;
        };
        for other in leans_on(&fs::read_to_string(&file).unwrap()) {
            let other_at = rooms.iter().position(|known| *known == other);
            if other != room && other_at.is_none_or(|other_at| other_at > at) {
                wrong.push(format!(
                    "{} leans on `{other}`",
                    file.strip_prefix(project()).unwrap().display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_is_there() {
    for room in rooms() {
        let file = project().join(format!("src/{room}.rs"));
        let folder = project().join(format!("src/{room}/mod.rs"));
        assert!(file.is_file() || folder.is_file(), "there is no room `{room}`");
    }
}

#[test]
fn a_crate_that_one_room_hides_is_known_to_no_other() {
    let mut files = Vec::new();
    sources(&project().join("src"), &mut files);
    for (hidden, keeper) in [("git2::", "history"), ("tera::", "site"), ("clap::", "cli")] {
        for file in &files {
            let text = fs::read_to_string(file).unwrap();
            let below = file.strip_prefix(project().join("src")).unwrap();
            let used = text.lines().any(|line| {
                line.find(hidden).is_some_and(|at| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            });
            assert!(!used || below.starts_with(keeper), "{} uses {hidden}", below.display());
        }
    }
}
