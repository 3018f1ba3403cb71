//! Links as they are written into HTML.

use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::Serialize;

use crate::content::Address;
use crate::metadata::WebAddress;

/// What must be encoded in the path of a link. Braces besides what URLs need, since a brace in a
/// generated body could be taken for a template.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']');

/// Where a site lives: its base address, and the folder of its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    url: String,
    path: String,
}

impl Base {
    /// Reads a `base_url` as a configuration has it, whatever it is: `/`, `https://example.org`,
    /// `https://example.org/handbook/`. Links are written from the root of the host, so that they
    /// hold under any name of it.
    #[must_use]
    pub fn new(url: &str) -> Self {
        let after_host = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => url,
        };
        // An address of the web is encoded already, and what is written of it will be once more.
        let path = percent_decode_str(after_host).decode_utf8_lossy();
        let path = Address::of([&*path]).to_string();
        Self { url: url.to_owned(), path }
    }

    /// As the configuration has it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder of its host in which the site lives, as links write it, with a slash at both ends.
    #[must_use]
    pub fn folder(&self) -> String {
        encoded(&self.path)
    }

    /// The link to an address of this site.
    #[must_use]
    pub fn href(&self, address: &Address) -> Href {
        let below = address.as_str().trim_start_matches('/');
        Href(format!("{}{}", encoded(&self.path), encoded(below)))
    }
}

/// A text is no address that a site can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write {0}, or the path alone, as in /handbook/")]
pub struct NoBase(String);

impl FromStr for Base {
    type Err = NoBase;

    /// Reads an address in the web, or a path from the root of any host; neither has a query.
    fn from_str(text: &str) -> Result<Self, NoBase> {
        let is_path = text.starts_with('/') && !text.starts_with("//");
        // What stands behind the name of a host is held to the same marks as an address in the web.
        let whole = if is_path { format!("https://host{text}") } else { text.to_owned() };
        if WebAddress::new(&whole).is_some() && !text.contains(['?', '#']) {
            return Ok(Self::new(text));
        }
        let host = text.trim_start_matches('/').split('/').next().unwrap_or_default();
        let is_host = host.contains('.') && !host.contains(':');
        let meant = format!("https://{}", text.trim_start_matches('/'));
        Err(NoBase(match WebAddress::new(&meant) {
            Some(meant) if is_host && !text.contains(['?', '#']) => meant.to_string(),
            _ => "an address in full, as in https://example.org/handbook/".to_owned(),
        }))
    }
}

/// A link that is safe to write into an attribute once it is escaped for HTML: it starts with a
/// slash, or with `https:`, `http:` or `mailto:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Href(String);

impl Href {
    /// A link to another site that somebody wrote; nothing where its scheme could run a script or
    /// is not one of the web's or of mail.
    #[must_use]
    pub fn elsewhere(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':')?;
        let known =
            ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        let sound = !rest.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        (known && sound).then(|| Self(text.to_owned()))
    }

    /// A file below this folder; its name is made of ids and needs no encoding but this.
    #[must_use]
    pub fn below(&self, file: &str) -> Self {
        Self(format!("{}/{}", self.0.trim_end_matches('/'), encoded(file)))
    }

    /// As text, percent-encoded, not yet escaped for HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path as it is written into a link, its slashes kept.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A name and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it is called.
    pub name: String,
    /// Where it leads; nothing for a name that leads nowhere.
    pub href: Option<Href>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn links_start_at_the_root_of_the_host() {
        let to = |base: &str, address: &str| {
            Base::new(base).href(&Address::of([address])).as_str().to_owned()
        };
        assert_eq!(to("/", "a/b"), "/a/b/");
        assert_eq!(to("https://example.org", "a"), "/a/");
        assert_eq!(to("https://example.org/handbook", "/a/"), "/handbook/a/");
        assert_eq!(to("https://example.org/handbook/", "/"), "/handbook/");
        assert_eq!(to("https://example.org/hand%20book/", "a"), "/hand%20book/a/");
        assert_eq!(to("/", "50% off? {x}"), "/50%25%20off%3F%20%7Bx%7D/");
    }

    #[test]
    fn a_site_has_an_address_in_the_web_or_a_path() {
        for (text, folder) in [
            ("/", "/"),
            ("/handbook", "/handbook/"),
            ("https://example.org", "/"),
            ("http://localhost:8000/a/b/", "/a/b/"),
        ] {
            assert_eq!(text.parse::<Base>().map(|base| base.folder()).as_deref(), Ok(folder));
        }
        let refused = |text: &str| text.parse::<Base>().unwrap_err().to_string();
        let hint = refused("example.org/handbook");
        assert_eq!(hint, "write https://example.org/handbook, or the path alone, as in /handbook/");
        for text in [
            "",
            "handbook",
            "//example.org",
            "ftp://example.org",
            "/a b",
            "/a?b",
            "https://",
            "/<a>",
        ] {
            assert!(refused(text).starts_with("write "), "{text}");
        }
    }

    #[test]
    fn a_link_that_could_run_a_script_is_none() {
        for text in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "//evil.org",
            "vbscript:x",
            "https:",
            "java\nscript:x",
        ] {
            assert_eq!(Href::elsewhere(text), None, "{text}");
        }
        assert!(Href::elsewhere("https://example.org/a?b#c").is_some());
        assert!(Href::elsewhere("mailto:ask@example.org").is_some());
    }
}
