//! The workflows that are handed out: each step is one command of this program, run here in a clone
//! as the workflow would run it.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::company::repository;
use crate::support::program::handbook;
use crate::support::repo::git;
use crate::support::zola::all;

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(PROJECT).join(path)).unwrap();
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every text under a key `run` or `script`, wherever it is.
fn scripts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "run" => found.push(text.clone()),
                    Value::Array(lines) if key == "script" => {
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

/// The commands of this program in a workflow, as they stand there.
fn commands(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    scripts(&yaml(path), &mut found);
    let command = regex::Regex::new(r"(?m)^\s*handbook ([^|>\n]*)").unwrap();
    let of =
        |text: &String| command.captures_iter(text).map(|it| it[1].trim().to_owned()).collect();
    found.iter().flat_map(|text| -> Vec<String> { of(text) }).collect()
}

#[test]
fn every_command_of_every_workflow_runs_in_a_clone() {
    let mut repo = repository();
    let clone = repo.beside("clone");
    repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    git(&clone, &["checkout", "-q", "-b", "request"]);
    let more = "+++\ntitle = \"Nobody's page\"\n+++\n\nSomebody must own this by Monday.\n";
    crate::support::company::commit(&mut repo, "content/alone.md", more);
    git(&clone, &["fetch", "-q", repo.path().to_str().unwrap(), "main"]);
    git(&clone, &["reset", "-q", "--hard", "FETCH_HEAD"]);
    let mut ran = 0;
    for path in ["request.yml", "rot.yml", "gitlab-ci.yml"] {
        let commands = commands(&format!("examples/workflows/{path}"));
        assert!(!commands.is_empty(), "{path}");
        for command in commands {
            let program = handbook(&[]).with_zola(&all()[0]).command();
            let set = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
            let output = Command::new("/bin/sh")
                .args(["-c", &format!("exec \"$0\" {command}")])
                .arg(program.get_program())
                .env_clear()
                .envs(set)
                .env("BASE", "origin/main")
                .env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
                .env("CI_PAGES_URL", "https://example.org/handbook")
                .current_dir(&clone)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code().is_some_and(|it| it < 2), "{path}: {command}: {said}");
            if command.starts_with("audit") {
                let comment = String::from_utf8_lossy(&output.stdout);
                assert!(comment.starts_with(zola_handbook::site::report::MARK), "{comment}");
            }
            ran += 1;
        }
    }
    assert!(ran > 5, "{ran}");
    assert!(clone.join("public/index.html").is_file());
}

#[test]
fn a_comment_is_found_again_by_its_first_line() {
    let text = std::fs::read_to_string(Path::new(PROJECT).join("examples/workflows/request.yml"));
    assert!(text.unwrap().contains(zola_handbook::site::report::MARK));
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
    let workflows = Path::new(PROJECT).join(".github/workflows");
    let ours = std::fs::read_dir(workflows).unwrap().map(|entry| entry.unwrap().file_name());
    let ours = ours.map(|name| format!(".github/workflows/{}", name.to_str().unwrap()));
    let handed = ["handbook.yml", "request.yml", "rot.yml"];
    let handed = handed.map(|name| format!("examples/workflows/{name}"));
    let action = yaml("action.yml");
    let mut uses = Vec::new();
    used(&action, &mut uses);
    for path in ours.chain(handed) {
        let workflow = yaml(&path);
        used(&workflow, &mut uses);
        assert_eq!(workflow["permissions"], serde_json::json!({}), "{path}");
        for (name, job) in workflow["jobs"].as_object().unwrap() {
            assert!(job["permissions"].is_object(), "{path}: {name} says what it may");
        }
    }
    assert!(uses.len() > 8, "{uses:?}");
    assert!(uses.iter().all(|it| it == "./" || pinned.is_match(it)), "{uses:?}");
}
