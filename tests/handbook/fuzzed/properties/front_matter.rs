//! A page's front matter: read, and written again for Zola.

use std::sync::{Arc, LazyLock};

use regex::Regex;
use toml::Table;
use zola_handbook::content::front_matter::{halves, read};
use zola_handbook::content::value::{Node, Value};
use zola_handbook::diagnostics::{Diagnostics, Source};
use zola_handbook::root::RepoPath;
use zola_handbook::site::compose;

use super::{can_be_shown, is_text};

/// How Zola finds the block: up to the first `+++` that a line ends with.
static ZOLA: LazyLock<Regex> = LazyLock::new(|| {
    let block =
        r"^[[:space:]]*\+\+\+(\r?\n(?s).*?(?-s))\+\+\+[[:space:]]*(?:$|(?:\r?\n((?s).*(?-s))$))";
    Regex::new(block).expect("a pattern")
});

/// Any bytes as a page.
pub fn holds(data: &[u8]) {
    let path = RepoPath::new("content/page.md").expect("a path");
    let source = Arc::new(Source::new(path, String::from_utf8_lossy(data)));
    let mut told = Diagnostics::new();
    let front = read(&source, &mut told);
    can_be_shown(&told);
    let body = source.text.get(front.body..).expect("a body begins at a character");
    values_are_text(&source, &front.values);
    if front.present {
        assert_eq!(halves(&source.text).1, body, "two readers part the page in one place");
    }

    let Some(toml::Value::Table(table)) = front.values.to_toml() else {
        panic!("front matter is a table");
    };
    let composed = compose(&table, body).text;
    // Whatever the block holds, Zola sees its end where it is.
    let found = ZOLA.captures(&composed).expect("a block that Zola finds");
    let block: Table = found[1].parse().expect("TOML that Zola reads");
    same(&block, &table);
    assert!(!found[1].contains("+++"), "nothing in the block looks like its end");
    // Zola lets empty lines and a line's `\r` go that stand between the block and the body.
    let rest = found.get(2).map_or("", |rest| rest.as_str());
    assert_eq!(rest.trim_start(), body.trim_start(), "the body is Zola's body");
    // And so do we.
    let again = Arc::new(Source::new(RepoPath::root(), composed));
    let mut told = Diagnostics::new();
    let front = read(&again, &mut told);
    assert!(told.is_empty(), "what is composed is sound");
    assert_eq!(&again.text[front.body..], body, "no line ends the block early");
    match front.values.to_toml() {
        Some(toml::Value::Table(read)) => same(&read, &table),
        other => panic!("{other:?}"),
    }
}

fn values_are_text(source: &Source, value: &Value) {
    is_text(source, &value.span);
    match &value.node {
        Node::List(values) => values.iter().for_each(|value| values_are_text(source, value)),
        Node::Table(entries) => {
            entries.iter().for_each(|(_, value)| values_are_text(source, value))
        }
        _ => {}
    }
}

/// Equal, where no number is a number, too.
fn same(one: &Table, other: &Table) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}
