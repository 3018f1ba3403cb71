//! The static API and its schemas.

use serde_json::Value;

use crate::support::company::repository;
use crate::support::days::Made;
use crate::support::decided::{ADA, company};
use crate::support::program::{at, handbook};
use crate::support::zola::all;

const DOCUMENTS: [&str; 6] = ["changes", "company", "features", "pages", "people", "teams"];

fn staged(made: &Made) -> impl Fn(&str) -> Value + use<> {
    let stage = ["stage", "--zola-version", "0.22.1"];
    handbook(&stage).on("2025-06-01").inside(made.path()).succeed();
    let folder = made.path().join(".handbook/site/static/org/api/v1");
    move |name| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

#[test]
fn the_site_carries_who_decides_for_every_feature_with_its_past() {
    let made = company();
    let read = staged(&made);
    let features = read("features.json");
    let billing = &features["features"][0];
    assert_eq!(billing["captain"]["id"], "grace");
    assert_eq!(billing["since"]["date"], "2024-03-01");
    let captains: Vec<(&Value, &Value)> = billing["captains"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| (&term["who"]["id"], &term["until"]))
        .collect();
    assert_eq!(captains, [(&"ada".into(), &"2024-03-01".into()), (&"grace".into(), &Value::Null)]);
    assert_eq!(billing["next"]["captain"]["id"], "katherine");
}

#[test]
fn the_terminal_and_the_site_give_one_answer() {
    let made = company();
    let read = staged(&made);
    for feature in read("features.json")["features"].as_array().unwrap() {
        let ran = handbook(&["who", "--format", "json", feature["id"].as_str().unwrap()]);
        let who: Value =
            serde_json::from_str(&ran.on("2025-06-01").inside(made.path()).run().stdout).unwrap();
        for key in ["captain", "team", "product_manager", "decides", "contact", "since", "next"] {
            assert_eq!(who[key], feature[key], "{key} of {}", feature["id"]);
        }
    }
}

#[test]
fn people_and_teams_are_given_with_all_that_they_held() {
    let made = company();
    let read = staged(&made);
    let people = read("people.json");
    let ada = &people["people"][0];
    let held: Vec<String> = ada["held"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} of {} until {}", one["role"], one["id"], one["until"]))
        .collect();
    let expected = [
        r#""captain" of "billing" until "2024-03-01""#,
        r#""captain" of "search" until null"#,
        r#""lead" of "replay" until null"#,
    ];
    assert_eq!(held, expected);
    let mary = &people["people"][3];
    assert_eq!(mary["held"][0]["role"], "product-manager");
    let who: Value = serde_json::from_str(
        &handbook(&["who", "--format", "json", "person:mary"])
            .on("2025-06-01")
            .inside(made.path())
            .run()
            .stdout,
    )
    .unwrap();
    assert_eq!(mary["holds"], who["holds"]);
    assert_eq!(read("teams.json")["teams"][0]["held"][0]["id"], "billing");
}

#[test]
fn the_changes_of_the_last_year_are_an_account_as_audit_gives_it() {
    let made = company();
    made.write("content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n\nPaid on the second.\n");
    made.commit("2025-03-03", ADA);
    let read = staged(&made);
    let changes = read("changes.json");
    assert_eq!((&changes["from"], &changes["to"]), (&"2024-06-01".into(), &Value::Null));
    assert_eq!(changes["changes"][0]["page"], "content/people/pay.md");
    assert_eq!(changes["changes"].as_array().unwrap().len(), 1);
    let ran = handbook(&["audit", "--since", "2024-06-01", "--format", "json"]).on("2025-06-01");
    let audit: Value = serde_json::from_str(&ran.inside(made.path()).run().stdout).unwrap();
    assert_eq!(changes, audit);
}

#[test]
fn private_pages_addresses_and_accounts_are_in_no_document() {
    let made = company();
    made.write(
        "content/people/secret.md",
        "+++\ntitle = \"Sealed\"\n[extra.handbook]\nprivate = true\nowner = \"ada\"\n+++\n",
    );
    let read = staged(&made);
    for name in DOCUMENTS {
        let name = format!("{name}.json");
        let text = read(&name).to_string();
        for hidden in ["Sealed", "secret", "example.org\"", "ada@", "ada-x", "ada-y"] {
            assert!(!text.contains(hidden), "{hidden} in {name}");
        }
    }
}

/// Whether a variant is the one that a value is of: its keys are there, its tag is the value's.
fn is(variant: &Value, value: &Value) -> bool {
    let required = variant["required"].as_array().unwrap();
    required.iter().all(|key| {
        let key = key.as_str().unwrap();
        let tag = &variant["properties"][key]["const"];
        value.get(key).is_some_and(|held| tag.is_null() || tag == held)
    })
}

/// A validator finds nothing wrong with a document, and it has no key that its schema does not name.
fn valid(schema: &Value, value: &Value, at: &str) {
    let validator = crate::schemas::validator(schema);
    let wrong: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{at}: {wrong:#?}");
    fits(schema, schema, value, at);
}

/// Every key of a document is in its schema, and every key that the schema requires is there.
fn fits(schema: &Value, root: &Value, value: &Value, at: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(name) => &root["$defs"][name.rsplit('/').next().unwrap()],
        None => schema,
    };
    if let Some(any) = schema["anyOf"].as_array() {
        let null = |one: &&Value| one["type"] == "null";
        let other = any.iter().find(|one| !null(one)).unwrap();
        if !value.is_null() {
            fits(other, root, value, at);
        }
        return;
    }
    match value {
        Value::Object(entries) => {
            let mut known = schema["properties"].as_object().cloned().unwrap_or_default();
            if let Some(variants) = schema["oneOf"].as_array() {
                let meant: Vec<&Value> = variants.iter().filter(|one| is(one, value)).collect();
                assert_eq!(meant.len(), 1, "{at}: {value} is one of {schema}");
                known.extend(meant[0]["properties"].as_object().unwrap().clone());
            }
            for (key, value) in entries {
                let inner = known.get(key).unwrap_or_else(|| panic!("{at}.{key} is not in it"));
                let said = ["description", "$ref", "anyOf", "const"];
                let described = said.iter().any(|key| !inner[key].is_null());
                assert!(described || schema["oneOf"].is_array(), "{at}.{key}");
                fits(inner, root, value, &format!("{at}.{key}"));
            }
            for key in known.keys() {
                assert!(entries.contains_key(key), "{at}.{key} is missing");
            }
        }
        Value::Array(all) => {
            for one in all {
                fits(&schema["items"], root, one, at);
            }
        }
        Value::Null => {
            let allows = schema["type"].as_array().is_some_and(|all| all.contains(&"null".into()));
            assert!(allows, "{at} is null");
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => {}
    }
}

#[test]
fn every_document_fits_its_schema_and_has_every_key() {
    let made = company();
    let read = staged(&made);
    for name in DOCUMENTS {
        let schema = read(&format!("schemas/{name}.schema.json"));
        valid(&schema, &read(&format!("{name}.json")), name);
    }
    let schema = read("schemas/who.schema.json");
    for query in ["billing", "ada", "replay", "people/pay.md", "src/search/index.rs", "zzz"] {
        let ran =
            handbook(&["who", query, "--format", "json"]).on("2025-06-01").inside(made.path());
        valid(&schema, &serde_json::from_str(&ran.run().stdout).unwrap(), query);
    }
    let schema = read("schemas/changes.schema.json");
    made.write("content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n\nPaid on the second.\n");
    made.commit("2025-03-03", ADA);
    let ran = handbook(&["audit", "--redline", "--format", "json"]).on("2025-06-01");
    let audit = serde_json::from_str(&ran.inside(made.path()).run().stdout).unwrap();
    valid(&schema, &audit, "audit");
    let schema = read("schemas/check.schema.json");
    let ran = handbook(&["check", "--format", "json"]).on("2025-06-01").inside(made.path());
    valid(&schema, &serde_json::from_str(&ran.run().stdout).unwrap(), "check");
    let schema = read("schemas/leaves.schema.json");
    let ran = handbook(&["leaves", "ada", "--format", "json"]).on("2025-06-01").inside(made.path());
    valid(&schema, &serde_json::from_str(&ran.run().stdout).unwrap(), "leaves");
}

#[test]
fn the_address_of_a_page_is_one_that_its_host_answers() {
    let mut repo = repository();
    let page = |path: &str| format!("+++\ntitle = \"Far\"\npath = \"{path}\"\n+++\n\nFar away.\n");
    let site = "title = \"Engines\"\nbase_url = \"https://x.example/book\"\n\n[extra.handbook]\n";
    let named = [("fern/über uns", "a"), ("fern/50% more", "b"), ("fern/plain", "c")];
    let pages: Vec<_> = named
        .iter()
        .map(|(path, file)| (format!("content/people/{file}.md"), page(path)))
        .collect();
    let mut files: Vec<(&str, Option<&str>)> =
        pages.iter().map(|(file, text)| (&**file, Some(&**text))).collect();
    files.push(("zola.toml", Some(site)));
    repo.commit("Far", &files);
    at(repo.path(), &all()[0], &["build"]).succeed();
    let text = std::fs::read_to_string(repo.path().join("public/org/api/v1/pages.json")).unwrap();
    let told: Value = serde_json::from_str(&text).unwrap();
    let addresses: Vec<&str> = told["pages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|page| page["title"] == "Far")
        .map(|page| page["address"].as_str().unwrap())
        .collect();
    assert_eq!(
        addresses,
        ["/book/fern/%C3%BCber%20uns/", "/book/fern/50%25%20more/", "/book/fern/plain/"]
    );
    for (path, _) in named {
        assert!(repo.path().join("public").join(path).join("index.html").is_file(), "{path}");
    }
}
