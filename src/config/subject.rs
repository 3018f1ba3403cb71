//! Patterns over what commits say of themselves.

use std::fmt;

use regex::{Regex, RegexBuilder};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// A regular expression over the subjects of commits; capitals make no difference.
#[derive(Clone)]
pub struct SubjectPattern(Regex);

impl SubjectPattern {
    /// Reads a pattern in the language of the `regex` crate.
    ///
    /// # Errors
    /// Why it is none.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        RegexBuilder::new(text).case_insensitive(true).build().map(Self)
    }

    /// Whether a subject matches, in any part unless the pattern says `^` or `$`.
    #[must_use]
    pub fn matches(&self, subject: &str) -> bool {
        self.0.is_match(subject)
    }
}

impl PartialEq for SubjectPattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl fmt::Debug for SubjectPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.as_str())
    }
}

impl FromValue for SubjectPattern {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).map_err(|error| {
            let why = error.to_string();
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Refusal::value(format!("is `{text}`, which is not a regular expression: {why}"))
                .with_help("write for example '^(fix )?typos?\\b', between single quotes")
        })
    }
}
