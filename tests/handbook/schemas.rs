//! The published schemas of `org/` take what the program takes, and refuse what it refuses.

use std::collections::BTreeSet;

use serde_json::Value;
use zola_handbook::api::schemas;
use zola_handbook::metadata::{Keys, Need, Strictness};
use zola_handbook::org::{
    ACCOUNTS, APPROVAL, CODE, COMPANY, EARLIER, FEATURE, FORGE_REVIEW, NEXT, OWNERSHIP, PAGE,
    PERSON, REVIEW, SUPPORTING, TEAM,
};

use crate::support::org::parsed;

/// The kinds of files: an example's path below `org/`, the name of its schema, its keys.
const FILES: [(&str, &str, &Keys); 7] = [
    ("people/ada.toml", "person", &PERSON),
    ("teams/replay.toml", "team", &TEAM),
    ("features/billing.toml", "feature", &FEATURE),
    ("company.toml", "company", &COMPANY),
    ("ownership.toml", "ownership", &OWNERSHIP),
    ("reviews/pay.toml", "review", &REVIEW),
    ("approvals/7.toml", "approval", &APPROVAL),
];

/// The tables within files, by the key that holds each.
const TABLES: [(&str, &str, &Keys); 8] = [
    ("people/ada.toml", "accounts", &ACCOUNTS),
    ("teams/replay.toml", "accounts", &ACCOUNTS),
    ("teams/replay.toml", "supporting", &SUPPORTING),
    ("features/billing.toml", "next", &NEXT),
    ("features/billing.toml", "code", &CODE),
    ("features/billing.toml", "earlier", &EARLIER),
    ("ownership.toml", "page", &PAGE),
    ("approvals/7.toml", "reviews", &FORGE_REVIEW),
];

/// Values of every type, as TOML.
const VALUES: [&str; 13] = [
    "1",
    "0.5",
    "-1",
    "true",
    "\"words\"",
    "\"2024-03-01\"",
    "[]",
    "[\"words\"]",
    "[1]",
    "[[\"words\"]]",
    "{}",
    "[{}]",
    "{ x = \"words\" }",
];

pub fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

fn schema(name: &str) -> Value {
    let name = format!("org/{name}.schema.json");
    schemas().into_iter().find(|(known, _)| *known == name).unwrap().1
}

/// TOML as a validator of an editor sees it: dates are texts.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(all) => all.iter().map(json).collect(),
        toml::Value::Table(table) => json_of(table),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn json_of(table: &toml::Table) -> Value {
    table.iter().map(|(key, value)| (key.clone(), json(value))).collect()
}

fn toml(text: &str) -> Value {
    json_of(&text.parse().unwrap_or_else(|error| panic!("{error}: {text}")))
}

/// The keys that must be there with their examples, and `key` with that value, each as a line.
fn lines(keys: &Keys, key: &str, value: &str) -> Vec<String> {
    let others = keys.keys.iter().filter(|one| one.need == Need::Required && one.name != key);
    let others = others.map(|one| format!("{} = {}", one.name, one.example));
    // `next` and `[[page]]` want one of two.
    let also = (keys == &NEXT && key == "from").then(|| "captain = \"ada\"".to_owned());
    others.chain(also).chain([format!("{key} = {value}")]).collect()
}

/// What the program finds wrong with a file, by its codes.
fn wrong(path: &str, text: &str) -> BTreeSet<&'static str> {
    let (_, problems) = parsed(&[(path, text)], Strictness::Today);
    problems
        .iter()
        .map(|problem| problem.code)
        .filter(|code| code.starts_with("metadata/"))
        .collect()
}

/// Holds a file to both.
fn compared(path: &str, schema: &jsonschema::Validator, text: &str, compared: &mut (usize, usize)) {
    let wrong = wrong(path, text);
    let taken = schema.is_valid(&toml(text));
    if wrong.is_empty() {
        assert!(taken, "the program takes what the schema refuses in {path}:\n{text}");
        compared.0 += 1;
    } else if wrong.contains("metadata/wrong-type") {
        assert!(!taken, "the schema takes what the program refuses in {path}, {wrong:?}:\n{text}");
        compared.1 += 1;
    }
}

#[test]
fn a_schema_takes_every_value_that_the_program_takes_and_none_of_another_type() {
    let mut count = (0, 0);
    for (path, name, keys) in FILES {
        let schema = validator(&schema(name));
        for key in keys.names() {
            for value in VALUES {
                compared(path, &schema, &lines(keys, key, value).join("\n"), &mut count);
            }
        }
    }
    for (path, holder, keys) in TABLES {
        let (_, name, file) = FILES.into_iter().find(|(of, ..)| *of == path).unwrap();
        let schema = validator(&schema(name));
        for key in keys.names() {
            for value in VALUES {
                let table = format!("{{ {} }}", lines(keys, key, value).join(", "));
                compared(path, &schema, &lines(file, holder, &table).join("\n"), &mut count);
                let tables = format!("[{table}]");
                compared(path, &schema, &lines(file, holder, &tables).join("\n"), &mut count);
            }
        }
    }
    assert!(count.0 > 100 && count.1 > 800, "{count:?}");
}

#[test]
fn every_example_of_the_reference_fits_its_schema() {
    for (_, name, keys) in FILES {
        let validator = validator(&schema(name));
        for key in keys.keys {
            let text = lines(keys, key.name, key.example).join("\n");
            assert!(validator.is_valid(&toml(&text)), "{name}: {text}");
        }
    }
}

#[test]
fn every_file_of_the_starter_fits_its_schema() {
    let mut seen = BTreeSet::new();
    for (path, bytes) in zola_handbook::site::theme::starter().unwrap() {
        let Some(below) = path.as_str().strip_prefix("org/") else { continue };
        let folder = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
        let is_of = |of: &str| below == of || folder(of).is_some() && folder(of) == folder(below);
        let (_, name, _) = FILES.into_iter().find(|(of, ..)| is_of(of)).unwrap();
        let text = std::str::from_utf8(bytes).unwrap();
        let validator = validator(&schema(name));
        let value = toml(text);
        let wrong: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:#?}");
        seen.insert(name);
    }
    assert_eq!(seen.len(), FILES.len() - 1, "it has no approvals: {seen:?}");
}

#[test]
fn the_schemas_of_org_know_the_keys_that_the_program_knows() {
    for (_, name, keys) in FILES {
        let schema = schema(name);
        let known: BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(known, keys.names().collect::<BTreeSet<_>>(), "{name}");
        assert_eq!(schema["additionalProperties"], false, "{name}");
    }
}
