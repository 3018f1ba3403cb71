//! From a TOML value to a type.

use toml::de::DeValue;

use super::{Scalar, did_you_mean};
use crate::escape::turns_or_is_none;

/// Why a value was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is of another TOML type than the key wants.
    Type,
    /// It is of the right type, and wrong.
    Value {
        /// What is wrong with it, following on "`key`": "is empty".
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl Refusal {
    /// A value that is wrong, with what is wrong about it, following on the key's name.
    #[must_use]
    pub fn value(message: impl Into<String>) -> Self {
        Self::Value { message: message.into(), help: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(self, advice: impl Into<String>) -> Self {
        match self {
            Self::Type => Self::Type,
            Self::Value { message, .. } => Self::Value { message, help: Some(advice.into()) },
        }
    }
}

/// A type that can be read from one TOML value.
pub trait FromValue: Sized {
    /// What it is read from.
    const SCALAR: Scalar;

    /// Reads it.
    ///
    /// # Errors
    /// A [`Refusal`] where the value is not one of this type.
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal>;
}

/// The text of a value, without white space around it.
///
/// # Errors
/// A [`Refusal`] where it is no text, an empty one, or holds a control character or a
/// mark that turns the direction of the text around it.
pub fn text_of<'v>(value: &'v DeValue<'_>) -> Result<&'v str, Refusal> {
    let text = value.as_str().ok_or(Refusal::Type)?.trim();
    if text.is_empty() {
        return Err(Refusal::value("is empty").with_help("write it, or take the line out"));
    }
    if text.contains(|one: char| one.is_control() && !"\n\r\t".contains(one)) {
        return Err(Refusal::value("holds a control character").with_help("take it out"));
    }
    if text.contains(turns_or_is_none) {
        return Err(Refusal::value("holds a mark that turns the text around it")
            .with_help("take it out; right-to-left words need none"));
    }
    Ok(text)
}

impl FromValue for String {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        text_of(value).map(str::to_owned)
    }
}

impl FromValue for bool {
    const SCALAR: Scalar = Scalar::Flag;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        value.as_bool().ok_or(Refusal::Type)
    }
}

impl FromValue for u32 {
    const SCALAR: Scalar = Scalar::Whole;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let number = value.as_integer().ok_or(Refusal::Type)?;
        Self::from_str_radix(number.as_str(), number.radix())
            .map_err(|_| Refusal::value(format!("is {number}, which is not a whole number from 0")))
    }
}

/// The refusal of a word that is none of a few.
pub(crate) fn not_one_of(word: &str, words: impl Iterator<Item = &'static str> + Clone) -> Refusal {
    let all: Vec<_> = words.clone().map(|one| format!("`{one}`")).collect();
    let all = format!("it is one of {}", all.join(", "));
    let help = match did_you_mean(word, words) {
        Some(offer) => format!("{offer}\n{all}"),
        None => all,
    };
    Refusal::value(format!("is `{word}`, which it cannot be")).with_help(help)
}
