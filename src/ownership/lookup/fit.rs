//! How well a word names a thing.

/// How well a word names a thing, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Id,
    Name,
    /// An alias, a label, a former id.
    Alias,
    /// The same but for singular and plural: `laptop` for Laptops.
    Number,
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
    let mut is_alike = is_called_but_for_number(id, word) || is_called_but_for_number(name, word);
    for alias in aliases {
        if is_called(alias, word) {
            return Some(Fit::Alias);
        }
        is_alike = is_alike || is_called_but_for_number(alias, word);
    }
    if is_alike {
        return Some(Fit::Number);
    }
    has_words(name, word).then_some(Fit::Part)
}

/// Whether two names are one to a reader: capitals make no difference.
pub(super) fn is_called(name: &str, word: &str) -> bool {
    name.eq_ignore_ascii_case(word)
        || (!name.is_ascii() && name.to_lowercase() == word.to_lowercase())
}

/// Whether one of two names is the plural of the other, as English makes it.
pub(super) fn is_called_but_for_number(name: &str, word: &str) -> bool {
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    let is_plural = |many: &str, one: &str| {
        let ending = match many.strip_prefix(one) {
            Some(ending) => ending,
            // `policy` and `policies`: what is before the y is enough to know it by.
            None => {
                return one.strip_suffix('y').and_then(|stem| many.strip_prefix(stem))
                    == Some("ies");
            }
        };
        let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| one.ends_with(end));
        !one.is_empty() && ending == if hisses { "es" } else { "s" }
    };
    is_plural(&name, &word) || is_plural(&word, &name)
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
