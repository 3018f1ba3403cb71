//! Names on the command line: of pages that were called otherwise, and of other kinds.

use crate::support::changing::{ADA, CONFIG, LEAVE, company, handbook, page, told};
use crate::support::repo::Repo;

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

#[test]
fn a_folder_with_a_page_of_its_own_is_all_pages_in_it_too_and_as_a_page_its_own() {
    let mut repo = company();
    let index = "+++\ntitle = \"Guides\"\n+++\n\nAll of ours.\n";
    let own = "content/guides/_index.md";
    let files = [(own, Some(index)), ("content/guides/one.md", Some(&*page("One.")))];
    repo.commit_as(ADA, "Tell", &files);
    repo.git(&["branch", "base"]);
    let stranger = "Sam Tripp <sam@elsewhere.example>";
    repo.commit_as(stranger, "Turn", &[("content/guides/one.md", Some(&page("Another rule.")))]);
    for folder in ["guides", "guides/", "content/guides", "./guides"] {
        let gate = ["audit", "--base", "base", "--page", folder, "--deny", "unknown"];
        let ran = handbook(&repo, &gate);
        assert_eq!(ran.status.code(), Some(1), "{folder}: {ran:?}");
        let log = String::from_utf8(handbook(&repo, &["log", folder]).stdout).unwrap();
        assert!(log.starts_with("3 changes of content/guides on 2 pages\n"), "{folder}: {log}");
    }
    // Whoever moves a page out of the folder is asked, too.
    let long = "We keep one rule after the other, each of them in its own place, for all of us. "
        .repeat(4);
    repo.commit_as(ADA, "Say more", &[("content/guides/one.md", Some(&page(&long)))]);
    repo.git(&["branch", "--force", "base"]);
    let out = [
        ("content/guides/one.md", None),
        ("content/elsewhere.md", Some(&*page(&format!("{long}But not for long.")))),
    ];
    let moved = repo.commit_as(stranger, "Move out", &out);
    let gate = ["audit", "--base", "base", "--page", "guides", "--deny", "unknown"];
    let ran = handbook(&repo, &gate);
    assert_eq!(ran.status.code(), Some(1), "{ran:?}");
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(told.contains(&moved.to_string()[..7]) && told.contains("moved from"), "{told}");
    // Its file means the page alone.
    for file in ["content/guides/_index.md", "guides/_index.md", "page:guides/_index.md"] {
        let log = String::from_utf8(handbook(&repo, &["log", file]).stdout).unwrap();
        assert!(log.starts_with("1 change of Guides\n"), "{file}: {log}");
    }
    for folder in ["guides", "guides/", "content/guides"] {
        let shown = handbook(&repo, &["show", folder]);
        assert_eq!(String::from_utf8(shown.stdout).unwrap(), index, "{folder}");
    }
    let read = handbook(&repo, &["review", "guides", "--by", "ada"]);
    let said = String::from_utf8(read.stderr).unwrap();
    assert!(said.starts_with("Ada read “Guides” on 2023-12-01"), "{said}");
}

#[test]
fn the_name_of_a_folder_or_a_page_that_was_private_is_as_if_it_never_was() {
    let mut repo = company();
    let config = format!("{CONFIG}private = [\"/secret/\"]\n");
    let plan = page("We lay off the whole of us in March.");
    let open = page("Take what you need.");
    let files = [
        ("config.toml", Some(&*config)),
        ("content/secret/plan.md", Some(&*plan)),
        (LEAVE, Some(&*open)),
    ];
    repo.commit_as(ADA, "Plan", &files);
    let moved = [("content/secret/plan.md", None), ("content/secret/plans.md", Some(&*plan))];
    let there = repo.commit_as(ADA, "Plan on", &moved);
    let left = [("content/secret/plans.md", None), ("content/news.md", Some(&*plan))];
    repo.commit_as(ADA, "Forget", &[("content/secret/plans.md", None)]);
    // What is asked for here would be found, were it not private.
    repo.write("config.toml", CONFIG);
    for word in ["secret/", "secret/plans.md"] {
        assert!(handbook(&repo, &["log", word]).status.success(), "{word}");
    }
    repo.write("config.toml", &config);
    let ask = |repo: &Repo, word: &str, command: &str| {
        let ran = handbook(repo, &[command, word]);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{command} {word}: {said}");
        said
    };
    let words = ["secret", "secret/", "secret/plan", "secret/plans.md", "content/secret/plan.md"];
    for word in words {
        for command in ["log", "show"] {
            let never = word.replace("secret", "nowhere");
            let expected = ask(&repo, &never, command).replace("nowhere", "secret");
            assert_eq!(ask(&repo, word, command), expected);
        }
    }
    // Nor is a page that came out of there said to have been there.
    repo.move_to(there);
    repo.commit_as(ADA, "Tell", &left);
    for word in words {
        let never = word.replace("secret", "nowhere");
        let expected = ask(&repo, &never, "log").replace("nowhere", "secret");
        assert_eq!(ask(&repo, word, "log"), expected);
    }
}
