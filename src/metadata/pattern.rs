//! Which pages a line is about.

use std::fmt;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Serialize, Serializer};
use toml::de::DeValue;

use super::{FromValue, Refusal, Scalar, text_of};

/// A pattern over the paths of pages from `content/`, in the language of `.gitignore`: `leave.md`
/// anywhere, `/guides/` and all below it, `policies/**/*.md`. There is no `!`.
#[derive(Clone)]
pub struct PagePattern {
    text: Arc<str>,
    matcher: Arc<Gitignore>,
}

impl PagePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A [`Refusal`] that says why it can match nothing.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        if text.starts_with('!') {
            return Err(Refusal::value(format!("is `{text}`: a pattern cannot begin with `!`"))
                .with_help(
                    "write the pages that are meant; of several patterns the last one wins",
                ));
        }
        if text.starts_with('#') {
            return Err(Refusal::value(format!("is `{text}`, which is a comment, not a pattern"))
                .with_help("write `\\#` for a name that begins with `#`"));
        }
        if text.split('/').any(|part| part == "..") {
            return Err(Refusal::value(format!("is `{text}`, which leaves the content"))
                .with_help("write it from the folder of the pages, without `..`"));
        }
        let mut builder = GitignoreBuilder::new("");
        // Git lets `[` without `]` match nothing; here it is a slip that is told.
        builder.allow_unclosed_class(false);
        let matcher =
            builder.add_line(None, &without_alternates(text)).and_then(|builder| builder.build());
        match matcher {
            Ok(matcher) if !matcher.is_empty() => {
                Ok(Self { text: Arc::from(text), matcher: Arc::new(matcher) })
            }
            Ok(_) => Err(Refusal::value(format!("is `{text}`, which matches nothing"))),
            Err(error) => Err(Refusal::value(format!("is not a pattern: {error}"))),
        }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches the file at this path from `content/`, or a folder that holds it.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let path = path.trim_start_matches('/');
        !path.is_empty() && self.matcher.matched_path_or_any_parents(path, false).is_ignore()
    }
}

/// A pattern of that language with `{` and `}` standing for themselves, as they do in git and on the
/// forges; the library that matches it would take them for alternatives.
pub(crate) fn without_alternates(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => literal.extend([character].into_iter().chain(characters.next())),
            '{' | '}' => literal.extend(['\\', character]),
            _ => literal.push(character),
        }
    }
    literal
}

impl FromValue for PagePattern {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        Self::new(text_of(value)?)
    }
}

impl PartialEq for PagePattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for PagePattern {}

impl fmt::Debug for PagePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PagePattern({:?})", &*self.text)
    }
}

impl fmt::Display for PagePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for PagePattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::PagePattern;

    #[test]
    fn a_pattern_matches_as_git_would() {
        let matches = |pattern: &str, path: &str| PagePattern::new(pattern).unwrap().matches(path);
        assert!(matches("*", "deep/down/x.md"));
        assert!(matches("leave.md", "policies/leave.md"));
        assert!(!matches("/leave.md", "policies/leave.md"));
        assert!(matches("policies/", "policies/deep/leave.md"));
        assert!(matches("/policies", "policies/deep/leave.md"));
        assert!(!matches("policies/", "other/x.md"));
        assert!(matches("policies/**/*.md", "policies/deep/leave.md"));
        assert!(!matches("policies/*.md", "policies/deep/leave.md"));
        assert!(matches("{a,b}.md", "x/{a,b}.md"));
        assert!(!matches("{a,b}.md", "a.md"));
        assert!(matches("\\{a.md", "{a.md"));
    }

    #[test]
    fn what_can_match_nothing_is_refused() {
        for pattern in ["", "!a", "# a", "../x", "a["] {
            assert!(PagePattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
