//! Words of what is private, a draft or redacted are in nothing that is written or said: looked for
//! by a mark in every file and every answer, after the same commands had remembered them while they
//! were open.

use std::path::Path;

use super::privacy::{COMMANDS, arguments};
use crate::support::program::{at, bytes};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// In every word that nobody may find.
const MARK: &str = "xyzzy";
/// In the names of files that no reader may find, and of who wrote them: `.handbook/cache` has the
/// paths that git has, and `import` proposes everybody who wrote.
const NAMED: &str = "plugh";
/// What is open: that it is found shows that the search works.
const OPEN: &str = "canary";

fn page(matter: &str, body: &str) -> String {
    format!("+++\n{matter}\n+++\n\n{body}\n")
}

const PRIVATE: &str = "[extra.handbook]\nprivate = true";
const SETTINGS: &str = "title = \"H\"\n[extra.handbook]\nchange_pages = \"20 years\"\n";

fn commit(repo: &mut Repo, message: &str, files: &[(&str, &str)]) -> String {
    commit_as(repo, "Ada <ada@x.example>", message, files)
}

fn commit_as(repo: &mut Repo, author: &str, message: &str, files: &[(&str, &str)]) -> String {
    let files: Vec<(&str, Option<&str>)> =
        files.iter().map(|(path, text)| (*path, (!text.is_empty()).then_some(*text))).collect();
    repo.commit_as(author, message, &files).to_string()
}

/// Pages that are open for now, with marked words, and the commits that are to be redacted.
fn open() -> (Repo, Vec<String>) {
    let mut repo = Repo::new();
    let title = |words: &str| format!("title = \"{words}\"");
    let policy = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\nkind = \"policy\"\n";
    let rest = "Everybody is paid on the first day of the month, as it always was.";
    commit(
        &mut repo,
        "Begin canary",
        &[
            ("zola.toml", SETTINGS),
            ("org/company.toml", "schema = 1\nname = \"Us\"\n"),
            ("org/people/ada.toml", "name = \"Ada\"\ncraft = \"engineer\"\n"),
            ("org/ownership.toml", policy),
            ("content/_index.md", &page(&title("Canary"), "Canary.")),
            ("content/pay.md", &page(&title("Pay"), rest)),
            ("content/closes.md", &page(&title("Closes"), "# Xyzzyhead\n\nXyzzywas.")),
            ("content/board/x.md", &page(&title("Board"), "# Xyzzyboard\n\nXyzzytext.")),
            ("content/club/_index.md", &page(&title("Club"), "")),
            ("content/club/x.md", &page(&title("Member"), "# Xyzzyclub\n\nXyzzyrule.")),
            ("content/sketch.md", &page(&title("Sketch"), "# Xyzzysketch\n\nXyzzyidea.")),
        ],
    );
    commit(
        &mut repo,
        "Say xyzzysubject of the board",
        &[
            ("content/closes.md", &page(&title("Closes"), "# Xyzzyhead\n\nXyzzyis, by now.")),
            ("content/board/x.md", &page(&title("Board"), "# Xyzzyboard\n\nXyzzymore.")),
            ("content/club/x.md", &page(&title("Member"), "# Xyzzyclub\n\nXyzzyrules.")),
            ("content/sketch.md", &page(&title("Sketch"), "# Xyzzysketch\n\nXyzzyideas.")),
        ],
    );
    // A page that was private under another name, and says nothing of it now.
    let kept = page(
        &format!(
            "title = \"Xyzzytitle\"\nslug = \"xyzzyslug\"\naliases = [\"/xyzzyalias/\"]\n{PRIVATE}"
        ),
        &format!("# Xyzzyheading\n\nXyzzybody. {rest}"),
    );
    commit_as(&mut repo, "Plughauthor <n@x.example>", "Keep it", &[("content/plugh-a.md", &kept)]);
    let more = kept.replace("Xyzzybody", "Xyzzybodies");
    commit(&mut repo, "Keep it on", &[("content/plugh-a.md", ""), ("content/plugh-b.md", &more)]);
    let opened = page(&title("Opened"), rest);
    commit(&mut repo, "Open it", &[("content/plugh-b.md", ""), ("content/opened.md", &opened)]);
    // And one that went to the board and came back.
    let trip = |word: &str| page(&title("Trip"), &format!("# {word}\n\n{word} {rest} {rest}"));
    commit(&mut repo, "Travel", &[("content/trip.md", &trip("Canarytrip"))]);
    let away = trip("Xyzzytrip");
    commit(&mut repo, "Go away", &[("content/trip.md", ""), ("content/board/plugh.md", &away)]);
    let back = trip("Canaryback");
    commit(&mut repo, "Come back", &[("content/board/plugh.md", ""), ("content/trip.md", &back)]);
    // A commit that said too much, one that is taken back by name, and their neighbours.
    let pay = |more: &str| page(&format!("{}\n", title("Pay")), &format!("{rest} {more}"));
    let said = pay("\n\n# Xyzzyraise\n\nEve gets xyzzypounds.")
        .replace("title =", "description = \"Xyzzymatter\"\naliases = [\"/xyzzyold/\"]\ntitle =");
    let oops = "Give Eve xyzzymoney\n\nXyzzymessage.\n\nReviewed-by: Xyzzyname <n@xyzzy.example>\n\
                Co-authored-by: Xyzzyhand <h@xyzzy.example>\n";
    let oops = commit(&mut repo, oops, &[("content/pay.md", &said)]);
    let went_on = said.replace("first day", "second day");
    let revert = "Revert \"Give Eve xyzzymoney\"\n\nThis reverts it.\n";
    commit(&mut repo, revert, &[("content/pay.md", &pay(""))]);
    let again = commit(&mut repo, "Xyzzyagain", &[("content/pay.md", &went_on)]);
    commit(&mut repo, "Clean up", &[("content/pay.md", &pay("For canaries, too."))]);
    (repo, vec![oops, again])
}

/// Closes all that is marked.
fn close(repo: &mut Repo, redact: &[String]) {
    let quoted: Vec<String> = redact.iter().map(|id| format!("\"{}\"", &id[..12])).collect();
    let settings =
        format!("{SETTINGS}private = [\"/board/**\"]\nredact = [{}]\n", quoted.join(", "));
    let draft = page("title = \"Sketch\"\ndraft = true", "# Xyzzysketch\n\nXyzzyideas.");
    commit(
        repo,
        "Close",
        &[
            ("zola.toml", &settings),
            ("content/closes.md", &page(&format!("title = \"Closes\"\n{PRIVATE}"), "Xyzzyis.")),
            ("content/club/_index.md", &page(&format!("title = \"Club\"\n{PRIVATE}"), "")),
            ("content/sketch.md", &draft),
        ],
    );
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    found(bytes, mark).is_some()
}

/// The mark, with what stands around it.
fn found(bytes: &[u8], mark: &str) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let at = text.find(mark)?;
    let start = text.floor_char_boundary(at.saturating_sub(80));
    let end = text.ceil_char_boundary(at + 80);
    Some(text[start..end].to_owned())
}

fn run(repo: &Repo, pack: &Path) -> Vec<String> {
    let mut said = Vec::new();
    for command in COMMANDS {
        let arguments = arguments(command, pack);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = at(repo.path(), &all()[0], &arguments).run();
        assert!(ran.status < 2, "{arguments:?}: {ran}");
        said.push(format!("{arguments:?}: {ran}"));
    }
    said
}

#[test]
fn marked_words_of_what_is_kept_or_redacted_are_nowhere() {
    let (mut repo, redact) = open();
    let before = run(&repo, &repo.beside("pack-before")).concat().to_lowercase();
    for word in ["xyzzymoney", "xyzzypounds", "xyzzyboard", "xyzzysubject", "xyzzyclub"] {
        assert!(before.contains(word), "{word} is open at first");
    }
    close(&mut repo, &redact);
    let pack = repo.beside("pack");
    let mut said = run(&repo, &pack);
    for asked in [
        &["log", "page:pay.md", "--redline=full", "--format", "json"] as &[&str],
        &["log", "page:opened.md", "--redline=full"],
        &["log", "page:trip.md", "--redline=full", "--include-removed"],
        &["show", "pay.md", "--at", "HEAD~2"],
        &["show", "pay.md", "--at", "HEAD~4"],
        &["show", "opened.md", "--at", "HEAD~9"],
        &["show", "trip.md", "--at", "HEAD~6"],
        &["show", "board/plugh.md", "--at", "HEAD~6", "--include-removed"],
    ] {
        let ran = at(repo.path(), &all()[0], asked).run();
        said.push(format!("{}{}", ran.stdout, ran.stderr.replace("plugh.md", "")));
    }
    let late = ["audit", "--pack", "PACK", "--since", "HEAD~3"];
    let late_pack = repo.beside("pack-late");
    let late = arguments(&late, &late_pack);
    let late: Vec<&str> = late.iter().map(String::as_str).collect();
    at(repo.path(), &all()[0], &late).succeed();
    // The last command showed drafts to who wrote them.
    at(repo.path(), &all()[0], &["build"]).succeed();
    for said in said {
        assert!(!holds(said.as_bytes(), MARK), "{said}");
        let is_import = said.starts_with("[\"import\"]");
        assert!(is_import || !holds(said.as_bytes(), NAMED), "{said}");
    }
    let mut canaries = 0;
    let public = repo.path().join("public");
    let work = repo.path().join(".handbook");
    for folder in [&public, &work, &pack, &late_pack] {
        for (path, bytes) in bytes(folder) {
            let shown = folder.join(&path).display().to_string();
            assert_eq!(found(&bytes, MARK), None, "{shown}");
            assert!(!holds(path.to_string_lossy().as_bytes(), MARK), "{shown}");
            if !path.starts_with("cache") {
                assert_eq!(found(&bytes, NAMED), None, "{shown}");
                assert!(!shown.contains(NAMED), "{shown}");
            }
            canaries += usize::from(holds(&bytes, OPEN));
        }
    }
    assert!(canaries > 10, "the search itself works");
}

#[test]
fn a_draft_that_was_looked_at_leaves_nothing_behind() {
    let (mut repo, redact) = open();
    close(&mut repo, &redact);
    at(repo.path(), &all()[0], &["build", "--drafts"]).succeed();
    let shown = repo.path().join("public/sketch/index.html");
    assert!(holds(&std::fs::read(shown).unwrap(), "xyzzyideas"));
    at(repo.path(), &all()[0], &["build"]).succeed();
    for folder in ["public", ".handbook"] {
        for (path, bytes) in bytes(&repo.path().join(folder)) {
            assert_eq!(found(&bytes, MARK), None, "{folder}/{}", path.display());
        }
    }
}

#[test]
fn what_is_no_longer_in_the_history_is_not_remembered() {
    let mut repo = Repo::new();
    let text = |heading: &str, words: &str| {
        page("title = \"Pay\"", &format!("# {heading}\n\nWe pay {words}."))
    };
    let begin = text("Canary", "late");
    commit(&mut repo, "Begin", &[("zola.toml", SETTINGS), ("content/pay.md", &begin)]);
    commit(&mut repo, "Go on", &[("content/pay.md", &text("Canary", "in time"))]);
    let before = repo.head().unwrap();
    commit(&mut repo, "Oops", &[("content/pay.md", &text("Xyzzy", "Eve"))]);
    let remembered = || -> Vec<u8> {
        at(repo.path(), &all()[0], &["stage"]).succeed();
        let files = bytes(&repo.path().join(".handbook/cache")).into_iter();
        files.flat_map(|(_, bytes)| bytes).collect()
    };
    assert!(holds(&remembered(), MARK), "headings are remembered while they are told");
    repo.move_to(before);
    let after = remembered();
    assert!(holds(&after, OPEN), "the search itself works");
    assert_eq!(found(&after, MARK), None);
}
