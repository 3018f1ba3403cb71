//! Every template of the theme, parsed and rendered by both generations of Tera with stand-ins for
//! Zola's functions. A net, not a proof: other tests build with real Zolas.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use zola_handbook::audit::{Class, Entry, Signal, Verdict};

use crate::support::program::files;

const THEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/handbook");

/// The theme's templates by name.
pub fn templates() -> BTreeMap<String, String> {
    let folder = Path::new(THEME).join("templates");
    files(&folder)
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            (path.to_str().unwrap().replace('\\', "/"), text)
        })
        .collect()
}

fn toml(name: &str) -> Value {
    let text = fs::read_to_string(Path::new(THEME).join(name)).unwrap();
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

/// A passage of each form that a redline has.
fn redline() -> Value {
    let run = |mark: &str, text: &str| json!({"mark": mark, "spaced": true, "text": text});
    let cell =
        |column: &str, mark: &str, text: &str| json!({"column": column, "runs": [run(mark, text)]});
    let line = |more: Value| {
        let mut line = json!({"under": "", "kind": "paragraph", "what": "edited", "lead": "", "depth": 0,
                              "note": "", "runs": [], "cells": [], "head": [], "rows": []});
        let more = more.as_object().unwrap().clone();
        line.as_object_mut().unwrap().extend(more);
        line
    };
    json!([
        line(json!({"under": "Pay"})),
        line(json!({"kind": "item", "lead": "2.", "depth": 1, "note": "Moved down:",
                    "runs": [run("same", "<s>"), run("removed", "six"), run("border", "|"), run("added", "<u>")]})),
        line(
            json!({"kind": "row", "cells": [cell("", "same", "Leads"), cell("In <q>:", "added", "5")]})
        ),
        line(
            json!({"kind": "table", "what": "added", "head": [cell("", "same", "Who"), cell("", "same", "Days")],
                    "rows": [{"what": "added",
                              "cells": [cell("Who", "added", "All"), cell("Days", "added", "7")]}]})
        ),
        line(json!({"kind": "table", "what": "removed", "head": [cell("", "removed", "Who")]})),
    ])
}

/// What `load_data` finds: an example of each file that staging makes.
fn data(path: &str) -> Value {
    match path {
        "menu" => json!([
            {"title": "A <b>", "href": "/a/", "depth": 0, "open": true, "more": 0},
            {"title": "In it", "href": "/a/b/", "depth": 1, "open": false, "more": 0},
            {"title": "", "href": "/a/", "depth": 1, "open": false, "more": 9},
        ]),
        "list" => json!([
            {"title": "A", "href": "/a/", "owner": "Ada", "description": "What", "pages": [], "more": 0},
            {"title": "B", "href": "/b/", "owner": "", "description": "",
             "pages": [{"title": "C", "href": "/b/c/"}], "more": 3},
        ]),
        "log" => json!({
            "summary": "2 changes",
            "contributors": [{"name": "Ada", "href": "/p/", "changes": 2}, {"name": "B", "href": null, "changes": 1}],
            "changes": [
                {"landed": "2026-01-02", "landed_words": "2 January 2026", "written": "2026-01-01",
                 "subject": "<i>", "href": "https://x.example", "short": "abc", "commit": "https://x.example/abc", "by": "Ada",
                 "what": "changed", "weight": "full", "bulk": false},
                {"landed": "2026-01-01", "landed_words": "1 January 2026", "written": "2026-01-01",
                 "subject": "First", "href": null, "short": "abd", "commit": null, "by": "", "what": "",
                 "weight": "light", "bulk": true},
            ],
            "redlines": [{"href": "/c/", "date_words": "1 January 2026", "verdict_words": "unknown",
                          "redline": redline()}],
        }),
        "glance" => json!({
            "entries": [
                {"title": "Features", "word": "handbook_features", "href": "/f/", "count": 0, "words": ""},
                {"title": "Changes", "word": "handbook_changes", "href": "/c/", "count": null, "words": ""},
            ],
            "changes": [
                {"date": "2026-01-01", "date_words": "1 January 2026", "more_words": "2 more pages", "subject": "S",
                 "pages": [{"title": "A", "href": "/a/", "what": "changed in meaning",
                            "judged": {"href": "/c/a/", "sections": ["One", "Two"]}}]},
                {"date": "2026-01-01", "date_words": "1 January 2026", "more_words": "", "subject": "S",
                 "pages": [{"title": "B", "href": "/b/", "what": "removed", "judged": null}]},
            ],
            "changes_href": "/c/",
        }),
        other => panic!("no template should load {other}"),
    }
}

fn word(words: &Value, key: &str) -> String {
    let word = words.get(key).unwrap_or_else(|| panic!("{key} is not among the theme's words"));
    word.as_str().unwrap().to_owned()
}

fn address(path: &str) -> String {
    format!("https://x.example/{}", path.trim_start_matches('/'))
}

/// Renders one template with the old Tera, as Zola 0.22 has it.
fn old(templates: &BTreeMap<String, String>, name: &str, context: &Value) -> String {
    let mut tera = tera1::Tera::default();
    tera.add_raw_templates(templates).unwrap();
    let words = toml("config.toml")["translations"].clone();
    tera.register_function("trans", move |args: &std::collections::HashMap<String, Value>| {
        Ok(Value::String(word(&words, args["key"].as_str().unwrap())))
    });
    tera.register_function("load_data", |args: &std::collections::HashMap<String, Value>| {
        Ok(data(args["path"].as_str().unwrap()))
    });
    tera.register_function("get_url", |args: &std::collections::HashMap<String, Value>| {
        Ok(Value::String(address(args["path"].as_str().unwrap())))
    });
    let context = tera1::Context::from_value(context.clone()).unwrap();
    tera.render(name, &context).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Renders one template with the new Tera, as Zola 0.23 has it.
fn new(templates: &BTreeMap<String, String>, name: &str, context: &Value) -> String {
    let mut tera = tera::Tera::new();
    tera.autoescape_on([".html"]);
    let words = toml("config.toml")["translations"].clone();
    tera.register_function(
        "trans",
        move |args: tera::Kwargs, _: &tera::State| -> tera::TeraResult<String> {
            Ok(word(&words, args.must_get::<&str>("key")?))
        },
    );
    tera.register_function(
        "load_data",
        |args: tera::Kwargs, _: &tera::State| -> tera::TeraResult<tera::Value> {
            Ok(tera::Value::from_serializable(&data(args.must_get::<&str>("path")?)))
        },
    );
    tera.register_function(
        "get_url",
        |args: tera::Kwargs, _: &tera::State| -> tera::TeraResult<String> {
            Ok(address(args.must_get::<&str>("path")?))
        },
    );
    tera.add_raw_templates(templates).unwrap();
    let context = tera::Context::from_serialize(context).unwrap();
    tera.render(name, &context).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// What both say, without the ways in which they escape and break lines.
fn same(name: &str, context: &Value) -> String {
    same_of(&templates(), name, context)
}

/// The same of other templates.
pub fn same_of(templates: &BTreeMap<String, String>, name: &str, context: &Value) -> String {
    let plain = |html: String| {
        let html = html.replace("&#x2F;", "/").replace("&#x27;", "&#39;");
        html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
    };
    let old = plain(old(templates, name, context));
    let new = plain(new(templates, name, context));
    assert_eq!(old, new, "{name}");
    old
}

/// A page, its section and the site, with these facts of the page under `extra.handbook`.
pub fn context(lang: &str, extra: Value, site: &[(&str, Value)]) -> Value {
    let mut config = toml("theme.toml")["extra"].clone();
    for (key, value) in site {
        config["handbook"]["site"][*key] = value.clone();
    }
    let page = json!({
        "title": "Pay & <rest>",
        "description": "What you are paid",
        "content": "<p>Words</p>",
        "permalink": "https://x.example/a/",
        "toc": [
            {"id": "a", "title": "A", "children": [{"id": "b", "title": "B", "children": []}]},
            {"id": "c", "title": "C", "children": []},
            {"id": "d", "title": "D", "children": []},
        ],
        "extra": extra,
        "pages": [],
    });
    let mut section = page.clone();
    section["pages"] = json!([page]);
    json!({
        "lang": lang,
        "current_path": "/a/",
        "config": {"title": "Site", "description": "About", "extra": config},
        "page": page,
        "section": section,
    })
}

/// The site as staging describes it.
pub fn site() -> Vec<(&'static str, Value)> {
    vec![
        (
            "links",
            json!([
                {"word": "handbook_features", "title": "", "href": "/org/features/"},
                {"word": "", "title": "Elsewhere", "href": "/else/"},
            ]),
        ),
        ("csp", json!("default-src 'none'")),
        ("answers", json!("/org/search/answers.json")),
        ("index", json!("/org/search/index.json")),
        ("glance", json!("glance")),
        ("as_of", json!("1 June 2026")),
    ]
}

/// A page of which everything is known.
fn whole() -> Value {
    let mut facts: Map<String, Value> = toml("theme.toml")["extra"]["handbook"]["page"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, empty)| {
            let full = if empty.is_string() { json!(format!("/{key}/")) } else { empty.clone() };
            (key.clone(), full)
        })
        .collect();
    facts.insert("kind".to_owned(), json!("policy"));
    facts.insert("review_overdue".to_owned(), json!(true));
    facts.insert("log".to_owned(), json!("log"));
    facts.insert("list".to_owned(), json!("list"));
    facts.insert("menu".to_owned(), json!("menu"));
    facts.insert("trail".to_owned(), json!([{"title": "Home", "href": "/"}]));
    facts.insert(
        "features".to_owned(),
        json!([
            {"title": "Billing", "href": "/f/", "decides": "Ada", "decides_href": "/p/"},
            {"title": "Nobody's", "href": "/g/", "decides": "", "decides_href": ""},
        ]),
    );
    json!({ "handbook": facts })
}

/// Templates that Zola renders itself.
const ROOTS: [&str; 5] =
    ["index.html", "section.html", "page.html", "404.html", "handbook/generated.html"];

#[test]
fn both_generations_of_tera_render_every_template_to_the_same() {
    for name in ROOTS {
        for extra in [whole(), json!({})] {
            let html = same(name, &context("en", extra, &site()));
            assert!(html.contains("<main id=\"main\""), "{name}");
            assert!(html.contains("data-ask"), "{name} has the box");
        }
        // A Zola site that has the theme and nothing of ours.
        let html = same(name, &context("en", json!({}), &[]));
        assert!(!html.contains("<dialog"), "{name}");
    }
    for name in ["handbook/page.html", "handbook/section.html"] {
        let html = same(name, &context("en", whole(), &site()));
        assert!(html.contains("/owner_name/"), "{name}");
    }
}

#[test]
fn what_a_page_knows_stands_beside_it() {
    let html = same("page.html", &context("en", whole(), &site()));
    for fact in
        ["/owner_name/", "/contact/", "Policy", "/changed_words/", "/review_due_words/", "Billing"]
    {
        assert!(html.contains(fact), "{fact}");
    }
    assert!(html.contains("&lt;i&gt;"), "a commit's words are no markup");
    let page = scraper::Html::parse_document(&html);
    let texts = |selector: &str| -> Vec<String> {
        let found = scraper::Selector::parse(selector).unwrap();
        // Without spaces, of which those between tags are none of its words here.
        let words =
            |it: scraper::ElementRef<'_>| it.text().flat_map(str::split_whitespace).collect();
        page.select(&found).map(words).collect()
    };
    assert_eq!(texts(".redline-item"), ["2.Moveddown:<s>[removed]six[end]|[added]<u>[end]"]);
    assert_eq!(texts(".redline-cell"), ["In<q>:[added]5[end]"]);
    assert_eq!(texts(".redline-table td[data-label=Days] ins"), ["[added]7[end]"]);
    assert_eq!(texts(".redline-table th del"), ["[removed]Who[end]"]);
    assert!(html.contains("Pay &amp; &lt;rest&gt;"));
}

#[test]
fn a_language_that_is_written_from_the_right_is_set_so() {
    assert!(same("page.html", &context("ar", whole(), &site())).contains("dir=\"rtl\""));
    assert!(same("page.html", &context("fr", whole(), &site())).contains("dir=\"ltr\""));
}

#[test]
fn every_key_that_staging_gives_a_page_has_an_empty_one_in_the_theme() {
    let repo = crate::support::company::repository();
    let zola = &crate::support::zola::all()[0];
    crate::support::program::at(repo.path(), zola, &["stage"]).succeed();
    let staged = repo.path().join(".handbook/site/content/alone.md");
    let text = fs::read_to_string(staged).unwrap();
    let front: toml::Table = text.split("+++\n").nth(1).unwrap().parse().unwrap();
    let keys = |table: &Value| -> Vec<String> {
        let mut keys: Vec<String> = table.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let given = serde_json::to_value(&front["extra"]["handbook"]).unwrap();
    assert_eq!(keys(&given), keys(&toml("theme.toml")["extra"]["handbook"]["page"]));
}

#[test]
fn the_demonstration_has_every_default_of_the_theme() {
    let (theme, demonstration) = (toml("theme.toml"), toml("config.toml"));
    let of = |config: &Value, key: &str| config["extra"]["handbook"][key].clone();
    assert_eq!(of(&theme, "page"), of(&demonstration, "page"));
    for key in of(&theme, "site").as_object().unwrap().keys() {
        assert!(of(&demonstration, "site").get(key).is_some(), "{key}");
    }
}

#[test]
fn the_demonstration_builds_by_itself() {
    for zola in crate::support::zola::all() {
        let folder = tempfile::tempdir().unwrap();
        for path in crate::support::program::files(Path::new(THEME)) {
            let to = folder.path().join(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(Path::new(THEME).join(&path), to).unwrap();
        }
        let output = tempfile::tempdir().unwrap();
        let request = zola_handbook::zola::BuildRequest {
            staged: folder.path(),
            output: output.path(),
            drafts: false,
            turn: None,
        };
        match zola.build(&request).unwrap() {
            zola_handbook::zola::Outcome::Built(_) => {}
            zola_handbook::zola::Outcome::Refused(problems) => panic!("{problems:?}"),
        }
        let page = fs::read_to_string(output.path().join("deciding/last-word/index.html")).unwrap();
        assert!(page.contains("Ada Lovelace"));
    }
}

/// The code that says words, and all words that it says by key.
fn said_by_the_program() -> String {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site");
    let code =
        files(&room).into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs"));
    let code = code.map(|path| fs::read_to_string(room.join(path)).unwrap());
    code.map(|code| code.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_word_of_the_theme_is_shown_somewhere() {
    let words = toml("config.toml")["translations"].clone();
    let mut text: String = templates().into_values().collect();
    for (_, body) in zola_handbook::site::TEMPLATES {
        text.push_str(&body.replace("t.", "handbook_"));
    }
    let code = said_by_the_program();
    // Put together from names of lists, classes and verdicts, and from whether there is one.
    let made = ["_why", "_in_short", "_one", "_many"];
    for key in words.as_object().unwrap().keys() {
        let shown = text.match_indices(key).any(|(at, _)| {
            !text[at + key.len()..]
                .starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_')
        });
        let name = key.trim_start_matches("handbook_");
        let stem = made.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let said = [name, stem].iter().any(|name| code.contains(&format!("\"{name}\"")))
            || said_of_changes().contains(&key.as_str().to_owned());
        assert!(shown || said, "{key} is shown nowhere");
    }
}

/// The keys of words that are put together from what a change can be.
fn said_of_changes() -> Vec<String> {
    let verdicts = Verdict::ALL.iter().map(|verdict| format!("verdict_{}", verdict.as_str()));
    let classes = Class::ALL.iter().map(|class| format!("class_{}", class.as_str()));
    let signals = Signal::ALL.iter().map(|signal| format!("signal_{}", signal.as_str()));
    let flags = Entry::FLAGS.iter().map(|flag| format!("flag_{flag}"));
    let all = verdicts.chain(classes).chain(signals).chain(flags);
    all.map(|key| format!("handbook_{}", key.replace('-', "_"))).collect()
}

#[test]
fn all_that_a_change_can_be_is_said_in_words() {
    let words = toml("config.toml")["translations"].clone();
    for key in said_of_changes() {
        assert!(words.get(&key).is_some(), "{key} is not among the theme's words");
    }
}

#[test]
fn every_word_that_the_program_says_is_among_the_themes() {
    let words = toml("config.toml")["translations"].clone();
    let code = said_by_the_program();
    let calls = regex::Regex::new(r#"words\s*\.(say|fill|count)\(\s*"(\w+)""#).unwrap();
    let mut seen = 0;
    for call in calls.captures_iter(&code) {
        let key = format!("handbook_{}", &call[2]);
        let keys = match &call[1] {
            "count" => vec![format!("{key}_one"), format!("{key}_many")],
            _ => vec![key],
        };
        for key in keys {
            assert!(words.get(&key).is_some(), "{key} is not among the theme's words");
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} calls were found");
}
