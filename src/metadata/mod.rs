//! What people write about their company and their pages, as TOML: tables, keys and values, each
//! with where it stands.
//!
//! The files of `org/`, Zola's config and the front matter of pages are all read by this one
//! layer. A [`Document`] is parsed as a whole, so that every mistake in it is told at once. A
//! [`Table`] is opened against the [`Keys`] that it may hold, and they are at once the check for
//! unknown keys, the words of every message about a key, and the reference in `docs/`.

mod document;
mod keys;
mod nearest;
mod pattern;
mod problems;
mod reference;
mod shape;
mod sited;
mod table;
mod value;
mod words;

pub use document::{Document, Strictness};
pub use keys::{Key, Keys, Need};
pub use nearest::{did_you_mean, nearest};
pub use pattern::PagePattern;
pub(crate) use pattern::without_alternates;
pub use reference::reference;
pub use shape::{Scalar, Shape};
pub use sited::Sited;
pub use table::Table;
pub(crate) use value::not_one_of;
pub use value::{FromValue, Refusal, text_of};
pub(crate) use words::one_of;
pub use words::{CommitPrefix, Craft, Date, PageKind, ReviewInterval, WebAddress};
