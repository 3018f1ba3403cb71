//! The front matter of a staged page: what its author wrote, what git and the organisation add.

use toml::{Table, Value};

/// A staged Markdown file: a block of TOML, then the body. The body begins on line
/// [`Staged::body_line`] of the file, so that what Zola says of a line can be said of the author's.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// The whole file.
    pub text: String,
    /// The 1-based line on which the body begins.
    pub body_line: usize,
}

/// Puts a front matter and a body together.
///
/// Zola ends a TOML block at the first `+++` at the end of a line, inside a string too; so every
/// string is written on one line, with its line ends escaped.
#[must_use]
pub fn compose(front: &Table, body: &str) -> Staged {
    let mut text = String::from("+++\n");
    write_table(&mut text, &mut Vec::new(), front);
    let body_line = text.matches('\n').count() + 2;
    text.push_str("+++\n");
    text.push_str(body);
    Staged { text, body_line }
}

/// Keys with plain values first, then each table under its own heading: TOML's order.
fn write_table(text: &mut String, path: &mut Vec<String>, table: &Table) {
    for (key, value) in table {
        if !matches!(value, Value::Table(_)) {
            text.push_str(&format!("{} = {}\n", key_text(key), value_text(value)));
        }
    }
    for (key, value) in table {
        if let Value::Table(inner) = value {
            path.push(key_text(key));
            text.push_str(&format!("[{}]\n", path.join(".")));
            write_table(text, path, inner);
            path.pop();
        }
    }
}

fn key_text(key: &str) -> String {
    let bare =
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { key.to_owned() } else { string_text(key) }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => string_text(text),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(value_text).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", key_text(key), value_text(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

/// A basic string on one line (TOML 1.0, "String"): quotes, backslashes and control characters
/// escaped. Of three pluses together the last is escaped too, so that nothing in the block looks like its
/// end, however many there are.
fn string_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out.replace("+++", "++\\u002B")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::Boolean),
            any::<i64>().prop_map(Value::Integer),
            (-1.0e9..1.0e9).prop_map(Value::Float),
            "(?s).{0,12}".prop_map(Value::String),
            Just(Value::String("a\n+++\n+++".to_owned())),
            (0_usize..12).prop_map(|pluses| Value::String("+".repeat(pluses))),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::btree_map("(?s).{0,5}", inner, 0..4)
                    .prop_map(|entries| Value::Table(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_composed_reads_back_the_same(
            entries in prop::collection::btree_map("(?s).{0,8}", value(), 0..6),
            body in "(?s).{0,40}",
        ) {
            let front: Table = entries.into_iter().collect();
            let staged = compose(&front, &body);
            let rest = staged.text.strip_prefix("+++\n").unwrap();
            let (block, found) = rest.split_once("+++\n").unwrap();
            prop_assert_eq!(block.parse::<Table>().unwrap(), front);
            prop_assert!(!block.contains("+++"), "{}", block);
            prop_assert_eq!(found, body.as_str());
            let lines: Vec<&str> = staged.text.split('\n').collect();
            prop_assert_eq!(lines[staged.body_line - 1], body.split('\n').next().unwrap());
        }
    }
}
