//! Who held a thing, and from when: read off every text that its file ever had.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Chronicle, FeatureOwnership, product_manager_of};
use crate::history::{CommitId, HistoryError};
use crate::org::{Feature, FeatureId, Former, Org, PersonId, Team, TeamId};

/// From a day on, somebody held something; or nobody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<T> {
    /// The day.
    pub from: Date,
    /// The first day on which it was no longer so; nothing while it is.
    pub until: Option<Date>,
    /// Who; nothing where nobody did.
    pub who: Option<T>,
    /// The landing that says so: of a handover, the one that announced it.
    pub commit: CommitId,
    /// Whether it came by a handover that took effect on its day.
    pub handover: bool,
}

/// Who held a feature, oldest first.
#[derive(Debug, Clone, Default)]
pub struct FeatureTimeline {
    /// Its captains.
    pub captains: Vec<Term<PersonId>>,
    /// Its teams.
    pub teams: Vec<Term<TeamId>>,
    /// Its product managers, its own or its team's.
    pub product_managers: Vec<Term<PersonId>>,
}

/// Who led a team and who managed its product, oldest first.
#[derive(Debug, Clone, Default)]
pub struct TeamTimeline {
    /// Its leads.
    pub leads: Vec<Term<PersonId>>,
    /// Its product managers.
    pub product_managers: Vec<Term<PersonId>>,
}

/// What a file said from a day on.
struct Said<'f> {
    day: Date,
    commit: CommitId,
    place: usize,
    feature: Option<&'f Feature>,
}

impl Chronicle<'_> {
    /// The day on which a landing came, in that zone.
    #[must_use]
    pub fn day(&self, place: usize, zone: &TimeZone) -> Option<Date> {
        let landing = self.line.landings.get(place)?;
        Some(landing.at.to_zoned(zone.clone()).date())
    }

    /// Who was captain of a feature, as far as the landing `until` and the day `today`, and before
    /// that as the feature's `earlier` has it.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn captains(
        &self,
        feature: &Feature,
        org: &Org,
        bounds: (usize, Date),
        zone: &TimeZone,
    ) -> Result<Vec<Term<PersonId>>, HistoryError> {
        self.with_earlier(feature, self.captains_of_git(feature, org, bounds, zone)?)
    }

    /// The same, as far as the versions of the feature's own file tell.
    pub(super) fn captains_of_git(
        &self,
        feature: &Feature,
        org: &Org,
        (until, today): (usize, Date),
        zone: &TimeZone,
    ) -> Result<Vec<Term<PersonId>>, HistoryError> {
        let versions = self.feature(&feature.id, &former_ids(feature), until)?;
        let former = Former::of(org);
        let bare = Org::default();
        let captain = |said: &Said<'_>, day: Date| {
            let owned = FeatureOwnership::resolve(&bare, said.feature?, day);
            Some(former.person(owned.captain?.value))
        };
        Ok(self.terms(&versions, today, zone, &[], captain))
    }

    /// Who held a feature, as far as the landing `until` and the day `today`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn timeline(
        &self,
        feature: &Feature,
        org: &Org,
        (until, today): (usize, Date),
        zone: &TimeZone,
    ) -> Result<FeatureTimeline, HistoryError> {
        let versions = self.feature(&feature.id, &former_ids(feature), until)?;
        let former = Former::of(org);
        let mut ids: Vec<TeamId> = Vec::new();
        for (_, feature) in &versions {
            let next = feature.as_ref().and_then(|one| one.next.as_ref()?.team.as_ref());
            let now = feature.as_ref().and_then(|one| one.team.as_ref());
            ids.extend(now.into_iter().chain(next).map(|team| team.value.clone()));
        }
        ids.sort();
        ids.dedup();
        let mut charters: BTreeMap<TeamId, Vec<(usize, Option<Team>)>> = BTreeMap::new();
        let mut places = Vec::new();
        for id in ids {
            let versions = self.team(&id, &[], until)?;
            places.extend(versions.iter().map(|(place, _)| *place));
            charters.insert(id, versions);
        }
        let owned = |said: &Said<'_>, day: Date| {
            let mut then = Org { people: org.people.clone(), ..Org::default() };
            for (id, versions) in &charters {
                let last = versions.iter().rev().find(|(place, _)| *place <= said.place);
                if let Some((_, Some(team))) = last {
                    then.teams.insert(id.clone(), team.clone());
                }
            }
            Some(FeatureOwnership::resolve(&then, said.feature?, day))
        };
        let bare = Org::default();
        let plain =
            |said: &Said<'_>, day| Some(FeatureOwnership::resolve(&bare, said.feature?, day));
        let captain = |said: &Said<'_>, day| Some(former.person(plain(said, day)?.captain?.value));
        let team = |said: &Said<'_>, day| Some(former.team(plain(said, day)?.team?.value));
        let manager =
            |said: &Said<'_>, day| Some(former.person(owned(said, day)?.product_manager?.value));
        Ok(FeatureTimeline {
            captains: self
                .with_earlier(feature, self.terms(&versions, today, zone, &[], captain))?,
            teams: self.terms(&versions, today, zone, &[], team),
            product_managers: self.terms(&versions, today, zone, &places, manager),
        })
    }

    /// Who led a team and managed its product, as far as the landing `until` and the day `today`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn team_timeline(
        &self,
        team: &Team,
        org: &Org,
        (until, today): (usize, Date),
        zone: &TimeZone,
    ) -> Result<TeamTimeline, HistoryError> {
        let formerly: Vec<_> = team.formerly.iter().map(|one| one.value.clone()).collect();
        let former = Former::of(org);
        let mut timeline = TeamTimeline::default();
        for (place, team) in self.team(&team.id, &formerly, until)? {
            let (Some(day), Some(landing)) = (self.day(place, zone), self.line.landings.get(place))
            else {
                continue;
            };
            if day > today {
                continue;
            }
            let manager = team.as_ref().and_then(|team| product_manager_of(org, team));
            let manager = manager.map(|manager| former.person(manager.value));
            let lead = team.and_then(|team| team.lead).map(|lead| former.person(lead.value));
            begin(&mut timeline.leads, day, landing.commit, false, lead);
            begin(&mut timeline.product_managers, day, landing.commit, false, manager);
        }
        Ok(timeline)
    }

    /// Turns what a file said into terms. `also` are landings that changed something else that the
    /// answer hangs on.
    fn terms<T: PartialEq + Clone>(
        &self,
        versions: &[(usize, Option<Feature>)],
        today: Date,
        zone: &TimeZone,
        also: &[usize],
        who: impl Fn(&Said<'_>, Date) -> Option<T>,
    ) -> Vec<Term<T>> {
        let mut places: Vec<usize> =
            versions.iter().map(|(place, _)| *place).chain(also.iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        let said: Vec<Said<'_>> = places
            .into_iter()
            .filter_map(|place| {
                let (_, feature) = versions.iter().rev().find(|(other, _)| *other <= place)?;
                Some(Said {
                    day: self.day(place, zone)?,
                    commit: self.line.landings.get(place)?.commit,
                    place,
                    feature: feature.as_ref(),
                })
            })
            .collect();
        let mut terms: Vec<Term<T>> = Vec::new();
        for (at, one) in said.iter().enumerate() {
            if one.day > today {
                break;
            }
            begin(&mut terms, one.day, one.commit, false, who(one, one.day));
            let next = one.feature.and_then(|feature| feature.next.as_ref()?.from.as_ref());
            let Some(from) = next.map(|from| from.value) else { continue };
            let ends = said.get(at + 1).map(|next| next.day);
            if from > one.day && from <= today && ends.is_none_or(|ends| from < ends) {
                begin(&mut terms, from, one.commit, true, who(one, from));
            }
        }
        terms
    }
}

fn former_ids(feature: &Feature) -> Vec<FeatureId> {
    feature.formerly.iter().map(|former| former.value.clone()).collect()
}

/// From that day on it is so. What held for no whole day is not told.
pub(super) fn begin<T: PartialEq>(
    terms: &mut Vec<Term<T>>,
    from: Date,
    commit: CommitId,
    handover: bool,
    who: Option<T>,
) {
    // A commit's clock may be behind that of its parent.
    let from = terms.last().map_or(from, |last| from.max(last.from));
    if terms.last().is_some_and(|last| last.who == who) {
        return;
    }
    if terms.last().is_some_and(|last| last.from == from) {
        terms.pop();
        if let Some(last) = terms.last_mut().filter(|last| last.who == who) {
            last.until = None;
            return;
        }
    }
    if let Some(last) = terms.last_mut() {
        last.until = Some(from);
    } else if who.is_none() {
        return;
    }
    terms.push(Term { from, until: None, who, commit, handover });
}
