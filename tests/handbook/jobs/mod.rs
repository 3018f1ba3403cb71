//! The jobs that are handed out, run step by step as their forges would run them, with a forge that
//! keeps its comments and issues in files.
#![cfg(unix)]

mod publish;
mod request;
mod rot;

use serde_json::json;

use crate::support::runner::{Job, Runner, yaml};

/// Runs a job of the GitLab pipeline, its lines before and its own as one script.
fn pipeline(forge: &mut Runner, name: &str) -> Job {
    let pipeline = yaml("examples/workflows/gitlab-ci.yml");
    let before = pipeline[".program"]["before_script"].as_array().unwrap();
    let script = pipeline[name]["script"].as_array().unwrap();
    let lines: Vec<&str> = before.iter().chain(script).map(|line| line.as_str().unwrap()).collect();
    forge.run(&json!([{"name": name, "shell": "bash", "run": lines.join("\n")}]), None)
}
