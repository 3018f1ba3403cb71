//! What the two Teras say about a template.

use super::locate::split_place;

/// What is wrong with a template, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub message: String,
    /// The template's name, or its path where it could not be parsed.
    pub template: Option<String>,
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// A word of the template that is at fault, where no line is named.
    pub word: Option<String>,
}

/// The name that Tera 2 gives to a page's body.
pub(super) const BODY: &str = "__tera_one_off";

/// Tera 2: `error: WHAT`, then ` --> TEMPLATE:LINE:COLUMN` and a picture of the place.
pub(super) fn tera_2(text: &str) -> Option<Fault> {
    let text = text.strip_prefix("error: ")?;
    let what: Vec<&str> = text.lines().take_while(|line| !is_arrow(line)).collect();
    let arrow = text.lines().find(|line| is_arrow(line))?;
    let (template, place) = split_place(arrow.trim_start().trim_start_matches("--> "));
    Some(Fault {
        message: what.join(" "),
        template: Some(template.to_owned()),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        word: None,
    })
}

/// Tera 1 when parsing: `* Failed to parse "PATH"`, ` --> LINE:COLUMN`, a picture, ` = WHAT`, for
/// each template.
pub(super) fn tera_1_parsing(text: &str) -> Vec<Fault> {
    text.split("* Failed to parse \"")
        .skip(1)
        .filter_map(|part| {
            let (path, rest) = part.split_once('"')?;
            let (line, column, message) = pest(rest)?;
            let template = Some(path.to_owned());
            Some(Fault { message, template, line: Some(line), column: Some(column), word: None })
        })
        .collect()
}

/// The parser under Tera 1 and under shortcodes: ` --> LINE:COLUMN`, a picture, `= WHAT`.
pub(super) fn pest(text: &str) -> Option<(u32, u32, String)> {
    let arrow = text.lines().find(|line| is_arrow(line))?;
    let (line, column) = arrow.trim_start().trim_start_matches("--> ").split_once(':')?;
    let what = text.lines().find_map(|line| line.trim_start().strip_prefix("= "))?;
    Some((line.parse().ok()?, column.trim().parse().ok()?, what.to_owned()))
}

/// Tera 1 when rendering: causes from the page inwards, with names of templates but no line.
pub(super) fn tera_1_rendering(reasons: &[String]) -> Option<Fault> {
    // The last cause names the template that extends another, though the fault is in the other.
    let (mut template, mut extended) = (None, None);
    let mut what = Vec::new();
    for reason in reasons {
        let (reason, inner) = match reason.split_once(" while rendering '") {
            Some((reason, inner)) => (reason, quoted_rest(inner)),
            None => (reason.as_str(), None),
        };
        match reason.strip_prefix("Failed to render '").and_then(quoted_rest) {
            Some(outer) => template = Some(outer),
            None => what.push(reason.trim_end_matches('.')),
        }
        // `(error happened in 'base.html')`: what is extended, while `inner` is what extends.
        let named = reason.split_once("(error happened in '").and_then(|(_, it)| quoted_rest(it));
        extended = extended.or(named);
        template = inner.or(template);
    }
    if what.is_empty() {
        return None;
    }
    let word = what.iter().find_map(|what| word_at_fault(what));
    let template = extended.or(template).map(str::to_owned);
    Some(Fault { message: what.join(": "), template, line: None, column: None, word })
}

/// Variable `page.nope`, Filter 'nofilter', Function call 'get_section', Template '[nope.html]'.
fn word_at_fault(what: &str) -> Option<String> {
    let quote = what.find(['`', '\''])?;
    let mark = what[quote..].chars().next()?;
    let (word, _) = what[quote + 1..].split_once(mark)?;
    let word = word.trim_start_matches('[').trim_end_matches(']');
    (!word.is_empty()).then(|| word.to_owned())
}

fn quoted_rest(text: &str) -> Option<&str> {
    text.split_once('\'').map(|(name, _)| name)
}

fn is_arrow(line: &str) -> bool {
    line.trim_start().starts_with("--> ")
}
