//! The people behind commits.

use std::collections::HashMap;
use std::sync::Arc;

use super::commit::{Identity, Trailer};
use crate::email::Email;

/// Turns names and addresses of commits into identities, by `.mailmap`, each once.
pub(super) struct People {
    mailmap: Option<git2::Mailmap>,
    /// By address and name as commits have them.
    known: HashMap<String, HashMap<String, Arc<Identity>>>,
}

impl People {
    /// Takes the text of `.mailmap`, where there is one.
    pub(super) fn new(mailmap: Option<&[u8]>) -> Self {
        // A NUL ends what git reads of the file.
        let text = mailmap.map(|text| text.split(|byte| *byte == 0).next().unwrap_or_default());
        let mailmap = text
            .map(String::from_utf8_lossy)
            .and_then(|text| git2::Mailmap::from_buffer(&text).ok());
        Self { mailmap, known: HashMap::new() }
    }

    pub(super) fn identity(&mut self, name: &str, email: &str) -> Arc<Identity> {
        if let Some(identity) = self.known.get(email).and_then(|names| names.get(name)) {
            return identity.clone();
        }
        let (real_name, real_email) = self.resolve(name, email);
        let identity = Arc::new(Identity { name: real_name, email: Email::new(&real_email) });
        let names = self.known.entry(email.to_owned()).or_default();
        names.insert(name.to_owned(), identity.clone());
        identity
    }

    fn resolve(&self, name: &str, email: &str) -> (String, String) {
        let unmapped = || (name.to_owned(), email.to_owned());
        let Some(mailmap) = &self.mailmap else { return unmapped() };
        // What git2 does not take for a signature (an empty name or address) no line can name.
        let Ok(signature) = git2::Signature::new(name, email, &git2::Time::new(0, 0)) else {
            return unmapped();
        };
        match mailmap.resolve_signature(&signature) {
            Ok(real) => {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                (text(real.name_bytes()), text(real.email_bytes()))
            }
            Err(_) => unmapped(),
        }
    }

    /// A trailer; whoever it names with an address goes by `.mailmap`, too.
    pub(super) fn trailer(&mut self, token: &str, value: &str) -> Trailer {
        let token = token.to_owned();
        match split_address(value) {
            (name, Some(email)) => {
                let named = self.identity(&name, email);
                Trailer { token, value: named.name.clone(), email: Some(named.email.clone()) }
            }
            (value, None) => Trailer { token, value, email: None },
        }
    }

    /// Those whom `Co-authored-by` credits besides the author, each once.
    pub(super) fn co_authors(
        &mut self,
        author: &Identity,
        trailers: &[(String, String)],
    ) -> Vec<Arc<Identity>> {
        let mut others: Vec<Arc<Identity>> = Vec::new();
        for (token, value) in trailers {
            if !token.eq_ignore_ascii_case("co-authored-by") {
                continue;
            }
            let (name, email) = split_address(value);
            let other = self.identity(&name, email.unwrap_or_default());
            let is_known = is_same(author, &other) || others.iter().any(|o| is_same(o, &other));
            let is_nobody = other.name.is_empty() && other.email.is_empty();
            if !is_known && !is_nobody {
                others.push(other);
            }
        }
        others
    }
}

/// Whether two identities of one commit are one person: by address, or where one has none, by name.
fn is_same(a: &Identity, b: &Identity) -> bool {
    let unknown = a.email.is_empty() || b.email.is_empty();
    a.email.same_as(&b.email) || (unknown && a.name.eq_ignore_ascii_case(&b.name))
}

/// `Name <address>` in its parts; the address must be the last thing.
fn split_address(text: &str) -> (String, Option<&str>) {
    let address = text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    match address {
        Some((name, email)) => (name.trim().to_owned(), Some(email.trim())),
        None => (text.trim().to_owned(), None),
    }
}

/// Whether a machine goes by this identity. Machines are told by how the forges name them: a login
/// ending in `[bot]`, or one of those that have none.
pub(super) fn is_bot(identity: &Identity) -> bool {
    const NAMES: [&str; 10] = [
        "dependabot",
        "dependabot-preview",
        "renovate",
        "renovate bot",
        "mend renovate",
        "github-actions",
        "github actions",
        "web-flow",
        "github",
        "gitlab",
    ];
    let name = identity.name.trim().to_lowercase();
    let login = identity.email.github_login().unwrap_or_default().to_lowercase();
    let is_machine = |name: &str| name.ends_with("[bot]") || NAMES.contains(&name);
    is_machine(&name) || (!login.is_empty() && is_machine(&login))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn identity(name: &str, email: &str) -> Identity {
        Identity { name: name.to_owned(), email: Email::new(email) }
    }

    #[test]
    fn machines_are_told_from_people() {
        let noreply = "27+x[bot]@users.noreply.github.com";
        for (name, email) in [
            ("dependabot[bot]", "a@x"),
            ("Renovate Bot", "bot@x"),
            ("GitHub", "noreply@github.com"),
            ("web-flow", "x@x"),
            ("Somebody", noreply),
            ("github-actions", "x@x"),
        ] {
            assert!(is_bot(&identity(name, email)), "{name}");
        }
        for name in ["Ada", "Abbot", "Renovate Smith", ""] {
            assert!(!is_bot(&identity(name, "ada@x")), "{name}");
        }
    }

    #[test]
    fn co_authors_are_mapped_and_credited_once() {
        let mailmap = b"Ada Lovelace <ada@x> <old@x>\nBob <bob@x> <robert@x>\n";
        let mut people = People::new(Some(mailmap));
        let author = people.identity("ada", "old@x");
        assert_eq!(author.name, "Ada Lovelace");
        let credits = ["A <ADA@x>", "Rob <robert@x>", "Bob <bob@x>", "Eve", "<>"]
            .map(|value| ("Co-Authored-By".to_owned(), value.to_owned()));
        let names: Vec<_> =
            people.co_authors(&author, &credits).iter().map(|i| i.name.clone()).collect();
        assert_eq!(names, ["Bob", "Eve"]);
    }

    #[test]
    fn a_trailer_is_split_from_its_address() {
        let mut people = People::new(Some(b"Ada Lovelace <ada@x> <old@x>\n"));
        let reviewed = people.trailer("Reviewed-by", "A <old@x>");
        assert_eq!(reviewed.value, "Ada Lovelace");
        assert!(reviewed.email.is_some_and(|email| email.same_as(&Email::new("ada@x"))));
        assert_eq!(people.trailer("Closes", "#12").value, "#12");
    }

    #[test]
    fn an_empty_name_passes_a_mailmap_unharmed() {
        let mut people = People::new(Some(b"Ada <ada@x> <old@x>\n"));
        assert_eq!(people.identity("", "").name, "");
    }
}
