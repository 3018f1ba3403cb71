//! Words, marks and targets of links.

use std::collections::HashSet;
use std::sync::Arc;

/// What parts the cells of a row in running text. No text has it, since control characters are
/// taken out before.
pub const CELL: char = '\u{1f}';

/// What stands at both ends of words that their author struck out.
pub const STRUCK: &str = "~~";

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A word or a number.
    Word,
    /// A mark such as a full stop.
    Mark,
    /// The border of a table's cell.
    Border,
    /// Where a link leads, after its words.
    Target,
    /// An address that stands in the text.
    Address,
}

/// The smallest thing that changes.
#[derive(Debug, Clone)]
pub struct Token {
    /// As it is shown.
    pub text: Arc<str>,
    /// What it is.
    pub is: Is,
    /// Whether a space goes before it.
    pub spaced: bool,
}

/// Words as they are written, each kept once: that two of them are the same is seen without reading
/// them.
#[derive(Debug, Default)]
pub struct Spellings(HashSet<Arc<str>>);

impl Spellings {
    fn of(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}

/// Comes apart into tokens. `targets` are ordered places in the text, each after the words of a
/// link, with where it leads.
#[must_use]
pub fn tokens(text: &str, targets: &[(usize, String)], spellings: &mut Spellings) -> Vec<Token> {
    let mut all = Vec::new();
    let mut targets = targets.iter().peekable();
    // Passages may be shown as one: whatever stands before the first word is parted from it.
    let mut spaced = true;
    let mut at = 0;
    for chunk in text.split_inclusive(|c: char| c.is_whitespace() || c == CELL) {
        let end = at + chunk.len();
        let word = chunk.trim_end_matches(|c: char| c.is_whitespace() || c == CELL);
        let word_end = at + word.len();
        let mut from = at;
        while let Some((place, target)) = targets.next_if(|(place, _)| *place <= word_end) {
            // Marks behind a link come after where it leads.
            let marks = text.get(*place..word_end).is_some_and(|rest| !rest.contains(says));
            let to = if marks { (*place).max(from) } else { word_end };
            split(&text[from..to], &mut spaced, spellings, &mut all);
            from = to;
            let repeats = all.last().is_some_and(|last: &Token| &*last.text == target.as_str());
            if !target.is_empty() && !repeats {
                all.push(Token { text: spellings.of(target), is: Is::Target, spaced: true });
            }
        }
        split(&text[from..word_end], &mut spaced, spellings, &mut all);
        if chunk.ends_with(CELL) {
            all.push(Token { text: spellings.of("|"), is: Is::Border, spaced: true });
        }
        spaced |= chunk.len() > word.len();
        at = end;
    }
    for (_, target) in targets.filter(|(_, target)| !target.is_empty()) {
        all.push(Token { text: spellings.of(target), is: Is::Target, spaced: true });
    }
    all
}

/// Marks that are no part of the word that they stand beside.
const OPENING: &[char] = &['(', '[', '{', '"', '“', '‘', '\'', '«', '*', '_', '<'];
const CLOSING: &[char] =
    &['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '”', '’', '\'', '»', '…', '*', '_', '>'];

fn split(word: &str, spaced: &mut bool, spellings: &mut Spellings, all: &mut Vec<Token>) {
    let mut push = |text: &str, is| {
        if !text.is_empty() {
            all.push(Token { text: spellings.of(text), is, spaced: std::mem::take(spaced) });
        }
    };
    // Most words stand by themselves.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return push(word, Is::Word);
    }
    if let Some((before, after)) = word.split_once(STRUCK) {
        split(before, spaced, spellings, all);
        let text = spellings.of(STRUCK);
        all.push(Token { text, is: Is::Mark, spaced: std::mem::take(spaced) });
        return split(after, spaced, spellings, all);
    }
    let inner = word.trim_start_matches(OPENING);
    push(&word[..word.len() - inner.len()], Is::Mark);
    if is_address(inner) {
        let address = inner.trim_end_matches(['.', ',', ';', ')', ']', '>']);
        push(address, Is::Address);
        let rest = &inner[address.len()..];
        return rest.split_inclusive(|_| true).for_each(|mark| push(mark, Is::Mark));
    }
    // `Designer(Level 3` is two words, however close they stand.
    if let Some(at) = bracket_within(inner) {
        split(&inner[..at], spaced, spellings, all);
        return split(&inner[at..], spaced, spellings, all);
    }
    let core = inner.trim_end_matches(CLOSING);
    let is = if core.contains(says) { Is::Word } else { Is::Mark };
    push(core, is);
    // Each mark by itself: `end."` and `end.` share the full stop.
    for (at, mark) in inner[core.len()..].char_indices() {
        push(&inner[core.len() + at..][..mark.len_utf8()], Is::Mark);
    }
}

/// Marks that say something by themselves: `< 5 days` and `> 5 days`, `£ 50` and `$ 50`, and words that
/// are struck out.
#[must_use]
pub fn says_something(mark: &str) -> bool {
    mark == STRUCK || mark.contains(|c: char| "<>≤≥=≠≈±+×÷%‰€£$¥₹".contains(c))
}

/// Whether a character makes a word; a ticked box says something, too.
fn says(c: char) -> bool {
    c.is_alphanumeric() || c == '☑'
}

/// Where a bracket stands between two letters or figures.
fn bracket_within(word: &str) -> Option<usize> {
    let stands = |at: usize| word[..at].ends_with(char::is_alphanumeric);
    let opens = |at: usize| word[at + 1..].starts_with(char::is_alphanumeric);
    word.match_indices(['(', '[']).map(|(at, _)| at).find(|at| stands(*at) && opens(*at))
}

fn is_address(word: &str) -> bool {
    ["http://", "https://", "www.", "mailto:"].iter().any(|start| word.starts_with(start))
}

/// The places after which sentences end: each sentence is a range of tokens.
#[must_use]
pub fn sentences(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    const ABBREVIATED: [&str; 12] =
        ["e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "vs", "no", "approx", "incl", "cf"];
    let mut found = Vec::new();
    let mut start = 0;
    // The last full stop of the sentence, as long as no word follows it: quotes and brackets may
    // close after it.
    let mut stop: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        let begins = token.spaced
            && token.text.chars().next().is_some_and(|c| !c.is_lowercase())
            && !matches!(token.is, Is::Target | Is::Address);
        let abbreviates = |stop: usize| {
            let last = tokens[start..stop].last().map(|last| last.text.to_lowercase());
            last.is_some_and(|last| ABBREVIATED.contains(&last.as_str()))
        };
        if begins && stop.is_some_and(|stop| !abbreviates(stop)) {
            found.push(start..at);
            (start, stop) = (at, None);
        }
        if matches!(&*token.text, "." | "!" | "?" | "…") {
            stop = Some(at);
        } else if token.is == Is::Word {
            stop = None;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str, targets: &[(usize, String)]) -> Vec<Token> {
        super::tokens(text, targets, &mut Spellings::default())
    }

    fn texts(text: &str) -> Vec<String> {
        tokens(text, &[]).iter().map(|token| token.text.to_string()).collect()
    }

    #[test]
    fn marks_come_off_words_and_amounts_stay_whole() {
        assert_eq!(
            texts("(Up to £1,000.50, e.g. now.)"),
            ["(", "Up", "to", "£1,000.50", ",", "e.g", ".", "now", ".", ")"]
        );
        assert_eq!(texts("well-known 10% -5°"), ["well-known", "10%", "-5°"]);
    }

    #[test]
    fn targets_follow_the_words_of_their_links() {
        let all = tokens("see pay now", &[(7, "a.md".to_owned())]);
        let texts: Vec<_> = all.iter().map(|token| &*token.text).collect();
        assert_eq!(texts, ["see", "pay", "a.md", "now"]);
        assert_eq!(all[2].is, Is::Target);
    }

    #[test]
    fn a_mark_behind_a_link_comes_after_where_it_leads() {
        let all =
            tokens("see pay. Now (leave).", &[(7, "a.md".to_owned()), (19, "l.md".to_owned())]);
        let texts: Vec<_> = all.iter().map(|token| &*token.text).collect();
        assert_eq!(texts, ["see", "pay", "a.md", ".", "Now", "(", "leave", "l.md", ")", "."]);
        assert!(!all[3].spaced && all[4].spaced);
        let within: Vec<_> = tokens("basecamp", &[(4, "a.md".to_owned())]);
        assert_eq!(&*within[0].text, "basecamp");
    }

    #[test]
    fn sentences_end_at_full_stops_but_not_after_abbreviations() {
        let all = tokens("One is, e.g. Monday. Two is \"late.\" Then 3 more", &[]);
        let found: Vec<String> = sentences(&all)
            .into_iter()
            .map(|range| all[range].iter().map(|t| &*t.text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, ["One is , e.g . Monday .", "Two is \" late . \"", "Then 3 more"]);
    }
}
