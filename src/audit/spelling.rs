//! Whether words that differ say the same.
//!
//! Only what hardly can be a change of meaning counts: capitals and marks, what a dictionary of
//! misspellings knows (`typos-dict`), British and American endings, contractions, a word written
//! twice, an article or `to` left out, a letter astray in a long word, and a few pairs that are confused
//! in writing. A word that is one letter off may be another word (paternity, maternity; vested,
//! vetted), and so may one that was parted (not able, notable). When in doubt it is no spelling.

use std::borrow::Cow;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::differing::Differing;
use super::prose::Passage;
use super::respelling::{has_figure, is_of_a_rule, is_respelled, ungrouped};
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

fn joined(words: &[Word<'_>]) -> String {
    words.iter().flat_map(|word| word.chars()).filter(|c| says(*c)).collect()
}

/// Whether a character is of a word; a ticked box says something, too.
fn says(c: char) -> bool {
    c.is_alphanumeric() || c == '☑'
}

fn figures<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = String> + 'w {
    words.iter().filter(|word| has_figure(word)).map(|word| ungrouped(word))
}

fn others<'t>(words: &[Word<'t>]) -> Vec<Word<'t>> {
    words.iter().filter(|word| !has_figure(word)).cloned().collect()
}
