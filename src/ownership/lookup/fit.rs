//! How well a word names a thing.

/// How well a word names a thing, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Id,
    Name,
    /// An alias, a label, a former id.
    Alias,
    /// Words of the name.
    Part,
}

/// A path without what stands behind its last dot.
pub(super) fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() => stem,
        _ => path,
    }
}

/// How well a word names something that has these names.
pub(super) fn fit<'n>(
    word: &str,
    id: &str,
    name: &str,
    aliases: impl IntoIterator<Item = &'n str>,
) -> Option<Fit> {
    if id.eq_ignore_ascii_case(word) {
        return Some(Fit::Id);
    }
    if is_called(name, word) {
        return Some(Fit::Name);
    }
    if aliases.into_iter().any(|alias| is_called(alias, word)) {
        return Some(Fit::Alias);
    }
    has_words(name, word).then_some(Fit::Part)
}

/// Whether two names are one to a reader: capitals make no difference.
pub(super) fn is_called(name: &str, word: &str) -> bool {
    name.eq_ignore_ascii_case(word)
        || (!name.is_ascii() && name.to_lowercase() == word.to_lowercase())
}

/// Whether a name has all of these words in it.
pub(super) fn has_words(name: &str, words: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let parts = lower.split(|one: char| !one.is_alphanumeric());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let name = parts(name);
    let words = parts(words);
    !words.is_empty() && words.iter().all(|word| name.contains(word))
}
