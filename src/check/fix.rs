//! Edits that mend a finding, where there is exactly one right one. Comments and layout stay.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, Value};

use crate::root::RepoPath;

/// Edits of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The file, from the repository's root.
    pub path: RepoPath,
    /// What to change, in order.
    pub edits: Vec<Edit>,
}

/// One edit of a TOML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a key a text.
    Set {
        /// The key, at the top of the file.
        key: &'static str,
        /// The text.
        value: String,
    },
    /// Gives a key a day.
    Day {
        /// The key, at the top of the file.
        key: &'static str,
        /// The day.
        value: Date,
    },
    /// Announces a handover of a feature.
    Next {
        /// The captain to be.
        captain: String,
        /// From which day.
        from: Date,
    },
    /// Takes a key out.
    Remove {
        /// The key, at the top of the file.
        key: &'static str,
    },
    /// Takes an id out of a list: the entry that is it, or whose `person` is.
    Take {
        /// The key of the list, at the top of the file.
        key: &'static str,
        /// The id.
        id: String,
    },
}

/// A file that could not be edited.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be edited: {problem}")]
pub struct CannotFix {
    /// The file.
    pub path: RepoPath,
    /// Why.
    pub problem: String,
}

/// The new texts of the files that fixes edit, by path. `read` gives the text of a file.
///
/// # Errors
/// [`CannotFix`] where a file cannot be read, or is not TOML any more.
pub fn apply<'f>(
    fixes: impl IntoIterator<Item = &'f Fix>,
    read: impl Fn(&RepoPath) -> Result<String, String>,
) -> Result<BTreeMap<RepoPath, String>, CannotFix> {
    let mut documents: BTreeMap<RepoPath, DocumentMut> = BTreeMap::new();
    for fix in fixes {
        let failed = |problem: String| CannotFix { path: fix.path.clone(), problem };
        if !documents.contains_key(&fix.path) {
            let text = read(&fix.path).map_err(failed)?;
            let document = text.parse().map_err(|error: toml_edit::TomlError| {
                failed(error.message().to_owned())
            })?;
            documents.insert(fix.path.clone(), document);
        }
        if let Some(document) = documents.get_mut(&fix.path) {
            fix.edits.iter().for_each(|edit| edit.apply(document));
        }
    }
    Ok(documents.into_iter().map(|(path, document)| (path, document.to_string())).collect())
}

impl Edit {
    fn apply(&self, document: &mut DocumentMut) {
        match self {
            Self::Set { key, value } => put(document, key, Value::from(value.as_str())),
            Self::Day { key, value } => put(document, key, day(*value)),
            Self::Next { captain, from } => {
                let mut next = toml_edit::InlineTable::new();
                next.insert("captain", Value::from(captain.as_str()));
                next.insert("from", day(*from));
                put(document, "next", Value::InlineTable(next));
            }
            Self::Remove { key } => drop(document.remove(key)),
            Self::Take { key, id } => match document.get_mut(key) {
                Some(Item::Value(Value::Array(list))) => take(list, id),
                Some(Item::ArrayOfTables(tables)) => tables.retain(|table| {
                    table.get("person").and_then(Item::as_str) != Some(id.as_str())
                }),
                _ => {}
            },
        }
    }
}

/// Gives a key a value. What stands around the value, a comment behind it too, is the author's.
fn put(document: &mut DocumentMut, key: &str, mut value: Value) {
    match document.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => document[key] = Item::Value(value),
    }
}

fn day(day: Date) -> Value {
    // A day of the calendar is one of TOML's dates.
    let parsed = day.to_string().parse::<toml_edit::Datetime>();
    parsed.map_or_else(|_| Value::from(day.to_string()), Value::from)
}

/// Takes an id out of a list and leaves the others as they stand.
fn take(list: &mut toml_edit::Array, id: &str) {
    let is_it = |value: &Value| match value {
        Value::String(text) => text.value() == id,
        Value::InlineTable(table) => table.get("person").and_then(Value::as_str) == Some(id),
        _ => false,
    };
    let Some(at) = list.iter().position(is_it) else { return };
    let removed = list.remove(at);
    // The space before the first entry belongs to the list and not to the entry.
    if at == 0
        && let Some(first) = list.get_mut(0)
    {
        let before = removed.decor().prefix().cloned().unwrap_or_default();
        first.decor_mut().set_prefix(before);
    }
}
