//! What people and teams are called, made of what commits, addresses and accounts say.

use std::collections::BTreeSet;

use crate::content::plain;
use crate::email::Email;
use crate::org::PersonId;

/// The first of `name`, `name-2`, … that nobody has, as an id.
pub(super) fn free(taken: &mut BTreeSet<String>, name: &str, instead: &str) -> String {
    let base = plain::part(name);
    let base = if PersonId::new(&base).is_some() { base } else { "unnamed".to_owned() };
    let mut id = base.clone();
    let mut number = 2;
    if taken.contains(&id) && !instead.is_empty() {
        id = format!("{base}{instead}");
    }
    while !taken.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

pub(super) fn is_same(one: &str, other: &str) -> bool {
    let folded =
        |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    folded(one) == folded(other)
}

pub(super) fn squashed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name in an address: of `ada.lovelace@…` it is “Ada Lovelace”.
pub(super) fn words_of(address: &Email) -> String {
    let local = address.as_written().split('@').next().unwrap_or_default();
    let local = local.split('+').next().unwrap_or_default();
    let words = local.split(['.', '_', '-']).filter(|word| !word.is_empty());
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// The name in a team's account: of `company/docs-team` it is “Docs team”.
pub(super) fn in_words(account: &str) -> String {
    let name = account.rsplit('/').next().unwrap_or(account);
    capital(&name.replace(['-', '_', '.'], " "))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
