//! Facts with the lines that say so.

use crate::api::{Beaten, Claim};
use crate::metadata::Sited;
use crate::ownership::Fact;

/// A fact, and what it goes before.
pub(super) fn claim<T>(
    fact: &'static str,
    of: Option<&Fact<T>>,
    words: impl Fn(&T) -> String + Copy,
) -> Option<Claim> {
    let of = of?;
    let beats = of.beats.iter().map(|beaten| Beaten {
        value: words(&beaten.value),
        path: beaten.place.path().to_string(),
        line: beaten.place.line(),
    });
    Some(Claim {
        fact,
        value: words(&of.value),
        path: of.why.path().to_string(),
        line: of.why.line(),
        beats: beats.collect(),
    })
}

/// A fact that goes before nothing.
pub(super) fn claim_of<T>(
    fact: &'static str,
    of: &Sited<T>,
    words: impl Fn(&T) -> String,
) -> Claim {
    Claim {
        fact,
        value: words(&of.value),
        path: of.place.path().to_string(),
        line: of.place.line(),
        beats: Vec::new(),
    }
}
