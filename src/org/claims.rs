//! Whose the files of code are, for many files at once.

use globset::GlobSet;

use super::{CodeGlob, Feature, Org};
use crate::metadata::Sited;

impl Feature {
    /// The globs over the files of this repository that say which are the feature's.
    pub fn code_here(&self) -> impl Iterator<Item = &Sited<CodeGlob>> {
        let here = self.code.iter().filter(|code| code.repository.is_none());
        here.flat_map(|code| &code.paths)
    }

    /// Whether the feature says that a file of this repository is its own.
    #[must_use]
    pub fn claims(&self, path: &str) -> bool {
        self.code_here().any(|glob| glob.value.matches(path))
    }
}

/// The globs of all features, to be held against every file: a file is looked at once, and not once
/// for each glob. For a single file [`Feature::claims`] is less work.
#[derive(Debug)]
pub struct CodeClaims<'o> {
    /// Nothing where they are too many for one set.
    globs: Option<GlobSet>,
    /// Whose each glob is.
    of: Vec<&'o Feature>,
}

impl<'o> CodeClaims<'o> {
    /// Gathers the globs.
    #[must_use]
    pub fn of(org: &'o Org) -> Self {
        let claims = org.features.values().flat_map(|feature| {
            feature.code_here().map(move |glob| (feature, glob.value.as_glob().clone()))
        });
        let (of, globs): (Vec<_>, Vec<_>) = claims.unzip();
        Self { globs: GlobSet::new(globs).ok(), of }
    }

    /// The features that say a file of this repository is theirs, by their ids.
    #[must_use]
    pub fn on(&self, path: &str) -> Vec<&'o Feature> {
        let mut claimants: Vec<&Feature> = match &self.globs {
            Some(globs) => globs.matches(path).into_iter().map(|at| self.of[at]).collect(),
            None => self.of.iter().copied().filter(|feature| feature.claims(path)).collect(),
        };
        claimants.dedup_by(|one, other| one.id == other.id);
        claimants
    }
}
