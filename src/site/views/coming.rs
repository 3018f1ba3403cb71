//! What comes next: handovers, and pages that are to be read again.

use jiff::civil::Date;
use serde::Serialize;

use super::feature::handover;
use crate::org::{PersonId, TeamId};
use crate::site::links::Link;
use crate::site::names::Names;

/// How many reviews are told.
const REVIEWS: usize = 10;

/// What comes next in the whole handbook.
#[derive(Debug, Serialize)]
pub struct Coming {
    handovers: Vec<ComingHandover>,
    reviews: Vec<ComingReview>,
}

/// A handover that is announced or agreed.
#[derive(Debug, Serialize)]
pub struct ComingHandover {
    feature: Link,
    words: String,
    #[serde(skip)]
    from: Date,
}

/// A page with the day by which it must be read again.
#[derive(Debug, Serialize)]
struct ComingReview {
    page: Link,
    owner: Option<Link>,
    date: String,
    date_words: String,
    overdue: bool,
}

impl Coming {
    /// Every handover, and the reviews that are due first.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        let handbook = names.handbook;
        let mut due: Vec<_> = handbook.review_due.iter().map(|(file, day)| (*day, file)).collect();
        due.sort();
        let reviews = due.into_iter().filter_map(|(day, file)| {
            let owned = handbook.ownership.pages.get(file);
            let owner = owned.and_then(|owned| owned.owner.as_ref());
            let words = names.words.day(day);
            Some(ComingReview {
                page: names.page(file)?,
                owner: owner.map(|owner| names.holder(&owner.value)),
                date: words.iso,
                date_words: words.words,
                overdue: day < handbook.today,
            })
        });
        Self { handovers: ComingHandover::all(names), reviews: reviews.take(REVIEWS).collect() }
    }
}

impl ComingHandover {
    /// Every handover to come, the next one first.
    #[must_use]
    pub fn all(names: &Names<'_>) -> Vec<Self> {
        Self::those(names, |_, _| true)
    }

    /// Those by which somebody becomes a captain.
    #[must_use]
    pub fn to_person(names: &Names<'_>, id: &PersonId) -> Vec<Self> {
        Self::those(names, |captain, _| captain == Some(id))
    }

    /// Those by which a team gets a feature.
    #[must_use]
    pub fn to_team(names: &Names<'_>, id: &TeamId) -> Vec<Self> {
        Self::those(names, |_, team| team == Some(id))
    }

    fn those(
        names: &Names<'_>,
        chosen: impl Fn(Option<&PersonId>, Option<&TeamId>) -> bool,
    ) -> Vec<Self> {
        let features = names.handbook.ownership.features.iter();
        let mut all: Vec<Self> = features
            .filter_map(|(id, owned)| {
                let next = owned.next.as_ref()?;
                chosen(next.captain.as_ref(), next.team.as_ref()).then(|| Self {
                    feature: names.feature(id),
                    words: handover(names, id, next),
                    from: next.from,
                })
            })
            .collect();
        all.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.feature.name.cmp(&b.feature.name)));
        all
    }
}
