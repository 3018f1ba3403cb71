//! The changes that a site gives an account of: those of the last year, judged once for everything
//! that tells of them.

use jiff::Span;
use jiff::civil::Date;

use super::SiteError;
use crate::audit::{Entry, Ledger, Period, Redliner, Report, Selection};
use crate::handbook::Handbook;

/// How many months back that goes where the settings do not say (`change_pages`).
const MONTHS: i32 = 12;

/// The changes of pages that are published today, newest landing first.
pub struct Lately<'a> {
    /// The first day that is told of.
    pub since: Date,
    /// Where the changes are from; nothing without a repository.
    pub ledger: Option<Ledger<'a>>,
    /// The changes, of every class.
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Lately<'a> {
    /// Judges the changes.
    ///
    /// # Errors
    /// [`SiteError::History`] where git cannot be read.
    pub fn read(handbook: &'a Handbook) -> Result<Self, SiteError> {
        let span = match handbook.config.change_pages {
            Some(interval) => interval.span(),
            None => Span::new().months(MONTHS),
        };
        let since = handbook.today.checked_sub(span).unwrap_or(Date::MIN);
        let ledger = handbook.ledger();
        let selection = Selection {
            period: Period::since(since, &handbook.zone),
            living: true,
            ..Selection::default()
        };
        let entries = match &ledger {
            Some(ledger) => ledger.judge(ledger.pick(&selection), &handbook.classes, &selection)?,
            None => Vec::new(),
        };
        Ok(Self { since, ledger, entries })
    }

    /// The same as `handbook audit` writes it for programs.
    ///
    /// # Errors
    /// [`SiteError::History`] where git cannot be read.
    pub fn report(&self) -> Result<Report, SiteError> {
        let bounds = (Some(self.since.to_string()), None);
        Ok(match &self.ledger {
            Some(ledger) => Report::of(&self.entries, bounds, &Redliner::new(ledger, false))?,
            None => Report { schema: 1, from: bounds.0, to: bounds.1, changes: Vec::new() },
        })
    }
}
