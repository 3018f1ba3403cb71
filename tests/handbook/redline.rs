//! What changed, word by word.

use zola_handbook::audit::{Fold, Mark, Part, Piece, fold, place_of, redline};

use crate::support::changing::{ADA, EVE, LEAVE, answer, company, page};

/// A folded redline in one notation: `[-gone-] {+new+}`.
fn told(before: &str, after: &str) -> String {
    let pieces = fold(&redline(Some(before), Some(after)), Fold { words: 4, passages: 3 });
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Under(section) => text.push_str(&format!("§ {}", place_of(&section))),
            Piece::More(count) => text.push_str(&format!("and {count} more")),
            Piece::Part(part) => {
                text.push_str(&lead(&part));
                for run in part.runs {
                    let space = if run.text.starts_with(' ') { " " } else { "" };
                    let words = run.text.trim_start();
                    text.push_str(&match run.mark {
                        Mark::Same => format!("{space}{words}"),
                        Mark::Added => format!("{space}{{+{words}+}}"),
                        Mark::Removed => format!("{space}[-{words}-]"),
                    });
                }
            }
        }
        text.push('\n');
    }
    text
}

/// What is said of a passage before its words.
fn lead(part: &Part) -> String {
    let number = part.number.map(|number| format!("{number}. "));
    let columns = (!part.columns.is_empty()).then(|| format!("in {}", part.columns.join(", ")));
    let note = part.moved_words().or(columns).map(|note| format!("{note}: "));
    number.into_iter().chain(note).collect()
}

#[test]
fn passages_in_which_rules_changed_are_not_among_those_that_are_folded() {
    let page = |greeting: &str, pay: &str, rule: &str| {
        format!(
            "# Pay\n\nWe say {greeting} first.\n\nWe say {greeting} second.\n\nWe say {greeting} \
             third.\n\nWe say {greeting} fourth.\n\n## Sums\n\nIt is {pay} a month for all.\n\n\
             We say {greeting} last.\n\n## Rules\n\nYou {rule} ask for it first.\n"
        )
    };
    assert_eq!(
        told(&page("hello", "£2,000", "may"), &page("welcome", "£1,800", "must")),
        "§ Pay\nWe say [-hello-] {+welcome+} first.\n§ Pay > Sums\n\
         It is [-£2,000-] {+£1,800+} a month for all.\n§ Pay > Rules\n\
         You [-may-] {+must+} ask for it first.\nand 4 more\n"
    );
    // What is all new is told from its beginning.
    let new = page("welcome", "£1,800", "must");
    let told = told("", &new);
    assert!(told.contains("first") && !told.contains("£1,800"), "{told}");
}

#[test]
fn a_word_is_shown_in_its_sentence() {
    let before = "# Pay\n\nWe pay. You may claim up to £50 a month for lunch. Ask us.\n";
    let after = "# Pay\n\nWe pay. You must claim up to £50 a month for lunch. Ask us.\n";
    assert_eq!(
        told(before, after),
        "§ Pay\nWe pay. You [-may-] {+must+} claim up to £50 a month for lunch. Ask us.\n"
    );
}

#[test]
fn what_stayed_is_left_out_by_whole_sentences() {
    let before = "The company pays 75% of the premium and the employee pays the other 25%. Open \
                  enrollment is in November every year. Ask the people team for a form, fill it in and \
                  send it back. It is read by two of us. Whoever joins later than that waits for a year.\n";
    let after = before.replace("75%", "80%").replace("a year", "one year");
    assert_eq!(
        told(before, &after),
        "The company pays [-75%-] {+80%+} of the premium and the employee pays the other 25%. … Whoever \
         joins later than that waits for [-a-] {+one+} year.\n"
    );
}

#[test]
fn what_is_gone_of_a_passage_that_went_elsewhere_stands_where_it_stood() {
    let before = "# Leave\n\n## Out of office\n\nThis is for emergencies at home. Tell your lead when \
                  you are called as a juror by a court.\n";
    let after = "# Leave\n\n## Out of office\n\nSay so.\n\n## Jury service\n\nTell your lead when you \
                 are called as a juror by a court.\n";
    let told = told(before, after);
    let gone = told.find("[-This is for emergencies at home.-]").unwrap();
    assert_eq!(told[..gone].rfind("§ Leave > Out of office"), told[..gone].rfind('§'), "{told}");
    assert!(!told[..gone].contains("Jury"), "{told}");
}

#[test]
fn rules_of_two_places_are_not_told_as_one_that_changed() {
    let before = "# Washington\n\nLeave may be taken together for a total of 16 weeks per year.\n";
    let after = "# California\n\nPaid leave for carers may be taken for up to 8 weeks per year.\n";
    assert_eq!(
        told(before, after),
        "[-Washington-]\n[-Leave may be taken together for a total of 16 weeks per year.-]\n\
         § California\n{+Paid leave for carers may be taken for up to 8 weeks per year.+}\nand 1 more\n"
    );
}

#[test]
fn a_paragraph_that_becomes_a_list_keeps_its_words() {
    let before = "Pay is: UK: £100,000 London: £105,000\n\nAsk us.\n";
    let after = "Pay is:\n\n* UK: £100,000\n* London: £105,000\n\nAsk us.\n";
    assert_eq!(told(before, after), "");
}

#[test]
fn short_items_that_changed_places_moved() {
    let before = "* Pay\n* Leave\n* Moving house\n* Hours\n";
    let after = "* Leave\n* Moving house\n* Hours\n* Pay\n";
    assert_eq!(told(before, after), "moved down past “Hours”: Pay\n");
}

#[test]
fn a_sentence_that_was_rewritten_is_shown_whole() {
    assert_eq!(
        told(
            "Every maker must ask their own captain before they ship.\n",
            "Nobody needs permission here, provided that all tests are green today.\n"
        ),
        "[-Every maker must ask their own captain before they ship.-]\n\
         {+Nobody needs permission here, provided that all tests are green today.+}\n"
    );
}

#[test]
fn a_paragraph_that_was_parted_is_not_new() {
    let before = "One thing is so. Another thing is otherwise.\n";
    let after = "One thing is so.\n\nAnother thing was otherwise.\n";
    assert_eq!(told(before, after), "Another thing [-is-] {+was+} otherwise.\n");
}

#[test]
fn a_passage_that_moved_is_shown_as_moved() {
    let before = "# A\n\nThe rule about lunches stands here today.\n\n# B\n\nText of its own.\n";
    let after = "# A\n\n# B\n\nText of its own.\n\nThe rule about lunches stands there today.\n";
    assert_eq!(
        told(before, after),
        "§ A\nmoved to “B”: The rule about lunches stands here today.\n§ B\n\
         moved here from “A”: The rule about lunches stands [-here-] {+there+} today.\n"
    );
}

#[test]
fn a_passage_that_moved_within_its_section_is_said_to() {
    let before = "# A\n\nThe rule about lunches stands here.\n\nThis is a second rule of ours.\n\nA third.\n";
    let after = "# A\n\nThis is a second rule of ours.\n\nA third.\n\nThe rule about lunches stands here.\n";
    assert_eq!(
        told(before, after),
        "§ A\nmoved down past “A third.”: The rule about lunches stands here.\n"
    );
    // So it is where it moved up, and words changed in what moved along.
    let more = "third, which is by far the longest of all the rules that we have.";
    let (before, after) = (before.replace("third.", more), after.replace("third.", more));
    assert_eq!(
        told(&before, &after.replace("longest", "shortest")),
        "§ A\nmoved up past “The rule about lunches stands here.”, with the passage after it: This is a second rule of ours.\n\
         A third, which is by far the [-longest-] {+shortest+} of all the rules that we have.\n"
    );
    // So it is where another change stands between.
    let stays = "\n\nA fourth rule stays.\n\nA fifth rule stays here.\n\nA sixth rule of ours stays here, too.\n\n";
    let rule = "The rule about lunches stands here.";
    let before = format!("# A\n\n{rule}\n\nWe pay all of you on time.{stays}");
    let after = format!("# A\n\nWe pay most of you on time.{stays}{rule}\n");
    assert_eq!(
        told(&before, &after),
        "§ A\nWe pay [-all-] {+most+} of you on time.\n\
         moved down past “A sixth rule of ours stays …”: The rule about lunches stands here.\n"
    );
}

#[test]
fn a_move_within_reach_is_one_line_that_names_what_it_went_past() {
    let rules = |sections: [&str; 2]| format!("# Rules\n\n{}", sections.join("\n"));
    let (pay, travel) =
        ("## Pay\n\nWe pay on the last day.\n", "## Travel\n\nYou travel by train here.\n");
    assert_eq!(
        told(&rules([pay, travel]), &rules([travel, pay])),
        "§ Rules\nmoved up past “Pay”, with the passage after it: Travel\n"
    );
    assert_eq!(
        told("- one\n- two\n- three\n", "- two\n- one\n- three\n"),
        "moved up past “one”: two\n"
    );
    let table = |rows: &str| format!("| Who | Days |\n|---|---|\n{rows}");
    assert_eq!(
        told(
            &table("| Leads | 30 |\n| All of us | 20 |\n"),
            &table("| All of us | 20 |\n| Leads | 30 |\n")
        ),
        "moved up past “Leads”: All of us | 20\n"
    );
}

#[test]
fn what_went_past_nothing_that_stayed_did_not_move() {
    let rows = |rows: &[&str]| format!("# A\n\nText.\n\n{}\n\nMore.\n", rows.join("\n"));
    // A table of which the marks broke: its rows are text now, each where it was.
    let before = rows(&[
        "| Level | Role | Examples |",
        "|---|---|---|",
        "| Grade 1 | Academy | Academy designer, academy software engineer |",
        "| Grade 2 | Senior | Senior designer, senior software engineer |",
    ]);
    let after = rows(&[
        "| Role | Examples |",
        "",
        "Academy | Academy designer, academy software engineer |",
        "",
        "Senior | Senior designer, senior software engineer |",
    ]);
    let told = told(&before, &after);
    assert!(!told.contains("moved"), "{told}");
}

#[test]
fn a_section_that_moved_is_one_line_and_what_changed_in_it() {
    let page = |sections: [&str; 3]| format!("# A\n\n{}", sections.join("\n"));
    let pay = "## Pay\n\nWe pay all of you on the last day.\n\n- early\n- late\n";
    let paid = "## Pay\n\nWe pay most of you on the last day.\n\n- early\n- late\n";
    let (leave, sick) =
        ("## Leave\n\nTake days off.\n", "## Sick\n\nStay at home until you are well.\n");
    assert_eq!(
        told(&page([pay, leave, sick]), &page([leave, sick, paid])),
        "§ A\nmoved down past “Sick”, with the 3 passages after it: Pay\n\
         We pay [-all-] {+most+} of you on the last day.\n"
    );
}

#[test]
fn what_stands_above_every_heading_is_not_shown_under_the_section_before_it() {
    let before = "# A\n\n## B\n\nOne is here.\n\n# Perks\n\nSome of all.\n";
    assert_eq!(
        told(before, "# A\n\n## B\n\nTwo is here.\n"),
        "§ A > B\n[-One-] {+Two+} is here.\n§ Perks\n[-Perks-]\n[-Some of all.-]\n"
    );
    assert_eq!(
        told("Mail us.\n\n# A\n\nIt was here.\n", "# A\n\nIt is here.\n"),
        "[-Mail us.-]\n§ A\nIt [-was-] {+is+} here.\n"
    );
}

#[test]
fn a_space_or_a_mark_that_is_missing_repeats_no_words() {
    for (before, after, told_so) in [
        (
            "You will get up and running, doing real work.It is your manager’s task to help.",
            "You will get up and running, doing real work. It is your manager’s task to help.",
            "You will get up and running, doing real [-work.It-] {+work. It+} is your manager’s task to help.",
        ),
        (
            "We pay (in full), We believe that this policy helps us all.",
            "We pay (in full.) We believe that this policy helps us all.",
            "We pay (in full[-),-]{+.)+} We believe that this policy helps us all.",
        ),
        (
            "- It simulates a real problem in a delivery Therefore work is done on an account.",
            "- It simulates a real problem in a delivery. Therefore work is done on an account.",
            "It simulates a real problem in a delivery{+.+} Therefore work is done on an account.",
        ),
        (
            "We say so as you join, we will work together on what you want to learn here.",
            "We say so as you join. We'll work together on what you want to learn here.",
            "We say so as you join[-, we will-]{+. We'll+} work together on what you want to learn here.",
        ),
    ] {
        assert_eq!(told(before, after), format!("{told_so}\n"), "{before}");
    }
}

#[test]
fn words_that_stayed_on_end_are_not_shown_as_gone_and_new() {
    assert_eq!(
        told(
            "You are paid. Salaries are looked at each spring, and are then changed on individual performance and market rates.",
            "You are paid. Pay follows the review policy of the whole company. It may go up by business results, individual performance and market rates.",
        ),
        "You are paid. [-Salaries are looked at each spring, and are then changed on-] {+Pay follows the review \
         policy of the whole company. It may go up by business results,+} individual performance and market rates.\n"
    );
}

#[test]
fn an_item_that_goes_on_is_one() {
    assert_eq!(
        told(
            "- email us@example.org\n",
            "- email us@example.org (which goes to the same roles as above)\n"
        ),
        "email us@example.org {+(which goes to the same roles as above)+}\n"
    );
}

#[test]
fn a_sentence_that_went_is_shown_from_its_beginning() {
    assert_eq!(
        told("Our monthly meet ups Our people plan all of them.", "Our people plan all of them."),
        "[-Our monthly meet ups-] Our people plan all of them.\n"
    );
}

#[test]
fn an_item_of_a_numbered_list_keeps_its_number() {
    assert_eq!(
        told("1. one\n2. two more\n", "1. one\n2. two less\n"),
        "2. two [-more-] {+less+}\n"
    );
}

#[test]
fn a_row_says_of_what_it_is_and_in_which_column_it_changed() {
    let row = |last: &str| {
        format!(
            "| | Junior | Senior | Lead |\n|---|---|---|---|\n\
             | Autonomy | Is shown how | Finds out | {last} |\n"
        )
    };
    assert_eq!(
        told(&row("Leads two teams"), &row("Leads three teams")),
        "in Lead: Autonomy | … | Leads [-two-] {+three+} teams\n"
    );
}

#[test]
fn tables_and_lists_stay_legible() {
    let before =
        "| who | days |\n|---|---|\n| all | 25 |\n| leads | 30 |\n\n- one day\n- two days\n";
    let after =
        "| who | days |\n|---|---|\n| all | 28 |\n| leads | 30 |\n\n- one day\n- three days\n";
    assert_eq!(told(before, after), "in days: all | [-25-] {+28+}\n[-two-] {+three+} days\n");
}

#[test]
fn long_changes_are_folded_and_counted() {
    let lines = |word: &str| -> String {
        (0..9).map(|n| format!("Passage {n} says {word} about it.\n\n")).collect()
    };
    let text = told(&lines("this"), &lines("that"));
    assert_eq!(text.lines().count(), 4);
    assert!(text.ends_with("and 6 more\n"), "{text}");
}

#[test]
fn a_links_new_target_is_shown_and_an_old_one_is_not_repeated() {
    assert_eq!(
        told("See [pay](a.md) and [leave](l.md).\n", "See [pay](b.md) and [leave](l.md).\n"),
        "See pay [-(a.md)-] {+(b.md)+} and leave.\n"
    );
    assert_eq!(
        told("See [pay](a.md).\n", "See [pay](b.md).\n"),
        "See pay [-(a.md)-] {+(b.md)+}.\n"
    );
}

#[test]
fn removed_words_can_be_left_out() {
    let whole =
        redline(Some("Pay is £50 now.\n\nGone for good, all of it.\n"), Some("Pay is £60 now.\n"));
    let added = whole.without_removed();
    let text: String =
        added.parts.iter().flat_map(|part| &part.runs).map(|run| run.text.as_str()).collect();
    assert_eq!(text, "Pay is £60 now.");
}

#[test]
fn where_a_redline_shows_that_only_the_order_changed_that_is_said() {
    let mut repo = company();
    let rules = ["Ask your captain before you go.", "Say it to all of your team.", "Then go."];
    let text = |order: [usize; 3]| page(&order.map(|at| rules[at]).join("\n\n"));
    repo.commit_as(ADA, "Leave", &[(LEAVE, Some(&text([0, 1, 2])))]);
    repo.git(&["branch", "base"]);
    repo.commit_as(EVE, "Turn it round", &[(LEAVE, Some(&text([1, 2, 0])))]);
    let asked = |more: &[&str]| {
        answer(&repo, &[&["audit", "--class", "substantive", "--redline"], more].concat())
    };
    let told = asked(&[]);
    assert!(told.contains("    only the order changed\n"), "{told}");
    let told = asked(&["--format", "markdown"]);
    assert!(told.contains("- substantive, only the order changed\n"), "{told}");
    let told = asked(&["--format", "markdown", "--base", "base"]);
    assert!(told.contains("</code>, substantive, only the order changed\n"), "{told}");
}
