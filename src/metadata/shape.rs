//! What keys hold, as programs need it: the readers of keys, and the JSON Schemas of files.

use super::Keys;

/// What the value of a key may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// One value.
    One(Scalar),
    /// A list of values.
    List(Scalar),
    /// One value, or a list of them.
    OneOrMany(Scalar),
    /// A table of these keys.
    Table(&'static Keys),
    /// A list of tables of these keys; one table stands for a list of one.
    Tables(&'static Keys),
    /// A value or a table of these keys, or a list of both.
    ValuesAndTables(Scalar, &'static Keys),
}

/// What a single value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// A text.
    Text,
    /// A text of a form, told as a regular expression of JSON Schema (ECMA 262).
    Form(&'static str),
    /// One of a few words.
    Words(&'static [&'static str]),
    /// An address in the web.
    Web,
    /// A day: TOML's own date, or the same in quotes.
    Day,
    /// A day with time and zone: TOML's own, or the same in quotes.
    Moment,
    /// `true` or `false`.
    Flag,
    /// A whole number, from 0.
    Whole,
    /// A number from 0 to 1.
    Share,
    /// This number and no other.
    Only(u32),
}
