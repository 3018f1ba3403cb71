//! Tables of a Markdown body.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::headings::dialect;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkdownTable {
    /// The cells of its first line.
    pub headings: Vec<Cell>,
    /// The other lines.
    pub rows: Vec<Row>,
}

/// A line of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The bytes of the body that it takes.
    pub span: Range<usize>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its words without marks; where the author broke the line, a line break.
    pub text: String,
    /// The words of each link in it, and where the link leads as it is written.
    pub links: Vec<(String, String)>,
}

/// The tables of a body, in order.
#[must_use]
pub fn tables(body: &str) -> Vec<MarkdownTable> {
    // A table without a line of dashes is none, and most bodies have no table.
    if !body.contains("--") || !body.contains('|') {
        return Vec::new();
    }
    let mut reader = Reader::default();
    for (event, span) in Parser::new_ext(body, dialect()).into_offset_iter() {
        reader.event(event, span);
    }
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<MarkdownTable>,
    row: Option<Row>,
    cell: Option<Cell>,
    link: Option<(String, String)>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::Table(_)) => self.found.push(MarkdownTable::default()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.row = Some(Row { cells: Vec::new(), span });
            }
            Event::Start(Tag::TableCell) => self.cell = Some(Cell::default()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((String::new(), dest_url.to_string()));
            }
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.words("\n");
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::End(TagEnd::Link) => {
                if let (Some(cell), Some((words, target))) = (&mut self.cell, self.link.take()) {
                    cell.links.push((words.trim().to_owned(), target));
                }
            }
            Event::End(TagEnd::TableCell) => {
                if let (Some(row), Some(mut cell)) = (&mut self.row, self.cell.take()) {
                    cell.text = cell.text.trim().to_owned();
                    row.cells.push(cell);
                }
            }
            Event::End(TagEnd::TableHead) => {
                if let (Some(table), Some(row)) = (self.found.last_mut(), self.row.take()) {
                    table.headings = row.cells;
                }
            }
            Event::End(TagEnd::TableRow) => {
                if let (Some(table), Some(row)) = (self.found.last_mut(), self.row.take()) {
                    table.rows.push(row);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(words);
        }
        if let Some((text, _)) = &mut self.link {
            text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_words_and_its_links() {
        let body =
            "Text\n\n| Feature | Owner |\n| --- | --- |\n| **[Pay](pay.md)** | Ada<br>@bob |\n";
        let found = tables(body);
        assert_eq!(found.len(), 1);
        let headings: Vec<_> = found[0].headings.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(headings, ["Feature", "Owner"]);
        let row = &found[0].rows[0];
        assert_eq!(row.cells[0].links, [("Pay".to_owned(), "pay.md".to_owned())]);
        assert_eq!(row.cells[1].text, "Ada\n@bob");
        assert!(body[row.span.clone()].starts_with("| **[Pay]"));
    }

    #[test]
    fn a_table_in_code_is_none() {
        assert_eq!(tables("```\n| a | b |\n| --- | --- |\n| 1 | 2 |\n```\n"), []);
    }
}
