//! What is private, was deleted or is redacted, searched for in all that is written.

use crate::support::changing::{ADA, company, packed, page, staged};
use crate::support::company::{commit, read, repository};
use crate::support::program::{at, bytes};
use crate::support::zola::all;

#[test]
fn drafts_and_private_pages_leak_into_no_file() {
    let mut repo = repository();
    let config = "title = \"Engines\"\n[extra.handbook]\nprivate = [\"/board/**\"]\n";
    commit(&mut repo, "zola.toml", config);
    let secret = "+++\ntitle = \"Xyzzy title\"\n+++\n\n# Xyzzy heading\n\nXyzzy words.\n";
    commit(&mut repo, "content/board/xyzzy-file.md", secret);
    commit(&mut repo, "content/board/xyzzy.txt", "Xyzzy attachment\n");
    for (path, front) in [
        ("content/people/xyzzy-bundle/index.md", "[extra.handbook]\nprivate = true\n"),
        ("content/xyzzy-closed/_index.md", "[extra.handbook]\nprivate = true\n"),
        ("content/xyzzy-closed/below/page.md", ""),
        ("content/xyzzy-soon/_index.md", "draft = true\n"),
        ("content/xyzzy-soon/page.md", ""),
    ] {
        commit(&mut repo, path, &format!("+++\ntitle = \"Xyzzy\"\n{front}+++\n\nXyzzy.\n"));
        let beside = path.rsplit_once('/').unwrap().0;
        commit(&mut repo, &format!("{beside}/deeper/xyzzy.svg"), "<svg><!-- xyzzy --></svg>");
    }
    let draft = "+++\ntitle = \"Xyzzy draft\"\ndraft = true\n+++\n\nXyzzy draft words.\n";
    commit(&mut repo, "content/people/xyzzy-draft.md", draft);
    let own = "+++\ntitle = \"Xyzzy own\"\n[extra.handbook]\nprivate = true\n+++\n\nXyzzy.\n";
    commit(&mut repo, "content/people/xyzzy-own.md", own);
    repo.commit(
        "Xyzzy subject",
        &[("content/people/xyzzy-own.md", Some(&format!("{own}More.\n")))],
    );
    for zola in all() {
        at(repo.path(), zola, &["build"]).succeed();
        for folder in ["public", ".handbook/site"] {
            for (path, bytes) in bytes(&repo.path().join(folder)) {
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                assert!(!text.contains("xyzzy"), "{folder}/{}", path.display());
                let path = path.display().to_string().to_lowercase();
                assert!(!path.contains("xyzzy"), "{folder}/{path}");
            }
        }
    }
    at(repo.path(), &all()[0], &["build", "--drafts"]).succeed();
    assert!(repo.path().join("public/people/xyzzy-draft/index.html").is_file());
    assert!(!repo.path().join("public/people/xyzzy-own").exists());
}

#[test]
fn a_page_that_comes_out_of_a_private_folder_says_nothing_of_its_time_there() {
    let mut repo = repository();
    let config = "title = \"Engines\"\n[extra.handbook]\nprivate = [\"/board/**\"]\n";
    commit(&mut repo, "zola.toml", config);
    let text = "+++\ntitle = \"Bonus\"\n+++\n\nEverybody gets the same bonus every year.\n";
    repo.commit_as("Nemo <n@x.example>", "Xyzzy plan", &[("content/board/plan.md", Some(text))]);
    repo.commit("Publish it", &[("content/board/plan.md", None), ("content/bonus.md", Some(text))]);
    at(repo.path(), &all()[0], &["build"]).succeed();
    assert!(read(&repo.path().join("public/bonus/index.html")).contains("Publish it"));
    for folder in ["public", ".handbook/site"] {
        for (path, bytes) in bytes(&repo.path().join(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            for word in ["Xyzzy", "board/plan", "Nemo"] {
                assert!(!text.contains(word), "{folder}/{}: {word}", path.display());
            }
        }
    }
}

#[test]
fn the_words_of_a_redacted_commit_are_in_no_file() {
    let mut repo = repository();
    let text = "+++\ntitle = \"Leave\"\n+++\n\nThirty days.\n";
    let secret = repo.commit("Xyzzy", &[("content/people/time-off.md", Some(text))]);
    let config = format!("title = \"Engines\"\n[extra.handbook]\nredact = [\"{secret}\"]\n");
    commit(&mut repo, "zola.toml", &config);
    at(repo.path(), &all()[0], &["build"]).succeed();
    for folder in ["public", ".handbook/site"] {
        for (path, bytes) in bytes(&repo.path().join(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Xyzzy"), "{folder}/{}", path.display());
        }
    }
}

#[test]
fn words_that_were_deleted_kept_private_or_redacted_are_nowhere() {
    let mut repo = company();
    let secret = |word: &str| {
        format!(
            "+++\ntitle = \"Plan {word}\"\n[extra.handbook]\nprivate = true\n+++\n\nText {word}.\n"
        )
    };
    repo.commit_as(ADA, "A page to go", &[("content/gone.md", Some(&page("The zebrawood rule.")))]);
    repo.commit_as(
        ADA,
        "Subject quicksilver",
        &[("content/open.md", Some(&secret("quicksilver")))],
    );
    repo.commit_as(ADA, "Still kept: marigold", &[("content/open.md", Some(&secret("marigold")))]);
    repo.commit_as(ADA, "Never open: obsidian", &[("content/kept.md", Some(&secret("obsidian")))]);
    let fair = |more: &str| page(&format!("Pay is fair. {more}"));
    repo.commit_as(ADA, "Pay", &[("content/pay.md", Some(&fair("")))]);
    let oops = repo.commit_as(
        ADA,
        "Oops nightshade",
        &[("content/pay.md", Some(&fair("Eve has nightshade.")))],
    );
    repo.commit_as(
        ADA,
        "Go on",
        &[("content/pay.md", Some(&fair("Eve has nightshade. And so on.")))],
    );
    repo.commit_as(ADA, "Mend", &[("content/pay.md", Some(&fair("And so on.")))]);
    repo.commit_as(
        ADA,
        "Clear up",
        &[
            ("content/gone.md", None),
            ("content/open.md", Some(&page("Nothing is hidden here."))),
            (
                "config.toml",
                Some(&format!("title = \"H\"\n[extra.handbook]\nredact = [\"{oops}\"]\n")),
            ),
        ],
    );
    repo.commit_as(
        ADA,
        "Mark",
        &[("content/later.md", Some(&page("A canary that must be found.")))],
    );
    let files = staged(&repo);
    assert!(files.values().any(|text| text.contains("canary")), "the search itself works");
    let pack = packed(&repo, &[]);
    assert!(pack["index.html"].contains("canary"), "the search of the pack works, too");
    for word in ["zebrawood", "quicksilver", "marigold", "obsidian", "nightshade"] {
        for (path, text) in &files {
            // The redacted commit's page and the settings are the author's own files.
            assert!(!text.contains(word), "{word} is in {path}: {text}");
        }
        for (path, text) in &pack {
            assert!(!text.contains(word), "{word} is in the pack's {path}: {text}");
        }
    }
}
