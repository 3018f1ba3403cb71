//! A terminal.

use std::borrow::Cow;

use super::Place;

/// A stretch of text on a terminal: see [`visible`].
#[derive(Debug, Clone, Copy)]
pub struct Screen;

impl Place for Screen {
    fn escape(text: &str, out: &mut String) {
        out.push_str(&visible(text));
    }
}

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
pub(crate) fn shown(character: char) -> char {
    match character {
        '\0'..='\x08' | '\x0a'..='\x1f' => {
            char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')
        }
        '\x7f' => '\u{2421}',
        _ if is_unseen(character) => '\u{fffd}',
        _ => character,
    }
}

/// What is about to leave for a terminal, lines and all: everything that it would obey is made
/// visible, but for line breaks and, with `colours`, the colours and weights of text.
///
/// It is the last gate, which nothing printed goes around; texts of strangers have been through
/// [`visible`] before, which knows of no colour that is allowed.
#[must_use]
pub fn drawn(text: &str, colours: bool) -> Cow<'_, str> {
    if !text.chars().any(|one| one != '\n' && is_unseen(one)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut rest = line;
        while let Some(escape) = rest.find('\u{1b}') {
            out.push_str(&visible(&rest[..escape]));
            let length = if colours { colour_at(&rest[escape..]) } else { None };
            let end = escape + length.unwrap_or(1);
            match length {
                Some(_) => out.push_str(&rest[escape..end]),
                None => out.push_str(&visible(&rest[escape..end])),
            }
            rest = &rest[end..];
        }
        out.push_str(&visible(rest));
    }
    Cow::Owned(out)
}

/// The length of the escape that this text begins with, where it sets weight, strikes, or sets a
/// colour of letters that every terminal has, or takes them back (SGR, ECMA-48, 8.3.117; `90` to `97`
/// are the bright ones). All others pass for text: those that blink, swap, conceal or colour what is behind.
fn colour_at(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|one: char| !one.is_ascii_digit() && one != ';')?;
    let is_known = |code: &str| match code.parse::<u32>() {
        Ok(number) => matches!(number, 0..=4 | 9 | 22..=24 | 29..=37 | 39 | 90..=97),
        Err(_) => code.is_empty(),
    };
    let all_known = inner[..end].split(';').all(is_known);
    (inner[end..].starts_with('m') && all_known).then_some(2 + end + 1)
}

/// Control characters but the tab, line and paragraph separators, the marks that turn the
/// direction of text (Unicode TR 9, "Trojan Source"), zero-width characters, and the tags with
/// which text is hidden in text.
pub(crate) fn is_unseen(character: char) -> bool {
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
