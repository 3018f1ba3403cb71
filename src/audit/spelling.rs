//! Whether words that differ say the same.
//!
//! Only what hardly can be a change of meaning counts: capitals and marks, what a dictionary of
//! misspellings knows (`typos-dict`), a slip in a long word that nobody knows, British and American
//! endings, contractions, a word written twice, an article or `to` left out, and a few pairs that are
//! confused in writing. A word that is one letter off may be another word (paternity, maternity).
//! When in doubt it is no spelling.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicase::UniCase;

use super::misspelling::is_slip;
use super::prose::Passage;
use super::token::{Is, Token};

/// Texts that differ by more words than this are not looked at: nobody mends so many.
const MOST: usize = 400;

/// Whether two texts, which differ, differ by spelling, capitals and marks alone.
#[must_use]
pub fn is_spelling(old: &[Passage], new: &[Passage]) -> bool {
    let (old, new) = apart(&words(old), &words(new));
    if old.len().abs_diff(new.len()) > MOST {
        return false;
    }
    let mut left = MOST;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, olds, news) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let size = olds.len() + news.len();
        if size > left {
            return false;
        }
        left -= size;
        let beside = Beside {
            before: olds.start.checked_sub(1).map(|at| old[at].as_str()),
            after: old.get(olds.end).map(String::as_str),
        };
        if !says_the_same(&old[olds], &new[news], beside) {
            return false;
        }
    }
    true
}

/// The words of a text.
fn words(passages: &[Passage]) -> Vec<&Token> {
    let tokens = passages.iter().flat_map(|passage| &passage.tokens);
    tokens.filter(|token| token.is == Is::Word).collect()
}

/// Where two texts differ, from the first such word to the last with the words beside them: folded,
/// which means without capitals, contractions written out.
fn apart(old: &[&Token], new: &[&Token]) -> (Vec<String>, Vec<String>) {
    const BESIDE: usize = 2;
    let same = |pair: &(&&Token, &&Token)| pair.0.text == pair.1.text;
    let start = old.iter().zip(new).take_while(same).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (start, ends) = (start.saturating_sub(BESIDE), ends.saturating_sub(BESIDE));
    let folded = |words: &[&Token]| {
        words[start..words.len() - ends].iter().flat_map(|token| folded(token)).collect()
    };
    (folded(old), folded(new))
}

fn folded(token: &Token) -> Vec<String> {
    let word = token.text.to_lowercase().replace(['’', '‘'], "'").replace(['–', '—', '‐'], "-");
    let parts = |stem: &str, rest: &str| vec![stem.to_owned(), rest.to_owned()];
    match word.as_str() {
        "can't" | "cannot" => return parts("can", "not"),
        "won't" => return parts("will", "not"),
        "shan't" => return parts("shall", "not"),
        _ => {}
    }
    for (ending, written) in [("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have")] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return parts(stem, written);
        }
    }
    if word == "i'm" {
        return parts("i", "am");
    }
    vec![word]
}

/// The words on both sides of those that differ.
struct Beside<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
}

/// Small words whose absence is a slip; `a few` says something else than `few`.
const PARTICLES: &[&str] = &["a", "an", "the", "to", "of"];
const QUANTITIES: &[&str] = &["few", "little", "bit", "lot", "number"];

fn says_the_same(old: &[String], new: &[String], beside: Beside<'_>) -> bool {
    let (one, other) = (joined(old), joined(new));
    // `well being`, `well-being` and `wellbeing`; figures must stay as they are.
    if one == other {
        return !has_figure(&one) || figures(old) == figures(new);
    }
    // A word that was written twice, or now is.
    let repeated = |words: &[String]| match (words, beside.before) {
        ([word], Some(before)) => word == before && !has_figure(word),
        _ => false,
    };
    let particle = |words: &[String]| match words {
        [word] => {
            PARTICLES.contains(&word.as_str())
                && beside.after.is_some_and(|after| !QUANTITIES.contains(&after))
        }
        _ => false,
    };
    let slip = |words: &[String]| repeated(words) || particle(words);
    if (new.is_empty() && slip(old)) || (old.is_empty() && slip(new)) {
        return true;
    }
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_respelled(old, new))
}

fn joined(words: &[String]) -> String {
    words.iter().flat_map(|word| word.chars()).filter(|c| says(*c)).collect()
}

/// Whether a character is of a word; a ticked box says something, too.
fn says(c: char) -> bool {
    c.is_alphanumeric() || c == '☑'
}

fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

fn figures(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| has_figure(word)).collect()
}

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

fn is_respelled(old: &str, new: &str) -> bool {
    if has_figure(old) || has_figure(new) {
        return old == new;
    }
    old == new
        || CONFUSED.iter().any(|set| set.contains(&old) && set.contains(&new))
        || is_corrected(old, new)
        || is_slip(old, new)
        || regional(old) == regional(new)
        || is_possessive(old, new)
}

/// Whether a dictionary of misspellings corrects the one to the other.
fn is_corrected(old: &str, new: &str) -> bool {
    let known = |wrong: &str, right: &str| {
        typos_dict::WORD.find(&UniCase::new(wrong)).is_some_and(|found| found.contains(&right))
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
