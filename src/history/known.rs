//! Which of the company's people is behind a commit.

use std::collections::BTreeMap;

use super::commit::Identity;
use crate::org::{Org, PersonId};

/// The people of the company by what their commits are recognised by: the addresses that their
/// files list, and the no-reply addresses of their accounts on forges. A name alone is no proof, so
/// nobody is recognised by it.
#[derive(Debug, Clone, Default)]
pub struct People {
    by_address: BTreeMap<String, PersonId>,
    by_github: BTreeMap<String, PersonId>,
    by_gitlab: BTreeMap<String, PersonId>,
}

impl People {
    /// Learns how to recognise everybody, those who left among them. What two people claim is
    /// given to the first of them by id; the claim itself is a problem of `org/`.
    #[must_use]
    pub fn of(org: &Org) -> Self {
        let mut people = Self::default();
        for person in org.people.values() {
            for email in &person.emails {
                people.by_address.entry(email.value.folded()).or_insert_with(|| person.id.clone());
            }
            let accounts = [
                (&mut people.by_github, &person.accounts.github),
                (&mut people.by_gitlab, &person.accounts.gitlab),
            ];
            for (known, account) in accounts {
                if let Some(account) = account {
                    let login = account.value.as_str().to_ascii_lowercase();
                    known.entry(login).or_insert_with(|| person.id.clone());
                }
            }
        }
        people
    }

    /// The person behind an author or co-author; nothing where that is nobody known.
    #[must_use]
    pub fn behind(&self, identity: &Identity) -> Option<&PersonId> {
        fn by_login<'a>(
            known: &'a BTreeMap<String, PersonId>,
            login: Option<&str>,
        ) -> Option<&'a PersonId> {
            known.get(&login?.to_ascii_lowercase())
        }
        let email = &identity.email;
        if email.is_empty() {
            return None;
        }
        self.by_address
            .get(&email.folded())
            .or_else(|| by_login(&self.by_github, email.github_login()))
            .or_else(|| by_login(&self.by_gitlab, email.gitlab_login()))
    }
}
