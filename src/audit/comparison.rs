//! The two texts of a change, from which its class and its redline follow.

use std::cell::OnceCell;
use std::sync::Arc;

use super::alignment::align;
use super::class::{Class, Finding};
use super::differing::Differing;
use super::gathering::{Draft, gather};
use super::known::Known;
use super::moves::find_moves;
use super::prose::{Kind, Passage};
use super::redline::{Mark, Part, Redline, What, path_of};
use super::signals::signals;
use super::spelling::is_spelling;
use super::text::Text;
use super::token::{Is, says_something};
use super::vocabulary::Vocabulary;
use crate::content::Keeping;

/// Two texts of a page; on a side without one there is no page. Whatever is asked of them, each is
/// parsed once, and they are compared once.
#[derive(Debug)]
pub(super) struct Comparison<'t> {
    before: Option<&'t Text>,
    after: Option<&'t Text>,
    differing: OnceCell<Differing<'t>>,
    compared: OnceCell<(Differing<'t>, Vec<Draft<'t>>)>,
}

impl<'t> Comparison<'t> {
    /// Nothing is compared yet.
    pub(super) fn of(before: Option<&'t Text>, after: Option<&'t Text>) -> Self {
        Self { before, after, differing: OnceCell::new(), compared: OnceCell::new() }
    }

    /// What the change did.
    pub(super) fn finding(&self, words: &Vocabulary) -> Finding {
        let mut finding = self.read(words);
        finding.kept_before = self.before.map(Text::keeping);
        finding.kept_after = self.after.map(Text::keeping);
        let texts = [finding.kept_before, finding.kept_after];
        if texts.into_iter().flatten().any(Keeping::closes) {
            finding.sections.clear();
        }
        finding
    }

    /// Where the passages of the two texts differ.
    fn differing(&self) -> &Differing<'t> {
        self.differing.get_or_init(|| {
            let passages = |text: Option<&'t Text>| text.map(Text::passages).unwrap_or_default();
            Differing::of(passages(self.before), passages(self.after))
        })
    }

    /// The parts of its redline, before they are written down, from about the first that changed to
    /// about the last.
    pub(super) fn drafts(&self) -> &[Draft<'t>] {
        &self.compared().1
    }

    fn compared(&self) -> &(Differing<'t>, Vec<Draft<'t>>) {
        self.compared.get_or_init(|| {
            let (differing, steps) = align(*self.differing());
            let mut drafts = gather(&steps, differing.new);
            find_moves(&mut drafts);
            (differing, drafts)
        })
    }

    /// Its redline without the passages that stayed the same.
    pub(super) fn changes(&self) -> Redline {
        let changed = self.drafts().iter().filter(|draft| draft.is_changed());
        Redline { parts: changed.map(Draft::to_part).collect() }
    }

    fn read(&self, words: &Vocabulary) -> Finding {
        let (before, after) = match (self.before, self.after) {
            (None, None) => return Finding::nothing(),
            (None, Some(text)) => {
                let words_added = texts(text.passages(), Is::Word).count();
                return Finding { words_added, ..Finding::of(Class::Created) };
            }
            (Some(text), None) => {
                let words_removed = texts(text.passages(), Is::Word).count();
                return Finding { words_removed, ..Finding::of(Class::Removed) };
            }
            (Some(before), Some(after)) if before.as_str() == after.as_str() => {
                return Finding::nothing();
            }
            (Some(before), Some(after)) => (before, after),
        };
        let same_matter = same_but_for_space(before.matter(), after.matter());
        if before.body() == after.body() {
            return Finding::of(if same_matter { Class::Formatting } else { Class::Metadata });
        }
        let differing = self.differing();
        let (old, new) = (differing.old, differing.new);
        let same_words = texts(old, Is::Word).eq(texts(new, Is::Word));
        let saying = |passages| texts(passages, Is::Mark).filter(|mark| says_something(mark));
        let same_saying = saying(old).eq(saying(new));
        if same_words && same_saying && alone(old) == alone(new) {
            return Finding::of(without_words(old, new, same_matter));
        }
        let spelling = !same_words && same_saying && is_spelling(differing);
        let finding = counted(self.drafts());
        if spelling {
            return Finding { class: Class::Spelling, ..finding };
        }
        Finding { signals: signals(self.drafts(), words), ..finding }
    }
}

/// What the change from one text of a page to the next did; a text that is not there is a page that
/// is not there.
#[must_use]
pub fn read_change(before: Option<&str>, after: Option<&str>, words: &Vocabulary) -> Finding {
    let [before, after] = texts_of(before, after);
    Comparison::of(before.as_ref(), after.as_ref()).finding(words)
}

/// The class of a change, without anything that a company calls its own.
#[must_use]
pub fn classify(before: Option<&str>, after: Option<&str>) -> Class {
    read_change(before, after, &Vocabulary::default()).class
}

/// The redline of a change; a page that begins or ends is one of additions or removals.
#[must_use]
pub fn redline(before: Option<&str>, after: Option<&str>) -> Redline {
    let [before, after] = texts_of(before, after);
    let comparison = Comparison::of(before.as_ref(), after.as_ref());
    let (differing, drafts) = comparison.compared();
    let [first, last] = differing.around();
    let stayed = |passage| Draft::stayed(passage).to_part();
    let mut parts: Vec<Part> = first.iter().map(stayed).collect();
    parts.extend(drafts.iter().map(Draft::to_part));
    parts.extend(last.iter().map(stayed));
    Redline { parts }
}

fn texts_of(before: Option<&str>, after: Option<&str>) -> [Option<Text>; 2] {
    let known = Known::default();
    [before, after].map(|text| text.map(|text| Text::new(text, &known)))
}

/// The class of a change in which every word stayed.
fn without_words(old: &[Passage], new: &[Passage], same_matter: bool) -> Class {
    let same = |is| texts(old, is).eq(texts(new, is));
    let same_links = same(Is::Target) && same(Is::Address);
    // Brackets that were typed beside an address are a link that failed, and an empty box is a
    // list's mark.
    let laid_out =
        |mark: &str| matches!(mark, "[" | "]" | "☐") || (!same_links && matches!(mark, "(" | ")"));
    let marks = |passages| texts(passages, Is::Mark).filter(move |mark| !laid_out(mark));
    if !marks(old).eq(marks(new)) {
        Class::Spelling
    } else if !same_matter {
        Class::Metadata
    } else if !same_links {
        Class::Links
    } else {
        Class::Formatting
    }
}

/// How many passages are an address and nothing else: entries of a list that say where to go.
fn alone(passages: &[Passage]) -> usize {
    let is_address = |passage: &&Passage| {
        passage.tokens.iter().all(|token| matches!(token.is, Is::Address | Is::Mark))
            && passage.tokens.iter().any(|token| token.is == Is::Address)
    };
    passages.iter().filter(is_address).count()
}

/// What of a change of words can be counted.
fn counted(drafts: &[Draft<'_>]) -> Finding {
    let mut finding = Finding::of(Class::Substantive);
    for draft in drafts.iter().filter(|draft| draft.is_changed()) {
        let count = |mark| draft.words.of(mark).filter(|token| token.is == Is::Word).count();
        finding.words_added += count(Mark::Added);
        if !matches!(draft.what, What::MovedAway(_)) {
            finding.words_removed += count(Mark::Removed);
        }
        let mut section = draft.section;
        // A title is above all that it names: a heading that changed stands in its own section.
        if let (Kind::Heading(_), What::Edited, [above @ .., _]) =
            (draft.kind, &draft.what, section)
            && !above.is_empty()
        {
            section = above;
        }
        let path = path_of(section);
        if !finding.sections.contains(&path) {
            finding.sections.push(path);
        }
    }
    finding
}

fn same_but_for_space(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn texts(passages: &[Passage], is: Is) -> impl Iterator<Item = &Arc<str>> {
    passages
        .iter()
        .flat_map(|passage| passage.tokens.iter())
        .filter(move |token| token.is == is)
        .map(|token| &token.text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::spelling::apart;
    use super::*;

    /// Short texts of few words, so that much of them repeats.
    fn body() -> impl Strategy<Value = String> {
        let word =
            prop::sample::select(vec!["pay", "Pay", "a", "the", "must", "10", "leave.", "It"]);
        let words = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
        let begin = prop::sample::select(vec!["", "", "- ", "# ", "1. ", "> ", "| x |\n|---|\n| "]);
        let passage = (begin, words).prop_map(|(begin, words)| format!("{begin}{words}"));
        prop::collection::vec(passage, 0..6).prop_map(|passages| passages.join("\n\n"))
    }

    /// Passages again, gone, as another text, joined with the next or parted.
    fn pair() -> impl Strategy<Value = (String, String)> {
        let edit = (any::<prop::sample::Index>(), 0..5, body());
        (body(), prop::collection::vec(edit, 1..4)).prop_map(|(old, edits)| {
            let mut passages: Vec<String> = old.split("\n\n").map(str::to_owned).collect();
            for (at, how, other) in edits {
                let at = at.index(passages.len());
                let passage = passages[at].clone();
                match how {
                    0 => passages.insert(at, passage),
                    1 if passages.len() > 1 => drop(passages.remove(at)),
                    2 if at > 0 => passages[at - 1] = format!("{} {passage}", passages[at - 1]),
                    3 => passages[at] = passage.replacen(". ", ".\n\n", 1),
                    _ => passages[at] = other,
                }
            }
            (old, passages.join("\n\n"))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 3000,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn what_is_left_out_changes_no_answer((old, new) in pair()) {
            let words = Vocabulary::default();
            let [before, after] = [&old, &new].map(|text| Text::new(text.as_str(), &Known::default()));
            let all = Comparison::of(Some(&before), Some(&after));
            prop_assert_eq!(all.finding(&words), read_change(Some(&old), Some(&new), &words));
            let [before, after] = texts_of(Some(&old), Some(&new));
            let some = Comparison::of(before.as_ref(), after.as_ref());
            prop_assert_eq!(all.changes(), some.changes());
            prop_assert_eq!(apart(some.differing()), apart(&some.differing().whole()));
            let parts: Vec<Part> = all.drafts().iter().map(Draft::to_part).collect();
            prop_assert_eq!(parts, redline(Some(&old), Some(&new)).parts);
        }
    }
}
