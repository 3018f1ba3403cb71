//! The JSON Schemas of every answer and of every file of `org/`.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Company, Features, Leaves, Pages, People, Teams, Who};
use crate::audit::Report;
use crate::diagnostics::Findings;
use crate::metadata::{Keys, Need, Scalar, Shape};
use crate::org::{APPROVAL, COMPANY, FEATURE, OWNERSHIP, PERSON, REVIEW, TEAM};

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
        let mut schema = of_shape(key.shape);
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

/// What a key holds. TOML's own dates reach a validator as texts.
fn of_shape(shape: Shape) -> Value {
    let list = |of: &Value| json!({ "type": "array", "items": of });
    let any = |of: &[Value]| json!({ "anyOf": of });
    let one_or_many = |of: Value| any(&[list(&of), of]);
    match shape {
        Shape::One(scalar) => of_scalar(scalar),
        Shape::List(scalar) => list(&of_scalar(scalar)),
        Shape::OneOrMany(scalar) => one_or_many(of_scalar(scalar)),
        Shape::Table(keys) => of_table(keys),
        Shape::Tables(keys) => one_or_many(of_table(keys)),
        Shape::ValuesAndTables(scalar, keys) => {
            let (value, table) = (of_scalar(scalar), of_table(keys));
            any(&[list(&any(&[value.clone(), table.clone()])), value, table])
        }
    }
}

fn of_scalar(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Text => json!({ "type": "string" }),
        Scalar::Form(pattern) => json!({ "type": "string", "pattern": pattern }),
        Scalar::Words(words) => json!({ "type": "string", "enum": words }),
        Scalar::Web => json!({ "type": "string", "format": "uri", "pattern": "^https?://" }),
        Scalar::Day => json!({ "type": "string", "format": "date" }),
        Scalar::Moment => json!({ "type": "string", "format": "date-time" }),
        Scalar::Flag => json!({ "type": "boolean" }),
        Scalar::Whole => json!({ "type": "integer", "minimum": 0 }),
        Scalar::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Scalar::Only(number) => json!({ "const": number }),
    }
}
