//! How things stood at the end of a pack's period: what nobody held, and what was read and found right.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::pack::{Attestation, End, PackError};
use crate::api::Gap;
use crate::audit::Limit;
use crate::check::Rule;
use crate::content::Page;
use crate::handbook::{Handbook, HandbookError};
use crate::history::HistoryError;
use crate::root::RepoPath;

/// How things stood.
#[derive(Default)]
pub(super) struct Standing {
    /// The day; nothing where nobody can say how things stood.
    pub day: Option<Date>,
    /// Whether anything was there.
    pub is_there: bool,
    /// What nobody held, by rule; rules that nothing broke are left out.
    pub gaps: Vec<(Rule, Vec<Gap>)>,
    /// The last review of each page that had one.
    pub reviews: Vec<Attestation>,
    /// Gaps of pages that are gone or private today, of which nothing is told.
    pub left_out: usize,
}

impl Standing {
    /// How things stand today.
    pub fn today(handbook: &Handbook) -> Self {
        Self::of(handbook, &|file| handbook.pages.iter().find(|page| page.file == *file))
    }

    /// How things stood at the end of a period that ended before today.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn at(
        handbook: &Handbook,
        limit: &Limit,
        end: &End,
        cache: Option<&Path>,
    ) -> Result<Self, PackError> {
        let day = limit.landed(&handbook.history).map(|moment| handbook.day(moment));
        let (Some(day), End::At(at)) = (day, end) else {
            let day = day.filter(|_| matches!(end, End::Nothing));
            return Ok(Self { day, ..Self::default() });
        };
        if day >= handbook.today && handbook.history.head == Some(at.commit) {
            return Ok(Self::today(handbook));
        }
        let then = match handbook.as_it_stood((at.commit, day), cache) {
            Ok(Some(then)) => then,
            // A partial clone does not have every text.
            Ok(None) | Err(HandbookError::History(HistoryError::Missing { .. })) => {
                return Ok(Self::default());
            }
            Err(error) => return Err(error.into()),
        };
        // A page is called as it is today, and one that nobody may read today is not told of.
        let history = &handbook.history;
        let today: BTreeMap<&RepoPath, &Page> = handbook
            .pages
            .iter()
            .filter_map(|page| Some((at.name(history, history.pages.get(&page.file)?)?, page)))
            .collect();
        Ok(Self::of(&then, &|file| today.get(file).copied()))
    }

    /// Of a handbook, whose pages are told as they are called today.
    fn of<'p>(stood: &Handbook, today: &dyn Fn(&RepoPath) -> Option<&'p Page>) -> Self {
        let mut left_out = 0;
        let mut is_told = |gap: &mut Gap| {
            if gap.what.kind == "page" {
                let page = RepoPath::new(&gap.what.id).ok().and_then(|file| today(&file));
                let Some(page) = page else {
                    left_out += 1;
                    return false;
                };
                gap.what.name.clone_from(&page.title);
            }
            true
        };
        let mut gaps = Gap::by_rule(stood);
        for (_, gaps) in &mut gaps {
            gaps.retain_mut(&mut is_told);
        }
        gaps.retain(|(_, gaps)| !gaps.is_empty());
        let reviews = stood.pages.iter().filter_map(|page| {
            let review = stood.review(page)?;
            today(&page.file)?;
            let by = review.by.as_ref().map(|by| &by.value);
            let person = |id| stood.org.person(id).map(|person| person.name.value.clone());
            Some(Attestation {
                page: page.file.to_string(),
                date: review.date.as_ref().map(|date| date.value.to_string()),
                by: by.map(ToString::to_string),
                commit: review.commit.as_ref().map(|commit| commit.value.to_string()),
                name: by.map(|id| person(id).unwrap_or_else(|| id.to_string())),
            })
        });
        let reviews = reviews.collect();
        Self { day: Some(stood.today), is_there: true, gaps, reviews, left_out }
    }
}
