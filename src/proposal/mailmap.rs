//! Lines for `.mailmap`, which make one person of several names and addresses.

use super::roster::Candidate;
use crate::history::Identity;

/// The lines for one person; none where they wrote under one name and address.
///
/// The form is git's: the proper name and address, then those of the commits
/// (gitmailmap(5)).
pub(super) fn lines(person: &Candidate) -> Vec<String> {
    let Some(proper) = proper(person) else { return Vec::new() };
    let others = person
        .identities
        .iter()
        .filter(|one| one.name != person.name || !one.email.same_as(&proper.email));
    let line = |one: &std::sync::Arc<Identity>| {
        let sound =
            is_sound(&one.name) && !one.email.is_empty() && is_sound(one.email.as_written());
        sound.then(|| {
            format!(
                "{} <{}> {} <{}>",
                person.name,
                proper.email.as_written(),
                one.name.trim(),
                one.email.as_written()
            )
        })
    };
    others.filter_map(line).collect()
}

/// What the person wrote under most, with an address.
fn proper(person: &Candidate) -> Option<&Identity> {
    if person.identities.len() < 2 || !is_sound(&person.name) || person.name.is_empty() {
        return None;
    }
    let first = person.identities.iter().find(|one| one.email.as_written().contains('@'))?;
    is_sound(first.email.as_written()).then_some(&**first)
}

/// Whether a text can stand in a line of `.mailmap`.
fn is_sound(text: &str) -> bool {
    !text.contains(['<', '>', '#']) && !text.chars().any(char::is_control)
}
