//! Addresses that recognise people and are never shown.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// Anything that looks like a mail address (RFC 5322, 3.4.1, in any script): words before an `@`,
/// and behind it a host with a dot, or in brackets; or whatever holds an `@` between `<` and `>`,
/// since that is how git writes addresses without a dot. The last part of a host has a letter, or it
/// is an address of the internet protocol: `pages@4.1.0` is a version. Characters that are not seen
/// part nothing, since whoever shows the text may leave them out.
///
/// There are two patterns, one after the other. The second is for a quote that closes and has its
/// beginning on another line, or none: whatever is before it up to a space goes with it. In one pattern
/// each address of a long word would be looked for up to the word's end.
static MAIL: LazyLock<Option<[Regex; 2]>> = LazyLock::new(|| {
    let unseen = r"\p{Cf}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u{fffe}\u{ffff}";
    let word = format!(r"[\p{{Alphabetic}}\p{{N}}\p{{M}}{unseen}.!#$%&'*+=?^_`{{|}}~-]");
    let quoted = format!(r#""[^"\n]*"[{unseen}]*"#);
    let local = format!(r"(?:{quoted}|(?:{word}+/)*{word}+)");
    let label = format!(r"[\p{{Alphabetic}}\p{{N}}\p{{M}}{unseen}_-]");
    let named = format!(r"(?:{label}+\.)+[\p{{N}}\p{{M}}{unseen}_-]*\p{{Alphabetic}}{label}*");
    let numbered = format!(r"[\p{{N}}{unseen}]+(?:\.[\p{{N}}{unseen}]+){{3}}");
    let literal = format!(r"\[[\p{{L}}\p{{N}}{unseen}:.]+\]");
    let host = format!("(?:{named}|{numbered}|{literal})");
    let whole = format!("<[^<>\\n]*@[^<>\\n]*>|<?(?:{local}@)+{host}>?");
    let closing = format!(r#"\S+"[{unseen}]*@(?:{local}@)*{host}>?"#);
    Some([Regex::new(&whole).ok()?, Regex::new(&closing).ok()?])
});

/// What stands around an address may be one by what is left, so often within each other: more are no
/// addresses that anybody wrote, and what is left of them must not take the time of a squared length.
const WITHIN: usize = 8;

/// A text from git without mail addresses, which are never published, in whatever text they stand.
#[must_use]
pub fn taken_out(text: &str) -> String {
    if !text.contains('@') {
        return text.trim().to_owned();
    }
    // The pattern is a constant that the tests compile; without it nothing is shown.
    let Some(patterns) = MAIL.as_ref() else { return String::new() };
    let mut text = Cow::Borrowed(text);
    // What stands around an address may be one by what is left: `<a@<b@x.example>c>`.
    for _ in 0..WITHIN {
        let mut is_clear = true;
        for pattern in patterns {
            if let Cow::Owned(left) = pattern.replace_all(&text, "…") {
                (text, is_clear) = (Cow::Owned(left), false);
            }
        }
        if is_clear {
            return text.trim().to_owned();
        }
    }
    text.replace('@', "…").trim().to_owned()
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
    use super::{Email, taken_out};

    #[test]
    fn addresses_are_taken_out_in_whatever_form() {
        for (text, left) in [
            ("Thanks <Ada.L+x@mail.example.org>, done", "Thanks …, done"),
            ("ask jürgen@müller.example now", "ask … now"),
            ("ask ada@x.\u{36a} or bob@ⓧ.ⓔ", "ask … or …"),
            ("ask o'neill&co@x.example.", "ask …."),
            ("ask \"ada l\"@x.example", "ask …"),
            ("ask ada\"@x.example", "ask …"),
            ("ask a@\"@x.example", "ask …"),
            ("ask <a>\"@x.example", "ask …"),
            ("ask a/b@x.example", "ask …"),
            ("ask a@b@x.example", "ask …"),
            ("by root@10.0.0.7", "by …"),
            ("by ada@[10.0.0.7]", "by …"),
            ("by <root@localhost>", "by …"),
            ("by <the root@localhost>", "by …"),
            ("by <a@<b@x.example>c>", "by …"),
            ("(ada@x.example)", "(…)"),
            ("ask ada\u{200b}@x\u{202e}.exa\u{1}mple", "ask …"),
        ] {
            assert_eq!(taken_out(text), left, "{text}");
        }
    }

    #[test]
    fn mentions_and_versions_are_no_addresses() {
        for text in [
            "thanks @ada.l",
            "thanks \"@ada.l\"",
            "Bump pages@4.1.0 to 4.2.0",
            "Bump actions/checkout@v4 to v5",
            "see https://forge.example/@ada.l",
            "a @ b.example",
            "x@",
        ] {
            assert_eq!(taken_out(text), text);
        }
    }

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
