//! Publishing on a push, on each host.

use std::path::Path;

use serde_json::{Value, json};

use super::pipeline;
use crate::support::company::{read, repository};
use crate::support::program::handbook;
use crate::support::repo::{Repo, git};
use crate::support::runner::Runner;

#[test]
fn from_an_empty_repository_to_a_published_handbook() {
    let forge_side = Repo::new();
    let bare = forge_side.beside("bare");
    forge_side.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let mine = forge_side.beside("handbook");
    forge_side.git(&["clone", "-q", bare.to_str().unwrap(), mine.to_str().unwrap()]);
    handbook(&["init", "--name", "Your Company"]).inside(&mine).succeed();
    git(&mine, &["add", "."]);
    git(&mine, &["commit", "-q", "-m", "Begin our handbook"]);
    git(&mine, &["push", "-q", "-u", "origin", "HEAD"]);

    let checkout = forge_side.beside("checkout");
    forge_side.git(&["clone", "-q", bare.to_str().unwrap(), checkout.to_str().unwrap()]);
    let workflow = read(&checkout.join(".github/workflows/handbook.yml"));
    let workflow: Value = serde_saphyr::from_str(&workflow).unwrap();
    assert_eq!(workflow["on"]["push"]["branches"], json!(["main"]));
    let build = &workflow["jobs"]["build"];
    let root = build["env"]["ROOT"].as_str().unwrap();
    let mut forge = Runner::new(&checkout)
        .variable("ROOT", root)
        .context("env.ROOT", root)
        .context("github.sha", "5a1ad")
        .context("steps.pages.outputs.base_url", "https://you.example/handbook");
    let job = forge.run(&build["steps"], None);
    assert_eq!(job.failed, None, "{}", job.said);
    let (_, upload) = job.ran.last().unwrap();
    let home = read(&checkout.join(&upload["path"]).join("index.html"));
    assert!(home.contains("Your Company") && home.contains("&#x2F;handbook&#x2F;"), "{home}");
    let map = read(&checkout.join("public/sitemap.xml"));
    assert!(map.contains("https://you.example/handbook/org/features/"), "{map}");
    assert!(job.ran.iter().any(|(name, _)| name.starts_with("actions/upload-pages-artifact@")));
}

#[test]
fn the_pipeline_of_gitlab_publishes_with_its_counts_and_fails_for_rot() {
    let repo = repository();
    let forge = Runner::new(repo.path())
        .program("apt-get", "exit")
        .variable("CARGO_HOME", repo.path().join(".cargo"))
        .variable("CI_PAGES_URL", "https://company.gitlab.example/handbook");
    let cache = forge.home().join(".cache/handbook");
    let mut forge = forge.variable("HANDBOOK_CACHE", cache);
    let job = pipeline(&mut forge, "pages");
    assert_eq!(job.failed, None, "{}", job.said);
    let map = read(&repo.path().join("public/sitemap.xml"));
    assert!(map.contains("https://company.gitlab.example/handbook/people/pay/"), "{map}");
    let told = read(&repo.path().join(".handbook/outputs.env"));
    assert!(told.starts_with("folder=public\ncounts={"), "{told}");
    let job = pipeline(&mut forge, "rot");
    assert!(job.failed.is_some() && job.said.contains("Nobody's page"), "{}", job.said);
}

#[test]
fn a_host_that_runs_zola_itself_is_given_the_staged_site_with_the_whole_history() {
    let repo = repository();
    let place = tempfile::tempdir().unwrap();
    let address = format!("file://{}", repo.path().display());
    git(place.path(), &["clone", "-q", "--depth", "1", &address, "checkout"]);
    let checkout = place.path().join("checkout");
    let zola = r#"[ "$1" = --version ] && { echo zola 0.22.1; exit; }
[ "$*" = "--root .handbook/site build" ] && mkdir -p "$2/public" && cp "$2/config.toml" "$2/public/""#;
    let script = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/workflows/host.sh"),
    );
    let script = script.unwrap();
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("CONTEXT", "production"), ("DEPLOY_PRIME_URL", "https://main.example")], "/"),
        (
            &[("CONTEXT", "deploy-preview"), ("DEPLOY_PRIME_URL", "https://7.example")],
            "https://7.example/",
        ),
        (&[("CF_PAGES_BRANCH", "main"), ("CF_PAGES_URL", "https://abc.example")], "/"),
        (
            &[("CF_PAGES_BRANCH", "request"), ("CF_PAGES_URL", "https://abc.example")],
            "https://abc.example/",
        ),
        (
            &[
                ("PUBLISHED_BRANCH", "trunk"),
                ("CF_PAGES_BRANCH", "trunk"),
                ("CF_PAGES_URL", "https://abc.example"),
            ],
            "/",
        ),
        (
            &[
                ("PUBLISHED_BRANCH", "trunk"),
                ("CF_PAGES_BRANCH", "main"),
                ("CF_PAGES_URL", "https://abc.example"),
            ],
            "https://abc.example/",
        ),
    ];
    for (variables, expected) in cases {
        let mut forge = Runner::new(&checkout).program("zola", zola).program("cargo", "exit 65");
        for (name, value) in variables {
            forge = forge.variable(name, value);
        }
        let job = forge.run(&json!([{"name": "host", "shell": "bash", "run": script}]), None);
        assert_eq!(job.failed, None, "{}", job.said);
        let config = read(&checkout.join(".handbook/site/public/config.toml"));
        let config: toml::Table = config.parse().unwrap();
        assert_eq!(config["base_url"].as_str(), Some(expected), "{variables:?}");
    }
    let page = read(&checkout.join(".handbook/site/content/people/pay.md"));
    assert!(page.contains("2023-11-15"), "its history is whole: {page}");
}
