//! The JSON Schemas of every answer and of every file of `org/`.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Company, Features, Leaves, Pages, People, Teams, Who};
use crate::audit::Report;
use crate::diagnostics::Findings;
use crate::metadata::{Keys, Need};
use crate::org::{
    ACCOUNTS, APPROVAL, CODE, COMPANY, FEATURE, FORGE_REVIEW, NEXT, OWNERSHIP, PAGE, PERSON,
    REVIEW, SUPPORTING, TEAM,
};

/// Every schema, by the path of its file below the folder of schemas.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    fn of<T: schemars::JsonSchema>() -> Value {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        settings.into_generator().into_root_schema_for::<T>().to_value()
    }
    vec![
        ("changes.schema.json", of::<Report>()),
        ("check.schema.json", of::<Findings<'_>>()),
        ("company.schema.json", of::<Company>()),
        ("features.schema.json", of::<Features>()),
        ("leaves.schema.json", of::<Leaves>()),
        ("pages.schema.json", of::<Pages>()),
        ("people.schema.json", of::<People>()),
        ("teams.schema.json", of::<Teams>()),
        ("who.schema.json", of::<Who>()),
        ("org/approval.schema.json", of_file("A file of org/approvals/", &APPROVAL)),
        ("org/company.schema.json", of_file("org/company.toml", &COMPANY)),
        ("org/feature.schema.json", of_file("A file of org/features/", &FEATURE)),
        ("org/ownership.schema.json", of_file("org/ownership.toml", &OWNERSHIP)),
        ("org/person.schema.json", of_file("A file of org/people/", &PERSON)),
        ("org/review.schema.json", of_file("A file of org/reviews/", &REVIEW)),
        ("org/team.schema.json", of_file("A file of org/teams/", &TEAM)),
    ]
}

fn of_file(title: &str, keys: &Keys) -> Value {
    let mut schema = of_table(keys);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    schema
}

/// A table of TOML by the keys that it may hold: the same list refuses unknown keys when the file
/// is read.
fn of_table(keys: &Keys) -> Value {
    let mut properties = Map::new();
    for key in keys.keys {
        let mut schema = of_value(keys, key.name, key.wants);
        let rule = if key.rule.is_empty() { String::new() } else { format!(" {}.", key.rule) };
        schema["description"] = json!(format!("{}.{rule}", key.meaning));
        properties.insert(key.name.to_owned(), schema);
    }
    let required: Vec<&str> =
        keys.keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": keys.open,
    })
}

/// The tables within tables.
fn inner(of: &Keys, name: &str) -> Option<&'static Keys> {
    Some(match name {
        "accounts" => &ACCOUNTS,
        "supporting" => &SUPPORTING,
        "next" => &NEXT,
        "code" => &CODE,
        "page" if std::ptr::eq(of, &raw const OWNERSHIP) => &PAGE,
        "reviews" => &FORGE_REVIEW,
        _ => return None,
    })
}

/// What a key holds, by the words that messages use for it.
fn of_value(keys: &Keys, name: &str, wants: &str) -> Value {
    let id = json!({ "type": "string", "pattern": "^[a-z0-9-]+$" });
    let text = json!({ "type": "string" });
    let list = |of: &Value| json!({ "type": "array", "items": of });
    let one_or_many = |of: &Value| json!({ "anyOf": [of, list(of)] });
    let words = |words: &[&str]| json!({ "type": "string", "enum": words });
    if let Some(table) = inner(keys, name).map(of_table) {
        return match name {
            "code" => list(&json!({ "anyOf": [text, table] })),
            "accounts" | "next" => table,
            _ => list(&table),
        };
    }
    match wants {
        "a person's id"
        | "a team's id"
        | "the id of a person or team"
        | "a craft"
        | "`captain`, `product-manager` or a person's id" => id,
        "a list of people's ids" => list(&id),
        "an id or a list of ids" => one_or_many(&id),
        // TOML's own dates reach a validator as texts of this form.
        "a date" => json!({ "type": "string", "format": "date" }),
        "a date with time and zone" => json!({ "type": "string", "format": "date-time" }),
        "a number from 0 to 1" => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        "the number 1" => json!({ "const": 1 }),
        "true or false" => json!({ "type": "boolean" }),
        "a kind of page" => words(&["policy", "guide", "note"]),
        "a kind of product manager" => {
            words(&["product-manager", "product-owner", "growth", "technical", "platform"])
        }
        "a text or a list of texts"
        | "a page, an address, or a list of them"
        | "a glob or a list of globs" => one_or_many(&text),
        "a list of mail addresses" | "a list of public SSH keys" => list(&text),
        "an address in the web" => json!({ "type": "string", "format": "uri" }),
        "a commit's id" => json!({ "type": "string", "pattern": "^[0-9a-fA-F]{7,64}$" }),
        _ => text,
    }
}
