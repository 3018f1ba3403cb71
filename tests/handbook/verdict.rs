//! Whether the owner agreed, in real repositories.

use serde_json::json;
use zola_handbook::history::CommitId;

use crate::support::changing::{
    ADA, BOB, EVE, LEAVE, audited, company, is, page, rename_bob, take,
};
use crate::support::repo::Repo;

/// Somebody merges a branch into the main line as it is, and that is what is published.
fn merge(repo: &mut Repo, who: &str, main: CommitId, branch: CommitId) {
    let files = repo.files(branch);
    let merged = repo.object(&files, &[main, branch], who.as_bytes(), "", b"Merge");
    repo.move_to(merged);
}

const EVES: &str = "[[page]]\npattern = \"/**\"\nowner = \"eve\"\n";

#[test]
fn a_member_of_the_owning_team_wrote_it() {
    let mut repo = company();
    let commit = take(&mut repo, BOB, "Leave", 25);
    is(&repo, commit, "owner-authored", "Bob was a member of Replay");
}

#[test]
fn a_co_author_counts_as_an_author() {
    let mut repo = company();
    let commit = take(&mut repo, EVE, "Leave\n\nCo-authored-by: Ada <ada@example.org>\n", 25);
    is(&repo, commit, "owner-authored", "Ada was a member of Replay");
}

#[test]
fn a_reviewer_of_the_owning_team_approved() {
    let mut repo = company();
    let commit = take(&mut repo, EVE, "Leave\n\nReviewed-by: Ada <ada@example.org>\n", 25);
    is(&repo, commit, "owner-approved", "Ada was a member of Replay");
}

#[test]
fn an_authors_own_approval_does_not_count() {
    let mut repo = company();
    let commit = take(&mut repo, EVE, "Leave\n\nReviewed-by: Eve <eve@example.org>\n", 25);
    is(&repo, commit, "unknown", "only an author approved");
}

#[test]
fn an_approval_under_the_authors_name_from_another_address_may_be_their_own() {
    let mut repo = company();
    for (author, days) in [("Ada <ada@home.example>", 24), ("ADA <ada@home.example>", 25)] {
        let message = "Leave\n\nReviewed-by: Ada <ada@example.org>\n";
        let commit = take(&mut repo, author, message, days);
        is(&repo, commit, "unknown", "Ada approved, and may be the author of that name");
    }
    // Whom nobody knows under either is not taken for somebody else, too.
    let message = "Leave\n\nReviewed-by: Kim <kim@a.example>\n";
    let commit = take(&mut repo, "Kim <kim@b.example>", message, 26);
    is(&repo, commit, "unknown", "Kim approved, and may be the author of that name");
    // Of whom `.mailmap` says that they are one, the approval is their own.
    repo.commit_as(BOB, "Names", &[(".mailmap", Some("Kim <kim@a.example> <kim@b.example>\n"))]);
    is(&repo, commit, "unknown", "only an author approved");
    // Another's approval beside it counts.
    let both = format!("{message}Reviewed-by: Bob <bob@example.org>\n");
    let commit = take(&mut repo, "Kim <kim@c.example>", &both, 27);
    is(&repo, commit, "owner-approved", "Bob was a member of Replay");
}

#[test]
fn who_goes_by_the_name_of_one_who_speaks_is_told_to_write_from_an_address_that_nobody_lists() {
    let mut repo = company();
    let commit = take(&mut repo, "ADA <ada@home.example>", "Leave", 25);
    let why = "nothing says who agreed; ADA wrote it from an address that nobody lists";
    is(&repo, commit, "unknown", why);
    let own = take(
        &mut repo,
        "Ada <ada@home.example>",
        "Leave\n\nAcked-by: Ada <ada@home.example>\n",
        26,
    );
    let why = "only an author approved; Ada wrote it from an address that nobody lists";
    is(&repo, own, "unknown", why);
    // Nothing is said of the name of somebody who does not speak for the owner, nor of a known author.
    for author in ["Eve <eve@home.example>", EVE, "Kim <kim@home.example>"] {
        let other = take(&mut repo, author, "Leave", 27);
        is(&repo, other, "unknown", "nothing says who agreed");
        take(&mut repo, BOB, "Back", 20);
    }
    // Once the address is listed, it is known who they are.
    repo.commit_as(
        BOB,
        "Names",
        &[(".mailmap", Some("Ada <ada@example.org> <ada@home.example>\n"))],
    );
    is(&repo, commit, "owner-authored", "Ada was a member of Replay");
}

#[test]
fn a_manager_does_not_speak_for_the_team() {
    let mut repo = company();
    let commit = take(
        &mut repo,
        "Stranger <s@example.org>",
        "Leave\n\nReviewed-by: Eve <eve@example.org>\n",
        25,
    );
    is(&repo, commit, "approved-by-another", "Eve approved and does not speak for Replay");
}

#[test]
fn a_commit_that_names_its_author_owner_does_not_approve_itself() {
    let mut repo = company();
    let commit = repo.commit_as(
        EVE,
        "Mine now",
        &[(LEAVE, Some(&page("Take 25 days."))), ("org/ownership.toml", Some(EVES))],
    );
    is(&repo, commit, "unknown", "nothing says who agreed");
    let next = take(&mut repo, EVE, "More", 5);
    is(&repo, next, "owner-authored", "Eve owned the page");
}

#[test]
fn a_branch_cannot_make_its_author_owner_and_then_go_on() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    repo.commit_as(EVE, "Mine", &[("org/ownership.toml", Some(EVES))]);
    let sly = take(&mut repo, EVE, "Less", 5);
    merge(&mut repo, EVE, main, sly);
    is(&repo, sly, "unknown", "only an author merged it");
}

#[test]
fn who_merges_a_branch_took_it_on() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    let work = take(&mut repo, EVE, "Less", 5);
    merge(&mut repo, BOB, main, work);
    is(&repo, work, "owner-approved", "Bob was a member of Replay");
}

#[test]
fn the_forges_own_merge_is_evidence_of_nothing() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    let work = take(&mut repo, EVE, "Less", 5);
    merge(&mut repo, "GitHub <noreply@github.com>", main, work);
    is(&repo, work, "unknown", "nothing says who agreed");
}

#[test]
fn a_machine_is_no_author() {
    let mut repo = company();
    let commit = take(&mut repo, "renovate[bot] <bot@example.org>", "Update", 25);
    is(&repo, commit, "unknown", "nothing says who agreed");
    let change = &audited(&repo, &[])[0];
    assert_eq!(change["authors"], json!([]));
}

#[test]
fn after_a_handover_the_owner_of_the_time_counts() {
    let mut repo = company();
    let then = take(&mut repo, EVE, "Leave\n\nReviewed-by: Bob <bob@example.org>\n", 25);
    repo.commit_as(ADA, "Hand over", &[("org/ownership.toml", Some(EVES))]);
    let now = take(&mut repo, ADA, "More\n\nReviewed-by: Bob <bob@example.org>\n", 26);
    is(&repo, then, "owner-approved", "Bob was a member of Replay");
    is(&repo, now, "approved-by-another", "Bob approved and does not speak for Eve");
}

#[test]
fn a_handover_between_a_change_and_its_approval_counts() {
    let mut repo = company();
    take(&mut repo, ADA, "Leave", 25);
    let main = repo.head().unwrap();
    // Written while Replay owned the page, reviewed by one of them, and merged by another one when
    // it was Eve's; Ada's own is Ada's no more.
    let reviewed =
        take(&mut repo, "Stranger <s@x>", "Less\n\nReviewed-by: Bob <bob@example.org>\n", 5);
    let own = take(&mut repo, ADA, "More", 6);
    repo.move_to(main);
    let handover = repo.commit_as(ADA, "Hand over", &[("org/ownership.toml", Some(EVES))]);
    let files = repo.files(own);
    let files = files.into_iter().map(|(path, text)| match path.as_str() {
        "org/ownership.toml" => (path, EVES.as_bytes().to_vec()),
        _ => (path, text),
    });
    let merged = repo.object(&files.collect(), &[handover, own], BOB.as_bytes(), "", b"Merge");
    repo.move_to(merged);
    is(&repo, reviewed, "approved-by-another", "Bob approved and does not speak for Eve");
    is(&repo, own, "approved-by-another", "Bob merged it and does not speak for Eve");
}

#[test]
fn a_squash_by_the_forge_says_nothing_by_itself_and_credits_co_authors() {
    let mut repo = company();
    let forge = "GitHub <noreply@github.com>";
    let message = |more: &str| format!("Leave (#7)\n\n* One\n\n* Two\n\n{more}");
    let alone = repo.committed_by(forge, |repo| take(repo, EVE, &message(""), 25));
    let credit = message("Co-authored-by: Ada <ada@example.org>\n");
    let together = repo.committed_by(forge, |repo| take(repo, EVE, &credit, 26));
    is(&repo, alone, "unknown", "nothing says who agreed");
    is(&repo, together, "owner-authored", "Ada was a member of Replay");
    let record = format!(
        "landed = \"{alone}\"\nauthor = \"eve-gh\"\nmerged_by = \"bob-gh\"\n\n[[reviews]]\n\
         by = \"ada-gh\"\nstate = \"approved\"\n"
    );
    repo.commit_as(ADA, "Record", &[("org/approvals/7.toml", Some(&record))]);
    is(&repo, alone, "owner-approved", "Ada was a member of Replay");
    is(&repo, together, "owner-authored", "Ada was a member of Replay");
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
    let commit = take(&mut repo, BOB, "Leave", 25);
    is(&repo, commit, "unknown", "Bob owned the page and was not there any more");
}

#[test]
fn a_page_that_is_renamed_in_the_same_commit_keeps_its_owner() {
    let mut repo = company();
    let rules = "[[page]]\npattern = \"/leave.md\"\nowner = \"bob\"\n";
    let text = |days: u32| {
        page(&format!("Take {days} days.\n\nAsk early.\n\nTell your team.\n\nWrite it down."))
    };
    repo.commit_as(ADA, "Bob's", &[("org/ownership.toml", Some(rules)), (LEAVE, Some(&text(25)))]);
    repo.wait(3);
    let new = text(26);
    let moved = repo.commit_as(BOB, "Move", &[(LEAVE, None), ("content/time-off.md", Some(&new))]);
    is(&repo, moved, "owner-authored", "Bob owned the page");
    // So it does where what came before is not looked at.
    for since in ["2023-11-01", "2023-11-16"] {
        let told = audited(&repo, &["--since", since]);
        let change = told.iter().find(|one| one["commit"] == moved.to_string()).unwrap();
        assert_eq!(
            (&change["page"], &change["flags"]),
            (&json!("content/time-off.md"), &json!(["moved"]))
        );
        assert_eq!(change["why"], "Bob owned the page");
    }
}

#[test]
fn an_owner_who_was_named_later_had_no_say() {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    let commit = take(&mut repo, ADA, "Leave", 25);
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"ada\"\n";
    repo.commit_as(ADA, "Rules", &[("org/ownership.toml", Some(rules))]);
    is(&repo, commit, "unknown", "the page is new, and came without an owner");
    let next = take(&mut repo, BOB, "Less", 5);
    repo.commit_as(BOB, "No rules again", &[("org/ownership.toml", None)]);
    let last = take(&mut repo, BOB, "None", 0);
    is(&repo, next, "unknown", "nothing says who agreed");
    is(&repo, last, "unknown", "the page had no owner then");
}

#[test]
fn a_page_that_comes_with_its_owner_had_nobody_who_could_agree_before() {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    let main = repo.head().unwrap();
    let mine = "+++\ntitle = \"Leave\"\n[extra.handbook]\nowner = \"eve\"\n+++\n\nTake 25 days.\n";
    repo.commit_as(EVE, "Leave", &[(LEAVE, Some(mine))]);
    let more = repo.commit_as(EVE, "More", &[(LEAVE, Some(&mine.replace("25", "30")))]);
    merge(&mut repo, BOB, main, more);
    is(
        &repo,
        more,
        "unknown",
        "the page is new and came with its owner, Eve: nobody owned it before",
    );
    let named = repo.commit_as(
        EVE,
        "To Replay",
        &[(LEAVE, Some(&mine.replace("eve", "replay").replace("25", "40")))],
    );
    is(&repo, named, "owner-authored", "Eve owned the page");
}

#[test]
fn an_owner_who_is_named_with_the_change_did_not_agree_to_it() {
    let mut repo = company();
    repo.commit_as(ADA, "No rules", &[("org/ownership.toml", None)]);
    take(&mut repo, ADA, "Leave", 25);
    let commit = repo.commit_as(
        EVE,
        "Mine now",
        &[(LEAVE, Some(&page("Take 5 days."))), ("org/ownership.toml", Some(EVES))],
    );
    is(&repo, commit, "unknown", "the page had no owner until this landed, and Eve since");
}

#[test]
fn the_captain_of_a_feature_speaks_for_the_pages_that_document_it() {
    let mut repo = company();
    let feature =
        "name = \"Holidays\"\ncaptain = \"eve\"\nteam = \"replay\"\ndocs = [\"/leave.md\"]\n";
    repo.commit_as(ADA, "A feature", &[("org/features/holidays.toml", Some(feature))]);
    let commit = take(&mut repo, EVE, "Leave", 25);
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
    let commit = take(&mut repo, BOB, "Leave", 25);
    let robert = "name = \"Robert\"\ncraft = \"engineer\"\nemails = [\"bob@example.org\"]\n\
                  formerly = [\"bob\"]\n";
    let rules = "[[page]]\npattern = \"/**\"\nowner = \"robert\"\n";
    rename_bob(&mut repo, robert, &[("org/ownership.toml", Some(rules))]);
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
    assert_eq!(told[0]["flags"], json!(["bulk"]));
    assert_eq!(told[0]["signals"], json!(["amount"]));
}

#[test]
fn a_commit_that_blame_ignores_or_that_calls_itself_a_typo_hides_no_change_of_pay() {
    let mut repo = company();
    let rule = |pay: &str, word: &str| page(&format!("We pay {pay} pounds. Ask {word}."));
    repo.commit_as(ADA, "Begin", &[("content/pay.md", Some(&rule("ten", "us")))]);
    let cut = repo.commit_as(EVE, "Tidy", &[("content/pay.md", Some(&rule("five", "us")))]);
    let reworded = repo.commit_as(EVE, "Word", &[("content/pay.md", Some(&rule("five", "Ada")))]);
    repo.commit_as(EVE, "Typo", &[("content/pay.md", Some(&rule("four", "Ada")))]);
    repo.commit_as(EVE, "Typo, too", &[("content/pay.md", Some(&rule("four", "Bob")))]);
    let list = format!("{cut}\n{reworded}\n");
    let config = "title = \"H\"\n[extra.handbook]\nclasses = { editorial = ['^typo'] }\n";
    repo.commit_as(
        ADA,
        "Settings",
        &[(".git-blame-ignore-revs", Some(&list)), ("config.toml", Some(config))],
    );
    let classes: Vec<_> = audited(&repo, &["--page", "pay"])
        .into_iter()
        .map(|change| (change["subject"].clone(), change["class"].clone()))
        .collect();
    let told = [
        ("Typo, too", "spelling"),
        ("Typo", "substantive"),
        ("Word", "spelling"),
        ("Tidy", "substantive"),
        ("Begin", "created"),
    ];
    assert_eq!(classes, told.map(|(subject, class)| (subject.into(), class.into())));
    assert_eq!(audited(&repo, &["--meaning"]).len(), 3);
}

#[test]
fn what_the_company_says_of_subjects_is_above_what_a_commit_says_of_itself() {
    let mut repo = company();
    let config = "title = \"H\"\n[extra.handbook]\nclasses = { substantive = ['^Rule'] }\n";
    let begin = page("Whoever wants days off asks us.");
    let files = [("content/pay.md", Some(begin.as_str())), ("config.toml", Some(config))];
    repo.commit_as(ADA, "Begin", &files);
    for (subject, asked) in [("Word", "Ada"), ("Rule", "Bob")] {
        let message = format!("{subject}\n\nHandbook-Change: editorial\n");
        let text = begin.replace("us", asked);
        repo.commit_as(EVE, &message, &[("content/pay.md", Some(&text))]);
    }
    let told = audited(&repo, &["--page", "pay"]);
    assert_eq!((&told[0]["class"], &told[1]["class"]), (&json!("substantive"), &json!("spelling")));
}
