//! Two versions of a page: what kind of change it is, and its redline.

use zola_handbook::audit::{
    Class, Mark, Redline, Vocabulary, What, classify, read_change, redline,
};

use super::two_texts;

/// Any bytes as two texts, with a line of five signs of equality between them.
pub fn holds(data: &[u8]) {
    let (old, new) = two_texts(data);
    words_add_up(&old, &new);
    classes_agree(&old, &new);
}

/// What stayed and what went is the old text, what stayed and what came the new one: in order, and
/// nothing else.
fn words_add_up(old: &str, new: &str) {
    let found = redline(Some(old), Some(new));
    // Where a link leads is written only where that changed, so that a side has at least the
    // words of the text beside itself, and at most all that it would show of a new page.
    let (least, most) = (redline(Some(old), Some(old)), redline(Some(old), None));
    is_between(&text(&least, Side::Old), &text(&found, Side::Old), &text(&most, Side::Old));
    let (least, most) = (redline(Some(new), Some(new)), redline(None, Some(new)));
    is_between(&text(&least, Side::New), &text(&found, Side::New), &text(&most, Side::New));
    assert!(least.is_empty() && redline(Some(old), Some(old)).is_empty());
    for part in &found.without_removed().parts {
        assert!(part.runs.iter().all(|run| run.mark != Mark::Removed));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Old,
    New,
}

/// One side's words, without white space: an address that wraps is the same address.
fn text(redline: &Redline, side: Side) -> String {
    let mut text = String::new();
    for part in &redline.parts {
        let skipped = match (&part.what, side) {
            (What::MovedHere(_), Side::Old) | (What::MovedAway(_), Side::New) => continue,
            (_, Side::Old) => Mark::Added,
            (_, Side::New) => Mark::Removed,
        };
        for run in part.runs.iter().filter(|run| run.mark != skipped) {
            text.extend(run.text.chars().filter(|one| !one.is_whitespace()));
        }
    }
    text
}

fn is_between(least: &str, found: &str, most: &str) {
    assert!(is_within(least, found), "{least:?} is not all in {found:?}");
    assert!(is_within(found, most), "{found:?} is more than {most:?}");
    if least == most {
        assert_eq!(found, most);
    }
}

/// Whether the characters of one text are in another, in order.
fn is_within(few: &str, many: &str) -> bool {
    let mut many = many.chars();
    few.chars().all(|one| many.any(|other| other == one))
}

/// Every two texts have a class. Nothing is a change of a text into itself, a page that begins one
/// way ends the other, and where only one kind of thing changed, it changed back as well.
fn classes_agree(old: &str, new: &str) {
    assert_eq!(classify(Some(old), Some(old)), Class::None);
    let words = Vocabulary::default();
    let (there, back) =
        (read_change(Some(old), Some(new), &words), read_change(Some(new), Some(old), &words));
    let mutual = [Class::None, Class::Formatting, Class::Metadata, Class::Links];
    if mutual.contains(&there.class) || mutual.contains(&back.class) {
        assert_eq!(there.class, back.class);
    }
    assert_eq!((there.kept_before, there.kept_after), (back.kept_after, back.kept_before));
    assert_eq!(there.class == Class::None, old == new);
    assert!(there.class.is_meaningful() || there.signals.is_empty());

    let (begun, ended) =
        (read_change(None, Some(new), &words), read_change(Some(new), None, &words));
    assert_eq!((begun.class, ended.class), (Class::Created, Class::Removed));
    assert_eq!((begun.words_added, begun.words_removed), (ended.words_removed, ended.words_added));
}
