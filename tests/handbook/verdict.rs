//! Whether the owner agreed, in real repositories.

use crate::support::changing::{ADA, BOB, EVE, LEAVE, audited, company, page, verdict};

fn is(repo: &crate::support::repo::Repo, commit: impl ToString, verdict_is: &str, why: &str) {
    assert_eq!(verdict(repo, commit), (verdict_is.to_owned(), why.to_owned()));
}

#[test]
fn a_member_of_the_owning_team_wrote_it() {
    let mut repo = company();
    let commit = repo.commit_as(BOB, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    is(&repo, commit, "owner-authored", "Bob was a member of Replay");
}

#[test]
fn a_co_author_counts_as_an_author() {
    let mut repo = company();
    let commit = repo.commit_as(
        EVE,
        "Leave\n\nCo-authored-by: Ada <ada@example.org>\n",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    is(&repo, commit, "owner-authored", "Ada was a member of Replay");
}

#[test]
fn a_reviewer_of_the_owning_team_approved() {
    let mut repo = company();
    let commit = repo.commit_as(
        EVE,
        "Leave\n\nReviewed-by: Ada <ada@example.org>\n",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    is(&repo, commit, "owner-approved", "Ada was a member of Replay");
}

#[test]
fn an_authors_own_approval_does_not_count() {
    let mut repo = company();
    let commit = repo.commit_as(
        EVE,
        "Leave\n\nReviewed-by: Eve <eve@example.org>\n",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    is(&repo, commit, "unknown", "nothing says who agreed");
}

#[test]
fn a_manager_does_not_speak_for_the_team() {
    let mut repo = company();
    let commit = repo.commit_as(
        "Stranger <s@example.org>",
        "Leave\n\nReviewed-by: Eve <eve@example.org>\n",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    is(&repo, commit, "approved-by-another", "Eve approved and does not speak for Replay");
}

#[test]
fn a_commit_that_names_its_author_owner_does_not_approve_itself() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"eve\"\n";
    let commit = repo.commit_as(
        EVE,
        "Mine now",
        &[(LEAVE, Some(&page("Take 25 days."))), ("org/ownership.toml", Some(rules))],
    );
    is(&repo, commit, "unknown", "nothing says who agreed");
    let next = repo.commit_as(EVE, "More", &[(LEAVE, Some(&page("Take 5 days.")))]);
    is(&repo, next, "owner-authored", "Eve owned the page");
}

#[test]
fn a_branch_cannot_make_its_author_owner_and_then_go_on() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let main = repo.head().unwrap();
    repo.commit_as(
        EVE,
        "Mine",
        &[("org/ownership.toml", Some("[[page]]\npattern = \"/**\"\nowner = \"eve\"\n"))],
    );
    let sly = repo.commit_as(EVE, "Less", &[(LEAVE, Some(&page("Take 5 days.")))]);
    let files = repo.files(sly);
    repo.move_to(main);
    let merge = repo.object(&files, &[main, sly], EVE.as_bytes(), "", b"Merge");
    repo.move_to(merge);
    is(&repo, sly, "unknown", "nothing says who agreed");
}

#[test]
fn who_merges_a_branch_took_it_on() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let main = repo.head().unwrap();
    let work = repo.commit_as(EVE, "Less", &[(LEAVE, Some(&page("Take 5 days.")))]);
    let files = repo.files(work);
    repo.move_to(main);
    let merge = repo.object(&files, &[main, work], BOB.as_bytes(), "", b"Merge branch");
    repo.move_to(merge);
    is(&repo, work, "owner-approved", "Bob was a member of Replay");
}

#[test]
fn the_forges_own_merge_is_evidence_of_nothing() {
    let mut repo = company();
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let main = repo.head().unwrap();
    let work = repo.commit_as(EVE, "Less", &[(LEAVE, Some(&page("Take 5 days.")))]);
    let files = repo.files(work);
    repo.move_to(main);
    let machine = b"GitHub <noreply@github.com>";
    let merge = repo.object(&files, &[main, work], machine, "", b"Merge");
    repo.move_to(merge);
    is(&repo, work, "unknown", "nothing says who agreed");
}

#[test]
fn a_machine_is_no_author() {
    let mut repo = company();
    let commit = repo.commit_as(
        "renovate[bot] <bot@example.org>",
        "Update",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    is(&repo, commit, "unknown", "nothing says who agreed");
    let change = &audited(&repo, &[])[0];
    assert_eq!(change["authors"], serde_json::json!([]));
}

fn approval(landed: impl ToString, reviewer: &str, state: &str) -> String {
    format!(
        "landed = \"{}\"\nauthor = \"eve-gh\"\n\
         url = \"https://example.org/company/handbook/pull/7\"\n\n\
         [[reviews]]\nby = \"{reviewer}\"\nstate = \"{state}\"\n",
        landed.to_string()
    )
}

#[test]
fn a_squashed_request_is_judged_by_the_forges_record() {
    for (reviewer, state, verdict_is, why) in [
        ("bob-gh", "approved", "owner-approved", "Bob was a member of Replay"),
        ("eve-gh", "approved", "unapproved", "only an author did"),
        ("bob-gh", "commented", "unapproved", "the forge has no approval of it"),
        ("bob-gh", "dismissed", "unapproved", "the forge has no approval of it"),
        (
            "mallory",
            "approved",
            "approved-by-another",
            "mallory approved and does not speak for Replay",
        ),
    ] {
        let mut repo = company();
        let commit = repo.commit_as(EVE, "Leave (#7)", &[(LEAVE, Some(&page("Take 25 days.")))]);
        let record = approval(commit, reviewer, state);
        repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
        is(&repo, commit, verdict_is, why);
    }
}

#[test]
fn an_account_of_another_forge_is_another_person() {
    let mut repo = company();
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    // `bob-gl` is Bob on GitLab; this is a record of GitHub's.
    let record = approval(commit, "bob-gl", "approved");
    repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    assert_eq!(verdict(&repo, commit).0, "approved-by-another");
}

#[test]
fn after_a_handover_the_owner_of_the_time_counts() {
    let mut repo = company();
    let then = repo.commit_as(
        EVE,
        "Leave\n\nReviewed-by: Bob <bob@example.org>\n",
        &[(LEAVE, Some(&page("Take 25 days.")))],
    );
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"eve\"\n";
    repo.commit_as(ADA, "Hand over", &[("org/ownership.toml", Some(rules))]);
    let now = repo.commit_as(
        ADA,
        "More\n\nReviewed-by: Bob <bob@example.org>\n",
        &[(LEAVE, Some(&page("Take 26 days.")))],
    );
    is(&repo, then, "owner-approved", "Bob was a member of Replay");
    is(&repo, now, "approved-by-another", "Bob approved and does not speak for Eve");
}

#[test]
fn an_owner_who_left_cannot_have_agreed() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"bob\"\n";
    let bob = "name = \"Bob\"\ncraft = \"engineer\"\nemails = [\"bob@example.org\"]\n\
               left = 2023-11-01\n";
    repo.commit_as(
        ADA,
        "Bob owns it, and is gone",
        &[("org/ownership.toml", Some(rules)), ("org/people/bob.toml", Some(bob))],
    );
    let commit = repo.commit_as(BOB, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    is(&repo, commit, "unknown", "Bob owned the page and was not there any more");
}

#[test]
fn a_page_that_is_renamed_in_the_same_commit_keeps_its_owner() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/leave.md\"\nowner = \"bob\"\n";
    repo.commit_as(
        ADA,
        "Bob's",
        &[
            ("org/ownership.toml", Some(rules)),
            (LEAVE, Some(&page("Take 25 days. Ask early. Tell your team. Write it down."))),
        ],
    );
    let moved = repo.commit_as(
        BOB,
        "Move",
        &[
            (LEAVE, None),
            (
                "content/time-off.md",
                Some(&page("Take 26 days. Ask early. Tell your team. Write it down.")),
            ),
        ],
    );
    is(&repo, moved, "owner-authored", "Bob owned the page");
}

#[test]
fn an_owner_who_was_named_later_had_no_say() {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    let commit = repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\n";
    repo.commit_as(ADA, "Rules", &[("org/ownership.toml", Some(rules))]);
    is(&repo, commit, "unknown", "the page is new, and came without an owner");
}

#[test]
fn the_captain_of_a_feature_speaks_for_the_pages_that_document_it() {
    let mut repo = company();
    let feature =
        "name = \"Holidays\"\ncaptain = \"eve\"\nteam = \"replay\"\ndocs = [\"/leave.md\"]\n";
    repo.commit_as(ADA, "A feature", &[("org/features/holidays.toml", Some(feature))]);
    let commit = repo.commit_as(EVE, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    is(&repo, commit, "owner-authored", "Eve was captain of holidays, which the page documents");
}

#[test]
fn a_front_matters_owner_of_the_time_goes_before_the_rules() {
    let mut repo = company();
    let mine = "+++\ntitle = \"Leave\"\n[extra.handbook]\nowner = \"eve\"\n+++\n\nTake 25 days.\n";
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(mine))]);
    let commit = repo.commit_as(EVE, "Less", &[(LEAVE, Some(&mine.replace("25", "5")))]);
    is(&repo, commit, "owner-authored", "Eve owned the page");
}

#[test]
fn a_person_who_was_renamed_is_still_the_same() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"bob\"\n";
    repo.commit_as(ADA, "Bob's", &[("org/ownership.toml", Some(rules))]);
    let commit = repo.commit_as(BOB, "Leave", &[(LEAVE, Some(&page("Take 25 days.")))]);
    let robert = "name = \"Robert\"\ncraft = \"engineer\"\nemails = [\"bob@example.org\"]\n\
                  formerly = [\"bob\"]\n";
    let team = "name = \"Replay\"\nmission = \"Show it again.\"\nlead = \"ada\"\n\
                members = [\"ada\", \"robert\"]\ncontact = \"#replay\"\n";
    repo.commit_as(
        ADA,
        "Rename",
        &[
            ("org/people/bob.toml", None),
            ("org/people/robert.toml", Some(robert)),
            ("org/teams/replay.toml", Some(team)),
            ("org/ownership.toml", Some("[[page]]\npattern = \"/**\"\nowner = \"robert\"\n")),
        ],
    );
    is(&repo, commit, "owner-authored", "Robert owned the page");
}

#[test]
fn a_bulk_commit_does_not_hide_a_change_of_pay() {
    let mut repo = company();
    let pages = |pay: &str| -> Vec<(String, String)> {
        (0..40)
            .map(|n| {
                let text = if n == 7 { format!("We pay {pay}.") } else { "Same words".to_owned() };
                (format!("content/p{n}.md"), page(&text))
            })
            .collect()
    };
    let first = pages("£500");
    let first: Vec<_> = first.iter().map(|(p, t)| (p.as_str(), Some(t.as_str()))).collect();
    repo.commit_as(ADA, "Begin", &first);
    let second: Vec<_> = pages("£50")
        .into_iter()
        .map(|(p, t)| (p, t.replace("Same words", "*Same* words")))
        .collect();
    let second: Vec<_> = second.iter().map(|(p, t)| (p.as_str(), Some(t.as_str()))).collect();
    repo.commit_as(EVE, "Reformat everything\n\nHandbook-Change: editorial\n", &second);
    let told = audited(&repo, &["--class", "substantive"]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["page"], "content/p7.md");
    assert_eq!(told[0]["flags"], serde_json::json!(["bulk"]));
    assert_eq!(told[0]["signals"], serde_json::json!(["amount"]));
}
