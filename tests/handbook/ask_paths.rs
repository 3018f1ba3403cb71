//! The box of the site and `handbook who` say the same of whose code a path is.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::changing::{answer, handbook};
use crate::support::repo::Repo;

/// Features with globs of every kind, here and in other repositories.
const FEATURES: [(&str, &str); 10] = [
    ("both", r#"["{src/**,lib/**}"]"#),
    ("some", r#"["app/{a,b*}/x.rs", "app/[!c-z]?.rs"]"#),
    ("star", r#"["a\\*b/*.md"]"#),
    ("deep", r#"["**/deep/**/end.rs", "tail/**"]"#),
    ("words", r#"["日本/**", "caf[éè]/*.rs", "plus+(x).rs"]"#),
    ("one", r#""Makefile.one""#),
    ("named", r#"[{ repo = "company/app", paths = ["billing/**"] }]"#),
    ("whole", r#"[{ repo = "company/tools" }]"#),
    ("web", r#"[{ repo = "https://example.org/code/engine", paths = ["runner/**"] }]"#),
    ("here", r#"["company/app/billing/mine.rs"]"#),
];

const PATHS: [&str; 28] = [
    "src/x.rs",
    "lib/deep/y.rs",
    "./src/x.rs",
    "/src/x.rs",
    "source/x.rs",
    "app/a/x.rs",
    "app/bcd/x.rs",
    "app/c/x.rs",
    "app/ab.rs",
    "app/da.rs",
    "a*b/read.md",
    "axb/read.md",
    "a*b/in/read.md",
    "one/deep/end.rs",
    "one/deep/two/three/end.rs",
    "tail/x",
    "日本/x.rs",
    "日/x.rs",
    "café/x.rs",
    "plus+(x).rs",
    "plus+x.rs",
    "Makefile.one",
    "company/app/billing/tax.rs",
    "company/app/billing/mine.rs",
    "company/app/else.rs",
    "company/tools/any/thing.sh",
    "runner/late/retry.rs",
    "https://example.org/code/engine/runner/late.rs",
];

fn company() -> Repo {
    let mut repo = Repo::new();
    let features: Vec<(String, String)> = FEATURES
        .iter()
        .map(|(id, code)| {
            let text = format!("name = \"Feature {id}\"\ncaptain = \"ada\"\ncode = {code}\n");
            (format!("org/features/{id}.toml"), text)
        })
        .collect();
    let mut files = vec![
        ("config.toml", Some("title = \"H\"\n[extra.handbook]\n")),
        ("content/_index.md", Some("+++\ntitle = \"H\"\n+++\n")),
        ("org/people/ada.toml", Some("name = \"Ada\"\ncraft = \"engineer\"\n")),
    ];
    files.extend(features.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))));
    repo.commit("Begin", &files);
    repo
}

/// The features that `who` says have a path among their code.
fn who(repo: &Repo, path: &str) -> String {
    let output = handbook(repo, &["who", &format!("path:{path}"), "--format", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let candidates = answer["candidates"].as_array().unwrap().iter();
    let features = candidates.filter(|one| one["kind"] == "feature");
    let mut ids: Vec<&str> = features.map(|one| one["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

#[test]
fn the_box_says_of_a_path_what_who_says() {
    let repo = company();
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    let answers = repo.path().join(".handbook/site/static/org/search/answers.json");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/paths.mjs");
    let output = match Command::new("node").arg(script).arg(answers).args(PATHS).output() {
        Ok(output) => output,
        Err(_) if std::env::var_os("CI").is_none() => return eprintln!("SKIPPED: no node on PATH"),
        Err(error) => panic!("no node: {error}"),
    };
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let mut answered = 0;
    for (path, said) in PATHS.iter().zip(said.lines()) {
        assert_eq!(said, who(&repo, path), "{path}");
        answered += usize::from(!said.is_empty());
    }
    assert_eq!(said.lines().count(), PATHS.len());
    assert!(answered > 14, "{answered}: {said}");
    assert_eq!(who(&repo, "company/tools/any/thing.sh"), "whole");
    assert_eq!(who(&repo, "company/app/billing/mine.rs"), "here");
    assert_eq!(who(&repo, "runner/late/retry.rs"), "");
}
