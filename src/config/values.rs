//! Values that only config has.

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, WebAddress, one_of, text_of};

/// An address within the site that is a folder: `/org/`, or `/company/org/`. Its parts are made
/// of small letters, digits, `-` and `_`, so that Zola leaves them as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address, with or without `/` at its ends; nothing for one without a clean part.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('/').unwrap_or(text);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let is_clean = |part: &str| {
            part.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
                && part.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte)
                })
        };
        inner.split('/').all(is_clean).then(|| Self(inner.to_owned()))
    }

    /// The folder below `content/`, without `/` at its ends: `org`.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.0
    }
}

impl Default for Address {
    fn default() -> Self {
        Self("org".to_owned())
    }
}

impl fmt::Display for Address {
    /// With `/` at both ends: `/org/`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.0)
    }
}

impl FromValue for Address {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a clean address within the site"))
                .with_help("write one or more names of a to z, 0 to 9, - and _, as in \"/org/\"")
        })
    }
}

one_of! {
    /// How much of what changed is shown word by word.
    #[derive(Default)]
    Redlines {
        /// What was added and what was taken out.
        #[default]
        Full = "full",
        /// Only what was added.
        Added = "added",
        /// Nothing.
        None = "none",
    }
}

/// Where a page is edited: an address in which `{path}` stands for the page's path from the
/// repository's root and `{branch}` for the branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditUrl(String);

impl EditUrl {
    /// Reads an address with `{path}` in it; nothing for another text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let filled = text.replace("{path}", "p").replace("{branch}", "b");
        let is_sound = text.contains("{path}")
            && !filled.contains(['{', '}'])
            && WebAddress::new(&filled).is_some();
        is_sound.then(|| Self(text.to_owned()))
    }

    /// The address for one page. Both texts must be percent-encoded for a path already.
    #[must_use]
    pub fn fill(&self, path: &str, branch: &str) -> String {
        // Branch first: a path may hold the text `{branch}` only as `%7Bbranch%7D`.
        self.0.replace("{branch}", branch).replace("{path}", path)
    }
}

impl FromValue for EditUrl {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not an address with `{{path}}` in it"))
                .with_help(
                    "write for example \"https://example.org/company/handbook/edit/{branch}/{path}\"",
                )
        })
    }
}

/// Where a redirect leads: an address of this site from its root, or one in the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectTarget(String);

impl RedirectTarget {
    /// Reads an address; nothing for a text that is none.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let here =
            text.starts_with('/') && !text.starts_with("//") && !text.contains(['\\', '"', '<']);
        (here || WebAddress::new(text).is_some()).then(|| Self(text.to_owned()))
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RedirectTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromValue for RedirectTarget {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("leads to `{text}`, which is no address")).with_help(
                "write one from the site's root, as in \"/org/features/\", or one in the web",
            )
        })
    }
}

/// A host in a Content-Security-Policy: `video.example.org`, or `*.example.org` for all below
/// one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EmbedHost(String);

impl EmbedHost {
    /// Reads a host, of at least two parts; nothing for another text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let host = text.strip_prefix("*.").unwrap_or(text);
        let is_label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let is_host = host.contains('.') && host.split('.').all(is_label);
        is_host.then(|| Self(text.to_owned()))
    }

    /// The host as the policy names it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromValue for EmbedHost {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a host's name"))
                .with_help("write the name alone, as in \"video.example.org\" or \"*.example.org\"")
        })
    }
}

/// A glob over the names of commit authors; capitals make no difference.
#[derive(Debug, Clone)]
pub struct NamePattern(GlobMatcher);

impl NamePattern {
    /// Whether it matches this name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.0.is_match(name)
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.glob().glob()
    }
}

impl PartialEq for NamePattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl FromValue for NamePattern {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        // `[bot]` is part of many a machine's name, and no class of letters.
        let text = text_of(value)?.replace('[', "[[]");
        match GlobBuilder::new(&text).case_insensitive(true).build() {
            Ok(glob) => Ok(Self(glob.compile_matcher())),
            Err(error) => Err(Refusal::value(format!("is not a pattern: {error}"))),
        }
    }
}
