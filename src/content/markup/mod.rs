//! What a body links to and what can be linked to in it, byte by byte.
//!
//! Everything is found with the parser that Zola uses, so that a link in a code block is none.

mod anchors;
mod attributes;
mod destination;
mod wiki;
mod zola;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

pub use anchors::{Anchor, github_id};
pub use zola::ZolaIds;

/// A place in a body from which something else is linked or shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The bytes that it takes, all of its marks included.
    pub span: Range<usize>,
    /// The bytes of its text between the marks; empty where it has none.
    pub text: Range<usize>,
    /// The bytes at which its destination is written.
    pub destination: Range<usize>,
    /// Where it leads, as its author meant it: without escapes, not yet percent-decoded.
    pub target: String,
    /// How it is written.
    pub form: Form,
    /// Whether it shows what it leads to, as images do.
    pub embeds: bool,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `[text](destination)`, `![text](destination)`
    Inline,
    /// `[text][label]`, `[label]`; its destination is where the label is defined.
    Reference,
    /// An attribute of raw HTML; the span is the attribute.
    Attribute,
    /// `[[destination]]`, `[[destination|text]]`, `![[destination]]`
    Wiki,
}

/// What a body links to and can be linked by.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Its headings.
    pub anchors: Vec<Anchor>,
    /// The ids of raw HTML in it.
    pub ids: Vec<String>,
    /// Bare web addresses, which GitHub links and Zola does not.
    pub bare: Vec<Range<usize>>,
    /// Fenced code of a language, by the bytes of the language's name.
    pub languages: Vec<Range<usize>>,
}

impl Markup {
    /// Reads a body.
    #[must_use]
    pub fn of(body: &str) -> Self {
        let mut reader =
            Reader { body, markup: Self::default(), taken: Vec::new(), open: Vec::new() };
        reader.read();
        let Reader { mut markup, mut taken, .. } = reader;
        taken.sort_by_key(|range| range.start);
        wiki::find(body, &taken, &mut markup.links);
        taken.extend(markup.links.iter().map(|link| link.span.clone()));
        taken.sort_by_key(|range| range.start);
        markup.bare = destination::bare(body, &taken);
        markup.links.sort_by_key(|link| link.span.start);
        anchors::name(&mut markup.anchors);
        markup
    }

    /// Whether something in the body has that id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.anchors.iter().any(|anchor| anchor.id == id)
            || self.ids.iter().any(|known| known == id)
    }

    /// Every id in the body.
    pub fn all_ids(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().map(|it| it.id.as_str()).chain(self.ids.iter().map(String::as_str))
    }
}

/// The Markdown of GitHub and Zola. Attributes of headings are read by us, since to GitHub
/// `## Use {name}` has none.
fn dialect() -> Options {
    crate::content::dialect() - Options::ENABLE_HEADING_ATTRIBUTES
}

struct Reader<'a> {
    body: &'a str,
    markup: Markup,
    /// Bytes in which no other link can be: code, HTML, links.
    taken: Vec<Range<usize>>,
    open: Vec<Open>,
}

/// A link or image whose text is being read.
struct Open {
    link_type: LinkType,
    label: String,
    target: String,
    span: Range<usize>,
    text: Option<Range<usize>>,
    embeds: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let parser = Parser::new_ext(self.body, dialect());
        let mut events = parser.into_offset_iter();
        let mut heading: Option<anchors::Open> = None;
        let mut html: Option<Range<usize>> = None;
        while let Some((event, span)) = events.next() {
            if !matches!(event, Event::End(_)) {
                self.cover(&span);
                if let Some(heading) = &mut heading {
                    heading.cover(&span);
                }
            }
            match event {
                Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                    self.begin(link_type, &dest_url, &id, span, false);
                }
                Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                    self.begin(link_type, &dest_url, &id, span, true);
                }
                Event::End(TagEnd::Link | TagEnd::Image) => self.end(|label| {
                    events.reference_definitions().get(label).map(|found| found.span.clone())
                }),
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some(anchors::Open::new(level, span));
                }
                Event::End(TagEnd::Heading(_)) => {
                    self.markup.anchors.extend(heading.take().map(|it| it.close(self.body)));
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    if let pulldown_cmark::CodeBlockKind::Fenced(info) = kind {
                        self.language(&info, &span);
                    }
                    self.taken.push(span);
                }
                Event::Start(Tag::HtmlBlock) => html = Some(span),
                Event::Html(_) => {
                    // A block comes line by line; a tag may take several.
                    if let Some(block) = html.take() {
                        attributes::find(self.body, block.clone(), &mut self.markup);
                        self.taken.push(block);
                    }
                }
                Event::InlineHtml(_) => {
                    attributes::find(self.body, span.clone(), &mut self.markup);
                    self.taken.push(span);
                }
                Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.text.push_str(&text);
                    }
                    self.taken.push(span);
                }
                Event::Text(text) => {
                    if let Some(heading) = &mut heading {
                        heading.text.push_str(&text);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(heading) = &mut heading {
                        heading.text.push(' ');
                    }
                }
                _ => {}
            }
        }
        let definitions: BTreeMap<usize, Range<usize>> = events
            .reference_definitions()
            .iter()
            .map(|(_, definition)| (definition.span.start, definition.span.clone()))
            .collect();
        self.taken.extend(definitions.into_values());
    }

    /// Widens the text of the links around what stands at `span`.
    fn cover(&mut self, span: &Range<usize>) {
        for open in &mut self.open {
            let text = open.text.get_or_insert_with(|| span.clone());
            *text = text.start.min(span.start)..text.end.max(span.end);
        }
    }

    fn begin(
        &mut self,
        link_type: LinkType,
        target: &str,
        label: &str,
        span: Range<usize>,
        embeds: bool,
    ) {
        self.open.push(Open {
            link_type,
            label: label.to_owned(),
            target: target.to_owned(),
            span,
            text: None,
            embeds,
        });
    }

    fn end(&mut self, definition: impl Fn(&str) -> Option<Range<usize>>) {
        let Some(open) = self.open.pop() else { return };
        let marks = if open.embeds { 2 } else { 1 };
        let text = open.text.unwrap_or(open.span.start + marks..open.span.start + marks);
        let (form, destination) = match open.link_type {
            LinkType::Inline => {
                (Form::Inline, destination::of_inline(self.body, text.end..open.span.end))
            }
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => (
                Form::Reference,
                definition(&open.label).and_then(|at| destination::of_definition(self.body, at)),
            ),
            _ => {
                self.taken.push(open.span);
                return;
            }
        };
        self.taken.push(open.span.clone());
        if let Some(destination) = destination {
            self.markup.links.push(Link {
                span: open.span,
                text,
                destination,
                target: open.target,
                form,
                embeds: open.embeds,
            });
        }
    }

    fn language(&mut self, info: &str, block: &Range<usize>) {
        let name = info.split([' ', ',', '{']).next().unwrap_or_default();
        if name.is_empty() {
            return;
        }
        let opening = self.body[block.clone()].lines().next().unwrap_or_default();
        if let Some(at) = opening.find(name) {
            let start = block.start + at;
            self.markup.languages.push(start..start + name.len());
        }
    }
}
