//! The findings of a run, in one order.

use std::collections::BTreeMap;
use std::collections::btree_map;

use super::{Diagnostic, Place, Severity};
use crate::root::RepoPath;

/// Findings ordered by path, position, code and message, each once, whatever the order in which
/// they were pushed. Findings without a place come first.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    found: BTreeMap<Key, Diagnostic>,
}

/// How many findings there are of each weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

/// What findings are ordered by; two with the same key are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: Option<RepoPath>,
    start: Option<usize>,
    end: Option<usize>,
    code: &'static str,
    message: String,
}

impl Key {
    fn of(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        let span = place.and_then(|place| place.span.as_ref());
        Self {
            path: place.map(|place| place.path().clone()),
            start: span.map(|span| span.start),
            end: span.map(|span| span.end),
            code: diagnostic.code,
            message: diagnostic.message.clone(),
        }
    }
}

impl Diagnostics {
    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; of two that are the same but for their weight, the heavier stays.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        match self.found.entry(Key::of(&diagnostic)) {
            btree_map::Entry::Vacant(place) => {
                place.insert(diagnostic);
            }
            btree_map::Entry::Occupied(mut known) => {
                if known.get().severity < diagnostic.severity {
                    known.insert(diagnostic);
                }
            }
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.found.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are of each weight.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for diagnostic in self.iter() {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// The weight of the heaviest; nothing where there are none.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.iter().map(|diagnostic| diagnostic.severity).max()
    }

    /// Whether anything stops the build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.worst() == Some(Severity::Error)
    }

    /// The first hundred findings of each file and, where it has more, how many.
    #[must_use]
    pub fn limited(self) -> Self {
        let mut of_file: BTreeMap<_, Vec<Diagnostic>> = BTreeMap::new();
        for (key, diagnostic) in self.found {
            of_file.entry(key.path).or_default().push(diagnostic);
        }
        of_file.into_values().flat_map(first_of).collect()
    }

    /// Makes every warning an error, as `--strict` asks; notes stay notes.
    pub fn promote_warnings(&mut self) {
        for diagnostic in self.found.values_mut() {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }
}

/// The most findings of one file that are listed.
const AT_MOST: usize = 100;

fn first_of(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = found.split_off(found.len().min(AT_MOST));
    let place = more.first().and_then(|one| one.place.as_ref());
    let worst = more.iter().map(|one| one.severity).max();
    if let Some((place, worst)) = place.zip(worst) {
        let message = format!("{} more findings in this file are not listed", more.len());
        let rest = Diagnostic::new(worst, "diagnostics/more", message);
        found.push(rest.at(Place::whole(&place.source)));
    }
    found
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(diagnostics: T) -> Self {
        let mut all = Self::new();
        all.extend(diagnostics);
        all
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_values().collect::<Vec<_>>().into_iter()
    }
}
