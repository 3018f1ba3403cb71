//! The reference of keys in `docs/`, from the tables of keys themselves.

use super::{Keys, Need};

/// A Markdown table of the keys: each with its value, whether it must be there, what it means,
/// an example and the rule. It ends with a line break.
#[must_use]
pub fn reference(keys: &Keys) -> String {
    let mut text = String::from("| key | value | needed | meaning | example |\n");
    text.push_str("| --- | --- | --- | --- | --- |\n");
    for key in keys.keys {
        let need = match key.need {
            Need::Required => "yes",
            Need::Expected => "else a gap",
            Need::Optional => "no",
        };
        let meaning = match key.rule {
            "" => format!("{}.", key.meaning),
            rule => format!("{}. {rule}.", key.meaning),
        };
        let cells = [&format!("`{}`", key.name), key.wants, need, &meaning, &code(key.example)];
        let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

/// An example that holds back quotes needs more of them around it (CommonMark, code spans).
fn code(example: &str) -> String {
    if example.contains('`') { format!("`` {example} ``") } else { format!("`{example}`") }
}
