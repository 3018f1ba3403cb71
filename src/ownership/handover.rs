//! Whether a handover was agreed: by the word of who takes the feature over.

use super::Chronicle;
use crate::history::{HistoryError, People};
use crate::org::{Feature, Org, PersonId};

/// How far a handover is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// Nobody says that it is accepted.
    Announced,
    /// It is marked as accepted, and git cannot tell by whom: the mark is not committed, or the
    /// clone does not go back to it.
    Marked,
    /// It is marked as accepted, in a commit of somebody else.
    MarkedByOthers,
    /// It is marked as accepted, in a commit of this one of those who take it over.
    Agreed(PersonId),
}

impl Chronicle<'_> {
    /// Whether the handover that a feature announces was agreed, as far as the landing `until`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn agreement(
        &self,
        feature: &Feature,
        org: &Org,
        people: &People,
        until: usize,
    ) -> Result<Agreement, HistoryError> {
        let Some(next) = feature.next.as_ref().filter(|next| next.is_accepted()) else {
            return Ok(Agreement::Announced);
        };
        let captain = next.captain.as_ref().map(|captain| captain.value.clone());
        let team = next.team.as_ref().and_then(|team| org.team(&team.value));
        let members = team.into_iter().flat_map(|team| &team.members);
        // A captain speaks for themselves; where only the team changes, any of its members does.
        let takers: Vec<PersonId> = match captain {
            Some(captain) => vec![captain],
            None => members.map(|member| member.value.clone()).collect(),
        };
        let same = |then: &Feature| {
            then.next.as_ref().is_some_and(|then| {
                let captain = |one: &crate::org::Next| one.captain.as_ref().map(|c| c.value.clone());
                let team = |one: &crate::org::Next| one.team.as_ref().map(|team| team.value.clone());
                then.is_accepted() && captain(then) == captain(next) && team(then) == team(next)
            })
        };
        let formerly: Vec<_> = feature.formerly.iter().map(|one| one.value.clone()).collect();
        let mut marked = None;
        for (place, then) in self.feature(&feature.id, &formerly, until)?.into_iter().rev() {
            match then.filter(|then| same(then)) {
                Some(then) => marked = Some((place, then)),
                None => break,
            }
        }
        let Some((place, then)) = marked else { return Ok(Agreement::Marked) };
        if place == 0 && self.line.shallow {
            return Ok(Agreement::Marked);
        }
        let authors = self.authors(place, then.place.path(), people)?;
        let taker = takers.into_iter().find(|taker| authors.contains(taker));
        Ok(taker.map_or(Agreement::MarkedByOthers, Agreement::Agreed))
    }
}
