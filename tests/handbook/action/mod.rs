//! The action, as a forge would run it: its shell steps in order, in a clone, with releases that
//! these tests make up.
#![cfg(unix)]

mod install;
mod zola;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::company::{commit, read, repository};
use crate::support::repo::{Repo, git};
use crate::support::runner::{Runner, yaml};

const ACTION: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A release in a folder: `handbook-VERSION-TARGET.tar.gz` and `SHA256SUMS`.
fn release(folder: &Path, target: &str) -> PathBuf {
    let program = folder.join("handbook");
    let real = env!("CARGO_BIN_EXE_handbook");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(&program, format!("#!/bin/sh\nexec '{real}' \"$@\"\n")).unwrap();
    let pack = format!(
        "cd '{}' && chmod +x handbook && mkdir assets && archive=handbook-{VERSION}-{target}.tar.gz &&
         tar -czf \"assets/$archive\" ./handbook && cd assets && sha256sum \"$archive\" >SHA256SUMS",
        folder.display()
    );
    assert!(Command::new("/bin/sh").args(["-c", &pack]).status().unwrap().success());
    folder.join("assets")
}

/// A `gh` that has the files of a folder as the assets of every release; it writes down what it was
/// asked. No `cargo` may be asked beside it.
fn with_release(forge: Runner, assets: &Path) -> Runner {
    with_assets(forge, assets, true)
}

/// The same; `provenance` says whether the assets have any.
fn with_assets(forge: Runner, assets: &Path, provenance: bool) -> Runner {
    let log = forge.temp().join("asked");
    let gh = format!(
        r#"echo "$*" >>'{log}'
case "$1 $2" in
  "release download")
    while [ $# -gt 0 ]; do
      case $1 in
        --dir) dir=$2 ;;
        --pattern) cp '{assets}'/"$2" "$dir/" 2>/dev/null || {{ echo "no assets match the file pattern" >&2; exit 1; }} ;;
      esac
      shift
    done ;;
  "attestation verify") exit {verified} ;;
  *) exit 64 ;;
esac"#,
        log = log.display(),
        assets = assets.display(),
        verified = i32::from(!provenance)
    );
    forge.program("gh", &gh).program("cargo", "echo 'cargo was asked' >&2; exit 65")
}

fn asked(forge: &Runner) -> String {
    std::fs::read_to_string(forge.temp().join("asked")).unwrap_or_default()
}

const LINUX: &str = "[ \"$1\" = -s ] && echo Linux || echo x86_64";

#[test]
fn the_steps_of_the_action_publish_a_shallow_clone_and_say_what() {
    let mut repo = repository();
    let place = tempfile::tempdir().unwrap();
    let checkout = place.path().join("checkout");
    let address = format!("file://{}", repo.path().display());
    git(place.path(), &["clone", "-q", "--depth", "1", &address, "checkout"]);
    let assets = release(&place.path().join("release"), "x86_64-unknown-linux-musl");
    let action = yaml("action.yml");
    let forge = with_release(Runner::new(&checkout), &assets).program("uname", LINUX);
    let mut forge = forge
        .context("github.action_path", ACTION)
        .context("github.action_repository", "company/handbook")
        .context("github.token", "secret")
        .context("github.sha", "5a1ad")
        .context("inputs.base-url", "https://example.org/handbook/");
    for (name, input) in action["inputs"].as_object().unwrap() {
        if name != "base-url" {
            forge = forge.context(&format!("inputs.{name}"), input["default"].as_str().unwrap());
        }
    }

    let job = forge.run(&action["runs"]["steps"], None);
    assert_eq!(job.failed, None, "{}", job.said);
    let outputs: Vec<String> = action["outputs"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, output)| format!("{name}={}", forge.filled(output["value"].as_str().unwrap())))
        .collect();
    let counts = r#"counts={"pages":5,"features":2,"teams":2,"people":3}"#;
    assert_eq!(outputs, ["folder=public", counts]);

    // What the shallow clone did not have is in the site, which is for that address.
    let page = read(&checkout.join("public/people/pay/index.html"));
    assert!(page.contains("Write down pay"), "{page}");
    let map = read(&checkout.join("public/sitemap.xml"));
    assert!(map.contains("https://example.org/handbook/people/pay/"), "{map}");
    let (_, upload) = job.ran.last().unwrap();
    assert!(checkout.join(&upload["path"]).join("index.html").is_file(), "{upload:?}");

    let caches = |ran: &[(String, _)]| {
        ran.iter().position(|(name, _)| name == "What was built and read before").unwrap()
    };
    let cache = &job.ran[caches(&job.ran)].1;
    let source = forge.filled("${{ steps.program.outputs.source }}");
    assert_eq!(source.len(), 40);
    let kept = format!("handbook-{VERSION}-{source}-Linux-X64-zola--");
    assert_eq!(cache["key"], format!("{kept}5a1ad"));
    assert_eq!(cache["restore-keys"].trim(), kept);
    for path in cache["path"].lines() {
        let path = path.replace('~', forge.home().to_str().unwrap());
        assert!(checkout.join(path).is_dir(), "{cache:?}");
    }

    // The next run has it all from the cache.
    let first = asked(&forge);
    assert_eq!(first.lines().count(), 2, "{first}");
    commit(&mut repo, "content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nAnew.\n");
    git(&checkout, &["pull", "-q"]);
    let job = forge.run(&action["runs"]["steps"], None);
    assert_eq!(job.failed, None, "{}", job.said);
    assert_eq!(asked(&forge), first);
    assert!(read(&checkout.join("public/alone/index.html")).contains("Anew."));
}

#[test]
fn inputs_reach_the_build_and_a_wrong_one_is_named() {
    let repo = repository();
    repo.write("content/people/bytes.md", b"+++\ntitle = \"Bytes\"\n+++\n\n\xff\n");
    let steps = yaml("action.yml")["runs"]["steps"].clone();
    let build = steps.as_array().unwrap().iter().find(|step| step["id"] == "build").unwrap();
    let run = |strict: &str, root: &str| {
        let forge = Runner::new(repo.path().parent().unwrap())
            .context("inputs.root", root)
            .context("inputs.base-url", "")
            .context("inputs.strict", strict);
        let bin = forge.home().join(".cache/handbook/bin");
        std::fs::create_dir(&bin).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_handbook"), bin.join("handbook")).unwrap();
        let mut forge = forge;
        let job = forge.run(&Value::from(vec![build.clone()]), None);
        (job.failed.is_some(), job.said, forge.filled("${{ steps.build.outputs.folder }}"))
    };
    let (failed, said, folder) = run("false", "repo");
    assert!(!failed && folder == "repo/public", "{said}");
    assert!(said.contains("::warning file=content/people/bytes.md"), "{said}");
    let (failed, said, folder) = run("true", "repo");
    assert!(failed && folder.is_empty(), "{said}");
    assert!(said.contains("::error file=content/people/bytes.md"), "{said}");
    let (failed, said, _) = run("yes", "repo");
    assert!(failed && said.contains("::error::The input strict is true or false."), "{said}");
    let (failed, said, _) = run("false", "$(touch gone); nowhere");
    assert!(failed && said.contains("nowhere"), "{said}");
    assert!(!repo.beside("gone").exists());
}

#[test]
fn the_name_of_what_the_program_is_made_from_changes_with_every_source_and_with_nothing_else() {
    let mut repo = Repo::new();
    let manifest = "[package]\nname = \"x\"\nversion = \"1.2.3\"\nrust-version = \"1.95\"\n";
    let files = ["Cargo.lock", "themes/a", "site/zola.toml", "site/org/a", "site/content/a.md"];
    let mut all: Vec<(&str, Option<&str>)> = files.map(|file| (file, Some("x"))).to_vec();
    all.extend([("Cargo.toml", Some(manifest)), ("src/main.rs", Some("fn main() {}"))]);
    repo.commit("Begin", &all);
    let named = || {
        let script = format!("{ACTION}/.github/action/version.sh");
        let output = Command::new("bash").arg(script).env("ACTION", repo.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        let (version, source) = said.trim().split_once('\n').unwrap();
        assert_eq!(version, "version=1.2.3");
        source.to_owned()
    };
    let first = named();
    assert_eq!(first.len(), "source=".len() + 40);
    repo.write("README.md", "Another");
    repo.write("target/debug/x", "built");
    assert_eq!(named(), first);
    repo.write("src/main.rs", "fn main() { }");
    let edited = named();
    assert_ne!(edited, first);
    std::fs::rename(repo.path().join("themes/a"), repo.path().join("themes/b")).unwrap();
    assert_ne!(named(), edited);
}

#[test]
fn every_input_is_used_and_described_and_every_output_comes_from_a_step() {
    let action = yaml("action.yml");
    let text = read(&Path::new(ACTION).join("action.yml"));
    let page = read(&Path::new(ACTION).join("docs/publishing.md"));
    let inputs: Vec<&String> = action["inputs"].as_object().unwrap().keys().collect();
    assert_eq!(inputs, ["root", "base-url", "strict", "zola-version", "upload"]);
    for name in inputs {
        assert!(text.contains(&format!("${{{{ inputs.{name} ")), "{name} is used");
        assert!(page.contains(&format!("| `{name}` |")), "{name} is on the page about publishing");
        assert!(action["inputs"][name]["description"].is_string());
    }
    let ids: Vec<&str> = action["runs"]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|step| step["id"].as_str())
        .collect();
    for (name, output) in action["outputs"].as_object().unwrap() {
        let value = output["value"].as_str().unwrap();
        assert!(ids.iter().any(|id| value == format!("${{{{ steps.{id}.outputs.{name} }}}}")));
        assert!(page.contains(&format!("`{name}`")), "{name} is on the page about publishing");
    }
}
