//! Texts that people wrote, and places in them.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::root::RepoPath;

/// A text that somebody wrote and the path that it came from.
///
/// Its `Debug` shows no text, since a person's file holds addresses that are never published.
pub struct Source {
    /// Where the file is.
    pub path: RepoPath,
    /// What it holds; empty where it could not be read as text.
    pub text: String,
    /// The byte offset at which each line starts, found when first asked for.
    line_starts: OnceLock<Vec<usize>>,
}

/// Where in a text something stands, as editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters (Unicode scalar values, not bytes).
    pub column: usize,
}

impl Source {
    /// A text and where it came from.
    #[must_use]
    pub fn new(path: RepoPath, text: impl Into<String>) -> Self {
        Self { path, text: text.into(), line_starts: OnceLock::new() }
    }

    /// A file whose text is not there to be shown: one that could not be read, or is a folder.
    #[must_use]
    pub fn unread(path: RepoPath) -> Arc<Self> {
        Arc::new(Self::new(path, String::new()))
    }

    /// The line and column of a byte offset. An offset past the end is the end's, one within a
    /// character that character's.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_index(offset);
        let start = self.line_starts()[line];
        Position { line: line + 1, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The byte range of the line that holds this offset, without the end of the line.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> Range<usize> {
        let offset = self.text.floor_char_boundary(offset);
        let starts = self.line_starts();
        let line = self.line_index(offset);
        let start = starts[line];
        let end = starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// The nearest range of whole characters inside the text that holds this one.
    #[must_use]
    pub fn clamp(&self, span: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start);
        start..self.text.ceil_char_boundary(span.end).max(start)
    }

    fn line_index(&self, offset: usize) -> usize {
        // The first line starts at 0, so at least one start is not after the offset.
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let after_breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after_breaks).collect()
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.path, self.text.len())
    }
}

/// A stretch of a source; a bare path where the whole file is meant.
///
/// Two places are equal where path and span are.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Byte range in `source.text`, on character boundaries; nothing means the file as a whole.
    pub span: Option<Range<usize>>,
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn whole(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), span: None }
    }

    /// A byte range of the file, moved outwards to whole characters and kept inside the text.
    #[must_use]
    pub fn of(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self { span: Some(source.clamp(span)), source: Arc::clone(source) }
    }

    /// A file or folder of which there is no text to show.
    #[must_use]
    pub fn unread(path: RepoPath) -> Self {
        Self { source: Source::unread(path), span: None }
    }

    /// The file's path from the repository's root.
    #[must_use]
    pub fn path(&self) -> &RepoPath {
        &self.source.path
    }

    /// Where the stretch begins; nothing where the whole file is meant.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.span.as_ref().map(|span| self.source.position(span.start))
    }

    /// The line, from 1, on which the stretch begins; nothing where the whole file is meant.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.position().map(|position| position.line)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.path() == other.path() && self.span == other.span
    }
}

impl Eq for Place {}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(RepoPath::root(), text)
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let source = source("año = 1\nß = x");
        assert_eq!(source.position("año".len()), Position { line: 1, column: 4 });
        assert_eq!(source.position(source.text.len()), Position { line: 2, column: 6 });
    }

    #[test]
    fn an_offset_past_the_end_or_within_a_character_is_still_a_position() {
        assert_eq!(source("").position(99), Position { line: 1, column: 1 });
        assert_eq!(source("ß").position(1), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_line_is_given_without_its_end() {
        let source = source("one\r\ntwo\n");
        assert_eq!(&source.text[source.line_at(1)], "one");
        assert_eq!(&source.text[source.line_at(5)], "two");
        assert_eq!(&source.text[source.line_at(9)], "");
    }
}
