//! Who held what before: what pages tell of the past of features, teams and people.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{HandbookError, Location};
use crate::history::People;
use crate::org::{FeatureId, Holder, Org, TeamId};
use crate::ownership::{Agreement, Chronicle, FeatureTimeline, Held, TeamTimeline};
use crate::root::RepoPath;

/// The past of everything that can be held; empty where git knows nothing.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Who held each feature.
    pub features: BTreeMap<FeatureId, FeatureTimeline>,
    /// Who led each team, and managed its product.
    pub teams: BTreeMap<TeamId, TeamTimeline>,
    /// Whether each handover that is to come was agreed.
    pub agreements: BTreeMap<FeatureId, Agreement>,
    /// Whether a shallow clone hides where it began: then the first term of each may be older.
    pub shallow: bool,
}

impl Past {
    /// Reads the past of the metadata, as far as that day.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn read(
        location: &Location,
        folder: &RepoPath,
        org: &Org,
        (today, zone): (Date, &TimeZone),
        memory: Option<&Path>,
    ) -> Result<Self, HandbookError> {
        let mut past = Self::default();
        let Some(repository) = &location.repository else { return Ok(past) };
        let Some(head) = repository.head()? else { return Ok(past) };
        let chronicle = Chronicle::read(repository, folder, head, memory)?;
        let Some(last) = chronicle.last() else { return Ok(past) };
        past.shallow = chronicle.line.shallow;
        let people = People::of(org);
        chronicle.warm_up()?;
        for feature in org.features.values() {
            let timeline = chronicle.timeline(feature, org, (last, today), zone)?;
            past.features.insert(feature.id.clone(), timeline);
            let announced = feature.next.as_ref().is_some_and(|next| !next.holds_on(today));
            if announced {
                let agreement = chronicle.agreement(feature, org, &people, last)?;
                past.agreements.insert(feature.id.clone(), agreement);
            }
        }
        for team in org.teams.values() {
            let timeline = chronicle.team_timeline(team, org, (last, today), zone)?;
            past.teams.insert(team.id.clone(), timeline);
        }
        if memory.is_some() {
            chronicle.remember();
        }
        Ok(past)
    }

    /// What a person or a team held, in whatever role, the newest first.
    #[must_use]
    pub fn held_by(&self, holder: &Holder) -> Vec<Held> {
        let features = self.features.iter().flat_map(|(id, past)| past.held_by(id, holder));
        let teams = self.teams.iter().flat_map(|(id, past)| past.held_by(id, holder));
        let mut held: Vec<Held> = features.chain(teams).collect();
        held.sort_by(|a, b| {
            b.from.cmp(&a.from).then_with(|| (a.role, &a.what).cmp(&(b.role, &b.what)))
        });
        held
    }
}
