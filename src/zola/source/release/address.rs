//! Addresses that releases are had from, and which of them may lead to which.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

/// An address over https, or over http on this machine itself, for a mirror that is tried out
/// there. It holds no name and no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseAddress(Uri);

/// Why a text is no [`ReleaseAddress`]: words that follow on "which".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// It is not an address with a host.
    #[error("is no address")]
    Unreadable,
    /// It is neither over https nor on this machine.
    #[error("is not over https")]
    NotHttps,
    /// It leads from the net to a server of this machine's.
    #[error("is on this machine")]
    Inwards,
    /// There is a name or a password in it.
    #[error("has a name or a password in it")]
    Secret,
}

impl ReleaseAddress {
    /// Reads an address; nothing else may come with it.
    ///
    /// # Errors
    /// Why nothing is fetched from there.
    pub fn new(text: &str) -> Result<Self, NoAddress> {
        let uri: Uri = text.trim().parse().map_err(|_| NoAddress::Unreadable)?;
        let authority = uri.authority().ok_or(NoAddress::Unreadable)?;
        if authority.as_str().contains('@') {
            return Err(NoAddress::Secret);
        }
        if authority.host().is_empty() {
            return Err(NoAddress::Unreadable);
        }
        let address = Self(uri);
        match address.0.scheme_str() {
            Some("https") => Ok(address),
            Some("http") if address.is_here() => Ok(address),
            _ => Err(NoAddress::NotHttps),
        }
    }

    /// An address to which an answer from this one leads: from https to https alone, and from a
    /// server of this machine's to others of its own.
    pub(super) fn leads_to(&self, text: &str) -> Result<Self, NoAddress> {
        let to = match (text.strip_prefix('/'), self.origin()) {
            (Some(path), Some(origin)) if !path.starts_with('/') => {
                Self::new(&format!("{origin}/{path}"))?
            }
            _ => Self::new(text)?,
        };
        if to.is_plain() && !self.is_plain() { Err(NoAddress::Inwards) } else { Ok(to) }
    }

    /// What is below this address.
    pub(super) fn below(&self, path: &str) -> Result<Self, NoAddress> {
        Self::new(&format!("{}/{path}", self.0.to_string().trim_end_matches('/')))
    }

    /// The host and port, as messages name it.
    pub(super) fn host(&self) -> &str {
        self.0.authority().map_or("", |authority| authority.as_str())
    }

    /// Whether it is over http, and so on this machine.
    pub(super) fn is_plain(&self) -> bool {
        self.0.scheme_str() == Some("http")
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.0
    }

    fn origin(&self) -> Option<String> {
        Some(format!("{}://{}", self.0.scheme_str()?, self.0.authority()?))
    }

    fn is_here(&self) -> bool {
        let host = self.0.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    }
}

impl fmt::Display for ReleaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_string().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Result<String, NoAddress> {
        ReleaseAddress::new(text).map(|address| address.to_string())
    }

    #[test]
    fn only_https_is_fetched_from_but_for_this_machine() {
        assert_eq!(read("https://api.github.com").unwrap(), "https://api.github.com");
        assert_eq!(read("https://git.example/api/v3/").unwrap(), "https://git.example/api/v3");
        for here in
            ["http://127.0.0.1:80", "http://127.9.9.9", "http://[::1]:1", "http://localhost"]
        {
            assert_eq!(read(here).unwrap(), here);
        }
        for (text, why) in [
            ("http://example.org", NoAddress::NotHttps),
            ("http://127.0.0.1.example.org", NoAddress::NotHttps),
            ("http://localhost.example.org", NoAddress::NotHttps),
            ("ftp://127.0.0.1/", NoAddress::NotHttps),
            ("file:///etc/passwd", NoAddress::Unreadable),
            ("example.org", NoAddress::NotHttps),
            ("/path", NoAddress::Unreadable),
            ("", NoAddress::Unreadable),
            ("https://", NoAddress::Unreadable),
            ("https://ada:secret@example.org", NoAddress::Secret),
            ("http://127.0.0.1@example.org", NoAddress::Secret),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn an_answer_leads_from_https_to_https_alone() {
        let net = ReleaseAddress::new("https://example.org/a/b").unwrap();
        let leads = |to: &str| net.leads_to(to).map(|address| address.to_string());
        assert_eq!(leads("https://other.example/x?y=z").unwrap(), "https://other.example/x?y=z");
        assert_eq!(leads("/x").unwrap(), "https://example.org/x");
        assert_eq!(leads("http://other.example/x"), Err(NoAddress::NotHttps));
        assert_eq!(leads("http://127.0.0.1/x"), Err(NoAddress::Inwards));
        assert_eq!(leads("//other.example/x"), Err(NoAddress::Unreadable));
        assert_eq!(leads("x"), Err(NoAddress::NotHttps));
    }

    #[test]
    fn a_server_of_this_machine_leads_to_others_of_its_own_and_to_https() {
        let here = ReleaseAddress::new("http://127.0.0.1:8000").unwrap();
        let leads = |to: &str| here.leads_to(to).map(|address| address.to_string());
        assert_eq!(leads("http://[::1]:9/x").unwrap(), "http://[::1]:9/x");
        assert_eq!(leads("https://example.org/x").unwrap(), "https://example.org/x");
        assert_eq!(leads("http://example.org/x"), Err(NoAddress::NotHttps));
    }
}
