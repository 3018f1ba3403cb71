//! How things stood at the ends of a pack's period: what nobody held at the end, what was read and found
//! right by then, and what changed hands in between.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::pack::{Attestation, PackError};
use crate::api::Gap;
use crate::audit::{End, Limit, Period};
use crate::check::{Rule, Subject};
use crate::content::Page;
use crate::handbook::{Handbook, HandbookError, Hands};
use crate::history::{AsOf, HistoryError};
use crate::root::RepoPath;

/// What is known of a moment.
pub(super) enum Known<T> {
    /// This.
    There(T),
    /// That there was no handbook yet.
    Nothing,
    /// Nobody can say: the clone does not have the handbook as it stood then.
    Unread,
}

impl<T> Known<T> {
    fn as_ref(&self) -> Known<&T> {
        match self {
            Self::There(it) => Known::There(it),
            Self::Nothing => Known::Nothing,
            Self::Unread => Known::Unread,
        }
    }

    fn and_then<U>(self, next: impl FnOnce(T) -> Known<U>) -> Known<U> {
        match self {
            Self::There(it) => next(it),
            Self::Nothing => Known::Nothing,
            Self::Unread => Known::Unread,
        }
    }
}

/// How things stood.
pub(super) struct Standing {
    /// The day on which the period ended.
    pub day: Date,
    /// How they stood on that day.
    pub end: Known<Stood>,
    /// What changed hands or its kind since the period began.
    pub hands: Known<Hands>,
}

/// What nobody held, and what was read and found right.
pub(super) struct Stood {
    /// What nobody held, by rule; rules that nothing broke are left out.
    pub gaps: Vec<(Rule, Vec<Gap>)>,
    /// The last review of each page that had one.
    pub reviews: Vec<Attestation>,
    /// Gaps of pages that are gone or private today, of which nothing is told.
    pub left_out: usize,
}

/// The handbook at an end of the period; nothing of its own where that is today's.
struct Then<'e> {
    at: &'e AsOf,
    read: Option<Box<Handbook>>,
}

impl Then<'_> {
    fn handbook<'h>(&'h self, today: &'h Handbook) -> &'h Handbook {
        self.read.as_deref().unwrap_or(today)
    }

    /// The pages of today that were there, each by its file of then. A page that nobody may read
    /// today is not told of, whatever it was.
    fn pages<'h>(&self, today: &'h Handbook) -> BTreeMap<&'h RepoPath, &'h Page> {
        let named = today.pages.iter().filter_map(|page| {
            let file = match &self.read {
                None => &page.file,
                Some(_) => self.at.name(&today.history, today.history.pages.get(&page.file)?)?,
            };
            Some((file, page))
        });
        named.collect()
    }
}

impl Standing {
    /// How things stood at the ends of a period. `cache` is where to remember what git said.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn of(
        today: &Handbook,
        period: &Period,
        ends: Option<&(End, End)>,
        cache: Option<&Path>,
    ) -> Result<Self, PackError> {
        let day = |limit: &Limit| today.day(limit.landed(&today.history));
        let end_day = period.until.as_ref().map_or(today.today, day);
        let Some((begin, end)) = ends else {
            let (end, hands) = (Known::Nothing, Known::Nothing);
            return Ok(Self { day: end_day, end, hands });
        };
        let begin_day = period.after.as_ref().map_or(end_day, day);
        // What was overdue is asked of the end alone.
        let begin = read(today, begin, (begin_day, false), cache)?;
        let end = read(today, end, (end_day, true), cache)?;
        let stood = end.as_ref().and_then(|end| Known::There(Stood::of(end, today)));
        let hands = begin
            .as_ref()
            .and_then(|begin| end.as_ref().and_then(|end| Known::There(hands(begin, end, today))));
        Ok(Self { day: end_day, end: stood, hands })
    }

    /// What was read and found right; nothing where it is not known.
    pub fn reviews(&self) -> &[Attestation] {
        match &self.end {
            Known::There(stood) => &stood.reviews,
            Known::Nothing | Known::Unread => &[],
        }
    }

    /// What nobody held; nothing where it is not known.
    pub fn gaps(&self) -> Vec<&Gap> {
        match &self.end {
            Known::There(stood) => stood.gaps.iter().flat_map(|(_, gaps)| gaps).collect(),
            Known::Nothing | Known::Unread => Vec::new(),
        }
    }
}

fn read<'e>(
    today: &Handbook,
    end: &'e End,
    (day, classes): (Date, bool),
    cache: Option<&Path>,
) -> Result<Known<Then<'e>>, PackError> {
    let at = match end {
        End::At(at) => at,
        End::Nothing => return Ok(Known::Nothing),
        End::Unread => return Ok(Known::Unread),
    };
    if day >= today.today && today.history.head == Some(at.commit) {
        return Ok(Known::There(Then { at, read: None }));
    }
    match today.as_it_stood((at.commit, day), classes, cache) {
        Ok(then) => Ok(Known::There(Then { at, read: then.map(Box::new) })),
        // A partial clone does not have every text.
        Err(HandbookError::History(HistoryError::Missing { .. })) => Ok(Known::Unread),
        Err(error) => Err(error.into()),
    }
}

impl Stood {
    fn of(then: &Then<'_>, today: &Handbook) -> Self {
        let (stood, pages) = (then.handbook(today), then.pages(today));
        let mut left_out = 0;
        let mut is_told = |gap: &mut Gap| {
            if gap.what.kind == "page" {
                let file = RepoPath::new(&gap.what.id).ok();
                let Some(page) = file.and_then(|file| pages.get(&file)) else {
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
        let told = stood.pages.iter().filter(|page| pages.contains_key(&page.file));
        let reviews = told.filter_map(|page| {
            let review = stood.review(page)?;
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
        Self { gaps, reviews, left_out }
    }
}

/// What changed hands between both ends, of pages that are there for everybody today.
fn hands(begin: &Then<'_>, end: &Then<'_>, today: &Handbook) -> Hands {
    let begun: BTreeMap<&RepoPath, &RepoPath> =
        begin.pages(today).into_iter().map(|(then, page)| (&page.file, then)).collect();
    let ended = end.pages(today);
    let moved = ended.iter().filter_map(|(then, page)| {
        let before = *begun.get(&page.file)?;
        (before != *then).then(|| ((*then).clone(), before.clone()))
    });
    let (before, after) = (begin.handbook(today), end.handbook(today));
    let mut hands = Hands::between(before, after, &moved.collect());
    hands.owners.retain_mut(|handed| match &handed.subject {
        Subject::Page(file) => ended.get(file).is_some_and(|page| {
            handed.what.clone_from(&page.title);
            true
        }),
        _ => true,
    });
    hands.kinds.retain_mut(|rekinded| {
        ended.get(&rekinded.file).is_some_and(|page| {
            rekinded.title.clone_from(&page.title);
            true
        })
    });
    hands
}
