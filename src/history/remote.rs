//! Where a repository is fetched from.

use super::error::HistoryError;
use super::repository::Repository;

/// A name and an address from which others fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Its name, usually `origin`.
    pub name: String,
    /// Its address, without a user name and password where it is an HTTP one.
    pub url: String,
}

impl Repository {
    /// The branch that a forge would publish from: the one that `origin` calls its own, else `main`
    /// or `master` where there is one, else the one that HEAD is on, unborn ones too.
    ///
    /// # Errors
    /// Where git cannot read HEAD.
    pub fn default_branch(&self) -> Result<Option<String>, HistoryError> {
        let known = self.with(|git| {
            let origin = git.find_reference("refs/remotes/origin/HEAD").ok();
            let theirs = origin.and_then(|origin| {
                let target = String::from_utf8_lossy(origin.symbolic_target_bytes()?).into_owned();
                target.strip_prefix("refs/remotes/origin/").map(str::to_owned)
            });
            let is_here = |name: &&str| git.find_reference(&format!("refs/heads/{name}")).is_ok();
            Ok(theirs.or_else(|| ["main", "master"].into_iter().find(is_here).map(str::to_owned)))
        })?;
        known.map_or_else(|| self.head_branch(), |name| Ok(Some(name)))
    }

    /// Where others fetch from, by name.
    ///
    /// # Errors
    /// Where git cannot read its configuration.
    pub fn remotes(&self) -> Result<Vec<Remote>, HistoryError> {
        self.with(|git| {
            let failed = |error: git2::Error| self.failed("list the remotes", &error);
            let names = git.remotes().map_err(failed)?;
            let mut remotes = Vec::new();
            for name in names.iter_bytes() {
                let name = String::from_utf8_lossy(name).into_owned();
                let remote = git.find_remote(&name).map_err(failed)?;
                let url = without_credentials(&String::from_utf8_lossy(remote.url_bytes()));
                remotes.push(Remote { name, url });
            }
            remotes.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(remotes)
        })
    }

    /// The address of `origin`, or of the only remote where none is called that.
    ///
    /// # Errors
    /// Where git cannot read its configuration.
    pub fn origin_url(&self) -> Result<Option<String>, HistoryError> {
        let remotes = self.remotes()?;
        let origin = remotes.iter().find(|remote| remote.name == "origin");
        let only = remotes.first().filter(|_| remotes.len() == 1);
        Ok(origin.or(only).map(|remote| remote.url.clone()))
    }
}

/// A token in a remote's address must not reach a page.
fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    if !scheme.to_ascii_lowercase().starts_with("http") {
        return url.to_owned();
    }
    let host_ends = rest.find('/').unwrap_or(rest.len());
    let host = rest[..host_ends].rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{}", &rest[host_ends..])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::without_credentials;

    #[test]
    fn a_token_in_a_remote_is_dropped() {
        for (url, clean) in [
            ("https://ada:s3cr3t@host.example/a/b.git", "https://host.example/a/b.git"),
            ("https://token@host.example", "https://host.example"),
            ("https://host.example/a@b", "https://host.example/a@b"),
            ("git@host.example:a/b.git", "git@host.example:a/b.git"),
            ("ssh://git@host.example/a/b", "ssh://git@host.example/a/b"),
        ] {
            assert_eq!(without_credentials(url), clean);
        }
    }
}
