//! The site in a real browser: `tests/browser/` run on handbooks that are built here.
//!
//! They need Node, `npm ci --prefix tests/browser` and chromium. Without them a laptop's run says
//! so and passes; where `CI` is set it fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;
use zola_handbook::zola::Zola;

use crate::support::program::at;
use crate::support::repo::Repo;
use crate::support::zola::all;

const HARNESS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// What the browser tests need and this machine does not have.
fn missing() -> Option<&'static str> {
    let chromium = std::env::var_os("HANDBOOK_TEST_CHROMIUM")
        .map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let node = Command::new("node").arg("--version").output();
    if !node.is_ok_and(|node| node.status.success()) {
        Some("no node on PATH")
    } else if !chromium.is_file() {
        Some("no chromium at /usr/bin/chromium or HANDBOOK_TEST_CHROMIUM")
    } else if !Path::new(HARNESS).join("node_modules/playwright-core").is_dir() {
        Some("no packages: npm ci --prefix tests/browser")
    } else {
        None
    }
}

/// Whether there is a browser; says why not. Where `CI` is set there must be one.
fn ready() -> bool {
    let Some(missing) = missing() else { return true };
    assert!(std::env::var_os("CI").is_none(), "no browser: {missing}");
    eprintln!("SKIPPED in a browser: {missing}");
    false
}

/// A published handbook, and which paths of it are of which kind.
struct Published {
    repo: Repo,
    base: &'static str,
    paths: Value,
}

impl Published {
    fn new(repo: Repo, zola: &Zola, base_url: &'static str, paths: Value) -> Self {
        at(repo.path(), zola, &["build", "--base-url", base_url]).succeed();
        let base = if base_url == "/" { "/" } else { "/handbook/" };
        Self { repo, base, paths }
    }

    fn described(&self) -> Value {
        json!({"folder": self.repo.path().join("public"), "base": self.base, "paths": self.paths})
    }
}

/// The starter handbook, written in a few commits of three months.
fn starter(zola: &Zola) -> Published {
    starter_at(zola, "/")
}

/// The same for another address.
fn starter_at(zola: &Zola, base_url: &'static str) -> Published {
    let mut repo = Repo::new();
    let files = zola_handbook::site::theme::starter().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let files: Vec<(String, String)> =
        files.into_iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect();
    repo.wait(-62);
    let (rest, pages): (Vec<_>, Vec<_>) =
        files.iter().partition(|(path, _)| !path.starts_with("content/"));
    for (words, files) in [("Say who we are", rest), ("Write down how we work", pages)] {
        let files: Vec<(&str, Option<&str>)> =
            files.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
        repo.commit(words, &files);
    }
    let page = "content/deciding/decision-rights.md";
    let (_, text) = files.iter().find(|(path, _)| path == page).unwrap();
    let more = format!("{text}\nWhoever decides says so within a week.\n");
    repo.commit("Say how soon", &[(page, Some(&more))]);
    for (words, within) in [("Say it sooner", "three days"), ("Say it at once", "a day")] {
        repo.wait(31);
        repo.commit(words, &[(page, Some(&more.replace("a week", within)))]);
    }
    let paths = json!({
        "home": "",
        "section": "deciding/",
        "policy": "deciding/decision-rights/",
        "lists": "org/",
        "features": "org/features/",
        "feature": "org/features/billing/",
        "teams": "org/teams/",
        "team": "org/teams/engine/",
        "people": "org/people/",
        "person": "org/people/grace-hopper/",
        "changes": "org/changes/",
        "month": "org/changes/2023-11/",
        "gaps": "org/gaps/",
        "missing": "there-is-nothing-here/",
    });
    Published::new(repo, zola, base_url, paths)
}

/// All that is hard to lay out, below a path and written from the right: long titles, deep folders,
/// a hundred neighbours, 200 features, a team of one, a page that nobody owns.
fn edges(zola: &Zola) -> Published {
    let mut repo = Repo::new();
    let long = "كيف_نعمل ".repeat(3)
        + "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung";
    let mut files: Vec<(String, String)> = vec![
        ("zola.toml".to_owned(), "title = \"دليل العمل\"\ndefault_language = \"ar\"\n".to_owned()),
        (
            "content/_index.md".to_owned(),
            "+++\ntitle = \"كيف نعمل\"\nsort_by = \"title\"\n+++\n\nنص.\n".to_owned(),
        ),
        (
            "content/long.md".to_owned(),
            format!(
                "+++\ntitle = \"{long}\"\n+++\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| {long} | 2 | 3 | 4 | 5 | 6 |\n\n```\n{long} {long} {long}\n```\n"
            ),
        ),
        ("org/company.toml".to_owned(), "schema = 1\nname = \"شركة\"\n".to_owned()),
        ("org/people/ada.toml".to_owned(), "name = \"Ada\"\ncraft = \"engineer\"\n".to_owned()),
        (
            "org/teams/alone.toml".to_owned(),
            format!(
                "name = \"{long}\"\nmission = \"{long}\"\nlead = \"ada\"\nmembers = [\"ada\"]\ncontact = \"#alone\"\n"
            ),
        ),
    ];
    let mut deep = "content".to_owned();
    for depth in 1..=6 {
        deep = format!("{deep}/level-{depth}");
        files.push((
            format!("{deep}/_index.md"),
            format!("+++\ntitle = \"Level {depth} {long}\"\n+++\n\nDeep.\n"),
        ));
    }
    files.push((
        format!("{deep}/bottom.md"),
        "+++\ntitle = \"Bottom\"\n+++\n\nThe end of it.\n".to_owned(),
    ));
    for number in 1..=100 {
        files.push((
            format!("content/level-1/many-{number}.md"),
            format!("+++\ntitle = \"Neighbour {number}\"\n+++\n\nWords.\n"),
        ));
    }
    for number in 1..=200 {
        files.push((
            format!("org/features/feature-{number}.toml"),
            format!("name = \"Feature {number}\"\ncaptain = \"ada\"\nteam = \"alone\"\n"),
        ));
    }
    let files: Vec<(&str, Option<&str>)> =
        files.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
    repo.commit(&long, &files);
    let paths = json!({
        "home": "",
        "long": "long/",
        "deep": "level-1/level-2/level-3/level-4/level-5/level-6/bottom/",
        "features": "org/features/",
        "feature": "org/features/feature-7/",
        "teams": "org/teams/",
        "team": "org/teams/alone/",
        "people": "org/people/",
        "changes": "org/changes/",
        "gaps": "org/gaps/",
    });
    Published::new(repo, zola, "https://example.org/handbook/", paths)
}

/// A handbook of which nothing is written yet.
fn empty(zola: &Zola) -> Published {
    let mut repo = Repo::new();
    let files = [
        ("zola.toml", Some("title = \"Nothing yet\"\n[extra.handbook]\n")),
        ("content/_index.md", Some("+++\ntitle = \"Nothing yet\"\n+++\n")),
    ];
    repo.commit("Begin", &files);
    let paths = json!({
        "home": "",
        "lists": "org/",
        "features": "org/features/",
        "teams": "org/teams/",
        "people": "org/people/",
        "changes": "org/changes/",
        "gaps": "org/gaps/",
    });
    Published::new(repo, zola, "/", paths)
}

/// A page with what Markdown can mark, its code in the colours of one theme or of two.
fn marked(zola: &Zola, highlighting: &str, schemes: u8) -> Published {
    let mut repo = Repo::new();
    let config = format!(
        "title = \"Marks\"\n\n[markdown.highlighting]\n{highlighting}\n\n[extra.handbook]\n"
    );
    let page = "+++\ntitle = \"Marks\"\n+++\n\n\
                | what | amount | per | why |\n| --- | --: | :-: | :-- |\n\
                | rent | 1,000.00 | month | it is due |\n\n\
                ```rust\nlet pay = 1;\n\nlet tax = 2;\n```\n\n\
                ```rust,linenos,hl_lines=1\nlet pay = 1;\n```\n";
    let row = |indent: &str, cell: &str| format!("{indent}|{}\n", format!(" {cell} |").repeat(7));
    let table = |indent: &str| {
        row(indent, "Responsibilities") + &row(indent, "---") + &row(indent, "Accountability")
    };
    let cells = "<td>Accountability</td>".repeat(7);
    let wide = format!(
        "+++\ntitle = \"Wide\"\n+++\n\n{}\n- In a list:\n\n{}\n<div>\n<table><tr>{cells}</tr></table>\n</div>\n",
        table(""),
        table("  "),
    );
    let files = [
        ("zola.toml", Some(config.as_str())),
        ("content/_index.md", Some("+++\ntitle = \"Marks of all kinds\"\n+++\n")),
        ("content/marks.md", Some(page)),
        ("content/wide.md", Some(wide.as_str())),
    ];
    repo.commit("Begin", &files);
    Published::new(repo, zola, "/", json!({ "schemes": schemes }))
}

/// Runs one file of the harness on these sites, and shows what it said where it fails.
fn run(file: &str, sites: &Value) {
    let folder = TempDir::new().unwrap();
    let described = folder.path().join("sites.json");
    fs::write(&described, sites.to_string()).unwrap();
    let output = Command::new("node")
        .args(["--test", "--test-reporter=tap", file])
        .current_dir(HARNESS)
        .env("HANDBOOK_TEST_SITES", &described)
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    for figures in said.lines().filter(|line| line.contains("FIGURES")) {
        eprintln!("{figures}");
    }
    assert!(output.status.success(), "{file}\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_kind_of_page_is_sound_in_a_browser_wide_and_narrow_light_and_dark() {
    if !ready() {
        return;
    }
    for zola in all() {
        let sites = [("starter", starter(zola)), ("edges", edges(zola)), ("empty", empty(zola))];
        let described: serde_json::Map<String, Value> =
            sites.iter().map(|(name, site)| ((*name).to_owned(), site.described())).collect();
        run("pages.test.mjs", &Value::Object(described));
    }
}

#[test]
fn tables_and_code_are_seen_as_their_author_meant_them_in_a_browser() {
    if !ready() {
        return;
    }
    for zola in all() {
        let one = marked(zola, "theme = \"github-dark-high-contrast\"", 1);
        let two = "light_theme = \"github-light-high-contrast\"\n\
                   dark_theme = \"github-dark-high-contrast\"";
        let two = marked(zola, two, 2);
        run("text.test.mjs", &json!({"one": one.described(), "two": two.described()}));
    }
}

#[test]
fn a_reader_asks_searches_narrows_and_prints_in_a_browser() {
    if !ready() {
        return;
    }
    let site = starter(&all()[0]);
    run("reading.test.mjs", &json!({"starter": site.described()}));
    run("box.test.mjs", &json!({"starter": site.described()}));
}

#[test]
fn a_site_below_a_path_is_searched_and_walked_in_a_browser() {
    if !ready() {
        return;
    }
    for zola in all() {
        let site = starter_at(zola, "https://example.org/handbook/");
        run("below.test.mjs", &json!({"below": site.described()}));
    }
}

#[test]
fn an_attack_in_every_string_runs_nothing_in_a_browser() {
    if !ready() {
        return;
    }
    let repo = crate::support::attack::repository();
    at(repo.path(), &all()[0], &["build"]).succeed();
    let public = repo.path().join("public");
    let pages = crate::support::program::files(&public);
    let paths = pages.iter().filter_map(|path| path.to_str()?.strip_suffix("index.html"));
    // Of the many changes of one page each kind is there among a few.
    let (changes, others): (Vec<_>, Vec<_>) =
        paths.partition(|path| path.starts_with("org/changes/") && path.len() > 20);
    let paths = others.into_iter().chain(changes.into_iter().step_by(6));
    let paths: serde_json::Map<String, Value> =
        paths.map(|path| (path.to_owned(), json!(path))).collect();
    assert!(paths.len() > 30, "{}", paths.len());
    run("hostile.test.mjs", &json!({"attacked": {"folder": public, "base": "/", "paths": paths}}));
}

#[test]
fn lighthouse_finds_nothing_to_mend_on_any_kind_of_page() {
    if !ready() {
        return;
    }
    let site = starter(&all()[0]);
    run("lighthouse.test.mjs", &json!({"starter": site.described()}));
}
