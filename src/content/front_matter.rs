//! The block of settings at the head of a page.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::value::{Node, Value, Yaml};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};

/// A page's front matter, and where its body begins.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// All that it says, as a table; an empty one where there is no block, or a broken one.
    pub values: Value,
    /// Byte in the source at which the body begins.
    pub body: usize,
    /// Whether the page has a block at all.
    pub present: bool,
    /// Where the block is, if it cannot be read and speaks of who may read the page.
    pub unread_keeping: Option<Range<usize>>,
}

/// Words by which front matter keeps a page from readers.
pub const WORDS_THAT_KEEP: [&str; 3] = ["private", "draft", "published"];

impl FrontMatter {
    /// Whether it says `true`, or `false`, of that key.
    #[must_use]
    pub fn says(&self, key: &str, wanted: bool) -> bool {
        self.values.get(key).is_some_and(|said| said.node == Node::Boolean(wanted))
    }
}

/// A block's language and the bytes of its inside.
struct Block {
    language: Language,
    inside: Range<usize>,
    body: usize,
}

enum Language {
    Toml,
    /// JSON too, which is YAML.
    Yaml,
}

/// Reads the front matter of a page: TOML between lines of `+++`, YAML between lines of `---`, or
/// an object of JSON, at the very beginning of the file (a byte order mark aside). A broken block is told at
/// its place, and the page goes on without it: its words are worth more than its settings. One that
/// speaks of who may read the page keeps it from everybody until it is mended.
#[must_use]
pub fn read(source: &Arc<Source>, told: &mut Diagnostics) -> FrontMatter {
    let text = source.text.as_str();
    let none = |body| FrontMatter { values: nothing(), body, present: false, unread_keeping: None };
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let Some(block) = split(text, start) else {
        return none(start);
    };
    let inside = &text[block.inside.clone()];
    let keeps = WORDS_THAT_KEEP.iter().any(|word| inside.contains(word));
    let mut sound = true;
    let mut broken = |span: Range<usize>, message: &str| {
        sound = false;
        broken(source, shifted(&span, block.inside.start), message, keeps)
    };
    let values = match block.language {
        Language::Toml => {
            let (table, errors) = DeTable::parse_recoverable(inside);
            for error in &errors {
                let span = error.span().unwrap_or(0..0);
                told.push(broken(span, error.message()));
            }
            if errors.is_empty() {
                Value::from_toml(table.get_ref(), table.span(), block.inside.start)
            } else {
                nothing()
            }
        }
        Language::Yaml => match serde_saphyr::from_str::<serde_saphyr::Spanned<Yaml>>(inside) {
            Ok(value) => Value::from_yaml(value, block.inside.start),
            Err(_) if inside.trim().is_empty() => nothing(),
            Err(error) => {
                let at = error
                    .location()
                    .and_then(|at| usize::try_from(at.span().byte_offset()?).ok())
                    .map_or(0..0, |at| at..at);
                let message = error.without_snippet().to_string();
                told.push(broken(at, &message));
                nothing()
            }
        },
    };
    let unread_keeping = (!sound && keeps).then(|| block.inside.clone());
    match values.node {
        Node::Table(_) => FrontMatter { values, body: block.body, present: true, unread_keeping },
        Node::Nothing => {
            FrontMatter { values: nothing(), body: block.body, present: true, unread_keeping }
        }
        // `---`, a sentence, `---`: two rules around prose, not settings.
        _ => none(start),
    }
}

/// A page's text in two: the inside of its front matter (empty where there is none) and its body.
#[must_use]
pub fn halves(text: &str) -> (&str, &str) {
    let (matter, body) = places_of_halves(text);
    (&text[matter], &text[body..])
}

/// Where the two are: [`halves`]. The body goes to the end.
#[must_use]
pub fn places_of_halves(text: &str) -> (Range<usize>, usize) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    match split(text, start) {
        Some(block) => (block.inside, block.body),
        None => (start..start, start),
    }
}

fn nothing() -> Value {
    Value { node: Node::Table(Vec::new()), span: 0..0 }
}

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn split(text: &str, start: usize) -> Option<Block> {
    if text[start..].starts_with('{') {
        return json(text, start);
    }
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let (language, fence) = match first.trim_end() {
        "+++" => (Language::Toml, "+++"),
        "---" => (Language::Yaml, "---"),
        _ => return None,
    };
    let inside = start + first.len();
    let mut at = inside;
    for line in lines {
        if line.trim_end() == fence {
            return Some(Block { language, inside: inside..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// An object of JSON, as Hugo takes it. What begins with a brace and is none belongs to the body.
fn json(text: &str, start: usize) -> Option<Block> {
    let mut values =
        serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde_json::Value>();
    let object = values.next()?.ok()?;
    let end = start + values.byte_offset();
    let rest = &text[end..];
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    (object.is_object() && line.trim().is_empty()).then(|| Block {
        language: Language::Yaml,
        inside: start..end,
        body: end + line.len(),
    })
}

fn broken(source: &Arc<Source>, span: Range<usize>, message: &str, keeps: bool) -> Diagnostic {
    let message = message.lines().next().unwrap_or_default();
    let message = format!("this front matter cannot be read: {message}");
    let (problem, help) = if keeps {
        let help = "mend the block: it speaks of who may read the page, which is kept from everybody \
                    until then";
        (Diagnostic::error("content/front-matter", message), help)
    } else {
        let help = "mend the block; until then the page is published without what it says";
        (Diagnostic::warning("content/front-matter", message), help)
    };
    problem.at(Place::of(source, span)).with_help(help)
}
