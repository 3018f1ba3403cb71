//! A table, read key by key.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problems::{example, help_for_unknown, with_article};
use super::{Document, FromValue, Key, Keys, Refusal, Shape, Sited};
use crate::diagnostics::{Diagnostic, Place};

/// A table of a [`Document`] with the keys that it may hold. Each getter gives what it could
/// understand and reports what it could not.
#[derive(Clone, Copy)]
pub struct Table<'d> {
    document: &'d Document<'d>,
    entries: &'d DeTable<'d>,
    header: Option<(usize, usize)>,
    keys: &'static Keys,
}

/// Whether a value is all that a key holds, or one of its list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Key,
    List,
}

impl<'d> Table<'d> {
    /// Opens a table: reports its unknown keys.
    pub(super) fn open(
        document: &'d Document<'d>,
        entries: &'d DeTable<'d>,
        header: Option<Range<usize>>,
        keys: &'static Keys,
    ) -> Self {
        let header = header.map(|span| (span.start, span.end));
        let table = Self { document, entries, header, keys };
        if !keys.open {
            for key in entries.keys().filter(|key| keys.get(key.get_ref()).is_none()) {
                let name = key.get_ref();
                table.report("metadata/unknown-key", key.span(), || {
                    (
                        format!("`{name}` is not a key of {}", keys.of),
                        Some(help_for_unknown(name, keys)),
                    )
                });
            }
        }
        table
    }

    /// Where the table is: its header, or the whole file.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.header {
            Some((start, end)) => self.document.place(start..end),
            None => Place::whole(self.document.source),
        }
    }

    /// Where a key is written; nothing where it is not.
    #[must_use]
    pub fn place_of(&self, name: &str) -> Option<Place> {
        let (key, _) = self.entries.get_key_value(name)?;
        Some(self.document.place(key.span()))
    }

    /// Whether the key is there, whatever its value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Every key with its value, where the keys are the author's own; `key` says what each value
    /// is. What it cannot understand is reported.
    pub fn each<T: FromValue>(&self, key: &Key) -> Vec<(Sited<String>, T)> {
        let read = self.entries.iter().filter_map(|(name, value)| {
            let place = self.document.place(name.span());
            let read = self.read::<T>(key, value, Of::Key)?;
            Some((Sited::new(name.get_ref().to_string(), place), read.value))
        });
        read.collect()
    }

    /// The names of all keys that are written, known and unknown, in the order of the alphabet.
    pub fn names(&self) -> impl Iterator<Item = Sited<String>> {
        self.entries
            .keys()
            .map(|key| Sited::new(key.get_ref().to_string(), self.document.place(key.span())))
    }

    /// The value of a key that may be left out.
    #[must_use]
    pub fn get<T: FromValue>(&self, name: &str) -> Option<Sited<T>> {
        self.value(self.key(name, Shape::One(T::SCALAR))?)
    }

    /// The value of a key that must be there; reports it where it is not.
    #[must_use]
    pub fn require<T: FromValue>(&self, name: &str) -> Option<Sited<T>> {
        let key = self.key(name, Shape::One(T::SCALAR))?;
        if !self.has(name) {
            self.missing(key);
        }
        self.value(key)
    }

    /// The values of a list; empty where it is left out. A wrong one among them is reported and
    /// passed over.
    #[must_use]
    pub fn list<T: FromValue>(&self, name: &str) -> Vec<Sited<T>> {
        self.key(name, Shape::List(T::SCALAR)).map(|key| self.values(key)).unwrap_or_default()
    }

    /// The values of a key that holds a list, or a single value in place of a list of one.
    #[must_use]
    pub fn one_or_many<T: FromValue>(&self, name: &str) -> Vec<Sited<T>> {
        let Some(key) = self.key(name, Shape::OneOrMany(T::SCALAR)) else { return Vec::new() };
        match self.entries.get(name).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) | None => self.values(key),
            Some(_) => self.value(key).into_iter().collect(),
        }
    }

    /// Every key with its value, in a table whose keys are the author's to choose: addresses, say.
    /// `like` is the key of our list that stands for them all.
    #[must_use]
    pub fn chosen<T: FromValue>(&self, like: &str) -> Vec<(Sited<String>, Sited<T>)> {
        let Some(key) = self.key(like, Shape::One(T::SCALAR)) else { return Vec::new() };
        let mut found = Vec::new();
        for name in self.names() {
            let Some(value) = self.entries.get(name.value.as_str()) else { continue };
            match T::from_value(value.get_ref()) {
                Ok(read) => {
                    found.push((name, Sited::new(read, self.document.place(value.span()))));
                }
                Err(Refusal::Type) => self.wrong_type(key, value.get_ref(), value.span(), Of::List),
                Err(Refusal::Value { message, help }) => {
                    self.report("metadata/wrong-value", value.span(), || {
                        (format!("`{}` {message}", name.value), help)
                    });
                }
            }
        }
        found
    }

    /// The table under a key, opened against its own keys.
    #[must_use]
    pub fn table(&self, name: &str, keys: &'static Keys) -> Option<Table<'d>> {
        self.inner(self.key(name, Shape::Table(keys))?, self.entries.get(name)?, keys, Of::Key)
    }

    /// The tables of a list, each opened against its own keys. One table stands for a list of
    /// one.
    #[must_use]
    pub fn tables(&self, name: &str, keys: &'static Keys) -> Vec<Table<'d>> {
        let key = self.key(name, Shape::Tables(keys));
        let (Some(key), Some(value)) = (key, self.entries.get(name)) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(values) => {
                values.iter().filter_map(|value| self.inner(key, value, keys, Of::List)).collect()
            }
            _ => self.inner(key, value, keys, Of::Key).into_iter().collect(),
        }
    }

    /// The values and the tables of a key that holds a list of both, or one of either.
    #[must_use]
    pub fn values_and_tables<T: FromValue>(
        &self,
        name: &str,
        keys: &'static Keys,
    ) -> (Vec<Sited<T>>, Vec<Table<'d>>) {
        let (mut values, mut tables) = (Vec::new(), Vec::new());
        let key = self.key(name, Shape::ValuesAndTables(T::SCALAR, keys));
        let (Some(key), Some(written)) = (key, self.entries.get(name)) else {
            return (values, tables);
        };
        let (all, of) = match written.get_ref() {
            DeValue::Array(all) => (all.iter().collect(), Of::List),
            _ => (vec![written], Of::Key),
        };
        for one in all {
            if one.get_ref().is_table() {
                tables.extend(self.inner(key, one, keys, of));
            } else {
                values.extend(self.read(key, one, of));
            }
        }
        (values, tables)
    }

    /// Reports a problem of what the table says, at this place, unless such are passed over.
    pub fn problem(&self, place: Place, code: &'static str, message: String, help: Option<String>) {
        if let Some(weight) = self.document.weight() {
            let mut diagnostic = Diagnostic::new(weight, code, message).at(place);
            diagnostic.help = help;
            self.document.push(diagnostic);
        }
    }

    /// The key of that name, which is read as `shape`.
    fn key(&self, name: &str, shape: Shape) -> Option<&'static Key> {
        let key = self.keys.get(name);
        debug_assert_eq!(
            key.map(|key| key.shape),
            Some(shape),
            "what the keys of {} say of `{name}` is not what is read",
            self.keys.of
        );
        key
    }

    fn value<T: FromValue>(&self, key: &'static Key) -> Option<Sited<T>> {
        self.read(key, self.entries.get(key.name)?, Of::Key)
    }

    fn values<T: FromValue>(&self, key: &'static Key) -> Vec<Sited<T>> {
        let Some(value) = self.entries.get(key.name) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(values) => {
                values.iter().filter_map(|value| self.read(key, value, Of::List)).collect()
            }
            other => {
                self.wrong_type(key, other, value.span(), Of::Key);
                Vec::new()
            }
        }
    }

    fn read<T: FromValue>(
        &self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
        of: Of,
    ) -> Option<Sited<T>> {
        match T::from_value(value.get_ref()) {
            Ok(read) => Some(Sited::new(read, self.document.place(value.span()))),
            Err(Refusal::Type) => {
                self.wrong_type(key, value.get_ref(), value.span(), of);
                None
            }
            Err(Refusal::Value { message, help }) => {
                self.report("metadata/wrong-value", value.span(), || {
                    (format!("`{}` {message}", key.name), help)
                });
                None
            }
        }
    }

    fn inner(
        &self,
        key: &Key,
        value: &'d Spanned<DeValue<'d>>,
        keys: &'static Keys,
        of: Of,
    ) -> Option<Table<'d>> {
        match value.get_ref() {
            DeValue::Table(entries) => {
                Some(Table::open(self.document, entries, Some(value.span()), keys))
            }
            other => {
                self.wrong_type(key, other, value.span(), of);
                None
            }
        }
    }

    fn wrong_type(&self, key: &Key, found: &DeValue<'_>, span: Range<usize>, of: Of) {
        self.report("metadata/wrong-type", span, || {
            let this = if of == Of::List { "this one" } else { "this" };
            let found = with_article(found.type_str());
            let message = format!("`{}` wants {}, and {this} is {found}", key.name, key.wants);
            (message, Some(example(key)))
        });
    }

    fn missing(&self, key: &Key) {
        let message = format!("{} has no `{}`", self.keys.of, key.name);
        let help = format!("write {}, {}", key.wants, example(key));
        self.problem(self.place(), "metadata/missing-key", message, Some(help));
    }

    fn report(
        &self,
        code: &'static str,
        span: Range<usize>,
        say: impl FnOnce() -> (String, Option<String>),
    ) {
        // The words are made only where somebody will read them: of old metadata nobody does.
        if self.document.weight().is_some() {
            let (message, help) = say();
            self.problem(self.document.place(span), code, message, help);
        }
    }
}
