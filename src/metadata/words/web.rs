//! Addresses in the web.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// An address that begins with `https://` or `http://`, so that it is safe behind a link: no
/// other scheme, no white space, no control character, no quote and no `<` or `>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(Arc<str>);

impl WebAddress {
    /// Reads an address; nothing for a text that is none.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_sound = !host.is_empty()
            && !text.chars().any(|character| {
                character.is_whitespace()
                    || character.is_control()
                    || "\"'<>\\`".contains(character)
            });
        is_sound.then(|| Self(Arc::from(text)))
    }

    /// The address as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromValue for WebAddress {
    const SCALAR: Scalar = Scalar::Web;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not an address in the web"))
                .with_help("write it in full, beginning with https://")
        })
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for WebAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
