//! Values that only `org/` has.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use toml::de::DeValue;

use super::PersonId;
use crate::email::Email;
use crate::metadata::{FromValue, PagePattern, Refusal, Scalar, WebAddress, one_of, text_of};

one_of! {
    /// The five kinds of product manager.
    ProductManagerKind {
        /// Gives the captains of some teams context and challenge.
        ProductManager = "product-manager",
        /// Serves one team.
        ProductOwner = "product-owner",
        /// Works on how people find and stay with the product.
        Growth = "growth",
        /// Works where the questions are those of engineers.
        Technical = "technical",
        /// Serves features of more than one product.
        Platform = "platform",
    }
}

/// Who has the last word on a feature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decides {
    /// The informed captain: so it is unless the feature says otherwise.
    Captain,
    /// The feature's product manager.
    ProductManager,
    /// That person.
    Person(PersonId),
}

impl FromValue for Decides {
    const SCALAR: Scalar = PersonId::SCALAR;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        match text_of(value)? {
            "captain" => Ok(Self::Captain),
            "product-manager" => Ok(Self::ProductManager),
            _ => PersonId::from_value(value).map(Self::Person),
        }
    }
}

/// A share of a person's time, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// Reads a share; nothing outside 0 to 1.
    #[must_use]
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// The share, 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// In hundredths, rounded, as a page says it.
    #[must_use]
    pub fn percent(self) -> u8 {
        // 0 to 100 fits.
        (self.0 * 100.0).round() as u8
    }
}

impl FromValue for Share {
    const SCALAR: Scalar = Scalar::Share;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let written = match value {
            DeValue::Float(number) => number.to_string(),
            DeValue::Integer(number) => number.to_string(),
            _ => return Err(Refusal::Type),
        };
        written.replace('_', "").parse().ok().and_then(Self::new).ok_or_else(|| {
            Refusal::value(format!("is {written}, which is not a share of the whole"))
                .with_help("write a number from 0 to 1: 0.3 is three days in ten")
        })
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

/// How to reach somebody, as the author wrote it, to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contact {
    /// An address in the web: a chat, a form, a forum.
    Web(WebAddress),
    /// A mail address that was written to be read.
    Mail(Arc<str>),
    /// A channel of the company's chat, with its `#`.
    Channel(Arc<str>),
    /// Anything else, in words.
    Words(Arc<str>),
}

impl Contact {
    /// Tells by its form what a contact is.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if let Some(address) = WebAddress::new(text) {
            return Self::Web(address);
        }
        if text.starts_with('#') && !text.contains(char::is_whitespace) {
            return Self::Channel(Arc::from(text));
        }
        let address = text.strip_prefix("mailto:").unwrap_or(text);
        if is_mail(address) { Self::Mail(Arc::from(address)) } else { Self::Words(Arc::from(text)) }
    }

    /// What is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Web(address) => address.as_str(),
            Self::Mail(text) | Self::Channel(text) | Self::Words(text) => text,
        }
    }

    /// Where a link on it leads; nothing where there is nowhere to go.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        match self {
            Self::Web(address) => Some(address.to_string()),
            Self::Mail(address) => Some(format!("mailto:{address}")),
            Self::Channel(_) | Self::Words(_) => None,
        }
    }
}

/// One `@`, a dot after it, and only what needs no escape in an address of the web.
fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let sound = |part: &str, also: &str| {
        !part.is_empty()
            && part.chars().all(|one| one.is_ascii_alphanumeric() || also.contains(one))
    };
    sound(name, ".-_+") && sound(host, ".-") && host.contains('.') && !host.ends_with('.')
}

impl FromValue for Contact {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        text_of(value).map(Self::new)
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Contact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An account on a forge, without `@`: `ada`, or `company/replay` for a team.
#[derive(Debug, Clone)]
pub struct Account(Arc<str>);

impl Account {
    /// Reads an account; nothing where it is not one or more names with `/` between them.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.strip_prefix('@').unwrap_or(text);
        let is_name = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        text.split('/').all(is_name).then(|| Self(Arc::from(text)))
    }

    /// The account, without `@`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are one account: forges ignore case.
    #[must_use]
    pub fn is(&self, login: &str) -> bool {
        self.0.eq_ignore_ascii_case(login)
    }
}

impl PartialEq for Account {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.0)
    }
}

impl Eq for Account {}

impl FromValue for Account {
    const SCALAR: Scalar = Scalar::Form("^@?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$");

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not an account's name"))
                .with_help("write the name alone: \"ada\", or \"company/replay\" for a team")
        })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl FromValue for Email {
    const SCALAR: Scalar = Scalar::Form("@");

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        if text.contains('@') {
            Ok(Self::new(text))
        } else {
            // The text may be an address with a slip, so the message does not repeat it.
            Err(Refusal::value("holds something that is not a mail address, as it has no `@`"))
        }
    }
}

/// Where a feature is documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Docs {
    /// Pages of this handbook.
    Pages(PagePattern),
    /// Somewhere else.
    Web(WebAddress),
}

impl FromValue for Docs {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        if text.contains("://") {
            WebAddress::from_value(value).map(Self::Web)
        } else {
            PagePattern::new(text).map(Self::Pages)
        }
    }
}
