//! Addresses that recognise people and are never shown.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// Anything that looks like a mail address.
static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)<?[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+>?").ok());

/// A text from git without mail addresses, which are never published, in whatever text they stand.
#[must_use]
pub fn taken_out(text: &str) -> String {
    match MAIL.as_ref() {
        Some(mail) => mail.replace_all(text, "…").trim().to_owned(),
        // The pattern is a constant that the tests compile; without it nothing is shown.
        None => String::new(),
    }
}

/// An address from git, `.mailmap` or a person's `emails`, kept only to recognise people.
///
/// It is published nowhere, so it has no `Display` and no `Serialize`, and its `Debug` says
/// nothing. Two addresses are compared by [`Email::same_as`], which ignores case as git and the
/// forges do.
#[derive(Clone, Default)]
pub struct Email(Box<str>);

impl Email {
    /// Keeps an address, without the white space around it. Any text is allowed, an empty one
    /// too: git allows both.
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self(Box::from(address.trim()))
    }

    /// Whether there is no address at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same address. An empty address is nobody's, so it equals none.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        !self.is_empty() && self.folded() == other.folded()
    }

    /// The GitHub account that this address stands for, where it is one of GitHub's no-reply
    /// addresses: `login@users.noreply.github.com`, or `ID+login@users.noreply.github.com`.
    #[must_use]
    pub fn github_login(&self) -> Option<&str> {
        let local = self.local_part_at("users.noreply.github.com")?;
        let login = match local.split_once('+') {
            Some((id, login)) if is_number(id) => login,
            Some(_) => return None,
            None => local,
        };
        is_login(login.strip_suffix("[bot]").unwrap_or(login)).then_some(login)
    }

    /// The GitLab account that this address stands for, where it is one of GitLab's no-reply
    /// addresses: `ID-login@users.noreply.gitlab.com`.
    #[must_use]
    pub fn gitlab_login(&self) -> Option<&str> {
        let (id, login) = self.local_part_at("users.noreply.gitlab.com")?.split_once('-')?;
        (is_number(id) && is_login(login)).then_some(login)
    }

    /// The address as it was written, for the files of `org/` and `.mailmap` alone, which are
    /// there to recognise people by it.
    pub(crate) fn as_written(&self) -> &str {
        &self.0
    }

    /// The address in one case, for finding equal ones in a map within one room.
    pub(crate) fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    fn local_part_at(&self, host: &str) -> Option<&str> {
        let (local, at) = self.0.rsplit_once('@')?;
        at.eq_ignore_ascii_case(host).then_some(local)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Both forges allow letters, digits and `-`; GitLab `_` and `.` as well.
fn is_login(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::Email;

    #[test]
    fn addresses_are_compared_without_regard_to_case() {
        assert!(Email::new("Ada@Example.org").same_as(&Email::new(" ada@example.ORG ")));
        assert!(!Email::new("ada@example.org").same_as(&Email::new("bob@example.org")));
    }

    #[test]
    fn two_empty_addresses_are_not_one_person() {
        assert!(!Email::new("").same_as(&Email::new(" ")));
    }

    #[test]
    fn an_address_does_not_show_itself_in_debug_output() {
        assert_eq!(format!("{:?}", Email::new("ada@example.org")), "Email(…)");
    }

    #[test]
    fn a_github_no_reply_address_names_its_account() {
        let login = |text: &str| Email::new(text).github_login().map(str::to_owned);
        assert_eq!(login("ada-l@users.noreply.github.com").as_deref(), Some("ada-l"));
        assert_eq!(login("123+Ada@users.noreply.GitHub.com").as_deref(), Some("Ada"));
        assert_eq!(
            login("49699333+dependabot[bot]@users.noreply.github.com").as_deref(),
            Some("dependabot[bot]")
        );
        assert_eq!(login("x+ada@users.noreply.github.com"), None);
        assert_eq!(login("+ada@users.noreply.github.com"), None);
        assert_eq!(login("ada@github.com"), None);
        assert_eq!(login("noreply@github.com"), None);
        assert_eq!(login("a b@users.noreply.github.com"), None);
    }

    #[test]
    fn a_gitlab_no_reply_address_names_its_account() {
        let login = |text: &str| Email::new(text).gitlab_login().map(str::to_owned);
        assert_eq!(login("77-ada.l_x@users.noreply.gitlab.com").as_deref(), Some("ada.l_x"));
        assert_eq!(login("ada@users.noreply.gitlab.com"), None);
        assert_eq!(login("77-@users.noreply.gitlab.com"), None);
    }
}
