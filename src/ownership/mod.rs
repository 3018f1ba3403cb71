//! Who owns what, and the line that says so.
//!
//! One resolver answers for every command and page. Each fact of its answer carries where it is
//! written and what it beat.

mod chronicle;
pub mod codeowners;
mod confirmed;
mod earlier;
mod feature;
mod handover;
mod held;
mod lookup;
mod page;
mod page_chronicle;
mod timeline;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::{FolderPages, Page};
use crate::diagnostics::{Diagnostics, Place};
use crate::metadata::{PageKind, ReviewInterval, Sited};
use crate::org::{FeatureId, Holder, Org, PersonId, TeamId};
use crate::root::RepoPath;

pub use chronicle::Chronicle;
pub use feature::{Decision, FeatureOwnership, Handover, LastWord, product_manager_of};
pub use handover::Agreement;
pub use held::{Held, Role};
pub use lookup::{
    Found, Kind, Lookup, Query, Subject, former_ids, names_file, owners_of, pages_below,
};
pub use page::{PageOwnership, of_claims};
pub use page_chronicle::{Fate, PageChronicle, Then};
pub use timeline::{FeatureTimeline, TeamTimeline, Term};

/// Something that is so, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// What is so.
    pub value: T,
    /// Where it is written.
    pub why: Place,
    /// What else is claimed that this goes before, nearest first, and where.
    pub beats: Vec<Sited<T>>,
}

impl<T> Fact<T> {
    /// The fact that the first of these claims makes, over the others; nothing where there is none.
    fn first(claims: impl IntoIterator<Item = Sited<T>>) -> Option<Self> {
        let mut claims = claims.into_iter();
        let first = claims.next()?;
        Some(Self { value: first.value, why: first.place, beats: claims.collect() })
    }
}

/// Who owns every page and feature on one day.
#[derive(Debug, Clone, Default)]
pub struct Ownership {
    /// The pages, by file from the repository's root.
    pub pages: BTreeMap<RepoPath, PageOwnership>,
    /// The features.
    pub features: BTreeMap<FeatureId, FeatureOwnership>,
}

impl Ownership {
    /// Resolves everything as of `today`. What a page claims and nobody is, is told.
    #[must_use]
    pub fn resolve(
        org: &Org,
        (pages, folder_pages): (&[Page], &FolderPages),
        today: Date,
        told: &mut Diagnostics,
    ) -> Self {
        Self {
            pages: page::resolve(org, pages, folder_pages, told),
            features: org
                .features
                .values()
                .map(|feature| (feature.id.clone(), FeatureOwnership::resolve(org, feature, today)))
                .collect(),
        }
    }

    /// Gives pages that say nothing of it the review interval of their kind.
    pub fn review_by_kind(&mut self, every: &BTreeMap<PageKind, Sited<ReviewInterval>>) {
        for page in self.pages.values_mut() {
            let kind = page.kind.as_ref().map(|kind| kind.value);
            if let Some(every) = kind.and_then(|kind| every.get(&kind)) {
                match &mut page.review_every {
                    Some(said) => said.beats.push(every.clone()),
                    none => *none = Fact::first([every.clone()]),
                }
            }
        }
    }

    /// The files of the pages that a person or team owns.
    pub fn pages_of<'a>(&'a self, holder: &'a Holder) -> impl Iterator<Item = &'a RepoPath> {
        self.pages
            .iter()
            .filter(move |(_, page)| {
                page.owner.as_ref().is_some_and(|owner| owner.value == *holder)
            })
            .map(|(file, _)| file)
    }

    /// The features of a team.
    pub fn features_of<'a>(&'a self, team: &'a TeamId) -> impl Iterator<Item = &'a FeatureId> {
        self.features_where(move |feature| is(feature.team.as_ref(), team))
    }

    /// The features that a person is captain of.
    pub fn captained_by<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a FeatureId> {
        self.features_where(move |feature| is(feature.captain.as_ref(), person))
    }

    /// The features whose product manager a person is.
    pub fn managed_by<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a FeatureId> {
        self.features_where(move |feature| is(feature.product_manager.as_ref(), person))
    }

    fn features_where<'a>(
        &'a self,
        holds: impl Fn(&FeatureOwnership) -> bool + 'a,
    ) -> impl Iterator<Item = &'a FeatureId> {
        self.features.iter().filter(move |(_, feature)| holds(feature)).map(|(id, _)| id)
    }
}

fn is<T: PartialEq>(fact: Option<&Fact<T>>, value: &T) -> bool {
    fact.is_some_and(|fact| fact.value == *value)
}
