//! `handbook stage`: the tree that Zola is given.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use snapbox::{assert_data_eq, str};

use crate::support::company::{commit, read, repository};
use crate::support::program::{at, files};
use crate::support::repo::Repo;
use crate::support::zola::all;

fn stamps(folder: &Path) -> BTreeMap<String, SystemTime> {
    files(folder)
        .into_iter()
        .map(|path| {
            let changed = folder.join(&path).metadata().unwrap().modified().unwrap();
            (path.display().to_string(), changed)
        })
        .collect()
}

#[test]
fn the_tree_holds_pages_logs_lists_and_the_theme_and_nothing_else() {
    let repo = repository();
    at(repo.path(), &all()[0], &["stage"]).succeed();
    let staged = repo.path().join(".handbook/site");
    let list: String = files(&staged).iter().map(|path| format!("{}\n", path.display())).collect();
    assert_data_eq!(list, snapbox::file!["snapshots/staged/files.txt"]);
    for (name, snapshot) in [
        ("config.toml", snapbox::file!["snapshots/staged/config.toml"]),
        ("content/people/pay.md", snapbox::file!["snapshots/staged/pay.md"]),
        ("data/handbook/log/people/pay.json", snapbox::file!["snapshots/staged/pay.json"]),
        ("data/handbook/list/_index.json", snapbox::file!["snapshots/staged/list.json"]),
        ("content/_handbook/features_billing.md", snapbox::file!["snapshots/staged/billing.md"]),
    ] {
        assert_data_eq!(snapbox::Data::text(read(&staged.join(name))), snapshot);
    }
}

#[test]
fn a_second_stage_with_nothing_new_writes_no_file() {
    let repo = repository();
    let first = at(repo.path(), &all()[0], &["stage"]).succeed();
    assert_data_eq!(
        first.told(repo.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
No Zola is here, so this is staged for 0.22.0; --zola-version says otherwise.
Staged [ROOT]/.handbook/site for Zola [VERSION]: 110 files written, 0 removed, 0 as they were.
Next: zola --root [ROOT]/.handbook/site build

"#]]
    );
    let staged = repo.path().join(".handbook");
    let before = stamps(&staged);
    let second = at(repo.path(), &all()[0], &["stage"]).succeed();
    assert_data_eq!(
        second.told(repo.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
No Zola is here, so this is staged for 0.22.0; --zola-version says otherwise.
Staged [ROOT]/.handbook/site for Zola [VERSION]: 0 files written, 0 removed, 110 as they were.
Next: zola --root [ROOT]/.handbook/site build

"#]]
    );
    assert_eq!(stamps(&staged), before);
}

#[test]
fn one_edit_rewrites_the_page_and_leaves_the_others_alone() {
    let repo = repository();
    at(repo.path(), &all()[0], &["stage"]).succeed();
    let staged = repo.path().join(".handbook/site");
    let before = stamps(&staged);
    repo.write("content/alone.md", "+++\ntitle = \"Nobody's page\"\n+++\n\nStill nobody.\n");
    at(repo.path(), &all()[0], &["stage"]).succeed();
    let after = stamps(&staged);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, at)| before.get(*path) != Some(at))
        .map(|(path, _)| path)
        .collect();
    // Its words are in the search index, too.
    assert_eq!(changed, ["content/alone.md", "static/org/search/index.json"]);
}

#[test]
fn what_has_no_place_any_more_is_removed() {
    let mut repo = repository();
    at(repo.path(), &all()[0], &["stage"]).succeed();
    let end = repo.commit("Remove", &[("content/alone.md", None)]).to_string();
    let ran = at(repo.path(), &all()[0], &["stage"]).succeed();
    // The page, its log, and the page of the change that began it.
    assert!(ran.stderr.contains("3 removed"), "{ran}");
    let left = files(&repo.path().join(".handbook/site"));
    let named = left.iter().map(|path| path.to_string_lossy());
    let named: Vec<_> = named.filter(|path| path.contains("alone")).collect();
    // That it ended is told.
    assert_eq!(named, [format!("content/_handbook/changes_{}_content-alone.md", &end[..12])]);
}

#[test]
fn it_can_be_staged_for_a_zola_that_is_not_here() {
    let mut repo = repository();
    repo.commit("As plain Markdown", &[("zola.toml", None)]);
    commit(&mut repo, "content/alone.md", "{{ x }}\n");
    let body = |version: &str| {
        let run = at(repo.path(), &all()[0], &["stage", "--zola-version", version]);
        run.succeed();
        read(&repo.path().join(".handbook/site/content/alone.md"))
    };
    assert!(body("0.23.1").contains("{{ x }}"));
    assert!(!body("0.22").contains("{{ x }}"));
    for (version, words) in [("0.21.0", "too old"), ("new", "no version of Zola")] {
        let ran = at(repo.path(), &all()[0], &["stage", "--zola-version", version]).run();
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(words), "{ran}");
    }
}

#[test]
fn the_colours_of_code_are_those_of_the_settings_and_stay_while_these_do() {
    for zola in all() {
        let mut repo = repository();
        let coloured = |theme: &str| {
            format!(
                "title = \"E\"\n[markdown.highlighting]\ntheme = \"{theme}\"\n[extra.handbook]\n"
            )
        };
        let mut colours = Vec::new();
        for theme in ["github-dark", "github-light"] {
            commit(&mut repo, "zola.toml", &coloured(theme));
            commit(
                &mut repo,
                "content/alone.md",
                "+++\ntitle = \"A\"\n+++\n\n```rust\nfn a() {}\n```\n",
            );
            at(repo.path(), zola, &["build"]).succeed();
            colours.push(read(&repo.path().join("public/giallo.css")));
            // Zola writes them into what was staged: the next run leaves them there.
            let again = at(repo.path(), zola, &["stage"]).succeed();
            assert!(again.stderr.contains(" 0 files written, 0 removed"), "{again}");
        }
        assert_ne!(colours[0], colours[1]);
    }
}

#[test]
fn links_for_editing_lead_to_the_branch_that_is_checked_out_or_that_the_settings_name() {
    let repo = repository();
    repo.git(&["checkout", "--quiet", "-b", "trunk"]);
    let edited = |repo: &Repo| {
        at(repo.path(), &all()[0], &["stage"]).succeed();
        let page = read(&repo.path().join(".handbook/site/content/people/pay.md"));
        let link = page.lines().find(|line| line.starts_with("edit_href")).unwrap().to_owned();
        link.trim_start_matches("edit_href = ").trim_matches('"').to_owned()
    };
    assert_eq!(
        edited(&repo),
        "https://github.com/example/handbook/edit/trunk/content/people/pay.md"
    );
    let config = read(&repo.path().join("zola.toml"));
    let with = |key: &str| config.replace("[extra.handbook]", &format!("[extra.handbook]\n{key}"));
    repo.write("zola.toml", with("edit_url = \"https://edit.example/{branch}/{path}\""));
    assert_eq!(edited(&repo), "https://edit.example/trunk/content/people/pay.md");
    repo.write("zola.toml", with("branch = \"published\""));
    assert_eq!(
        edited(&repo),
        "https://github.com/example/handbook/edit/published/content/people/pay.md"
    );
}

#[test]
fn where_no_zola_is_here_it_is_staged_for_the_one_that_the_settings_pin() {
    let repo = repository();
    let config = repo.path().join("zola.toml");
    let pinned = read(&config) + "\n[extra.handbook.zola]\nversion = \"0.23.1\"\n";
    std::fs::write(&config, pinned).unwrap();
    let ran = at(repo.path(), &all()[0], &["stage"]).succeed();
    assert!(ran.stderr.contains(".handbook/site for Zola 0.23.1: "), "{ran}");
    assert!(!ran.stderr.contains("No Zola is here"), "{ran}");
}
