//! What a page's front matter says of itself under `[extra.handbook]`.

use std::sync::Arc;

use toml::de::{DeString, DeValue};

use super::front_matter::FrontMatter;
use super::value::{Node, Value};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::metadata::{FromValue, PageKind, Refusal, ReviewInterval, Sited, did_you_mean};
use crate::org::HolderId;

/// The claims of one page. They hold for it, and, on a folder's page, for all below that says
/// nothing else.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Who owns it, before it is known whether there is such a person or team.
    pub owner: Option<Sited<HolderId>>,
    /// Whether its words bind people.
    pub kind: Option<Sited<PageKind>>,
    /// How often it must be read again.
    pub review_every: Option<Sited<ReviewInterval>>,
    /// Whether it is kept from everybody outside. What says so and cannot be read keeps it.
    pub private: Option<Sited<bool>>,
}

/// The keys of `[extra.handbook]` in a page, each with what it wants.
pub const KEYS: &[(&str, &str)] = &[
    ("owner", "the id of a person or a team"),
    ("kind", "\"policy\", \"guide\" or \"note\""),
    ("review_every", "a time such as \"6 months\""),
    ("private", "true or false"),
];

/// Reads the claims of a page. What is wrong among them is told and passed over, since the page
/// itself is published all the same.
#[must_use]
pub fn read(front: &FrontMatter, source: &Arc<Source>, told: &mut Diagnostics) -> Claims {
    if let Some(span) = &front.unread_keeping {
        let private = Some(Sited::new(true, Place::of(source, span.clone())));
        return Claims { private, ..Claims::default() };
    }
    let Some(table) = front.values.get("extra").and_then(|extra| extra.get("handbook")) else {
        return Claims::default();
    };
    let Node::Table(entries) = &table.node else {
        told.push(
            Diagnostic::warning(
                "content/claims",
                format!("`extra.handbook` wants a table, and this is {}", table.kind()),
            )
            .at(Place::of(source, table.span.clone()))
            .with_help(
                "for example: [extra.handbook] and, on the next line, owner = \"people-team\"",
            ),
        );
        return Claims::default();
    };
    for (key, value) in entries {
        if !KEYS.iter().any(|(known, _)| known == key) {
            let known: Vec<String> = KEYS.iter().map(|(known, _)| format!("`{known}`")).collect();
            let known = format!("the keys of a page's [extra.handbook] are {}", known.join(", "));
            let names = KEYS.iter().map(|(name, _)| *name);
            let help =
                did_you_mean(key, names).map_or(known.clone(), |offer| format!("{offer} {known}"));
            told.push(
                Diagnostic::warning(
                    "content/claims",
                    format!("`{key}` is not a key of a page's [extra.handbook]"),
                )
                .at(Place::of(source, value.span.clone()))
                .with_help(help),
            );
        }
    }
    Claims {
        owner: one(table, "owner", source, told),
        kind: one(table, "kind", source, told),
        review_every: one(table, "review_every", source, told),
        private: private(table, source, told),
    }
}

/// Whether the page is kept. What is neither true nor false keeps it, and is an error: a slip must
/// not open a page to everybody.
fn private(table: &Value, source: &Arc<Source>, told: &mut Diagnostics) -> Option<Sited<bool>> {
    let value = table.get("private")?;
    let place = Place::of(source, value.span.clone());
    if let Node::Boolean(private) = value.node {
        return Some(Sited::new(private, place));
    }
    let message = format!("`private` wants true or false, and this is {}", value.kind());
    let problem = Diagnostic::error("content/claims", message).at(place.clone());
    told.push(problem.with_help("write true or false; until then the page is kept from everybody"));
    Some(Sited::new(true, place))
}

fn one<T: FromValue>(
    table: &Value,
    key: &str,
    source: &Arc<Source>,
    told: &mut Diagnostics,
) -> Option<Sited<T>> {
    let value = table.get(key)?;
    let place = Place::of(source, value.span.clone());
    let wants = KEYS.iter().find(|(known, _)| *known == key).map_or("", |(_, wants)| wants);
    let wrong = |message: String, help: Option<String>| {
        let mut problem = Diagnostic::warning("content/claims", message).at(place.clone());
        problem.help = Some(help.unwrap_or_else(|| format!("write {wants}")));
        problem
    };
    let read = match as_toml(value) {
        Some(value) => T::from_value(&value),
        None => Err(Refusal::Type),
    };
    match read {
        Ok(read) => Some(Sited::new(read, place)),
        Err(Refusal::Type) => {
            told.push(wrong(format!("`{key}` wants {wants}, and this is {}", value.kind()), None));
            None
        }
        Err(Refusal::Value { message, help }) => {
            told.push(wrong(format!("`{key}` {message}"), help));
            None
        }
    }
}

/// A plain value as TOML's reader knows it, so that YAML is read by the same rules.
fn as_toml(value: &Value) -> Option<DeValue<'_>> {
    match &value.node {
        Node::Text(text) => Some(DeValue::String(DeString::Borrowed(text))),
        Node::Boolean(value) => Some(DeValue::Boolean(*value)),
        _ => None,
    }
}
