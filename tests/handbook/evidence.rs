//! What says that somebody agreed, and who that was.

use crate::support::changing::{ADA, EVE, answer, company, handbook_at, is, take};

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
