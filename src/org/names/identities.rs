//! Addresses, keys and accounts that two people have, so that a commit would be both's.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::org::{Account, Org, Person, PersonId, Sited};

/// Reports each address, key and account that two people have. No message holds one of the first
/// two.
pub(super) fn check(org: &Org, problems: &mut Diagnostics) {
    let mut addresses = Known::new("an address");
    let mut keys = Known::new("a signing key");
    let mut github = Known::new("the GitHub account");
    let mut gitlab = Known::new("the GitLab account");
    for person in org.people.values() {
        for email in &person.emails {
            addresses.add(email.value.folded(), person, &email.place, problems);
        }
        for key in &person.signing_keys {
            keys.add(key.value.fingerprint(), person, &key.place, problems);
        }
        github.account(person.accounts.github.as_ref(), person, problems);
        gitlab.account(person.accounts.gitlab.as_ref(), person, problems);
    }
}

struct Known<'o> {
    what: &'static str,
    by: BTreeMap<String, (&'o PersonId, &'o Place)>,
}

impl<'o> Known<'o> {
    fn new(what: &'static str) -> Self {
        Self { what, by: BTreeMap::new() }
    }

    fn account(
        &mut self,
        account: Option<&'o Sited<Account>>,
        person: &'o Person,
        problems: &mut Diagnostics,
    ) {
        if let Some(account) = account {
            let folded = account.value.as_str().to_ascii_lowercase();
            self.add(folded, person, &account.place, problems);
        }
    }

    fn add(
        &mut self,
        identity: String,
        person: &'o Person,
        place: &'o Place,
        problems: &mut Diagnostics,
    ) {
        match self.by.entry(identity) {
            Entry::Vacant(entry) => {
                entry.insert((&person.id, place));
            }
            Entry::Occupied(entry) => {
                let (other, other_place) = *entry.get();
                if *other == person.id {
                    return;
                }
                let message = format!("`{}` and `{other}` have {} in common", person.id, self.what);
                let problem = Diagnostic::error("org/shared-identity", message)
                    .at(place.clone())
                    .with_related(other_place.clone(), format!("`{other}` has it here"))
                    .with_help("leave it to the one whose commits it marks");
                problems.push(problem);
            }
        }
    }
}
