//! The Markdown in a page that is more than Markdown: MDX without its programs, links that Hugo's
//! and Jekyll's templates would have made, notes and warnings of every generator.

mod alerts;
mod kramdown;
mod program;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::{Captures, Regex};

use crate::content::headings::dialect;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};

/// A body without what is no Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The Markdown.
    pub text: String,
    /// Where it stays in step with the body: byte in the text, byte in the body.
    steps: Vec<(usize, usize)>,
}

impl Clean {
    /// The byte of the author's body that a byte of the text comes from.
    #[must_use]
    pub fn origin(&self, at: usize) -> usize {
        let after = self.steps.partition_point(|(text, _)| *text <= at);
        let Some((text, body)) = after.checked_sub(1).and_then(|step| self.steps.get(step)) else {
            return at;
        };
        let moved = body + (at - text);
        self.steps.get(after).map_or(moved, |(_, next)| moved.min(*next))
    }
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Attributes of a tag of JSX: braces may stand in braces, twice.
const ATTRIBUTES: &str =
    r#"(?:[^<>{}"'`]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*"#;

static COMPONENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(r"</?(?:([A-Z][A-Za-z0-9_.]*)(?:\s{ATTRIBUTES})?)?/?>|\{{/\*(?s:.*?)\*/\}}"))
});
static ELEMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(&format!(r"<[a-z][a-z0-9-]*\s{ATTRIBUTES}>")));
static EXPRESSION: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r#"(\s[A-Za-z:-]+=)\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"#));
static QUOTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r#"^[^'"]*\(?['"]([^'"<>]+)['"]"#));
/// Where a destination begins: `](`, `]: `, `href="`.
const BEFORE: &str = r#"(\]\(<?\s*|\]:\s+<?|=\s*["']?)"#;

static BASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"{BEFORE}\{{\{{-?\s*(?:site\.(?:baseurl|url)|base_url|baseURL|page\.baseurl)\s*(?:\|[^{{}}]*)?-?\}}\}}"
    ))
});
static TEMPLATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r#"{BEFORE}(?:\{{\{{[<%]\s*(?:rel)?ref\s+(?:path=)?["'`]?([^"'`\s<>]+)["'`]?[^{{}}]*?[%>]\}}\}}|\{{%-?\s*link\s+(\S+)\s*-?%\}}|\{{\{{\s*["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL)\s*\}}\}})"#
    ))
});

/// Cleans a body; nothing where it is Markdown throughout. `mdx` says that the file is called so;
/// any other is MDX where it imports something.
pub fn clean(
    source: &Arc<Source>,
    from: usize,
    mdx: bool,
    told: &mut Diagnostics,
) -> Option<Clean> {
    let body = &source.text[from..];
    let may_import = mdx || program::may_import(body);
    let templates = body.contains("{{") || body.contains("{%");
    let alerts = alerts::may_hold(body);
    let attributes = kramdown::may_hold(body);
    if !may_import && !templates && !alerts && !attributes {
        return None;
    }
    let code = code(body);
    let is_called_so = mdx;
    let mdx = mdx || may_import && program::imports(body, &code);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    if mdx {
        for range in program::statements(body, &code) {
            edits.push((range.clone(), newlines(&body[range.clone()])));
            // Where a file is called so, nobody takes it for words.
            if !is_called_so {
                let line =
                    range.start + body[range.clone()].find(['\r', '\n']).unwrap_or(range.len());
                told.push(
                    Diagnostic::warning(
                        "content/program",
                        "this is a program's, so it is not published",
                    )
                    .at(Place::of(source, from + range.start..from + line))
                    .with_help("call the file .mdx if it is meant to be one"),
                );
            }
        }
        let mut components: BTreeMap<String, Range<usize>> = BTreeMap::new();
        tags(body, &code, &mut edits, &mut components);
        for (name, at) in components {
            told.push(
                Diagnostic::warning(
                    "content/component",
                    format!(
                        "`<{name}>` is a program's, so only what stands inside it is published"
                    ),
                )
                .at(Place::of(source, from + at.start..from + at.end))
                .with_help("write what it shows in Markdown, if it matters to readers"),
            );
        }
    }
    if templates {
        links(body, &code, &mut edits);
    }
    if attributes {
        kramdown::edits(body, &code, &mut edits);
    }
    if alerts {
        alerts::edits(body, &code, &mut edits);
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    (!edits.is_empty()).then(|| apply(body, edits))
}

/// The bytes of code: blocks, spans, and what raw HTML shows as it is.
fn code(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block = false;
    for (event, span) in Parser::new_ext(body, dialect()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                // What is indented is code to Markdown; to MDX it is a component's children.
                block = matches!(kind, pulldown_cmark::CodeBlockKind::Fenced(_));
                if block {
                    found.push(span);
                }
            }
            Event::End(TagEnd::CodeBlock) => block = false,
            Event::Code(_) if !block => found.push(span),
            _ => {}
        }
    }
    found
}

fn is_in(at: usize, code: &[Range<usize>]) -> bool {
    let after = code.partition_point(|range| range.start <= at);
    after > 0 && code[..after].iter().rev().take(2).any(|range| range.contains(&at))
}

fn tags(
    body: &str,
    code: &[Range<usize>],
    edits: &mut Vec<(Range<usize>, String)>,
    components: &mut BTreeMap<String, Range<usize>>,
) {
    let (Some(component), Some(element), Some(expression)) =
        (COMPONENT.as_ref(), ELEMENT.as_ref(), EXPRESSION.as_ref())
    else {
        return;
    };
    for found in component.captures_iter(body) {
        let Some(whole) = found.get(0).filter(|whole| !is_in(whole.start(), code)) else {
            continue;
        };
        edits.push((whole.range(), newlines(whole.as_str())));
        if let Some(name) = found.get(1) {
            components.entry(name.as_str().to_owned()).or_insert_with(|| whole.range());
        }
    }
    for tag in element.find_iter(body).filter(|tag| !is_in(tag.start(), code)) {
        for found in expression.captures_iter(tag.as_str()) {
            let (Some(whole), Some(name), Some(inside)) =
                (found.get(0), found.get(1), found.get(2))
            else {
                continue;
            };
            let quoted = QUOTED.as_ref().and_then(|quoted| quoted.captures(inside.as_str()));
            let value = quoted.and_then(|quoted| quoted.get(1)).map(|value| value.as_str());
            let is_link =
                [" src=", " href="].contains(&name.as_str().replace(['\n', '\t'], " ").as_str());
            let instead = match value.filter(|_| is_link) {
                Some(value) => format!("{}\"{value}\"", name.as_str()),
                None => newlines(whole.as_str()),
            };
            edits.push((tag.start() + whole.start()..tag.start() + whole.end(), instead));
        }
    }
}

/// Destinations that a template would have made.
fn links(body: &str, code: &[Range<usize>], edits: &mut Vec<(Range<usize>, String)>) {
    let mut add = |found: &Captures<'_>, path: String| {
        let (Some(whole), Some(before)) = (found.get(0), found.get(1)) else { return };
        if !is_in(whole.start(), code) {
            edits.push((before.end()..whole.end(), path));
        }
    };
    if let Some(base) = BASE.as_ref() {
        for found in base.captures_iter(body) {
            add(&found, String::new());
        }
    }
    if let Some(template) = TEMPLATE.as_ref() {
        for found in template.captures_iter(body) {
            let rooted =
                found.get(3).map(|path| format!("/{}", path.as_str().trim_start_matches('/')));
            let plain = found.get(2).or(found.get(4)).map(|path| path.as_str().to_owned());
            if let Some(path) = rooted.or(plain) {
                add(&found, path.replace(' ', "%20"));
            }
        }
    }
}

fn newlines(text: &str) -> String {
    "\n".repeat(text.matches('\n').count())
}

fn apply(body: &str, edits: Vec<(Range<usize>, String)>) -> Clean {
    let mut clean = Clean { text: String::with_capacity(body.len()), steps: vec![(0, 0)] };
    let mut at = 0;
    for (range, instead) in edits {
        if range.start < at {
            continue;
        }
        clean.text.push_str(&body[at..range.start]);
        clean.steps.push((clean.text.len(), range.start));
        clean.text.push_str(&instead);
        clean.steps.push((clean.text.len(), range.end));
        at = range.end;
    }
    clean.text.push_str(&body[at..]);
    clean
}
