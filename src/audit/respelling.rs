//! Whether one word is another, spelled otherwise.

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
