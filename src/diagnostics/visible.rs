//! Text that strangers wrote, made safe to show on a terminal.

use std::borrow::Cow;

/// The text with every character that a terminal obeys instead of showing, or that changes how
/// its neighbours are read, replaced by one that is seen: control characters by Unicode's control
/// pictures (`␛`), the others by their number (`<U+202E>`). Tabs stay, line breaks do not.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match (is_unseen(character), shown(character)) {
            (true, '\u{fffd}') => seen.push_str(&format!("<U+{:04X}>", u32::from(character))),
            (_, shown) => seen.push(shown),
        }
    }
    Cow::Owned(seen)
}

/// The one character that is seen in place of this one, so that columns stay what they are:
/// itself, its picture, or the replacement character.
pub(super) fn shown(character: char) -> char {
    match character {
        '\0'..='\x08' | '\x0a'..='\x1f' => {
            char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')
        }
        '\x7f' => '\u{2421}',
        _ if is_unseen(character) => '\u{fffd}',
        _ => character,
    }
}

/// Whether a character is shown as it is, and changes nothing about how others are shown.
pub(super) fn is_plain(character: char) -> bool {
    !is_unseen(character)
}

/// Control characters but the tab, line and paragraph separators, the marks that turn the
/// direction of text (Unicode TR 9, "Trojan Source"), zero-width characters, and the tags with
/// which text is hidden in text.
fn is_unseen(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{061c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}
