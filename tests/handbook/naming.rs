//! Names on the command line: of pages that were called otherwise, and of other kinds.

use crate::support::changing::{ADA, LEAVE, handbook, page, told};

#[test]
fn a_page_is_found_by_the_names_that_it_had_and_by_words_that_nobody_quoted() {
    let mut repo = told();
    let text = page("# Leave\n\nYou may take **20** days. Ask us.");
    let moved = "content/time-off.md";
    repo.commit_as(ADA, "Another name", &[(LEAVE, None), (moved, Some(&text))]);
    for name in ["leave.md", "content/leave.md", "leave/"] {
        let output = handbook(&repo, &["log", name]);
        let (told, note) = (output.stdout, String::from_utf8(output.stderr).unwrap());
        let wanted = format!("note: `{name}` is a former name of content/time-off.md\n");
        assert_eq!(note, wanted);
        assert!(told.starts_with(b"4 changes of Leave\n"), "{}", String::from_utf8_lossy(&told));
    }
    let shown = handbook(&repo, &["show", "leave.md", "--at", "HEAD~1"]);
    assert_eq!(String::from_utf8(shown.stdout).unwrap(), text);
    let text = page("# Leave\n\nYou may take 20 days.").replace("\"Leave\"", "\"Days of leave\"");
    repo.commit_as(ADA, "Another title", &[(moved, Some(&text))]);
    assert_eq!(handbook(&repo, &["show", "days", "of", "leave"]).stdout, text.as_bytes());
}

#[test]
fn what_is_asked_of_one_kind_is_answered_of_that_kind() {
    let repo = told();
    for (arguments, words) in [
        (&["show", "ada"][..], "no page is called `ada`; that is a person"),
        (
            &["audit", "--page", "nope"],
            "no page is called `nope`; name it by its file, its address or its title",
        ),
        (
            &["audit", "--team", "zzz"],
            "no team is called `zzz`; name it by its id or its name, as `handbook who` does",
        ),
        (&["review", "leave", "--by", "replay"], "`replay` is a team, and nobody is called so"),
        (&["review", "leave", "--by", "adda"], "nobody is called `adda`; did you mean `ada`?"),
    ] {
        let output = handbook(&repo, arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told, format!("error: {words}\n"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_folder_of_pages_is_all_pages_in_it_and_below() {
    let mut repo = told();
    let [laptops, phones] = ["Laptops", "Phones"].map(|words| page(&format!("# {words}\n\nOurs.")));
    let files = [
        ("content/guides/it/laptops.md", Some(laptops.as_str())),
        ("content/guides/it/more/phones.md", Some(phones.as_str())),
    ];
    repo.commit_as(ADA, "Tell of machines", &files);
    repo.commit_as(ADA, "No phones", &[("content/guides/it/more/phones.md", None)]);
    for folder in ["guides/it", "guides/it/", "content/guides/it"] {
        let output = handbook(&repo, &["log", folder]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.starts_with("3 changes of content/guides/it on 2 pages\n"),
            "{folder}: {told}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let output = handbook(&repo, &["audit", "--page", folder]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.starts_with("3 changes on 2 pages\n"), "{folder}: {told}");
    }
    for arguments in [&["show", "guides/it"][..], &["review", "guides/it", "--by", "ada"]] {
        let output = handbook(&repo, arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told, "error: `guides/it` is a folder of pages: name one of them\n");
        assert_eq!(output.status.code(), Some(2));
    }
}
