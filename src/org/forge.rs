//! Which forge an account is on.

use super::{Account, Accounts};

/// A forge whose accounts people and teams may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub.
    GitHub,
    /// GitLab.
    GitLab,
}

impl Forge {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::GitHub, Self::GitLab];

    /// The forge of a repository's address, by its host: companies that run their own mostly call it
    /// so. Nothing where the host does not say.
    #[must_use]
    pub fn of_remote(url: &str) -> Option<Self> {
        let (host, _) = host_and_path(url)?;
        let host = host.to_ascii_lowercase();
        match (host.contains("github"), host.contains("gitlab")) {
            (true, false) => Some(Self::GitHub),
            (false, true) => Some(Self::GitLab),
            _ => None,
        }
    }

    /// The forge of a request's address, whatever its host is called: each has a way to write it.
    #[must_use]
    pub fn of_request(url: &str) -> Self {
        if url.contains("/merge_requests/") { Self::GitLab } else { Self::GitHub }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
        }
    }

    /// The key of its accounts under `accounts`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
        }
    }

    /// The account there, of those that somebody has.
    #[must_use]
    pub fn account(self, accounts: &Accounts) -> Option<&Account> {
        let account = match self {
            Self::GitHub => &accounts.github,
            Self::GitLab => &accounts.gitlab,
        };
        account.as_ref().map(|account| &account.value)
    }
}

/// The host and the path of a remote's address: `https://HOST/PATH`, `ssh://git@HOST:22/PATH` or
/// `git@HOST:PATH`. Nothing for a file of this machine.
#[must_use]
pub fn host_and_path(url: &str) -> Option<(&str, &str)> {
    if let Some((_, rest)) = url.split_once("://") {
        let rest = rest
            .split_once('@')
            .filter(|(user, _)| !user.contains('/'))
            .map_or(rest, |(_, rest)| rest);
        let (host, path) = rest.split_once('/')?;
        let host = host.split(':').next().filter(|host| !host.is_empty())?;
        return Some((host, path));
    }
    let (user_and_host, path) = url.split_once(':')?;
    let host = user_and_host.rsplit('@').next()?;
    // One letter is a drive.
    (host.len() > 1 && !user_and_host.contains(['/', '\\'])).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_one_of_the_web_and_no_part_of_a_path() {
        for (url, expected) in [
            ("https://github.com/us/book.git", Some(("github.com", "us/book.git"))),
            ("ssh://git@forge.example:22/us/book", Some(("forge.example", "us/book"))),
            ("git@gitlab.com:us/book.git", Some(("gitlab.com", "us/book.git"))),
            ("file:///srv/gitlab.com/book.git", None),
            ("/srv/gitlab:old/book.git", None),
            ("C:\\github.com\\book", None),
            ("../github.com/book", None),
        ] {
            assert_eq!(host_and_path(url), expected, "{url}");
        }
    }
}
