//! What is kept from everybody stays kept: in today's site, and in the past of what was opened.

use std::path::Path;
use std::process::Output;

use snapbox::{assert_data_eq, str};

use crate::support::changing::{ADA, CONFIG, answer, company, handbook, handbook_at, page};
use crate::support::program::bytes;
use crate::support::repo::Repo;

/// A word that only kept texts say.
const SECRET: &str = "zebrawood";

fn secret() -> String {
    page(&format!("We lay off {SECRET} in March."))
}

fn folder(says: &str) -> String {
    format!("+++\ntitle = \"Board\"\nsort_by = \"title\"\n{says}\n+++\n")
}

/// Everything that is staged and remembered, packed and said, is held against the word.
#[track_caller]
fn assert_kept(repo: &Repo) {
    assert_kept_in(repo, repo.path());
}

#[track_caller]
fn assert_kept_in(repo: &Repo, root: &Path) {
    let all = |arguments: &[&str]| {
        let output = handbook_at(repo, root, arguments, "");
        assert!(output.status.code().is_some_and(|it| it < 2), "{arguments:?}: {output:?}");
        let Output { stdout, stderr, .. } = output;
        let said = String::from_utf8_lossy(&[stdout, stderr].concat()).to_lowercase();
        assert!(!said.contains(SECRET), "{arguments:?}: {said}");
    };
    all(&["stage", "--zola-version", "0.22.1"]);
    for form in ["human", "json", "csv", "markdown"] {
        all(&["audit", "--redline=full", "--format", form]);
        all(&["audit", "--redline=full", "--include-removed", "--format", form]);
    }
    all(&["check"]);
    for (since, name) in [("2023-11-15", "late"), ("2023-11-01", "whole")] {
        let pack = repo.beside(&format!("pack-{name}"));
        all(&["audit", "--since", since, "--include-removed", "--pack", pack.to_str().unwrap()]);
        assert_nowhere(&pack);
        std::fs::remove_dir_all(pack).unwrap();
    }
    assert_nowhere(&root.join(".handbook/site"));
}

#[track_caller]
fn assert_nowhere(folder: &Path) {
    let files = bytes(folder);
    assert!(!files.is_empty(), "{}", folder.display());
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains(SECRET), "{}: {text}", path.display());
        assert!(!path.to_string_lossy().contains(SECRET), "{}", path.display());
    }
}

#[test]
fn the_past_of_a_page_in_a_private_folder_is_not_told_when_it_is_moved_out() {
    for says in ["draft = true", "[extra.handbook]\nprivate = true"] {
        let mut repo = company();
        repo.commit_as(ADA, "Board", &[("content/board/_index.md", Some(&folder(says)))]);
        let plan = "content/board/zebrawood.md";
        repo.commit_as(ADA, "Plan zebrawood", &[(plan, Some(&secret()))]);
        let more = secret().replace("March", "April and zebrawood");
        repo.commit_as(ADA, "Zebrawood again", &[(plan, Some(&more))]);
        let gone = "content/board/gone.md";
        repo.commit_as(ADA, "Zebrawood, too", &[(gone, Some(&page("Zebrawood goes.")))]);
        repo.commit_as(ADA, "Gone", &[(gone, None)]);
        let open = page("We lay off nobody in April.");
        repo.commit_as(ADA, "Out", &[(plan, None), ("content/leave.md", Some(&open))]);
        assert_kept(&repo);
        let told = answer(&repo, &["log", "leave"]);
        assert!(told.contains("created"), "{told}");
    }
}

#[test]
fn whichever_file_was_the_page_of_a_private_folder_its_past_is_not_told() {
    let kept = "+++\ntitle = \"Board\"\n[extra.handbook]\nprivate = true\n+++\n";
    let french = format!("{CONFIG}[languages.fr]\n");
    for (config, board) in [
        // Of plain Markdown any of several names, in the folder or beside it.
        (None, "content/board.md"),
        (None, "content/Board.markdown"),
        (None, "content/board/Readme.md"),
        (None, "content/board/INDEX.mdx"),
        // Of a folder's pages in several languages the one that hides it.
        (Some(french.as_str()), "content/board/_index.fr.md"),
    ] {
        let mut repo = company();
        repo.commit_as(ADA, "Board", &[("config.toml", config), (board, Some(kept))]);
        let plan = "content/board/zebrawood.md";
        repo.commit_as(ADA, "Plan zebrawood", &[(plan, Some(&secret()))]);
        let open = page("We lay off nobody in March.");
        repo.commit_as(ADA, "Out", &[(plan, None), ("content/leave.md", Some(&open))]);
        assert_kept(&repo);
        let told = answer(&repo, &["log", "leave"]);
        assert!(told.contains("created"), "{board}: {told}");
    }
}

#[test]
fn a_folder_that_was_opened_keeps_what_was_done_before() {
    let mut repo = company();
    let kept = "[extra.handbook]\nprivate = true";
    repo.commit_as(ADA, "Board", &[("content/board/_index.md", Some(&folder(kept)))]);
    repo.commit_as(ADA, "Zebrawood", &[("content/board/plan.md", Some(&secret()))]);
    repo.commit_as(ADA, "Cleaned of zebrawood", &[("content/board/plan.md", Some(&page("Plan.")))]);
    repo.commit_as(ADA, "Open", &[("content/board/_index.md", Some(&folder("")))]);
    repo.commit_as(ADA, "On", &[("content/board/plan.md", Some(&page("Plan well.")))]);
    assert_kept(&repo);
    let told = answer(&repo, &["log", "content/board/plan.md"]);
    assert!(told.contains("“On”") && !told.contains("Cleaned"), "{told}");
}

#[test]
fn a_page_that_says_it_is_open_is_told_of_in_a_private_folder() {
    let mut repo = company();
    let kept = "[extra.handbook]\nprivate = true";
    repo.commit_as(ADA, "Board", &[("content/board/_index.md", Some(&folder(kept)))]);
    let open = "+++\ntitle = \"Minutes\"\n[extra.handbook]\nprivate = false\n+++\n\nWe met.\n";
    repo.commit_as(ADA, "Minutes", &[("content/board/minutes.md", Some(open))]);
    let more = open.replace("We met.", "We met twice.");
    repo.commit_as(ADA, "More", &[("content/board/minutes.md", Some(&more))]);
    let told = answer(&repo, &["log", "content/board/minutes.md", "--redline"]);
    assert!(told.contains("“Minutes”") && told.contains("twice"), "{told}");
}

#[test]
fn front_matter_that_cannot_be_read_keeps_the_page_that_it_speaks_of() {
    for matter in [
        "+++\ntitle = \"Zebrawood\ndraft = true\n+++",
        "+++\ntitle = \"Zebrawood\"\n[extra.handbook\nprivate = true\n+++",
        "+++\ntitle = \"Zebrawood\"\n[extra.handbook]\nprivate = \"yes\"\n+++",
        "---\ntitle: Zebrawood\ndraft: true\n  wrong\n---",
    ] {
        let mut repo = company();
        let text = format!("{matter}\n\nZebrawood leaves.\n");
        repo.commit_as(ADA, "Slip", &[("content/leave.md", Some(&text))]);
        let output = handbook(&repo, &["stage", "--zola-version", "0.22.1"]);
        assert_eq!(output.status.code(), Some(1), "{matter}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("error[content/"), "{said}");
        assert!(said.contains("kept from everybody"), "{said}");
        assert!(!repo.path().join(".handbook/site/content").exists(), "nothing is staged");
        // Mended, it is not told of either, and what it said before is not.
        let open = page("Somebody leaves.");
        repo.commit_as(ADA, "Mended", &[("content/leave.md", Some(&open))]);
        assert_kept(&repo);
    }
}

#[test]
fn where_texts_are_missing_what_may_have_been_kept_is_not_told() {
    let mut repo = company();
    let kept = secret().replace("+++\n\n", "[extra.handbook]\nprivate = true\n+++\n\n");
    repo.commit_as(ADA, "Plan zebrawood", &[("content/plan.md", Some(&kept))]);
    repo.commit_as(
        ADA,
        "Zebrawood again",
        &[("content/plan.md", Some(&kept.replace("March", "May")))],
    );
    repo.commit_as(ADA, "Open", &[("content/plan.md", Some(&page("Somebody leaves.")))]);
    let config = format!("{CONFIG}private = [\"/hr/**\"]\n");
    repo.commit_as(ADA, "Settings", &[("config.toml", Some(&config))]);
    let clone = repo.cloned(&["--filter=blob:none"]);
    assert_kept_in(&repo, &clone);
}

#[test]
fn where_the_text_of_a_folders_page_is_missing_it_may_have_kept_what_is_below() {
    let mut repo = company();
    let kept = folder("[extra.handbook]\nprivate = true");
    repo.commit_as(ADA, "Board", &[("content/board/_index.md", Some(&kept))]);
    // What it says is open today, as it was written; why it was written is not.
    let plan = page("Somebody leaves.");
    repo.commit_as(ADA, "Hide zebrawood", &[("content/board/plan.md", Some(&plan))]);
    repo.commit_as(ADA, "Open", &[("content/board/_index.md", Some(&folder("")))]);
    let clone = repo.cloned(&["--filter=blob:none"]);
    assert_kept_in(&repo, &clone);
}

/// What is remembered of renames comes from a clone that has all texts, as a cache of CI may.
#[test]
fn where_the_text_of_before_is_missing_what_a_page_was_called_then_is_not_told() {
    let mut repo = company();
    let long =
        "We go on as before, and nobody has to leave for it, in this year or the next. ".repeat(4);
    let plan = |private: bool| {
        let settings = format!("[extra.handbook]\nprivate = {private}\n+++\n\n");
        page(&long).replacen("+++\n\n", &settings, 1)
    };
    let config = format!("{CONFIG}private = [\"/hr/**\"]\n");
    let files = [("content/zebrawood.md", Some(&*plan(true))), ("config.toml", Some(&*config))];
    repo.commit_as(ADA, "Board", &files);
    let moved = [("content/zebrawood.md", None), ("content/plan.md", Some(&*plan(false)))];
    repo.commit_as(ADA, "Move out", &moved);
    answer(&repo, &["audit"]);
    let clone = repo.cloned(&["--filter=blob:none"]);
    let of = |root: &Path, file: &str| root.join(".handbook/cache").join(file);
    for (file, _) in bytes(&repo.path().join(".handbook/cache")) {
        let file = file.to_str().unwrap();
        if file.starts_with("history-") {
            std::fs::create_dir_all(of(&clone, "")).unwrap();
            std::fs::copy(of(repo.path(), file), of(&clone, file)).unwrap();
        }
    }
    let log = handbook_at(&repo, &clone, &["log", "plan.md", "--format", "json"], "");
    let log = String::from_utf8(log.stdout).unwrap();
    assert!(log.contains("content/plan.md") && !log.contains("zebrawood"), "{log}");
    assert_kept_in(&repo, &clone);
}

#[test]
fn names_and_addresses_of_when_a_page_was_kept_lead_nowhere() {
    let mut repo = company();
    let kept = "+++\ntitle = \"Plan\"\nslug = \"zebrawood-slug\"\n[extra.handbook]\nprivate = true\n+++\n\n\
                We are to lay off somebody in March, and nobody is to know of it.\n";
    repo.commit_as(ADA, "Plan", &[("content/zebrawood.md", Some(kept))]);
    let open = page("We are to lay off somebody in March, and nobody is to know of it.");
    repo.commit_as(
        ADA,
        "Open",
        &[("content/zebrawood.md", None), ("content/leave.md", Some(&open))],
    );
    assert_kept(&repo);
}

#[test]
fn what_a_commit_says_of_a_kept_page_is_not_told_on_another_that_it_touched() {
    let mut repo = company();
    let kept = secret().replace("+++\n\n", "[extra.handbook]\nprivate = true\n+++\n\n");
    repo.commit_as(
        ADA,
        "Set the pay of zebrawood",
        &[("content/pay.md", Some(&kept)), ("content/leave.md", Some(&page("Take days.")))],
    );
    assert_kept(&repo);
    let told = answer(&repo, &["log", "leave", "--format", "json"]);
    assert!(told.contains("\"subject\": \"\""), "{told}");
}

#[test]
fn a_redacted_sentence_of_common_words_comes_back_nowhere() {
    let mut repo = company();
    let page =
        |text: &str| page(&format!("# Fair\n\nTheft is no joke. Eve was here for years. {text}"));
    repo.commit_as(ADA, "Begin", &[("content/leave.md", Some(&page("Bob was sacked.")))]);
    let sacked = "Bob was sacked. Eve was sacked for theft.";
    let oops = repo.commit_as(ADA, "Oops", &[("content/leave.md", Some(&page(sacked)))]);
    repo.commit_as(
        ADA,
        "Edit",
        &[("content/leave.md", Some(&page(&sacked.replace("for theft", "here for theft"))))],
    );
    repo.commit_as(
        ADA,
        "Clean",
        &[("content/leave.md", Some(&page("Bob was sacked. It is for all.")))],
    );
    let config = format!("{CONFIG}redact = [\"{oops}\"]\n");
    repo.commit_as(ADA, "Redact", &[("config.toml", Some(&config))]);
    answer(&repo, &["stage", "--zola-version", "0.22.1"]);
    let mut texts: Vec<String> = bytes(&repo.path().join(".handbook/site"))
        .into_iter()
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    texts.push(answer(&repo, &["audit", "--redline=full", "--format", "json"]));
    for text in texts {
        let words = text.replace("</span>", " ").replace(|it: char| !it.is_alphanumeric(), " ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!words.contains("Eve was sacked") && !words.contains("for theft"), "{text}");
    }
}

#[test]
fn a_redacted_heading_is_in_no_account_of_its_neighbours() {
    for redlines in ["full", "added", "none"] {
        let mut repo = company();
        let long = "A paragraph that is long enough to be known again wherever it is moved to.";
        let text = |head: &str, more: &str| page(&format!("# Page\n\n{head}\n\n{more}"));
        repo.commit_as(ADA, "Begin", &[("content/leave.md", Some(&text("Begin.", "")))]);
        let kept = text("Begin.", &format!("## Merger with zebrawood\n\n{long}"));
        let oops = repo.commit_as(ADA, "Oops", &[("content/leave.md", Some(&kept))]);
        let moved = text(&format!("Begin.\n\n{long}"), "## Merger with zebrawood\n\nNothing.");
        repo.commit_as(ADA, "Move", &[("content/leave.md", Some(&moved))]);
        let clean = text(&format!("Begin.\n\n{long}"), "");
        let config = format!("{CONFIG}redact = [\"{oops}\"]\nredlines = \"{redlines}\"\n");
        repo.commit_as(
            ADA,
            "Clean",
            &[("content/leave.md", Some(&clean)), ("config.toml", Some(&config))],
        );
        assert_kept(&repo);
    }
}

#[test]
fn a_page_of_plain_markdown_that_is_not_published_is_nowhere() {
    let repo = Repo::new();
    repo.write("docs/README.md", "# Ours\n");
    repo.write("docs/sketch.md", "---\npublished: false\n---\n\n# Sketch of zebrawood\n");
    let output = handbook(&repo, &["stage", "--zola-version", "0.22.1"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_nowhere(&repo.path().join(".handbook/site"));
}

#[test]
fn what_plain_markdown_said_before_it_was_published_is_not_told_when_it_is() {
    let mut repo = Repo::new();
    let sketch = |published: bool, words: &str| {
        format!("---\npublished: {published}\n---\n\n# Sketch\n\n{words}\n")
    };
    let page = "docs/sketch.md";
    let kept = sketch(false, "We lay off zebrawood in March.");
    repo.commit_as(ADA, "Begin", &[("docs/README.md", Some("# Ours\n")), (page, Some(&kept))]);
    let more = kept.replace("March", "April, and zebrawood");
    repo.commit_as(ADA, "Zebrawood again", &[(page, Some(&more))]);
    repo.commit_as(ADA, "Publish", &[(page, Some(&sketch(true, "We lay off nobody.")))]);
    repo.commit_as(ADA, "On", &[(page, Some(&sketch(true, "We lay off nobody, ever.")))]);
    assert_kept(&repo);
    let told = answer(&repo, &["log", page]);
    assert!(told.contains("“On”") && told.contains("created"), "{told}");
}

#[test]
fn settings_that_are_to_keep_something_and_keep_nothing_are_told() {
    let mut repo = company();
    let settings = "private = [\"/bord/\", \"/leave.md\"]\nredact = [\"deadbee1\"]\n";
    repo.commit_as(
        ADA,
        "Begin",
        &[
            ("content/leave.md", Some(&page("Take days."))),
            ("config.toml", Some(&format!("{CONFIG}{settings}"))),
        ],
    );
    let output = handbook(&repo, &["stage", "--zola-version", "0.22.1"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_data_eq!(
        String::from_utf8(output.stderr).unwrap(),
        str![[r#"
warning[config/private-nothing]: this pattern names no page or file, so that it keeps nothing
 --> config.toml:3:12
  |
3 | private = ["/bord/", "/leave.md"]
  |            ^^^^^^^^
  |
  = help: paths begin at the folder of pages: "/board/" is all that is below board/ there

error[config/redact-nothing]: no commit begins with `deadbee1`, so that nothing is taken out
 --> config.toml:4:11
  |
4 | redact = ["deadbee1"]
  |           ^^^^^^^^^^
  |
  = help: write the id that it has today: one that was rebased has another

1 error, 1 warning

"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_picture_is_never_a_file_that_is_kept_whatever_it_is_called() {
    let repo = Repo::new();
    let ada = "name = \"Ada\"\ncraft = \"engineer\"\nemails = [\"zebrawood@example.org\"]\n";
    repo.write(
        "docs/README.md",
        "# Ours\n\n![](../org/people/ada.toml) ![](../.mailmap) ![](../alias/secret.svg)\n",
    );
    repo.write("docs/board/README.md", "---\nextra: {handbook: {private: true}}\n---\n\n# Board\n");
    repo.write(
        "docs/board/secret.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'><text>zebrawood</text></svg>",
    );
    repo.write("org/people/ada.toml", ada);
    repo.write(".mailmap", "Ada <zebrawood@example.org> <a@x>\n");
    std::os::unix::fs::symlink("docs/board", repo.path().join("alias")).unwrap();
    let output = handbook(&repo, &["stage", "--zola-version", "0.22.1"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.matches("warning[content/link-to-private]").count(), 3, "{said}");
    assert_nowhere(&repo.path().join(".handbook/site"));
}
