//! The reference parts of `docs/` are those that the program's own tables of keys make.

use std::path::Path;
use std::sync::Arc;

use snapbox::{Assert, Data};
use zola_handbook::config::{
    CRAFTS, Config, HANDBOOK, REVIEW_EVERY, SHA256, ZOLA, config_reference,
};
use zola_handbook::diagnostics::Source;
use zola_handbook::metadata::{Keys, Strictness};
use zola_handbook::org::{
    ACCOUNTS, APPROVAL, CODE, COMPANY, EARLIER, FEATURE, FORGE_REVIEW, NEXT, OWNERSHIP, PAGE,
    PERSON, REVIEW, SUPPORTING, TEAM, metadata_reference,
};
use zola_handbook::root::RepoPath;

use crate::support::org::{human, parsed};

const BEGIN: &str =
    "<!-- Below: made from the program's own table of keys, and held by a test. -->\n";

/// Compares the part of a page below the mark; `SNAPSHOTS=overwrite` writes it anew.
fn assert_reference(page: &str, reference: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, _) = text.split_once(BEGIN).expect("the page has the mark");
    let wanted = format!("{head}{BEGIN}\n{reference}");
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(wanted).raw(), Data::read_from(&path, None).raw());
}

#[test]
fn the_reference_of_org_is_that_of_the_program() {
    assert_reference("metadata.md", &metadata_reference());
}

#[test]
fn the_reference_of_config_is_that_of_the_program() {
    assert_reference("configuration.md", &config_reference());
}

/// A text of all keys with their examples.
fn examples(keys: &Keys) -> String {
    keys.keys.iter().map(|key| format!("{} = {}\n", key.name, key.example)).collect()
}

/// The examples as one inline table.
fn inline(keys: &Keys) -> String {
    format!("{{ {} }}", examples(keys).trim_end().replace('\n', ", "))
}

#[test]
fn every_example_of_the_reference_of_org_is_right() {
    let with = |keys: &Keys, inner: &[(&str, String)]| {
        inner.iter().fold(examples(keys), |text, (key, value)| {
            let example = format!("{key} = {}\n", keys.get(key).unwrap().example);
            assert!(text.contains(&example));
            text.replace(&example, &format!("{key} = {value}\n"))
        })
    };
    let team = with(
        &TEAM,
        &[("accounts", inline(&ACCOUNTS)), ("supporting", format!("[{}]", inline(&SUPPORTING)))],
    );
    let feature = with(
        &FEATURE,
        &[
            ("next", inline(&NEXT)),
            ("code", format!("[{}]", inline(&CODE))),
            ("earlier", format!("[{}]", inline(&EARLIER))),
        ],
    )
    .replace("\"growth\"", "\"replay\"");
    let approval = with(&APPROVAL, &[("reviews", format!("[{}]", inline(&FORGE_REVIEW)))]);
    let person = |name: &str| format!("name = \"{name}\"\n");
    let files = [
        ("company.toml", examples(&COMPANY)),
        ("people/a.toml", examples(&PERSON)),
        ("people/ada.toml", person("Ada")),
        ("people/bob.toml", person("Bob")),
        ("people/cleo.toml", person("Cleo")),
        ("people/grace.toml", person("Grace")),
        ("teams/replay.toml", team),
        ("features/billing.toml", feature),
        ("ownership.toml", format!("[[page]]\n{}", examples(&PAGE))),
        ("reviews/x.toml", examples(&REVIEW)),
        ("approvals/7.toml", approval),
    ];
    let borrowed: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(human(&parsed(&borrowed, Strictness::Today).1), "");

    let plain = [
        ("people/ada.toml", person("Ada")),
        ("people/bob.toml", person("Bob")),
        ("people/cleo.toml", person("Cleo")),
        ("teams/replay.toml", examples(&TEAM)),
        ("features/billing.toml", examples(&FEATURE)),
        ("ownership.toml", examples(&OWNERSHIP)),
        ("approvals/7.toml", examples(&APPROVAL)),
    ];
    let borrowed: Vec<_> = plain.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(human(&parsed(&borrowed, Strictness::Today).1), "");
}

#[test]
fn every_example_of_the_reference_of_config_is_right() {
    let inner = format!(
        "[extra.handbook.crafts]\n{}[extra.handbook.review_every]\n{}[extra.handbook.zola]\n{}",
        examples(&CRAFTS),
        examples(&REVIEW_EVERY),
        examples(&ZOLA)
    );
    let digests =
        format!("[extra.handbook.zola]\nversion = \"0.22.1\"\nsha256 = {}\n", inline(&SHA256));
    let outer: String = examples(&HANDBOOK);
    let without: String = outer
        .lines()
        .filter(|line| {
            !["crafts =", "review_every =", "zola ="].iter().any(|key| line.starts_with(key))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    for text in [outer.clone(), format!("{without}{inner}"), format!("{without}{digests}")] {
        let text = format!("[extra.handbook]\n{text}");
        let source = Source::new(RepoPath::new("zola.toml").unwrap(), text);
        let (_, problems) = Config::parse(&Arc::new(source));
        assert_eq!(human(&problems), "");
    }
}

#[test]
fn every_page_of_the_documentation_is_in_its_index() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let index = std::fs::read_to_string(docs.join("README.md")).unwrap();
    for entry in std::fs::read_dir(&docs).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") && name != "README.md" {
            assert!(index.contains(&format!("]({name})")), "{name} is not in docs/README.md");
        }
    }
}
