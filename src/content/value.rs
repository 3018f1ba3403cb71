//! A value of front matter, whatever language it was written in, with where it stands.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

/// A value and the bytes of the front matter's text that it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub node: Node,
    /// Byte range in the text that was parsed.
    pub span: Range<usize>,
}

/// What a value is. TOML's dates are kept as text, as Zola hands them to templates.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// YAML's `null`, or a key with nothing behind it.
    Nothing,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A date, a time or both, as TOML writes them.
    Date(toml::value::Datetime),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name, in the order they were written.
    Table(Vec<(String, Value)>),
}

impl Value {
    /// The value of that key, where this is a table that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.node {
            Node::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, where this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.node {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value this is, in words for a message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.node {
            Node::Nothing => "nothing",
            Node::Boolean(_) => "true or false",
            Node::Integer(_) | Node::Float(_) => "a number",
            Node::Text(_) => "a text",
            Node::Date(_) => "a date",
            Node::List(_) => "a list",
            Node::Table(_) => "a table",
        }
    }

    /// The value as TOML; nothing for [`Node::Nothing`], which TOML has no word for.
    #[must_use]
    pub fn to_toml(&self) -> Option<toml::Value> {
        Some(match &self.node {
            Node::Nothing => return None,
            Node::Boolean(value) => toml::Value::Boolean(*value),
            Node::Integer(value) => toml::Value::Integer(*value),
            Node::Float(value) => toml::Value::Float(*value),
            Node::Text(value) => toml::Value::String(value.clone()),
            Node::Date(value) => toml::Value::Datetime(*value),
            Node::List(values) => {
                toml::Value::Array(values.iter().filter_map(Self::to_toml).collect())
            }
            Node::Table(entries) => toml::Value::Table(
                entries
                    .iter()
                    .filter_map(|(key, value)| Some((key.clone(), value.to_toml()?)))
                    .collect(),
            ),
        })
    }

    /// The table that TOML's parser understood, spans moved by `offset` bytes.
    #[must_use]
    pub fn from_toml(table: &DeTable<'_>, span: Range<usize>, offset: usize) -> Self {
        let mut entries: Vec<(Range<usize>, (String, Self))> = table
            .iter()
            .map(|(key, value)| {
                let span = value.span();
                let value = Self::from_toml_value(value.get_ref(), span, offset);
                (key.span(), (key.get_ref().to_string(), value))
            })
            .collect();
        entries.sort_by_key(|(at, _)| at.start);
        Self {
            node: Node::Table(entries.into_iter().map(|(_, entry)| entry).collect()),
            span: moved(span, offset),
        }
    }

    fn from_toml_value(value: &DeValue<'_>, span: Range<usize>, offset: usize) -> Self {
        let node = match value {
            DeValue::String(text) => Node::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Node::Text(number.to_string()), Node::Integer),
            DeValue::Float(number) => {
                number.as_str().parse().map_or_else(|_| Node::Text(number.to_string()), Node::Float)
            }
            DeValue::Boolean(value) => Node::Boolean(*value),
            DeValue::Datetime(date) => Node::Date(*date),
            DeValue::Array(values) => Node::List(
                values
                    .iter()
                    .map(|v| Self::from_toml_value(v.get_ref(), v.span(), offset))
                    .collect(),
            ),
            DeValue::Table(table) => return Self::from_toml(table, span, offset),
        };
        Self { node, span: moved(span, offset) }
    }

    /// A value read by [`Yaml`], spans moved by `offset` bytes.
    #[must_use]
    pub fn from_yaml(yaml: serde_saphyr::Spanned<Yaml>, offset: usize) -> Self {
        let at = yaml.referenced.span();
        let span = match (at.byte_offset(), at.byte_len()) {
            (Some(start), Some(length)) => {
                let start = usize::try_from(start).unwrap_or(0);
                start..start + usize::try_from(length).unwrap_or(0)
            }
            _ => 0..0,
        };
        let node = match yaml.value {
            Yaml::Plain(node) => node,
            Yaml::List(values) => {
                Node::List(values.into_iter().map(|value| Self::from_yaml(value, offset)).collect())
            }
            Yaml::Table(entries) => Node::Table(
                entries
                    .into_iter()
                    .map(|(key, value)| (key, Self::from_yaml(value, offset)))
                    .collect(),
            ),
        };
        Self { node, span: moved(span, offset) }
    }
}

fn moved(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// What YAML holds, read from a document of any shape.
#[derive(Debug)]
pub enum Yaml {
    /// A scalar.
    Plain(Node),
    /// A sequence.
    List(Vec<serde_saphyr::Spanned<Yaml>>),
    /// A mapping. Keys that are no texts are written as they would print.
    Table(Vec<(String, serde_saphyr::Spanned<Yaml>)>),
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("front matter")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Boolean(value)))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Integer(value)))
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Yaml, E> {
        i64::try_from(value)
            .map(|value| Yaml::Plain(Node::Integer(value)))
            .map_err(|_| E::custom("this number is too large"))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Float(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Text(value.to_owned())))
    }
    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Nothing))
    }
    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Plain(Node::Nothing))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Yaml, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Yaml::List(values))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Yaml, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = table.next_key::<Yaml>()? {
            let key = match key {
                Yaml::Plain(Node::Text(text)) => text,
                Yaml::Plain(Node::Boolean(value)) => value.to_string(),
                Yaml::Plain(Node::Integer(value)) => value.to_string(),
                Yaml::Plain(Node::Float(value)) => value.to_string(),
                _ => return Err(A::Error::custom("a key must be a word")),
            };
            entries.push((key, table.next_value()?));
        }
        Ok(Yaml::Table(entries))
    }
}
