//! A value and where somebody wrote it.

use crate::diagnostics::Place;

/// A value that can be a reason, with the place in a file where it is written.
///
/// Two are equal where both value and place are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sited<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl<T> Sited<T> {
    /// A value and its place.
    #[must_use]
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// What the function makes of the value, at the same place.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Sited<U> {
        Sited { value: make(self.value), place: self.place }
    }

    /// The same place with a borrowed value.
    #[must_use]
    pub fn as_ref(&self) -> Sited<&T> {
        Sited { value: &self.value, place: self.place.clone() }
    }
}
