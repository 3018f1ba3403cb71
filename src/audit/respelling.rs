//! Whether one word is another, spelled otherwise.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicase::UniCase;

use super::signals::{Signal, of_word};

/// Words that are taken for each other, none of them a rule's.
const CONFUSED: &[&[&str]] = &[
    &["a", "an"],
    &["its", "it's"],
    &["your", "you're", "youre"],
    &["their", "there", "they're"],
    &["than", "then"],
    &["to", "too"],
    &["who", "whom"],
    &["lets", "let's"],
    &["affect", "effect"],
    &["whose", "who's"],
    &["program", "programme"],
    &["licence", "license"],
    &["practice", "practise"],
    &["judgement", "judgment"],
    &["e-mail", "email"],
    &["ok", "okay"],
    &["lead", "led"],
    &["principal", "principle"],
];

/// Whether two words, folded, are one by its spelling.
pub(super) fn is_respelled(old: &str, new: &str) -> bool {
    if has_figure(old) || has_figure(new) {
        return ungrouped(old) == ungrouped(new);
    }
    old == new
        || CONFUSED.iter().any(|set| set.contains(&old) && set.contains(&new))
        || is_corrected(old, new)
        || is_put_right(old, new)
        || regional(old) == regional(new)
        || is_possessive(old, new)
}

/// Whether a dictionary of misspellings corrects the one to the other.
fn is_corrected(old: &str, new: &str) -> bool {
    let known = |wrong: &str, right: &str| {
        let found = typos_dict::WORD.find(&UniCase::new(wrong)).copied().unwrap_or_default();
        // `ot` may have been `to` as well as `not`.
        let in_doubt = found.len() > 1 && found.iter().any(|word| is_of_a_rule(word));
        found.contains(&right) && !in_doubt
    };
    known(old, new) || known(new, old)
}

/// How many letters a word has, without its ending, that is known by them though one was astray: of
/// shorter ones there are too many that are another word (casual, causal; restoring, resorting).
const LETTERS_TO_KNOW: usize = 9;
/// How many letters one that is astray went past at most.
const ASTRAY: usize = 3;
/// Words of so many letters of which each is another one's with a letter elsewhere, and that are not
/// known as right to the dictionary of misspellings.
const ALIKE: &[&str] = &["brasserie", "repertories"];

/// All words that the dictionary of misspellings holds to be right.
static RIGHT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    typos_dict::WORD.map.values().flat_map(|right| right.iter().copied()).collect()
});

/// Whether a long word, known to be right, was written with one letter astray: `favoriute`,
/// `favourite`. What stood there before must be no word that is known. A letter that is wrong or
/// missing is no such sign: medications, meditations.
fn is_put_right(old: &str, new: &str) -> bool {
    let is_long = |word: &str| {
        let endings = ["ings", "ing", "ers", "ed", "er", "s"];
        let stem = endings.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        stem.chars().count() >= LETTERS_TO_KNOW
    };
    is_long(old)
        && is_long(new)
        && is_astray(old, new)
        && !ALIKE.contains(&old)
        && RIGHT.contains(new)
        && !RIGHT.contains(old)
}

/// Whether two words differ by the place of one letter, which is neither the first nor the last.
fn is_astray(old: &str, new: &str) -> bool {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let start = old.iter().zip(&new).take_while(same).count();
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    if old.len() != new.len() || start == 0 || end == 0 || start + end >= old.len() {
        return false;
    }
    let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let last = old.len() - 1;
    last <= ASTRAY
        && ((old[0] == new[last] && old[1..] == new[..last])
            || (old[last] == new[0] && old[..last] == new[1..]))
}

/// `company's`, `companies'` and `companys` differ by their apostrophe.
fn is_possessive(old: &str, new: &str) -> bool {
    let bare = |word: &str| word.replace('\'', "");
    bare(old) == bare(new) && !old.is_empty()
}

/// A word with the endings in which British and American spelling differ made one.
fn regional(word: &str) -> String {
    let mut word = word.to_owned();
    if word.len() < 5 {
        return word;
    }
    for (british, american) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("ouring", "oring"),
        ("ourable", "orable"),
        ("ourite", "orite"),
        ("ourites", "orites"),
        ("ence", "ense"),
        ("elled", "eled"),
        ("elling", "eling"),
        ("tre", "ter"),
        ("tres", "ters"),
        ("ogue", "og"),
        ("ilment", "illment"),
    ] {
        if let Some(stem) = word.strip_suffix(british).filter(|stem| stem.len() >= 3) {
            word = format!("{stem}{american}");
            break;
        }
    }
    word
}

/// Whether rules are made of a word: an amount, a number, `may`, `not`.
pub(super) fn is_of_a_rule(word: &str) -> bool {
    of_word(word, "", "").is_some_and(Signal::binds)
}

/// Whether there is a digit in it.
pub(super) fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// A figure without the commas that part its thousands.
pub(super) fn ungrouped(word: &str) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut groups = word.split(',');
    let head = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = is_digit(head.chars().next_back())
        && rest.iter().enumerate().all(|(at, group)| {
            let digits = group.chars().take_while(char::is_ascii_digit).count();
            digits == 3 && (at + 1 == rest.len() || group.len() == 3)
        });
    if grouped && !rest.is_empty() { head.to_owned() + &rest.concat() } else { word.to_owned() }
}
