//! From when to when: days go by the clock, tags and commits by what they reach.

use zola_handbook::history::CommitId;

use crate::support::changing::{
    ADA, BOB, CONFIG, EVE, LEAVE, answer, audited, company, handbook, handbook_at, page, take,
};
use crate::support::repo::Repo;

fn subjects(repo: &Repo, arguments: &[&str]) -> Vec<String> {
    let changes = audited(repo, arguments);
    changes.iter().map(|change| change["subject"].as_str().unwrap().to_owned()).collect()
}

/// What a wrong question is answered with.
fn refused(repo: &Repo, question: &[&str]) -> String {
    let output = handbook(repo, question);
    assert_eq!(output.status.code(), Some(2), "{question:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_came_after_a_tag_is_told_whatever_its_clock_says() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    repo.git(&["tag", "audited"]);
    repo.wait(-30);
    take(&mut repo, EVE, "Backdated cut", 5);
    let since = ["--since", "audited"];
    assert_eq!(subjects(&repo, &since), ["Backdated cut"]);
    assert_eq!(subjects(&repo, &["--until", "audited"]), ["Leave"]);
    // The same where something is private, so that the whole history is read.
    repo.commit_as(
        ADA,
        "Settings",
        &[("config.toml", Some(&format!("{CONFIG}private = [\"x\"]\n")))],
    );
    assert_eq!(subjects(&repo, &since), ["Backdated cut"]);
}

#[test]
fn what_came_in_the_same_second_as_a_tag_is_after_it() {
    let mut repo = company();
    let start = repo.head().unwrap();
    let leave = |days| {
        let mut files = repo.files(start);
        let text = page(&format!("Take {days} days."));
        files.insert(LEAVE.to_owned(), text.into_bytes());
        files
    };
    let (first, second) = (leave(25), leave(5));
    let mut at_once = |files, parent, message: &str| {
        let id = repo.object(files, &[parent], ADA.as_bytes(), "", message.as_bytes());
        repo.wait_hours(-1);
        id
    };
    let one = at_once(&first, start, "One");
    let two = at_once(&second, one, "Two");
    repo.move_to(two);
    assert_eq!(subjects(&repo, &["--since", &one.to_string()]), ["Two"]);
    assert_eq!(subjects(&repo, &["--until", &one.to_string()]), ["One"]);
}

#[test]
fn a_period_ends_with_a_commit_of_a_branch_that_landed_later() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    let work = take(&mut repo, EVE, "Less", 5);
    repo.move_to(main);
    repo.commit_as(ADA, "Other", &[("content/other.md", Some(&page("Other.")))]);
    let files = repo.files(work);
    repo.merge(work, &files);
    let work = work.to_string();
    assert_eq!(subjects(&repo, &["--until", &work]), ["Less", "Leave"]);
    assert_eq!(subjects(&repo, &["--since", &work]), ["Other"]);
}

#[test]
fn a_tag_on_a_commit_that_touches_no_page_has_a_day_all_the_same() {
    let mut repo = company();
    repo.wait(2);
    repo.commit_as(ADA, "Code", &[("main.rs", Some(""))]);
    repo.git(&["tag", "quiet"]);
    repo.wait(2);
    take(&mut repo, ADA, "Leave", 25);
    let pack = repo.beside("pack");
    answer(&repo, &["audit", "--since", "quiet", "--pack", pack.to_str().unwrap()]);
    let index = std::fs::read_to_string(pack.join("index.html")).unwrap();
    assert!(index.contains("changed in the handbook, 2023-11-16 to 2023-12-01"), "{index}");
    let errors = refused(&repo, &["audit", "--since", "quiet", "--until", "2023-11-15"]);
    assert!(errors.contains("is after --until 2023-11-15"), "{errors}");
}

#[test]
fn a_period_may_end_with_a_branch_that_is_not_merged() {
    let mut repo = company();
    let start = repo.head().unwrap().to_string();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    repo.commit_as(EVE, "Code", &[("main.rs", Some(""))]);
    repo.git(&["branch", "work"]);
    repo.move_to(main);
    take(&mut repo, BOB, "More", 26);
    assert_eq!(subjects(&repo, &["--since", &start, "--until", "work"]), ["Leave"]);
    // What landed since is none of the branch's: nothing can be in between.
    let errors = refused(&repo, &["audit", "--since", "HEAD", "--until", "work"]);
    assert!(errors.contains("the earlier one is --since"), "{errors}");
}

/// A commit on top of HEAD whose id begins with so many digits and a `d`: a number of days.
fn called_a_number_of_days(repo: &mut Repo, digits: usize) -> String {
    let head = repo.head().unwrap();
    let mut files = repo.files(head);
    files.insert(LEAVE.to_owned(), page("Take 30 days.").into_bytes());
    let is_one = |commit: &CommitId| {
        let id = commit.to_string();
        let (days, rest) = id.split_at(digits);
        days.bytes().all(|digit| digit.is_ascii_digit()) && rest.starts_with('d')
    };
    let mut tries = (0_u32..).map(|number| {
        repo.wait_hours(-1);
        repo.object(&files, &[head], BOB.as_bytes(), "", format!("Try {number}").as_bytes())
    });
    let found = tries.find(is_one).unwrap();
    repo.move_to(found);
    found.to_string()
}

#[test]
fn an_id_that_reads_as_a_number_of_days_is_a_commit() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let commit = called_a_number_of_days(&mut repo, 6);
    take(&mut repo, ADA, "Later", 26);
    // As git writes it.
    let short = &commit[..7];
    assert_eq!(subjects(&repo, &["--since", short]), ["Later"]);
    assert_eq!(answer(&repo, &["show", "leave", "--at", short]), page("Take 30 days."));
    let who: serde_json::Value =
        serde_json::from_str(&answer(&repo, &["who", "leave", "--at", short, "--format", "json"]))
            .unwrap();
    assert_eq!(who["as_of"]["commit"], *commit);
}

#[test]
fn a_number_of_days_with_which_an_id_happens_to_begin_is_a_number_of_days() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let commit = called_a_number_of_days(&mut repo, 3);
    let ago = &commit[..4];
    assert!(repo.git(&["rev-parse", ago]).starts_with(ago), "{ago} is an id to git");
    assert_eq!(subjects(&repo, &["--since", ago]).len(), 2);
    assert!(subjects(&repo, &["--until", ago]).is_empty());
}

#[test]
fn a_time_ago_is_understood_everywhere() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    for ago in ["2 weeks", "2 weeks ago", "14d", "14d ago"] {
        assert_eq!(subjects(&repo, &["--until", ago]), ["Leave"], "{ago}");
        for question in [
            &["audit", "--since", ago][..],
            &["log", "leave", "--since", ago],
            &["show", "leave", "--at", ago],
            &["who", "leave", "--at", ago],
            &["import", "--since", ago],
        ] {
            let output = handbook(&repo, question);
            assert!(output.status.success(), "{question:?}: {output:?}");
        }
    }
}

#[test]
fn a_text_that_is_no_moment_is_said_with_its_option() {
    let repo = company();
    for (question, option) in [
        (&["audit", "--since", "soon"][..], "--since"),
        (&["audit", "--until", "soon"], "--until"),
        (&["who", "replay", "--at", "soon"], "--at"),
        (&["import", "--since", "soon"], "--since"),
    ] {
        let errors = refused(&repo, question);
        assert!(errors.contains(&format!("{option}: `soon` is neither a day")), "{errors}");
    }
    // Whoever means months, and passes a gate on the last six minutes.
    for minutes in ["6m", "90 min", "36h", "1d 2h"] {
        let errors = refused(&repo, &["audit", "--since", minutes]);
        let said = format!("--since: `{minutes}` is hours or minutes, and moments are days: write");
        assert!(errors.contains(&said), "{errors}");
    }
}

#[test]
fn what_is_older_than_a_shallow_clone_is_unknown_and_no_damage() {
    let mut repo = company();
    repo.wait(2);
    take(&mut repo, ADA, "Leave", 25);
    repo.wait(2);
    take(&mut repo, BOB, "More", 26);
    let clone = repo.cloned(&["--depth=2"]);
    let ask = |question: &[&str]| handbook_at(&repo, &clone, question, "");
    let output = ask(&["show", "leave", "--at", "2023-11-17"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), page("Take 25 days."));
    let output = ask(&["show", "leave", "--at", "2023-11-15"]);
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("older than this clone"), "{errors}");
    assert!(errors.contains("git fetch --unshallow"), "{errors}");
    let pack = repo.beside("pack");
    let output = ask(&["audit", "--since", "2023-11-16", "--pack", pack.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let index = std::fs::read_to_string(pack.join("index.html")).unwrap();
    assert!(index.contains("Its text: not in this clone before, <a "), "{index}");
    std::fs::remove_dir_all(&pack).unwrap();
    let output = ask(&["audit", "--until", "2023-11-15", "--pack", pack.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let index = std::fs::read_to_string(pack.join("index.html")).unwrap();
    let told = "It is unknown: this clone does not have the handbook as it stood then.";
    assert!(index.contains(told), "{index}");
    // What it has, it tells by commits, too.
    let output = ask(&["audit", "--since", "HEAD~1", "--format", "csv"]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(told.lines().count(), 2, "{output:?}");
    // In the whole repository nothing was there then, which is another thing.
    let errors =
        String::from_utf8(handbook(&repo, &["show", "leave", "--at", "2023-11-15"]).stderr);
    assert!(errors.unwrap().contains("was not there yet"));
}
