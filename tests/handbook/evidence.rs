//! What says that somebody agreed, and who that was.

use zola_handbook::history::CommitId;

use crate::support::changing::{
    ADA, CONFIG, EVE, answer, audited, company, handbook_at, is, take, verdict,
};
use crate::support::repo::Repo;

#[test]
fn a_mailmap_of_today_names_whoever_merged_and_reviewed_before_it_was_there() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    let work = take(&mut repo, EVE, "Less", 5);
    let files = repo.files(work);
    let merged = repo.object(&files, &[main, work], b"B <old@bob.example>", "", b"Merge");
    repo.move_to(merged);
    let reviewed = take(&mut repo, EVE, "Even less\n\nReviewed-by: A <old@ada.example>\n", 4);
    repo.commit_as(
        ADA,
        "Who is who",
        &[(".mailmap", Some("Ada <ada@example.org> <old@ada.example>\nBob <bob@example.org> <old@bob.example>\n"))],
    );
    is(&repo, work, "owner-approved", "Bob was a member of Replay");
    is(&repo, reviewed, "owner-approved", "Ada was a member of Replay");
    // In a bare repository the mailmap is HEAD's, whichever commit is looked at.
    let bare = repo.beside("bare.git");
    repo.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    for question in [&["audit"][..], &["audit", "--format", "json"]] {
        let output = handbook_at(&repo, &bare, question, "");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), answer(&repo, question));
    }
}

/// What the forge knows of a request: its author, where it is, and what reviewers said.
struct Request<'a> {
    author: &'a str,
    url: &'a str,
    /// Who, what, when, of which commit.
    reviews: &'a [(&'a str, &'a str, &'a str, &'a str)],
}

const GITHUB: &str = "https://example.org/company/handbook/pull/7";

impl Request<'_> {
    fn record(&self, repo: &mut Repo, landed: CommitId) {
        let key = |key: &str, value: &str| match value {
            "" => String::new(),
            value => format!("{key} = \"{value}\"\n"),
        };
        let mut record = key("landed", &landed.to_string());
        record += &key("author", self.author);
        record += &key("url", self.url);
        for (by, state, at, commit) in self.reviews {
            record += "\n[[reviews]]\n";
            record += &(key("by", by) + &key("state", state) + &key("commit", commit));
            if !at.is_empty() {
                record += &format!("at = {at}\n");
            }
        }
        repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    }
}

#[test]
fn whoever_asked_for_a_change_does_not_approve_it_under_another_name() {
    let mut repo = company();
    let commit = take(&mut repo, "ada-l <ada@elsewhere.example>", "Leave (#7)", 25);
    let reviews = [("ada-gh", "approved", "", "")];
    Request { author: "ada-gh", url: GITHUB, reviews: &reviews }.record(&mut repo, commit);
    is(&repo, commit, "unapproved", "only an author did");
    // Somebody else's approval beside it counts.
    let reviews = [("ada-gh", "approved", "", ""), ("bob-gh", "approved", "", "")];
    Request { author: "ada-gh", url: GITHUB, reviews: &reviews }.record(&mut repo, commit);
    is(&repo, commit, "owner-approved", "Bob was a member of Replay");
}

#[test]
fn machines_are_evidence_of_nothing() {
    for trailer in [
        "Reviewed-by: dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>",
        "Reviewed-by: GitHub <noreply@github.com>",
        "Approved-by: Company CI <ci@example.org>",
    ] {
        let mut repo = company();
        let bots = format!("{CONFIG}bots = [\"company*\"]\n");
        repo.commit_as(ADA, "Settings", &[("config.toml", Some(&bots))]);
        let commit = take(&mut repo, EVE, &format!("Leave\n\n{trailer}\n"), 25);
        is(&repo, commit, "unknown", "nothing says who agreed");
    }
    for account in ["renovate[bot]", "github-actions", "company-ci"] {
        let mut repo = company();
        let bots = format!("{CONFIG}bots = [\"company*\"]\n");
        repo.commit_as(ADA, "Settings", &[("config.toml", Some(&bots))]);
        let commit = take(&mut repo, EVE, "Leave (#7)", 25);
        let reviews = [(account, "approved", "", "")];
        Request { author: "eve-gh", url: GITHUB, reviews: &reviews }.record(&mut repo, commit);
        is(&repo, commit, "unapproved", "the forge has no approval of it");
    }
}

#[test]
fn a_machine_is_no_co_author() {
    let mut repo = company();
    let credit = "Co-authored-by: github-actions[bot] <x@users.noreply.github.com>";
    take(
        &mut repo,
        EVE,
        &format!("Leave\n\n{credit}\nCo-authored-by: Bob <bob@example.org>\n"),
        25,
    );
    let authors: Vec<_> = audited(&repo, &[])[0]["authors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|author| author["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(authors, ["Eve", "Bob"]);
}

#[test]
fn a_record_without_an_address_is_of_the_forge_where_the_repository_is() {
    let approved = |account: &str, remote: &str| {
        let mut repo = company();
        if !remote.is_empty() {
            repo.git(&["remote", "add", "origin", remote]);
        }
        let commit = take(&mut repo, EVE, "Leave", 25);
        let reviews = [(account, "approved", "", "")];
        Request { author: "", url: "", reviews: &reviews }.record(&mut repo, commit);
        verdict(&repo, commit).0
    };
    for remote in ["git@gitlab.com:company/handbook.git", "https://gitlab.example.org/x/y"] {
        assert_eq!(approved("bob-gl", remote), "owner-approved", "{remote}");
        assert_eq!(approved("bob-gh", remote), "approved-by-another", "{remote}");
    }
    let remote = "https://github.com/company/handbook";
    assert_eq!(approved("bob-gh", remote), "owner-approved");
    assert_eq!(approved("bob-gl", remote), "approved-by-another");
    // Where nothing says it, by the forge that alone knows the account.
    for remote in ["", "https://git.example.org/company/handbook"] {
        assert_eq!(approved("bob-gl", remote), "owner-approved", "{remote}");
        assert_eq!(approved("bob-gh", remote), "owner-approved", "{remote}");
    }
}

#[test]
fn the_last_word_is_that_which_was_said_last() {
    let (first, then) = ("2023-11-13T09:00:00Z", "2023-11-14T09:00:00Z");
    let (yes, no) = ("approved", "changes-requested");
    for (reviews, right) in [
        ([("bob-gh", yes, then, ""), ("bob-gh", no, first, "")], "owner-approved"),
        ([("bob-gh", no, then, ""), ("bob-gh", yes, first, "")], "unapproved"),
        // Without all the moments, by the order of the file.
        ([("bob-gh", yes, then, ""), ("bob-gh", no, "", "")], "unapproved"),
    ] {
        let mut repo = company();
        let commit = take(&mut repo, EVE, "Leave (#7)", 25);
        Request { author: "eve-gh", url: GITHUB, reviews: &reviews }.record(&mut repo, commit);
        assert_eq!(verdict(&repo, commit).0, right, "{reviews:?}");
    }
}

#[test]
fn an_approval_of_an_earlier_commit_of_a_branch_is_said_to_be_one() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    let seen = take(&mut repo, EVE, "Less", 20);
    let unseen = take(&mut repo, EVE, "Much less", 2);
    let files = repo.files(unseen);
    repo.move_to(main);
    let landed = repo.merge(unseen, &files);
    let (seen, last) = (seen.to_string(), unseen.to_string());
    let old = ("bob-gh", "approved", "", seen.as_str());
    Request { author: "eve-gh", url: GITHUB, reviews: &[old] }.record(&mut repo, landed);
    let why =
        format!("Bob was a member of Replay; they saw {}, and more landed with it", &seen[..7]);
    is(&repo, unseen, "owner-approved", &why);
    // An approval of what landed speaks before it, and needs no such word.
    let new = ("ada-gh", "approved", "", last.as_str());
    Request { author: "eve-gh", url: GITHUB, reviews: &[old, new] }.record(&mut repo, landed);
    is(&repo, unseen, "owner-approved", "Ada was a member of Replay");
}
