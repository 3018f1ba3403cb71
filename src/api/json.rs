//! JSON as it is printed and published.

use serde::Serialize;

/// Pretty JSON that ends with a line break. What a terminal would obey is written as `\uNNNN`,
/// since JSON is read on terminals too.
#[must_use]
pub fn to_json(value: &impl Serialize) -> String {
    // These types hold texts, numbers, lists and maps with texts for keys: JSON can write each.
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(plain.len() + 1);
    for one in plain.chars() {
        let unsafe_to_show = (one.is_control() && one != '\n') || is_invisible(one);
        if unsafe_to_show {
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

/// What turns the direction of text around, or cannot be seen.
fn is_invisible(one: char) -> bool {
    matches!(one, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
