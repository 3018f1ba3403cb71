//! How things stood at the ends of a pack's period: what nobody held at the end, what was read and found
//! right by then, and what changed hands in between.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::pack::PackError;
use crate::api::Gap;
use crate::audit::{End, Limit, Period};
use crate::check::{Rule, Subject};
use crate::content::Page;
use crate::handbook::{Handbook, HandbookError, Hands};
use crate::history::{AsOf, HistoryError};
use crate::root::RepoPath;

/// What can be seen of a moment of the past.
pub(super) enum Seen<T> {
    /// This.
    There(T),
    /// That there was no handbook yet.
    Nothing,
    /// Nothing, and why: the end of a sentence.
    Unknown(&'static str),
}

const NOT_HERE: &str = "this clone does not have the handbook as it stood then";
const ELSEWHERE: &str = "the handbook was in another folder then";

impl<T> Seen<T> {
    fn as_ref(&self) -> Seen<&T> {
        match self {
            Self::There(it) => Seen::There(it),
            Self::Nothing => Seen::Nothing,
            Self::Unknown(why) => Seen::Unknown(why),
        }
    }

    fn and_then<U>(self, next: impl FnOnce(T) -> Seen<U>) -> Seen<U> {
        match self {
            Self::There(it) => next(it),
            Self::Nothing => Seen::Nothing,
            Self::Unknown(why) => Seen::Unknown(why),
        }
    }
}

/// How things stood.
pub(super) struct Standing {
    /// The day on which the period ended.
    pub day: Date,
    /// How they stood on that day.
    pub end: Seen<Stood>,
    /// What changed hands or its kind since the period began.
    pub hands: Seen<Hands>,
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

/// That somebody read a page and found it right.
#[derive(Serialize)]
pub(super) struct Attestation {
    pub page: String,
    pub date: Option<String>,
    pub by: Option<String>,
    pub commit: Option<String>,
    /// What they are called.
    #[serde(skip)]
    pub name: Option<String>,
}

/// The handbook at an end of the period.
enum Then<'e> {
    /// As it is on disk.
    Today,
    /// As it stood as of a commit.
    Before(&'e AsOf, Box<Handbook>),
}

impl Then<'_> {
    fn handbook<'h>(&'h self, today: &'h Handbook) -> &'h Handbook {
        match self {
            Self::Today => today,
            Self::Before(_, handbook) => handbook,
        }
    }

    /// The pages of today that were there, each by its file of then. A page that nobody may read
    /// today is not told of, whatever it was.
    fn pages<'h>(&self, today: &'h Handbook) -> BTreeMap<&'h RepoPath, &'h Page> {
        match self {
            Self::Today => today.pages.iter().map(|page| (&page.file, page)).collect(),
            Self::Before(at, _) => pages_at(at, today),
        }
    }
}

fn pages_at<'h>(at: &AsOf, today: &'h Handbook) -> BTreeMap<&'h RepoPath, &'h Page> {
    let history = &today.history;
    let named = today
        .pages
        .iter()
        .filter_map(|page| Some((at.name(history, history.pages.get(&page.file)?)?, page)));
    named.collect()
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
        let day = |limit: &Limit| today.day(limit.landed(&today.history)).min(today.today);
        let end_day = period.until.as_ref().map_or(today.today, day);
        let (begin, end) = match ends {
            // Nothing is committed: what is on disk is all that there is.
            None => (Seen::Nothing, Seen::There(Then::Today)),
            Some((begin, end)) => {
                // What was overdue is asked of the end alone.
                let begin = match &period.after {
                    Some(after) => read(today, begin, (day(after), false), cache)?,
                    None => Seen::Nothing,
                };
                (begin, read(today, end, (end_day, true), cache)?)
            }
        };
        let stood = end.as_ref().and_then(|end| Seen::There(Stood::of(end, today)));
        let hands = begin
            .as_ref()
            .and_then(|begin| end.as_ref().and_then(|end| Seen::There(hands(begin, end, today))));
        Ok(Self { day: end_day, end: stood, hands })
    }
}

fn read<'e>(
    today: &Handbook,
    end: &'e End,
    (day, classes): (Date, bool),
    cache: Option<&Path>,
) -> Result<Seen<Then<'e>>, PackError> {
    let at = match end {
        End::At(at) => at,
        End::Nothing => return Ok(Seen::Nothing),
        End::Unread => return Ok(Seen::Unknown(NOT_HERE)),
    };
    let is_head = today.history.head == Some(at.commit);
    // A pack is evidence of what is committed.
    if is_head && day == today.today && today.is_as_committed()? {
        return Ok(Seen::There(Then::Today));
    }
    let content = today.location.prefix.join(today.content_folder.as_str());
    let content = content.map_err(HandbookError::from)?;
    let pages = pages_at(at, today);
    if !pages.is_empty() && pages.keys().all(|file| file.below(&content).is_none()) {
        return Ok(Seen::Unknown(ELSEWHERE));
    }
    match today.as_it_stood((at.commit, day), classes, cache) {
        Ok(then) => {
            Ok(Seen::There(then.map_or(Then::Today, |then| Then::Before(at, Box::new(then)))))
        }
        // A partial clone does not have every text.
        Err(HandbookError::History(HistoryError::Missing { .. })) => Ok(Seen::Unknown(NOT_HERE)),
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

/// What changed hands between both ends. Pages are told of that are there for everybody today, and were
/// at both ends, as they are called today.
fn hands(begin: &Then<'_>, end: &Then<'_>, today: &Handbook) -> Hands {
    let begun: BTreeMap<&RepoPath, &RepoPath> =
        begin.pages(today).into_iter().map(|(then, page)| (&page.file, then)).collect();
    let ended = end.pages(today);
    let name_before =
        |file: &RepoPath| begun.get(&ended.get(file)?.file).map(|file| (*file).clone());
    let (before, after) = (begin.handbook(today), end.handbook(today));
    let mut hands = Hands::between(before, after, &name_before);
    let title = |file: &RepoPath| ended.get(file).map(|page| page.title.clone());
    for handed in &mut hands.owners {
        if let Subject::Page(file) = &handed.subject {
            handed.what = title(file).unwrap_or_default();
        }
    }
    for rekinded in &mut hands.kinds {
        rekinded.title = title(&rekinded.file).unwrap_or_default();
    }
    hands
}
