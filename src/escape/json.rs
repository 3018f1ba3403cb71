//! JSON as it is printed and published.

use serde::Serialize;

use super::is_unseen;

/// Pretty JSON that ends with a line break. What a terminal would obey, or would not show, is
/// written as `\uNNNN`, since JSON is read on terminals too; so is `<`, since pages carry JSON
/// inside `script`, where `</script` and `<!--` end or hide it whatever the quotes say.
///
/// Of a value that JSON cannot write, such as a map whose keys are no texts, nothing is written.
#[must_use]
pub fn to_json(value: &impl Serialize) -> String {
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(plain.len() + 1);
    for one in plain.chars() {
        if one != '\n' && (is_unseen(one) || one == '<') {
            let mut units = [0; 2];
            for unit in one.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(one);
        }
    }
    safe.push('\n');
    safe
}
