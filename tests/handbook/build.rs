//! `handbook build`, from a repository to a published folder.

use snapbox::{assert_data_eq, str};

use crate::killed::assert_nothing_is_left_beside;
use crate::support::company::{commit, read, repository};
use crate::support::program::{TODAY, at, bytes, files, handbook};
use crate::support::repo::Repo;
use crate::support::zola::all;

#[test]
fn a_newcomer_builds_a_clone_with_an_empty_home_and_is_told_what_to_do_next() {
    let repo = repository();
    let clone = repo.beside("clone");
    repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    let home = tempfile::tempdir().unwrap();
    let first = handbook(&["build"]).inside(&clone).env("HOME", home.path()).on(TODAY).succeed();
    assert_data_eq!(
        first.told(&clone),
        str![[r#"
status: 0
--- stdout
--- stderr
Published 5 pages, 2 features, 2 teams, 3 people into public in [TIME].
  git     5 commits, read now
  staged  110 files written, 0 as they were
  zola    [VERSION] took [TIME]
  note    `git add .` would commit public/: write /public/ into .gitignore
Look at it: handbook serve

"#]]
    );
    assert!(clone.join("public/people/pay/index.html").is_file());
    assert!(clone.join("public/org/features/billing/index.html").is_file());
    assert_eq!(files(home.path()), Vec::<std::path::PathBuf>::new(), "nothing is left in the home");

    let second = handbook(&["build"]).inside(&clone).env("HOME", home.path()).on(TODAY).succeed();
    assert_data_eq!(
        second.told(&clone),
        str![[r#"
status: 0
--- stdout
--- stderr
Published 5 pages, 2 features, 2 teams, 3 people into public in [TIME].
  git     5 commits, all known from the last time
  staged  0 files written, 110 as they were
  zola    [VERSION] took [TIME]
  note    `git add .` would commit public/: write /public/ into .gitignore
Look at it: handbook serve

"#]]
    );
}

#[test]
fn what_is_known_of_another_branch_is_not_counted_as_this_ones() {
    let mut repo = repository();
    repo.git(&["branch", "other"]);
    for at in 0..3 {
        let text = read(&repo.path().join("content/people/pay.md")) + &format!("On day {at}.\n");
        repo.commit("Move", &[("content/people/pay.md", Some(&text))]);
    }
    let told = || at(repo.path(), &all()[0], &["build"]).run().stderr;
    let first = told();
    assert!(first.contains("  git     8 commits, read now\n"), "{first}");
    repo.git(&["checkout", "-q", "other"]);
    let told = told();
    assert!(told.contains("  git     5 commits, all known from the last time\n"), "{told}");
}

#[test]
fn git_sees_nothing_of_what_a_build_writes_but_the_published_folder() {
    let repo = repository();
    let zola = &all()[0];
    at(repo.path(), zola, &["build"]).succeed();
    assert_eq!(repo.git(&["status", "--porcelain"]), "?? public/");
}

#[test]
fn the_same_commit_options_and_day_give_the_same_bytes_wherever_the_clone_is() {
    for zola in all() {
        let repo = repository();
        let mut sites = Vec::new();
        for name in ["here", "there"] {
            let clone = repo.beside(name).join("a folder/handbook");
            repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
            repo.git(&[
                "-C",
                clone.to_str().unwrap(),
                "remote",
                "set-url",
                "origin",
                "git@github.com:example/handbook.git",
            ]);
            at(&clone, zola, &["build", "--base-url", "https://example.org/handbook/"]).succeed();
            sites.push((bytes(&clone.join(".handbook/site")), bytes(&clone.join("public"))));
        }
        assert!(sites[0] == sites[1], "Zola {}", zola.version());
        assert!(sites[0].1.len() > 20);
    }
}

#[test]
fn what_is_wrong_in_several_files_is_told_at_once_and_the_old_site_stays() {
    let mut repo = repository();
    let zola = &all()[0];
    at(repo.path(), zola, &["build"]).succeed();
    let before = bytes(&repo.path().join("public"));
    commit(&mut repo, "org/people/grace.toml", "name = \"Grace Hopper\"\ncraftt = \"engineer\"\n");
    commit(
        &mut repo,
        "org/features/billing.toml",
        "name = \"Billing\"\ncaptain = \"grce\"\nteam = 3\n",
    );
    commit(&mut repo, "zola.toml", "title = \"Engines\"\n[extra.handbook]\nbulk = \"many\"\n");
    let ran = at(repo.path(), zola, &["build"]).run();
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 1
--- stdout
--- stderr
error[org/unknown-id]: `captain` names `grce`, and nobody has that id
 --> org/features/billing.toml:2:11
  |
2 | captain = "grce"
  |           ^^^^^^
  |
  = help: did you mean `grace`?

error[metadata/wrong-type]: `team` wants a team's id, and this is a whole number
 --> org/features/billing.toml:3:8
  |
3 | team = 3
  |        ^
  |
  = help: for example: team = "replay"

error[metadata/unknown-key]: `craftt` is not a key of a person
 --> org/people/grace.toml:2:1
  |
2 | craftt = "engineer"
  | ^^^^^^
  |
  = help: did you mean `craft`?
          the keys of a person are `name`, `craft`, `title`, `kind`, `reports_to`, `management`, `contact`, `emails`, `signing_keys`, `accounts`, `started`, `left`, `formerly`

error[metadata/wrong-type]: `bulk` wants a whole number, and this is a text
 --> zola.toml:3:8
  |
3 | bulk = "many"
  |        ^^^^^^
  |
  = help: for example: bulk = 30

4 errors
Nothing was published; the site that was there before is as it was.

"#]]
    );
    assert!(bytes(&repo.path().join("public")) == before);

    let short = at(repo.path(), zola, &["build", "--format", "short"]).run();
    assert_data_eq!(
        short.told(repo.path()),
        str![[r#"
status: 1
--- stdout
org/features/billing.toml:2:11: error[org/unknown-id]: `captain` names `grce`, and nobody has that id
org/features/billing.toml:3:8: error[metadata/wrong-type]: `team` wants a team's id, and this is a whole number
org/people/grace.toml:2:1: error[metadata/unknown-key]: `craftt` is not a key of a person
zola.toml:3:8: error[metadata/wrong-type]: `bulk` wants a whole number, and this is a text
--- stderr
Nothing was published; the site that was there before is as it was.

"#]]
    );
}

#[test]
fn zolas_errors_are_shown_in_the_authors_file_and_the_old_site_stays() {
    for zola in all() {
        let mut repo = repository();
        at(repo.path(), zola, &["build"]).succeed();
        let before = bytes(&repo.path().join("public"));
        let wrong = "+++\ntitle = \"Leave\"\n+++\n\nFine.\n\nSee [the rules](@/people/rules.md).\n";
        commit(&mut repo, "content/people/time-off.md", wrong);
        let ran = at(repo.path(), zola, &["build", "--format", "short"]).run();
        assert_eq!(ran.status, 1, "{ran}");
        assert!(ran.stdout.starts_with("content/people/time-off.md:7:"), "{ran}");
        assert!(!ran.to_string().contains(".handbook"), "{ran}");
        assert!(bytes(&repo.path().join("public")) == before);
    }
}

#[test]
fn what_zola_says_of_settings_and_templates_is_shown_in_the_files_of_a_handbook_below_the_top() {
    let cases = [
        (
            "zola.toml",
            "# Ours\ntitle = \"T\"\nnonsense = 3\n[extra.handbook]\n",
            "site/zola.toml:3:1",
        ),
        ("templates/section.html", "x\n\n{{ section.nope.x }}\n", "site/templates/section.html:3:"),
        ("templates/page.html", "{% if %}\n", "site/templates/page.html:1:"),
        (
            "templates/handbook/bodies/gaps.html",
            "\n{{ nope.x }}\n",
            "templates/handbook/bodies/gaps.html:2:",
        ),
    ];
    for zola in all() {
        for (file, text, place) in cases {
            let repo = Repo::new();
            repo.write("site/zola.toml", "title = \"T\"\n[extra.handbook]\n");
            repo.write("site/content/guide/_index.md", "+++\ntitle = \"Guide\"\n+++\n");
            repo.write(&format!("site/{file}"), text);
            let ran = at(&repo.path().join("site"), zola, &["build", "--format", "short"]).run();
            assert_eq!(ran.status, 1, "{ran}");
            assert!(ran.to_string().contains(place), "{file}, Zola {}: {ran}", zola.version());
            assert!(!ran.to_string().contains(".handbook/"), "{ran}");
        }
    }
}

#[test]
fn a_warning_stops_a_strict_build_only() {
    let repo = repository();
    let zola = &all()[0];
    repo.write("content/people/bytes.md", b"+++\ntitle = \"Bytes\"\n+++\n\n\xff\n");
    let strict = at(repo.path(), zola, &["build", "--strict"]).run();
    assert_data_eq!(
        strict.told(repo.path()),
        str![[r#"
status: 1
--- stdout
--- stderr
error[content/unreadable]: this page is not UTF-8: line 5 holds other bytes
--> content/people/bytes.md
 = help: save it as UTF-8; until then they show as �

1 error
Nothing was published; the site that was there before is as it was.

"#]]
    );
    assert!(!repo.path().join("public").exists());
    let ran = at(repo.path(), zola, &["build"]).succeed();
    assert!(ran.stderr.contains("warning[content/unreadable]"), "{ran}");
    assert!(repo.path().join("public/people/bytes/index.html").is_file());
}

#[test]
fn what_reading_and_zola_find_is_one_document_where_a_program_reads_it() {
    let repo = repository();
    repo.write("content/people/bytes.md", b"+++\ntitle = \"Bytes\"\n+++\n\n\xff\n");
    let zola = &all()[0];
    for (text, status) in [("Fine.\n", 0), ("See [the rules](@/people/rules.md).\n", 1)] {
        repo.write("content/alone.md", format!("+++\ntitle = \"Alone\"\n+++\n\n{text}"));
        for form in ["json", "sarif"] {
            let ran = at(repo.path(), zola, &["build", "--format", form]).run();
            assert_eq!(ran.status, status, "{ran}");
            let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
            let found = match form {
                "json" => &document["findings"],
                _ => &document["runs"][0]["results"],
            };
            let found = found.as_array().unwrap();
            assert_eq!(found.len(), 1 + usize::try_from(status).unwrap(), "{ran}");
            assert!(
                found.iter().any(|one| one.to_string().contains("content/unreadable")),
                "{ran}"
            );
        }
    }
}

#[test]
fn a_workflow_is_told_the_folder_and_the_counts_and_only_where_something_was_published() {
    let repo = repository();
    let zola = &all()[0];
    let file = repo.beside("outputs");
    std::fs::write(&file, "before=1\n").unwrap();
    let build = |more: &[&str]| {
        at(repo.path(), zola, &["build", "--outputs", file.to_str().unwrap()])
            .args(more)
            .inside(repo.path().parent().unwrap())
            .run()
    };
    assert_eq!(build(&[]).status, 0);
    let told = "before=1\nfolder=repo/public\n\
                counts={\"pages\":5,\"features\":2,\"teams\":2,\"people\":3}\n";
    assert_eq!(read(&file), told);
    // What is shown within others only is no page of its own.
    let part = "+++\ntitle = \"Part\"\nrender = false\n+++\n\nA part.\n";
    repo.write("content/part.md", part);
    std::fs::write(&file, "before=1\n").unwrap();
    let ran = build(&[]);
    assert!(ran.stderr.contains("Published 5 pages, 2 features"), "{ran}");
    assert_eq!(read(&file), told);
    let broken = build(&["--output", "pub\nlic=mine"]);
    assert_eq!(broken.status, 2, "{broken}");
    repo.write("org/people/ada.toml", "nam = 1\n");
    assert_eq!(build(&[]).status, 1);
    assert_eq!(read(&file), told);
}

#[cfg(unix)]
#[test]
fn a_reader_who_goes_away_neither_stops_a_build_nor_hides_how_it_ended() {
    let repo = repository();
    let build = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = at(repo.path(), &all()[0], &["build", "--format", "json"]).command();
        command.stdout(writer).stderr(std::process::Stdio::null()).status().unwrap().code()
    };
    assert_eq!(build(), Some(0));
    assert!(repo.path().join("public/index.html").is_file());
    repo.write("org/people/ada.toml", "nam = 1\n");
    assert_eq!(build(), Some(1));
}

#[test]
fn two_builds_at_once_both_end_well() {
    let repo = repository();
    let zola = &all()[0];
    let builds: Vec<_> = (0..3)
        .map(|_| {
            let mut command = at(repo.path(), zola, &["build"]).command();
            command.stderr(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    assert!(repo.path().join("public/people/pay/index.html").is_file());
    assert_nothing_is_left_beside(&repo);
}

#[test]
fn a_link_that_leads_nowhere_stops_a_strict_build_only() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("README.md"), "# Us\n\n[pay](pya.md) [x](#nowhere)\n")
        .unwrap();
    std::fs::write(folder.path().join("pay.md"), "# Pay\n").unwrap();
    let zola = &all()[0];
    let strict = at(folder.path(), zola, &["build", "--strict", "--format", "short"]).run();
    assert_eq!(strict.status, 1, "{strict}");
    for told in [
        "README.md:3:7: error[content/broken-link]",
        "README.md:3:19: error[content/broken-anchor]",
    ] {
        assert!(strict.stdout.contains(told), "{told}: {strict}");
    }
    assert!(!folder.path().join("public").exists());
    let ran = at(folder.path(), zola, &["build"]).succeed();
    assert!(ran.stderr.contains("warning[content/broken-link]"), "{ran}");
    let html = std::fs::read_to_string(folder.path().join("public/index.html")).unwrap();
    assert!(html.contains("<span class=\"broken-link\">pay</span>"), "{html}");
}
