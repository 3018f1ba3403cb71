//! `handbook audit`, `log` and `show`.

use snapbox::{assert_data_eq, str};

use crate::support::changing::{
    ADA, EVE, LEAVE, answer, audited, company, handbook, handbook_at, page, take, told,
};

#[test]
fn an_account_says_what_changed_and_whether_the_owner_agreed() {
    let repo = told();
    assert_data_eq!(
        answer(&repo, &["audit", "--redline"]),
        str![[r#"
3 changes on 1 page
      2  written by the owner
      1  approved by the owner
  Pages were owned by: Replay 3

2023-11-15  Leave  formatting
    [..] by Bob: “Emphasis”
    written by the owner: Bob was a member of Replay

2023-11-15  Leave  substantive  number
    [..] by Eve: “Cut ␛[31mleave”
    +1 −1 words
    approved by the owner: Bob was a member of Replay
      trailer by Bob (claimed, [..])

      § Leave
    ~ You may take [-25-] {+20+} days. Ask us.

2023-11-14  Leave  created
    [..] by Ada: “Leave”
    +8 −0 words
    written by the owner: Ada was a member of Replay

    + # Leave
    + You may take 25 days. Ask us.

"#]]
    );
}

#[test]
fn json_has_every_key() {
    let changes = audited(&told(), &["--class", "substantive"]);
    let keys: Vec<_> = changes[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys,
        [
            "commit",
            "landed",
            "date",
            "authors",
            "page",
            "moved_from",
            "moved_to",
            "title",
            "kind",
            "kind_before",
            "kind_after",
            "class",
            "flags",
            "signals",
            "sections",
            "words_added",
            "words_removed",
            "owner",
            "verdict",
            "why",
            "evidence",
            "subject",
            "redline",
        ]
    );
    assert_eq!(changes[0]["owner"], serde_json::json!({ "id": "replay", "name": "Replay" }));
    assert_eq!(changes[0]["authors"], serde_json::json!([{ "id": "eve", "name": "Eve" }]));
    assert_eq!(changes[0]["kind"], "policy");
}

#[test]
fn a_denied_verdict_ends_with_findings() {
    let repo = told();
    let output = handbook(&repo, &["audit", "--deny", "owner-approved"]);
    assert_eq!(output.status.code(), Some(1));
    assert_data_eq!(
        String::from_utf8(output.stderr).unwrap(),
        str![[r#"
1 of 3 changes is owner-approved

"#]]
    );
    assert_eq!(handbook(&repo, &["audit", "--deny", "unapproved"]).status.code(), Some(0));
    assert_eq!(handbook(&repo, &["audit", "--deny", "nonsense"]).status.code(), Some(2));
}

#[test]
fn filters_narrow_the_account() {
    let repo = told();
    for (arguments, count) in [
        (&["--since", "2023-11-15"][..], 2),
        (&["--until", "2023-11-14"], 1),
        (&["--since", "30d"], 3),
        (&["--since", "2 weeks"], 0),
        (&["--team", "replay"], 3),
        (&["--person", "eve"], 1),
        (&["--person", "Bob"], 2),
        (&["--page", "leave"], 3),
        (&["--kind", "guide"], 0),
        (&["--class", "meaning"], 2),
        (&["--meaning"], 2),
        (&["--verdict", "owner-approved"], 1),
    ] {
        assert_eq!(audited(&repo, arguments).len(), count, "{arguments:?}");
    }
    let output = handbook(&repo, &["audit", "--since", "yesterday-ish"]);
    assert_eq!(output.status.code(), Some(2));
    let output = handbook(&repo, &["audit", "--team", "reply"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `replay`?"));
}

#[test]
fn a_branch_is_told_against_its_base() {
    let mut repo = told();
    repo.git(&["branch", "base"]);
    repo.commit_as(EVE, "Less", &[(LEAVE, Some(&page("# Leave\n\nYou may take 5 days.")))]);
    let told = audited(&repo, &["--base", "base"]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["verdict"], "unknown");
    let output = handbook(&repo, &["audit", "--base", "base", "--deny", "unknown"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_table_for_spreadsheets_has_no_formulas_and_no_addresses() {
    let mut repo = company();
    repo.commit_as(
        "=cmd()|A1 <x@example.org>",
        "@SUM(A1:A9), mail me@example.org",
        &[(LEAVE, Some(&page("Text.")))],
    );
    let table = answer(&repo, &["audit", "--format", "csv"]);
    assert!(table.contains(",'=cmd()|A1,"), "{table}");
    assert!(table.contains("\"'@SUM(A1:A9), mail …\""), "{table}");
    for form in ["csv", "json", "markdown", "human"] {
        let text = answer(&repo, &["audit", "--format", form]);
        assert!(!text.contains("@example.org"), "{form}: {text}");
    }
}

#[test]
fn markdown_is_only_ours() {
    let mut repo = company();
    repo.commit_as(
        EVE,
        "<img src=x> [a](javascript:b) @everyone #1",
        &[(LEAVE, Some(&page("Text with <b>bold</b> `code` here.")))],
    );
    let text = answer(&repo, &["audit", "--format", "markdown", "--redline"]);
    assert!(!text.contains("<img"), "{text}");
    assert!(!text.contains("](java"), "{text}");
    assert!(!text.contains("@everyone"), "{text}");
    assert!(text.contains("> <ins>Text with bold code here.</ins>"), "{text}");
}

#[test]
fn a_users_own_template_writes_the_account() {
    let repo = told();
    repo.write(
        "mine.txt",
        "{% for change in changes %}{{ change.title }} {{ change.verdict }}\n{% endfor %}",
    );
    let path = repo.path().join("mine.txt");
    let text = answer(&repo, &["audit", "--template", path.to_str().unwrap()]);
    assert_eq!(text, "Leave owner-authored\nLeave owner-approved\nLeave owner-authored\n");
}

#[test]
fn a_log_follows_a_page_through_its_names() {
    let mut repo = told();
    let text = page("# Leave\n\nYou may take **20** days. Ask us.");
    repo.commit_as(ADA, "Move", &[(LEAVE, None), ("content/off.md", Some(&text))]);
    let log = answer(&repo, &["log", "off", "--format", "csv"]);
    assert_eq!(log.lines().count(), 5);
    assert!(log.lines().nth(1).unwrap().contains(",none,moved,"), "{log}");
    assert!(log.contains(",content/off.md,content/leave.md,content/off.md,"), "{log}");
    assert_eq!(answer(&repo, &["log", "team:replay", "--format", "csv"]).lines().count(), 5);
    assert!(handbook(&repo, &["log", "nobody"]).status.code() == Some(2));
}

#[test]
fn an_account_says_from_where_a_page_moved() {
    let mut repo = told();
    let text = page("# Leave\n\nYou may take **20** days. Ask us.");
    repo.commit_as(ADA, "Move", &[(LEAVE, None), ("content/rest.md", Some(&text))]);
    repo.commit_as(ADA, "Again", &[("content/rest.md", None), ("content/off.md", Some(&text))]);
    let moved: Vec<_> = audited(&repo, &["--class", "none"])
        .into_iter()
        .map(|change| [change["moved_from"].clone(), change["moved_to"].clone()])
        .collect();
    assert_eq!(
        moved,
        [["content/rest.md", "content/off.md"], ["content/leave.md", "content/rest.md"]]
    );
    let others = audited(&repo, &["--class", "meaning"]);
    assert!(others.iter().all(|one| one["moved_from"].is_null() && one["moved_to"].is_null()));
    let human = answer(&repo, &["audit", "--class", "none"]);
    assert!(human.contains("\n    moved from content/rest.md\n"), "{human}");
    assert!(human.contains("\n    moved from content/leave.md to content/rest.md\n"), "{human}");
    let markdown = answer(&repo, &["audit", "--class", "none", "--format", "markdown"]);
    assert!(markdown.contains("moved from content/leave.md to content/rest.md"), "{markdown}");
}

#[test]
fn no_line_of_a_redline_is_wider_than_the_terminal_with_its_marks() {
    let mut repo = company();
    let text = |word: &str| {
        let words: Vec<_> = (0..120).map(|n| if n % 2 == 0 { "stays" } else { word }).collect();
        page(&format!("# {}\n\n{}", "Long heading ".repeat(9), words.join(" ")))
    };
    repo.commit_as(ADA, "One", &[(LEAVE, Some(&text("before")))]);
    repo.commit_as(ADA, "Two", &[(LEAVE, Some(&text("later")))]);
    let told = answer(&repo, &["audit", "--redline=full", "--class", "substantive"]);
    assert!(told.contains("[-before-]") && told.contains("{+later+}"), "{told}");
    for line in told.lines() {
        assert!(line.chars().count() <= 100, "{}: {line}", line.chars().count());
    }
}

#[test]
fn a_page_is_shown_as_it_stood() {
    let repo = told();
    assert_eq!(
        answer(&repo, &["show", "leave", "--at", "2023-11-14"]),
        page("# Leave\n\nYou may take 25 days. Ask us.")
    );
    assert!(answer(&repo, &["show", "leave"]).contains("**20**"));
    let output = handbook(&repo, &["show", "leave", "--at", "2023-11-13"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_bare_repository_answers_as_a_clone_does() {
    let repo = told();
    let bare = repo.beside("bare.git");
    repo.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    for question in [
        &["audit", "--redline", "--format", "json"][..],
        &["audit", "--since", "2023-11-15"],
        &["log", "leave", "--redline"],
        &["show", "leave", "--at", "2023-11-14"],
    ] {
        let output = handbook_at(&repo, &bare, question, "");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{question:?}: {errors}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), answer(&repo, question));
    }
    for deed in [&["review", "leave", "--by", "ada"][..], &["approvals", "import"]] {
        let output = handbook_at(&repo, &bare, deed, "[]");
        assert_eq!(output.status.code(), Some(2), "{deed:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("bare repository"), "{output:?}");
    }
    assert!(!bare.join(".handbook").exists());
}

#[test]
fn an_account_since_a_moment_says_of_it_what_the_whole_account_says() {
    let repo = told();
    let whole = audited(&repo, &[]);
    for since in ["2023-11-14", "2023-11-15", "HEAD~1", "2023-11-16"] {
        std::fs::remove_dir_all(repo.path().join(".handbook")).unwrap();
        let late = audited(&repo, &["--since", since]);
        assert_eq!(late, whole[..late.len()], "{since}");
    }
    assert_eq!(audited(&repo, &["--since", "HEAD~1"]).len(), 1);
    assert_eq!(audited(&repo, &[]), whole);
}

#[test]
fn what_was_private_is_not_told_when_the_page_is_opened() {
    let mut repo = company();
    let secret =
        "+++\ntitle = \"Leave\"\n[extra.handbook]\nprivate = true\n+++\n\nEve earns £90,000.\n";
    repo.commit_as(ADA, "Secret plan of Eve", &[(LEAVE, Some(secret))]);
    repo.commit_as(ADA, "Secret again", &[(LEAVE, Some(&secret.replace("90", "95")))]);
    repo.commit_as(ADA, "Open it", &[(LEAVE, Some(&page("Eve earns enough.")))]);
    for form in ["human", "json", "csv", "markdown"] {
        let text = answer(&repo, &["audit", "--redline", "--format", form]);
        assert!(!text.contains("Secret"), "{form}: {text}");
        assert!(!text.contains("£9"), "{form}: {text}");
        assert!(text.contains("Open it"), "{form}: {text}");
    }
    let output = handbook(&repo, &["show", "leave", "--at", "HEAD~1"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn words_of_a_removed_page_are_told_only_when_asked_for() {
    let mut repo = told();
    repo.commit_as(
        ADA,
        "Gone",
        &[(LEAVE, None), ("content/x.md", Some("+++\ntitle = \"X\"\n+++\n"))],
    );
    let text = answer(&repo, &["audit", "--redline"]);
    assert!(!text.contains("days"), "{text}");
    let why = "(the page is gone, and its words with it: --include-removed shows them)";
    assert!(text.contains(why), "{text}");
    let text = answer(&repo, &["audit", "--redline", "--include-removed"]);
    assert!(text.contains("days") && !text.contains(why), "{text}");
}

#[test]
fn a_redacted_commits_words_come_back_in_no_neighbour() {
    let mut repo = company();
    repo.commit_as(ADA, "Begin", &[(LEAVE, Some(&page("Pay is fair.")))]);
    let oops = repo.commit_as(
        ADA,
        "Eve earns much",
        &[(LEAVE, Some(&page("Pay is fair. Eve gets £90,000.")))],
    );
    repo.commit_as(ADA, "Next", &[(LEAVE, Some(&page("Pay is fair, too. Eve gets £90,000.")))]);
    repo.commit_as(ADA, "Clean", &[(LEAVE, Some(&page("Pay is fair, too.")))]);
    let config = format!("title = \"H\"\n[extra.handbook]\nredact = [\"{oops}\"]\n");
    repo.commit_as(ADA, "Redact", &[("config.toml", Some(&config))]);
    let text = answer(&repo, &["audit", "--redline"]);
    assert!(!text.contains("90,000"), "{text}");
    assert!(!text.contains("much"), "{text}");
    assert!(text.contains("“Begin”"), "{text}");
    // Asked of the last days only, the older secret is known all the same.
    let late = answer(&repo, &["audit", "--redline", "--since", "HEAD~2"]);
    assert!(late.contains("“Clean”") && !late.contains("90,000"), "{late}");
}

#[test]
fn a_period_that_can_hold_nothing_is_refused_and_passes_no_gate() {
    let repo = told();
    for (arguments, words) in [
        (
            &["--since", "2023-11-20", "--until", "2023-11-15"][..],
            "error: --since 2023-11-20 is after --until 2023-11-15: the earlier one is --since\n",
        ),
        (&["--since", "2023-12-02"], "error: --since: 2023-12-02 is still to come\n"),
    ] {
        let all = [&["audit", "--deny", "unknown"][..], arguments].concat();
        let output = handbook(&repo, &all);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), words);
        assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()), "{arguments:?}");
    }
    // One day alone, today, and a moment alone are periods like any other.
    for arguments in [
        &["--since", "2023-11-15", "--until", "2023-11-15"][..],
        &["--since", "2023-12-01"],
        &["--since", "HEAD", "--until", "HEAD"],
    ] {
        let all = [&["audit"][..], arguments].concat();
        assert_eq!(handbook(&repo, &all).status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn without_git_an_account_cannot_be_given() {
    let repo = company();
    std::fs::remove_dir_all(repo.path().join(".git")).unwrap();
    let output = handbook(&repo, &["audit"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told, "error: there is no git repository here, so nothing is known of changes\n");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn sections_are_told_without_the_pages_title_and_set_within_the_width() {
    let mut repo = company();
    let long = "A heading that is longer than any heading ought to be, as long as a whole sentence";
    let text = |days: &str| page(&format!("# Leave\n\n## {long}\n\n### Days\n\nTake {days} days."));
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&text("25")))]);
    repo.commit_as(ADA, "Fewer", &[(LEAVE, Some(&text("20")))]);
    let told = answer(&repo, &["log", "leave", "--class", "substantive", "--redline"]);
    assert!(told.contains(&format!("+1 −1 words in {}", &long[..20])), "{told}");
    let section: Vec<&str> = told.lines().skip_while(|line| !line.contains('§')).take(2).collect();
    assert!(section[0].starts_with("      § ") && section[1].trim() == "Days", "{told}");
    assert!(section.iter().all(|line| line.chars().count() <= 100), "{told}");
    // Programs are told the whole path.
    let sections = &audited(&repo, &["--class", "substantive"])[0]["sections"][0];
    assert_eq!(sections, &format!("Leave > {long} > Days"));
}

#[test]
fn in_colour_words_that_are_gone_are_red_and_struck_and_new_ones_green() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    take(&mut repo, ADA, "More", 26);
    let told = answer(&repo, &["audit", "--redline", "--color", "always"]);
    assert!(told.contains("\u{1b}[9;31m25\u{1b}[0m \u{1b}[32m26\u{1b}[0m"), "{told:?}");
    assert!(!told.contains('\u{241b}'), "{told:?}");
}
