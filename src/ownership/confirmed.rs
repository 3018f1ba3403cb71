//! Ownership that was written for many at once, and whether its holders ever confirmed it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Chronicle;
use crate::history::{CommitId, HistoryError, People};
use crate::org::{FeatureId, Org};

impl Chronicle<'_> {
    /// Features that got the captain that they have along with `bulk` or more, in one landing, and
    /// whose files that captain has never changed since, nor in it: each with that landing.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn unconfirmed(
        &self,
        org: &Org,
        today: Date,
        zone: &TimeZone,
        bulk: usize,
    ) -> Result<BTreeMap<FeatureId, CommitId>, HistoryError> {
        let Some(until) = self.last() else { return Ok(BTreeMap::new()) };
        let mut named: BTreeMap<CommitId, Vec<FeatureId>> = BTreeMap::new();
        for feature in org.features.values() {
            let terms = self.captains_of_git(feature, org, (until, today), zone)?;
            if let Some(term) = terms.last().filter(|term| term.who.is_some()) {
                named.entry(term.commit).or_default().push(feature.id.clone());
            }
        }
        let people = People::of(org);
        let mut unconfirmed = BTreeMap::new();
        for (commit, features) in named.into_iter().filter(|(_, all)| all.len() >= bulk) {
            let Some(since) = self.line.place(commit) else { continue };
            for id in features {
                let captain = org.feature(&id).and_then(|feature| feature.captain.as_ref());
                let path = self.path(&format!("features/{id}.toml"));
                let (Some(captain), Some(path)) = (captain, path) else { continue };
                let mut confirmed = false;
                for (place, _) in
                    self.versions_of(&path).iter().filter(|(place, _)| *place >= since)
                {
                    confirmed |= self.authors(*place, &path, &people)?.contains(&captain.value);
                }
                if !confirmed {
                    unconfirmed.insert(id, commit);
                }
            }
        }
        Ok(unconfirmed)
    }
}
