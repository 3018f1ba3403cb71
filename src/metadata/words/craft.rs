//! What people practise.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// A craft: `engineer`, `designer`, `product-manager`, `operator`, … In lower case, with `-`
/// between its words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Craft(Arc<str>);

impl Craft {
    /// Reads a craft; nothing where it is not words of `a` to `z`, digits and `-`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.ends_with('-')
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(Arc::from(text)))
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is that of product managers, who lead without authority.
    #[must_use]
    pub fn is_product_manager(&self) -> bool {
        &*self.0 == "product-manager"
    }
}

impl FromValue for Craft {
    const SCALAR: Scalar = Scalar::Form("^[a-z]([a-z0-9-]*[a-z0-9])?$");

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a craft's name"))
                .with_help("write it in small letters with `-` between words: `product-manager`")
        })
    }
}

impl fmt::Display for Craft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Craft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
