//! "Did you mean …?"

/// How like two words must be (Jaro-Winkler, 0 to 1) for one to be offered for the other. At
/// this a letter swapped, lost or doubled is found, and `ada` is not offered for `bob`.
const ALIKE: f64 = 0.8;

/// The most that are offered.
const AT_MOST: usize = 3;

/// Of the known words those most like this one, the likest first, at most three.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    let word = word.to_lowercase();
    let mut alike: Vec<(f64, &str)> = known
        .into_iter()
        .map(|one| (strsim::jaro_winkler(&word, &one.to_lowercase()), one))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
    alike.dedup_by(|a, b| a.1 == b.1);
    alike.into_iter().take(AT_MOST).map(|(_, one)| one).collect()
}

/// "did you mean `a` or `b`?", or nothing where no known word is like this one.
#[must_use]
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let offers: Vec<_> = nearest(word, known).iter().map(|one| format!("`{one}`")).collect();
    match offers.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [firsts @ .., last] => Some(format!("did you mean {} or {last}?", firsts.join(", "))),
    }
}
