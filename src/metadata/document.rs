//! A TOML text as a whole.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::{Keys, Table};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity, Source};

/// How much the mistakes in a text weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The company's metadata and config of today: each is an error.
    Today,
    /// A page's front matter: each is a warning, and the page is published.
    Content,
    /// Metadata of an old commit, which nobody can mend now: what can be understood is, in
    /// silence. Only a file of which nothing can be read is noted.
    Past,
}

impl Strictness {
    /// What a mistake weighs; nothing where it is passed over.
    #[must_use]
    pub fn weight(self) -> Option<Severity> {
        match self {
            Self::Today => Some(Severity::Error),
            Self::Content => Some(Severity::Warning),
            Self::Past => None,
        }
    }
}

/// A TOML text, parsed as far as it can be, and what is wrong with it.
///
/// Where its syntax is broken, those mistakes are all that is reported: a key that is missing or
/// of a wrong type may be so only because of them.
pub struct Document<'s> {
    pub(super) source: &'s Arc<Source>,
    /// Where the TOML begins in the source.
    pub(super) offset: usize,
    pub(super) how: Strictness,
    found: RefCell<Diagnostics>,
    broken: bool,
    root: Spanned<DeTable<'s>>,
}

impl<'s> Document<'s> {
    /// Parses a whole file.
    #[must_use]
    pub fn of_file(source: &'s Arc<Source>, how: Strictness) -> Self {
        Self::parse(source, 0..source.text.len(), how)
    }

    /// Parses the TOML that stands within these bytes of a file, as front matter does. Every
    /// place is one of the whole file.
    #[must_use]
    pub fn parse(source: &'s Arc<Source>, within: Range<usize>, how: Strictness) -> Self {
        let within = source.clamp(within);
        let offset = within.start;
        let (root, errors) = DeTable::parse_recoverable(&source.text[within]);
        let document = Self {
            source,
            offset,
            how,
            found: RefCell::default(),
            broken: !errors.is_empty(),
            root,
        };
        let weight = how.weight().unwrap_or(Severity::Note);
        for error in errors {
            let place =
                error.span().map_or_else(|| Place::whole(source), |span| document.place(span));
            let message = format!("this is not TOML: {}", error.message());
            document
                .found
                .borrow_mut()
                .push(Diagnostic::new(weight, "metadata/syntax", message).at(place));
        }
        document
    }

    /// The table that the text is, opened against the keys that it may hold.
    #[must_use]
    pub fn root<'d>(&'d self, keys: &'static Keys) -> Table<'d>
    where
        's: 'd,
    {
        Table::open(self, self.root.get_ref(), None, keys)
    }

    /// Every mistake found so far, syntax and meaning. A binary file that is called TOML has very
    /// many: see [`Diagnostics::limited`].
    #[must_use]
    pub fn into_problems(self) -> Diagnostics {
        self.found.into_inner()
    }

    /// The place in the whole file of a byte range of the TOML.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::of(self.source, self.offset + span.start..self.offset + span.end)
    }

    /// What a mistake of meaning weighs; nothing where they are passed over.
    pub(super) fn weight(&self) -> Option<Severity> {
        self.how.weight().filter(|_| !self.broken)
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }
}
