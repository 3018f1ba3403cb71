//! HTML that authors wrote among their Markdown.

use super::token::STRUCK;

/// The words of a piece of HTML, and where its links and images lead. Comments and tags go; it is
/// compared here, never shown as HTML. What looks like no tag to a browser is words, as it is there.
pub(super) fn without_tags(html: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut targets = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = end_of_tag(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        if tag.starts_with("<!--") {
            text.push(' ');
            continue;
        }
        let attributes = attributes(tag);
        for (name, value) in &attributes {
            match name.as_str() {
                "href" | "src" => targets.push(value.clone()),
                // Words that a reader meets, or does not meet any more.
                "alt" | "title" | "value" | "placeholder" | "aria-label" => {
                    text.push_str(&format!(" {value} "));
                }
                "hidden" | "style" if name == "hidden" || value.contains("none") => {
                    text.push_str(" [hidden] ");
                }
                _ => {}
            }
        }
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "s" | "del" | "strike" => text.push_str(STRUCK),
            "a" | "b" | "i" | "em" | "strong" | "span" | "code" | "u" | "small" | "mark" => {}
            _ => text.push(' '),
        }
    }
    text.push_str(rest);
    (text, targets)
}

/// Where a tag or a comment ends that begins the text; nothing where none does: a tag begins with a
/// letter, `/`, `!` or `?` (HTML's tokenizer), and quotes within it hold `>`.
fn end_of_tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 3);
    }
    let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    if !begins {
        return None;
    }
    let mut quote = None;
    let mut ends = text.char_indices().filter(|(_, c)| match (*c, quote) {
        ('>', None) => true,
        ('"' | '\'', None) => {
            quote = Some(*c);
            false
        }
        (c, Some(open)) if c == open => {
            quote = None;
            false
        }
        _ => false,
    });
    ends.next().map(|(at, _)| at + 1)
}

/// The attributes of a tag, with their values; empty ones where none is written.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let inside = tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
    let mut rest = inside.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let end = if rest.is_char_boundary(end) { end } else { rest.len() };
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            found.push((name, String::new()));
            continue;
        };
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quoted {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        found.push((name, value.to_owned()));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_gives_its_words_and_where_it_leads() {
        let (text, targets) = without_tags("<p>See <a href=\"/x\">it</a><!-- not > this --></p>");
        assert_eq!((text.trim(), targets), ("See it", vec!["/x".to_owned()]));
        for (html, words) in [
            ("If you earn < 50000 you get 10.", "If you earn < 50000 you get 10."),
            ("a <b 5 days", "a <b 5 days"),
            ("<p title=\"a > b\">Text</p>", "a > b Text"),
            ("<div hidden>Text</div>", "[hidden] Text"),
            ("<input value=5 disabled><img src='x' alt='One two'/>", "5 One two"),
            ("pay <del>ten</del> six", "pay ~~ten~~ six"),
            ("<", "<"),
            ("<é =>", "<é =>"),
        ] {
            let (text, _) = without_tags(html);
            assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), words, "{html}");
        }
    }
}
