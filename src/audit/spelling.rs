//! Whether words that differ say the same.
//!
//! Only what hardly can be a change of meaning counts: capitals and marks, what a dictionary of
//! misspellings knows (`typos-dict`), British and American endings, contractions, a word written
//! twice, an article or `to` left out, and a few pairs that are confused in writing. A word that is one
//! letter off may be another word (paternity, maternity; vested, vetted), and so may one that was
//! parted (not able, notable). When in doubt it is no spelling.

use std::borrow::Cow;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicase::UniCase;

use super::differing::Differing;
use super::prose::Passage;
use super::signals::{Signal, of_word};
use super::token::Is;

/// Texts that differ by more words than this are not looked at: nobody mends so many.
const MOST: usize = 400;

/// How many words on each side are looked at beside those that differ.
const BESIDE: usize = 2;

/// Whether two texts, which differ, differ by spelling, capitals and marks alone.
pub(super) fn is_spelling(texts: &Differing<'_>) -> bool {
    let (old, new) = apart(texts);
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
            before: olds.start.checked_sub(1).map(|at| &*old[at]),
            after: old.get(olds.end).map(|word| &**word),
        };
        if !says_the_same(&old[olds], &new[news], beside) {
            return false;
        }
    }
    true
}

/// What stands for the end of a sentence or a passage among words.
const END: &str = "";

/// The words of a text, with the ends of its sentences and passages.
fn words(passages: &[Passage]) -> Vec<&str> {
    let mut words = Vec::new();
    for passage in passages {
        words.extend(passage.tokens.iter().filter_map(|token| match (token.is, &*token.text) {
            (Is::Word, word) => Some(word),
            (Is::Mark, "." | "!" | "?" | ":") => Some(END),
            _ => None,
        }));
        words.push(END);
    }
    // A full stop at the end of a passage ends nothing more.
    words.dedup_by(|next, last| next == last && last.is_empty());
    words
}

/// The words from the first that differ to the last, with those beside them: folded, which means
/// without capitals, contractions written out.
pub(super) fn apart<'t>(texts: &Differing<'t>) -> (Vec<Word<'t>>, Vec<Word<'t>>) {
    let near = texts.with_around(BESIDE);
    let (old, new) = (words(near.old), words(near.new));
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let start = old.iter().zip(&new).take_while(same).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let [in_front, behind] = near.leaves_out();
    if (in_front && start < BESIDE) || (behind && ends < BESIDE) {
        return apart(&texts.whole());
    }
    let (start, ends) = (start.saturating_sub(BESIDE), ends.saturating_sub(BESIDE));
    let folded = |words: &[&'t str]| {
        let mut all = Vec::new();
        words[start..words.len() - ends].iter().for_each(|word| fold(word, &mut all));
        all
    };
    (folded(&old), folded(&new))
}

/// A word, folded.
pub(super) type Word<'t> = Cow<'t, str>;

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
const HAVING: &[&str] = &["have", "has", "had", "having", "ought"];

/// Small words that make another word of what follows when they are written as one with it: `in
/// valid` and `invalid`, `over time` and `overtime`, `re-sign` and `resign`.
const PREFIXES: &[&str] = &[
    "a", "all", "any", "be", "dis", "every", "for", "im", "in", "mis", "no", "non", "not", "now",
    "out", "over", "re", "some", "to", "un", "under", "up", "with",
];

fn says_the_same(old: &[Word<'_>], new: &[Word<'_>], beside: Beside<'_>) -> bool {
    let (one, other) = (joined(old), joined(new));
    // `well being`, `well-being` and `wellbeing`; figures must stay as they are.
    if one == other {
        return figures(old).eq(figures(new)) && is_parted_alike(&others(old), &others(new));
    }
    // A word that was written twice, or now is; two negations are another thing than one.
    let repeated = |words: &[Word<'_>]| match (words, beside.before) {
        ([word], Some(before)) => word == before && !is_of_a_rule(word),
        _ => false,
    };
    let particle = |words: &[Word<'_>]| match words {
        [word] => {
            // What one has to do is another thing than what one has.
            let binds = word == "to" && beside.before.is_some_and(|had| HAVING.contains(&had));
            PARTICLES.contains(&&**word)
                && !binds
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

/// Whether words of the same letters, parted otherwise, say the same.
fn is_parted_alike(old: &[Word<'_>], new: &[Word<'_>]) -> bool {
    let letters = |word: &Word<'_>| joined(std::slice::from_ref(word));
    if old.len() > 1
        && old.len() == new.len()
        && !old.iter().map(letters).eq(new.iter().map(letters))
    {
        // A space that was struck a letter too late.
        return !old.iter().chain(new).any(|word| is_of_a_rule(word));
    }
    if old.len() == new.len() && old.len() > 1 {
        let mut pairs = old.iter().zip(new);
        return pairs.all(|(old, new)| {
            is_parted_alike(std::slice::from_ref(old), std::slice::from_ref(new))
        });
    }
    let apart = [old, new]
        .map(|words| -> Vec<String> { words.iter().flat_map(|word| parts(word)).collect() });
    // Only where one side is a word of its own may it be another one.
    let one_is_whole = apart.iter().any(|parts| parts.len() == 1);
    apart.iter().all(|parts| {
        let safe = !one_is_whole || !is_prefixed(parts);
        safe && (parts.len() == 1 || !parts.iter().any(|part| is_of_a_rule(part)))
    })
}

/// The parts of `well-being` and of `clear,and`.
fn parts(word: &str) -> Vec<String> {
    word.split(|c: char| !says(c)).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn is_prefixed(parts: &[String]) -> bool {
    parts.len() > 1 && parts.first().is_some_and(|first| PREFIXES.contains(&first.as_str()))
}

/// Whether rules are made of a word: an amount, a number, `may`, `not`.
fn is_of_a_rule(word: &str) -> bool {
    of_word(word, "", "").is_some_and(Signal::binds)
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

fn figures<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = String> + 'w {
    words.iter().filter(|word| has_figure(word)).map(|word| ungrouped(word))
}

fn others<'t>(words: &[Word<'t>]) -> Vec<Word<'t>> {
    words.iter().filter(|word| !has_figure(word)).cloned().collect()
}

/// A figure without the commas that part its thousands.
fn ungrouped(word: &str) -> String {
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
