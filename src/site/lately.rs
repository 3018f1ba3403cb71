//! The changes that a site gives an account of: those of the last year, judged once for everything
//! that tells of them.

use jiff::Span;
use jiff::civil::Date;

use super::SiteError;
use crate::audit::{Entry, Ledger, Period, Redliner, Report, Selection};
use crate::handbook::Handbook;
use crate::history::{Action, Moment};

/// How many months back that goes where the settings do not say (`change_pages`).
const MONTHS: i32 = 12;

/// The changes of pages that are published today, and the ends of those that are gone, newest landing
/// first.
pub struct Lately<'a> {
    /// The first day that is told of.
    pub since: Date,
    /// Where the changes are from; nothing without a repository.
    pub ledger: Option<Ledger<'a>>,
    /// The changes, of every class.
    pub entries: Vec<Entry<'a>>,
    /// How many more there may be, of which the clone lacks the texts that say so.
    pub untold: usize,
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
        let selection =
            Selection { period: Period::since(since, &handbook.zone), ..Selection::default() };
        let (entries, untold) = match &ledger {
            Some(ledger) => {
                let mut picked = ledger.pick(&selection);
                // That a page ended is told; what was done to it before is not.
                picked.retain(|one| one.page.is_some() || one.change.action == Action::Removed);
                let mut entries = ledger.judge(picked, &handbook.classes, &selection)?;
                let judged = entries.len();
                // Without its text nobody knows whether it ended, was renamed, or was private.
                entries.retain(|one| one.picked.page.is_some() || one.class.is_some());
                let untold = ledger.untold(&selection) + judged - entries.len();
                (entries, untold)
            }
            None => (Vec::new(), 0),
        };
        Ok(Self { since, ledger, entries, untold })
    }

    /// The same as `handbook audit` writes it for programs.
    ///
    /// # Errors
    /// [`SiteError::History`] where git cannot be read.
    pub fn report(&self) -> Result<Report, SiteError> {
        let bounds = (Some(Moment::Day(self.since)), None);
        Ok(match &self.ledger {
            Some(ledger) => {
                Report::of(&self.entries, self.untold, bounds, &Redliner::new(ledger, false))?
            }
            None => {
                let (from, to) = bounds;
                Report { schema: 1, from, to, untold: self.untold, changes: Vec::new() }
            }
        })
    }
}
