//! What every message about a key says.

use super::keys::{Key, Keys};
use super::nearest::did_you_mean;

/// The help for an unknown key: the nearest known one, and all of them.
pub(super) fn help_for_unknown(name: &str, keys: &Keys) -> String {
    let known: Vec<_> = keys.names().map(|name| format!("`{name}`")).collect();
    let known = format!("the keys of {} are {}", keys.of, known.join(", "));
    match did_you_mean(name, keys.names()) {
        Some(offer) => format!("{offer}\n{known}"),
        None => known,
    }
}

/// The help for a key of a wrong type or one that is missing.
pub(super) fn example(key: &Key) -> String {
    format!("for example: {} = {}", key.name, key.example)
}

/// A TOML type with its article.
pub(super) fn with_article(type_name: &str) -> String {
    match type_name {
        "array" => "a list".to_owned(),
        "integer" => "a whole number".to_owned(),
        "datetime" => "a date or time".to_owned(),
        "float" => "a number with a fraction".to_owned(),
        "boolean" => "a boolean".to_owned(),
        "string" => "a text".to_owned(),
        other => format!("a {other}"),
    }
}
