//! What changed, word by word.

use zola_handbook::audit::{Fold, Mark, Piece, What, fold, path_of, redline};

/// A folded redline in one notation: `[-gone-] {+new+}`.
fn told(before: &str, after: &str) -> String {
    let pieces = fold(&redline(Some(before), Some(after)), Fold { words: 4, passages: 3 });
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Under(section) => text.push_str(&format!("§ {}", path_of(&section))),
            Piece::More(count) => text.push_str(&format!("and {count} more")),
            Piece::Part(part) => {
                match &part.what {
                    What::MovedHere(from) => {
                        text.push_str(&format!("from {}: ", path_of(from)));
                    }
                    What::MovedAway(to) => text.push_str(&format!("to {}: ", path_of(to))),
                    _ => {}
                }
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

#[test]
fn a_word_is_shown_in_its_sentence() {
    let before = "# Pay\n\nWe pay. You may claim up to £50 a month for lunch. Ask us.\n";
    let after = "# Pay\n\nWe pay. You must claim up to £50 a month for lunch. Ask us.\n";
    assert_eq!(
        told(before, after),
        "§ Pay\nWe pay. You [-may-] {+must+} claim up to £50 …\n"
    );
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
        "§ A\nto B: The rule about lunches …\n§ B\n\
         from A: The rule about lunches stands [-here-] {+there+} today.\n"
    );
}

#[test]
fn tables_and_lists_stay_legible() {
    let before = "| who | days |\n|---|---|\n| all | 25 |\n| leads | 30 |\n\n- one day\n- two days\n";
    let after = "| who | days |\n|---|---|\n| all | 28 |\n| leads | 30 |\n\n- one day\n- three days\n";
    assert_eq!(told(before, after), "all | [-25-] {+28+}\n[-two-] {+three+} days\n");
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
}

#[test]
fn removed_words_can_be_left_out() {
    let whole = redline(Some("Pay is £50 now.\n\nGone for good, all of it.\n"), Some("Pay is £60 now.\n"));
    let added = whole.without_removed();
    let text: String =
        added.parts.iter().flat_map(|part| &part.runs).map(|run| run.text.as_str()).collect();
    assert_eq!(text, "Pay is £60 now.");
}
