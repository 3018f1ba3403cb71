//! The workflows of this repository, those that are handed out, and those that `init` writes: what
//! they may do, and what reaches a shell.
#![cfg(unix)]

use std::path::Path;

use serde_json::Value;

use crate::support::company::read;
use crate::support::program::handbook;
use crate::support::repo::Repo;
use crate::support::runner::yaml;

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// Every text under a key `run` or `script`, wherever it is.
fn scripts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "run" => found.push(text.clone()),
                    Value::Array(lines) if key == "script" || key == "before_script" => {
                        found.extend(lines.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => scripts(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| scripts(value, found)),
        _ => {}
    }
}

/// Every workflow, by its path.
fn workflows() -> Vec<(String, Value)> {
    let workflows = Path::new(PROJECT).join(".github/workflows");
    let ours = std::fs::read_dir(workflows).unwrap().map(|entry| entry.unwrap().file_name());
    let ours = ours.map(|name| format!(".github/workflows/{}", name.to_str().unwrap()));
    let handed = ["handbook.yml", "request.yml", "rot.yml"];
    let handed = handed.map(|name| format!("examples/workflows/{name}"));
    let mut all: Vec<_> = ours.chain(handed).map(|path| (path.clone(), yaml(&path))).collect();
    let repo = Repo::new();
    handbook(&["init", "--name", "Engines"]).inside(repo.path()).succeed();
    let written = read(&repo.path().join(".github/workflows/handbook.yml"));
    all.push(("what init writes".to_owned(), serde_saphyr::from_str(&written).unwrap()));
    all
}

#[test]
fn no_expression_reaches_a_shell_but_through_its_environment() {
    let mut all = workflows();
    assert!(all.len() > 6, "{}", all.len());
    all.extend(
        ["action.yml", "examples/workflows/gitlab-ci.yml"]
            .map(|path| (path.to_owned(), yaml(path))),
    );
    let mut count = 0;
    for (path, workflow) in all {
        let mut found = Vec::new();
        scripts(&workflow, &mut found);
        assert!(!found.is_empty(), "{path}");
        count += found.len();
        for script in found {
            assert!(!script.contains("${{"), "{path}: {script}");
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn what_is_handed_out_installs_this_version() {
    let folder = Path::new(PROJECT).join("examples/workflows");
    let version = regex::Regex::new(
        r"(?:--version |key: handbook-(?:rot-)?|keys: handbook-(?:rot-)?)(\d+\.\d+\.\d+)",
    )
    .unwrap();
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = read(&entry.unwrap().path());
        for named in version.captures_iter(&text) {
            assert_eq!(&named[1], env!("CARGO_PKG_VERSION"), "{text}");
            found += 1;
        }
    }
    assert!(found > 8, "{found}");
}

/// Every action that is used, in every file.
fn used(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "uses" => found.push(text.clone()),
                    _ => used(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| used(value, found)),
        _ => {}
    }
}

#[test]
fn every_action_is_pinned_and_no_workflow_may_more_than_it_says() {
    let pinned = regex::Regex::new(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$").unwrap();
    let mut uses = Vec::new();
    used(&yaml("action.yml"), &mut uses);
    for (path, workflow) in workflows() {
        used(&workflow, &mut uses);
        assert_eq!(workflow["permissions"], serde_json::json!({}), "{path}");
        for (name, job) in workflow["jobs"].as_object().unwrap() {
            assert!(job["permissions"].is_object(), "{path}: {name} says what it may");
        }
    }
    assert!(uses.len() > 20, "{uses:?}");
    assert!(uses.iter().all(|it| it == "./" || pinned.is_match(it)), "{uses:?}");
    // One action at one commit: who brings it up to date finds every place.
    let mut commits = std::collections::BTreeMap::new();
    for (name, commit) in uses.iter().filter_map(|it| it.split_once('@')) {
        assert_eq!(commits.entry(name).or_insert(commit), &commit, "{name}");
    }
}
