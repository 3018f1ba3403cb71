//! A cell of a table for a spreadsheet.

/// A cell that no spreadsheet calculates.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula (OWASP, "CSV
/// injection"): such a cell begins with an apostrophe, which it shows as text. Control characters,
/// which would end the cell or hide its beginning, are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// The cell that shows this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let clean: String =
            text.chars().filter(|c| !c.is_control() && !super::turns_or_is_none(*c)).collect();
        // What is not seen does not keep a spreadsheet from reading on.
        let first = clean.chars().find(|c| !c.is_whitespace() && !super::is_unseen(*c));
        Self(match first {
            Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{clean}"),
            _ => clean,
        })
    }

    /// The cell's text, without the quotes that separate it from others.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<[u8]> for Cell {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
