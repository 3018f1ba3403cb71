//! Paths as they stand in links.

use percent_encoding::percent_decode_str;

/// A link's target in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The path, percent-decoded.
    pub path: String,
    /// The query with its `?`, as it was written.
    pub query: String,
    /// What follows `#`, percent-decoded; nothing where there is no `#`.
    pub fragment: Option<String>,
}

impl Parts {
    /// Takes a target apart.
    #[must_use]
    pub fn of(target: &str) -> Self {
        let target = target.trim();
        let (rest, fragment) = match target.split_once('#') {
            Some((rest, fragment)) => (rest, Some(decoded(fragment))),
            None => (target, None),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, format!("?{query}")),
            None => (rest, String::new()),
        };
        Self { path: decoded(path), query, fragment }
    }
}

/// A text without its percent-encoding.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether a target is another site's, or no address at all: it has a scheme, or names a host.
#[must_use]
pub fn is_elsewhere(target: &str) -> bool {
    let target = target.trim();
    if target.starts_with("//") || target.starts_with("\\\\") {
        return true;
    }
    let Some((scheme, _)) = target.split_once(':') else { return false };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && scheme.len() > 1
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The path that `path` leads to from `folder`, both without a slash at their ends; nothing where
/// it climbs out of the top.
#[must_use]
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Two paths, of which either may be empty, one after the other.
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    [folder, path].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_climbs_out() {
        assert_eq!(joined("a/b", "../c/./d//").as_deref(), Some("a/c/d"));
        assert_eq!(joined("a", "../.."), None);
    }

    #[test]
    fn a_name_with_a_colon_may_be_a_page() {
        assert!(is_elsewhere("https://example.org"));
        assert!(is_elsewhere("mailto:ask@example.org"));
        assert!(is_elsewhere("//example.org/a"));
        assert!(!is_elsewhere("how to: begin.md"));
        assert!(!is_elsewhere("a/b.md#c:d"));
    }
}
