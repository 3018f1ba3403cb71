//! A handbook in another language: every word of the interface comes from `[translations]`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use scraper::Html;

use crate::support::company::{commit, read, repository};
use crate::support::program::{at, files};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// The theme's words, each letter outside `{places}` written as `ж`.
fn translated() -> toml::Table {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/handbook/config.toml");
    let config: toml::Table = read(&theme).parse().unwrap();
    let mut words = config["translations"].as_table().unwrap().clone();
    for (_, word) in &mut words {
        let mut inside = false;
        let letters = word.as_str().unwrap().chars().map(|c| {
            inside = (inside || c == '{') && c != '}';
            if c.is_ascii_alphabetic() && !inside { 'ж' } else { c }
        });
        *word = toml::Value::String(letters.collect());
    }
    words
}

/// Every text, label and description of a page, in its order.
fn said(page: &Html) -> Vec<String> {
    let mut all = Vec::new();
    for node in page.tree.nodes() {
        let parent = node.parent().and_then(|parent| parent.value().as_element());
        let silent = parent.is_some_and(|parent| ["script", "style"].contains(&parent.name()));
        if let Some(text) = node.value().as_text().filter(|_| !silent) {
            all.push(text.trim().to_owned());
        }
        if let Some(element) = node.value().as_element() {
            let told = ["aria-label", "alt", "title", "placeholder", "data-label", "data-word"];
            all.extend(told.iter().filter_map(|name| element.attr(name)).map(str::to_owned));
            if element.attr("name") == Some("description") {
                all.extend(element.attr("content").map(str::to_owned));
            }
        }
    }
    all.retain(|text| text.chars().any(|c| c.is_ascii_alphabetic()));
    all
}

fn built(repo: &Repo) -> BTreeMap<PathBuf, Vec<String>> {
    at(repo.path(), &all()[0], &["build"]).succeed();
    let folder = repo.path().join("public");
    let pages = files(&folder).into_iter().filter(|path| path.ends_with("index.html"));
    pages
        .map(|path| (path.clone(), said(&Html::parse_document(&read(&folder.join(&path))))))
        .collect()
}

/// Runs of letters, but for one that a drawing cut short.
fn letters(text: &str) -> BTreeSet<String> {
    let cut = regex::Regex::new("[A-Za-z]+…").unwrap();
    let text = cut.replace_all(text, "");
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    words.map(str::to_owned).collect()
}

/// The words that the authors of the handbook wrote: its pages, what its metadata says, its
/// commits with their hands, and the names of all files.
fn authored(repo: &Repo) -> BTreeSet<String> {
    let mut text = repo.git(&["log", "-p", "--format=%h %B %an", "--", "content"]);
    for path in files(&repo.path().join("content")) {
        text.push_str(&read(&repo.path().join("content").join(path)));
    }
    for path in files(&repo.path().join("org")) {
        text.push_str(&format!("org/{}\n", path.display()));
        for line in read(&repo.path().join("org").join(path)).lines() {
            text.push_str(line.split_once('=').map_or("", |(_, value)| value));
        }
    }
    letters(&format!("{text} {}", read(&repo.path().join("zola.toml")).lines().next().unwrap()))
}

#[test]
fn in_a_translated_handbook_only_its_authors_and_the_rules_speak_english() {
    let mut repo = repository();
    let handover = "name = \"Billing\"\ncaptain = \"grace\"\nteam = \"engine\"\n\
                    [next]\ncaptain = \"ada\"\nfrom = 2030-01-01\naccepted = true\n";
    commit(&mut repo, "org/features/billing.toml", handover);
    let mut ours = authored(&repo);
    let mut config: toml::Table = read(&repo.path().join("zola.toml")).parse().unwrap();
    config.insert("translations".to_owned(), toml::Value::Table(translated()));
    commit(&mut repo, "zola.toml", &config.to_string());
    // An id of a commit may have letters side by side.
    ours.extend(letters(&repo.git(&["log", "--format=%h"])));

    let mut left: BTreeSet<String> = BTreeSet::new();
    for (path, said) in built(&repo) {
        // What a rule says of a gap, and why a verdict is given, are the program's own sentences;
        // an address of before is a page of Zola's.
        let theirs = said.iter().any(|text| text == "Redirect");
        if theirs || path.starts_with("org/gaps") || path.starts_with("org/changes") {
            continue;
        }
        for text in said {
            if letters(&text).iter().any(|word| !ours.contains(word)) {
                left.insert(format!("{}: {text}", path.display()));
            }
        }
    }
    assert_eq!(left, BTreeSet::new());
}
