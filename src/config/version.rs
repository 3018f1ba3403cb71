//! Releases of Zola, by their numbers.

use std::fmt;

use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// A release of Zola, ordered as releases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Still 0.
    pub major: u32,
    /// What breaks things while `major` is 0.
    pub minor: u32,
    /// Mends only.
    pub patch: u32,
}

impl Version {
    /// The oldest Zola that a handbook builds with.
    pub const OLDEST: Self = Self { major: 0, minor: 22, patch: 0 };

    /// Reads `0.22.0`, `v20.11.1` or `0.23.0-rc.1`: three numbers, and perhaps a suffix.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let numbers = text.trim_start_matches('v').split(['-', '+']).next()?;
        let mut parts = numbers.split('.').map(str::parse);
        let version = Self {
            major: parts.next()?.ok()?,
            minor: parts.next()?.ok()?,
            patch: parts.next()?.ok()?,
        };
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromValue for Version {
    const SCALAR: Scalar = Scalar::Text;

    /// A release that a handbook can be built with, in its three numbers and nothing else.
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        let example = "write its three numbers, as in \"0.22.1\"";
        match Self::parse(text).filter(|_| !text.contains(['-', '+'])) {
            None => Err(Refusal::value(format!("is `{text}`, which is not a release of Zola"))
                .with_help(example)),
            Some(old) if old < Self::OLDEST => {
                let oldest = Self::OLDEST;
                Err(Refusal::value(format!("is {old}, and a handbook needs {oldest} or newer"))
                    .with_help(example))
            }
            Some(version) => Ok(version),
        }
    }
}
