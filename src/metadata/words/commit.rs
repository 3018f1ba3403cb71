//! Commits, as people write them.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// A commit's id, whole or abbreviated to its first 7 or more hexadecimal digits, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitPrefix(Arc<str>);

/// Fewer digits than this name too many commits.
const SHORTEST: usize = 7;

/// The length of a SHA-256 id, the longest that git has.
const LONGEST: usize = 64;

impl CommitPrefix {
    /// Reads 7 to 64 hexadecimal digits; nothing for another text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = (SHORTEST..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| Self(Arc::from(text.to_ascii_lowercase())))
    }

    /// The digits, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this names the commit of that whole id.
    #[must_use]
    pub fn names(&self, whole: &str) -> bool {
        whole.get(..self.0.len()).is_some_and(|start| start.eq_ignore_ascii_case(&self.0))
    }
}

impl FromValue for CommitPrefix {
    const SCALAR: Scalar = Scalar::Form("^[0-9a-fA-F]{7,64}$");

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a commit's id"))
                .with_help("write 7 or more hexadecimal digits, as `git log` shows them")
        })
    }
}

impl fmt::Display for CommitPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CommitPrefix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
