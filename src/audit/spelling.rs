//! Whether words that differ say the same.
//!
//! Only what hardly can be a change of meaning counts: capitals and marks, what a dictionary of
//! misspellings knows (`typos-dict`), a slip in a long word that nobody knows, British and American
//! endings, contractions, a word written twice, an article or `to` left out, and a few pairs that are
//! confused in writing. A word that is one letter off may be another word (paternity, maternity).
//! When in doubt it is no spelling.

use std::borrow::Cow;

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
    // Figures say what they say: that they stay as they are is quickly seen.
    if old.len().abs_diff(new.len()) > MOST || !figures(&old).eq(figures(&new)) {
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
            before: olds.start.checked_sub(1).map(|at| &*old[at]),
            after: old.get(olds.end).map(|word| &**word),
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
fn apart<'t>(old: &[&'t Token], new: &[&'t Token]) -> (Vec<Word<'t>>, Vec<Word<'t>>) {
    const BESIDE: usize = 2;
    let same = |pair: &(&&Token, &&Token)| pair.0.text == pair.1.text;
    let start = old.iter().zip(new).take_while(same).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (start, ends) = (start.saturating_sub(BESIDE), ends.saturating_sub(BESIDE));
    let folded = |words: &[&'t Token]| {
        let mut all = Vec::new();
        words[start..words.len() - ends].iter().for_each(|token| fold(&token.text, &mut all));
        all
    };
    (folded(old), folded(new))
}

/// A word, folded.
type Word<'t> = Cow<'t, str>;

fn fold<'t>(word: &'t str, all: &mut Vec<Word<'t>>) {
    // Most words are folded already.
    if word != "cannot" && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return all.push(word.into());
    }
    let word = word.to_lowercase().replace(['’', '‘'], "'").replace(['–', '—', '‐'], "-");
    let parts = |stem: &str, rest: &'static str| [stem.to_owned().into(), rest.into()];
    match word.as_str() {
        "can't" | "cannot" => return all.extend(parts("can", "not")),
        "won't" => return all.extend(parts("will", "not")),
        "shan't" => return all.extend(parts("shall", "not")),
        _ => {}
    }
    for (ending, written) in [("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have")] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return all.extend(parts(stem, written));
        }
    }
    if word == "i'm" {
        return all.extend(parts("i", "am"));
    }
    all.push(word.into());
}

/// The words on both sides of those that differ.
struct Beside<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
}

/// Small words whose absence is a slip; `a few` says something else than `few`.
const PARTICLES: &[&str] = &["a", "an", "the", "to", "of"];
const QUANTITIES: &[&str] = &["few", "little", "bit", "lot", "number"];

fn says_the_same(old: &[Word<'_>], new: &[Word<'_>], beside: Beside<'_>) -> bool {
    let (one, other) = (joined(old), joined(new));
    // `well being`, `well-being` and `wellbeing`; figures must stay as they are.
    if one == other {
        return !has_figure(&one) || figures(old).eq(figures(new));
    }
    // A word that was written twice, or now is.
    let repeated = |words: &[Word<'_>]| match (words, beside.before) {
        ([word], Some(before)) => word == before && !has_figure(word),
        _ => false,
    };
    let particle = |words: &[Word<'_>]| match words {
        [word] => {
            PARTICLES.contains(&&**word)
                && beside.after.is_some_and(|after| !QUANTITIES.contains(&after))
        }
        _ => false,
    };
    let slip = |words: &[Word<'_>]| repeated(words) || particle(words);
    if (new.is_empty() && slip(old)) || (old.is_empty() && slip(new)) {
        return true;
    }
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_respelled(old, new))
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().flat_map(|word| word.chars()).filter(|c| says(*c)).collect()
}

/// Whether a character is of a word; a ticked box says something, too.
fn says(c: char) -> bool {
    c.is_alphanumeric() || c == '☑'
}

fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

fn figures<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = &'w str> {
    words.iter().map(|word| &**word).filter(|word| has_figure(word))
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
