//! `org/reviews/PAGE.toml`.

use std::fmt;
use std::sync::Arc;

use super::PersonId;
use super::ids::ID;
use crate::diagnostics::Place;
use crate::metadata::{
    CommitPrefix, Date, FromValue, Key, Keys, Need, Scalar, Shape, Sited, Table,
};

/// "Read, still right": the last time that somebody looked at a page.
#[derive(Debug, Clone)]
pub struct Review {
    /// Which page.
    pub page: ReviewedPage,
    /// When; nothing only where an old commit does not say.
    pub date: Option<Sited<Date>>,
    /// Who looked.
    pub by: Option<Sited<PersonId>>,
    /// The commit at which they read it.
    pub commit: Option<Sited<CommitPrefix>>,
    /// The file.
    pub place: Place,
}

/// The page that a review is of: its path from `content/` without `.md`. The review of
/// `content/policies/leave.md` is `org/reviews/policies/leave.toml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewedPage(Arc<str>);

impl ReviewedPage {
    /// The page at this path from `content/`, with or without `.md`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path.strip_suffix(".md").unwrap_or(path)))
    }

    /// The path from `content/` without `.md`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReviewedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The keys of a file in `org/reviews/`.
pub static REVIEW: Keys = Keys {
    of: "a review",
    open: false,
    keys: &[
        Key {
            name: "date",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Required,
            meaning: "The day on which the page was read and found right",
            example: "2026-10-01",
            rule: "",
        },
        Key {
            name: "by",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Required,
            meaning: "Who read it",
            example: "\"ada\"",
            rule: "",
        },
        Key {
            name: "commit",
            wants: "a commit's id",
            shape: Shape::One(CommitPrefix::SCALAR),
            need: Need::Optional,
            meaning: "The commit at which they read it",
            example: "\"1f6a2b3c\"",
            rule: "",
        },
    ],
};

impl Review {
    pub(super) fn read(table: &Table<'_>, page: ReviewedPage) -> Self {
        Self {
            page,
            date: table.require("date"),
            by: table.require("by"),
            commit: table.get("commit"),
            place: table.place(),
        }
    }
}

/// The file of a review: what was there, with date, reader and commit made these.
///
/// # Errors
/// Where what was there is not TOML.
pub fn review_file(
    before: &str,
    date: Date,
    by: &PersonId,
    commit: Option<&str>,
) -> Result<String, toml_edit::TomlError> {
    let mut document: toml_edit::DocumentMut = before.parse()?;
    let day = format!("{date}").parse();
    document["date"] = match day {
        Ok(day) => {
            toml_edit::Item::Value(toml_edit::Value::Datetime(toml_edit::Formatted::new(day)))
        }
        Err(_) => toml_edit::value(date.to_string()),
    };
    document["by"] = toml_edit::value(by.as_str());
    match commit {
        Some(commit) => document["commit"] = toml_edit::value(commit),
        None => drop(document.remove("commit")),
    }
    Ok(document.to_string())
}
