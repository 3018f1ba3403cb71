//! Names that are given twice, and dates that cannot follow one another.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::org::{Date, Org, Sited, TeamId};

/// Reports ids, former ids, aliases and members that are given twice, and ends before beginnings.
pub(super) fn check(org: &Org, problems: &mut Diagnostics) {
    shared_ids(org, problems);
    for team in org.teams.values() {
        let members = team.members.iter().map(|one| (one.value.to_string(), &one.place));
        repeated("members", members, problems);
        let roles = team
            .supporting
            .iter()
            .map(|one| (format!("{} as {}", one.person.value, one.role.value), &one.place));
        repeated("supporting", roles, problems);
        order(("founded", team.founded.as_ref()), ("dissolved", team.dissolved.as_ref()), problems);
    }
    for person in org.people.values() {
        order(("started", person.started.as_ref()), ("left", person.left.as_ref()), problems);
    }
    former_holders(org, problems);
    feature_names(org, problems);
}

fn shared_ids(org: &Org, problems: &mut Diagnostics) {
    for person in org.people.values() {
        let team = TeamId::new(person.id.as_str()).and_then(|id| org.team(&id));
        if let Some(team) = team {
            let message = format!("`{}` is the id of a person and of a team", person.id);
            let problem = Diagnostic::error("org/shared-id", message)
                .at(team.place.clone())
                .with_related(person.place.clone(), "the person is here")
                .with_help("rename one of the two files: people and teams share their ids");
            problems.push(problem);
        }
    }
}

fn repeated<'p>(
    key: &str,
    all: impl Iterator<Item = (String, &'p Place)>,
    problems: &mut Diagnostics,
) {
    let mut first = BTreeMap::new();
    for (name, place) in all {
        match first.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(place);
            }
            Entry::Occupied(entry) => {
                let message = format!("`{key}` names `{}` twice", entry.key());
                let problem = Diagnostic::error("org/repeated", message)
                    .at(place.clone())
                    .with_related((*entry.get()).clone(), "it is named first here")
                    .with_help("take one of the two out");
                problems.push(problem);
            }
        }
    }
}

fn order(
    (began, first): (&str, Option<&Sited<Date>>),
    (ended, last): (&str, Option<&Sited<Date>>),
    problems: &mut Diagnostics,
) {
    if let (Some(first), Some(last)) = (first, last)
        && last.value < first.value
    {
        let message = format!("`{ended}` is before `{began}`");
        let problem = Diagnostic::error("org/dates-reversed", message)
            .at(last.place.clone())
            .with_related(first.place.clone(), format!("`{began}` is here"))
            .with_help("see which of the two dates is wrong");
        problems.push(problem);
    }
}

/// A name, who has it, and where that is said.
struct Claim<'o> {
    name: String,
    whose: &'o str,
    /// The key by which it is claimed; nothing for the id itself.
    key: Option<&'static str>,
    place: &'o Place,
}

fn former_holders(org: &Org, problems: &mut Diagnostics) {
    let mut claims = Vec::new();
    for person in org.people.values() {
        let formerly = person.formerly.iter().map(|one| (one.value.to_string(), &one.place));
        entity(&mut claims, person.id.as_str(), &person.place, formerly);
    }
    for team in org.teams.values() {
        let formerly = team.formerly.iter().map(|one| (one.value.to_string(), &one.place));
        entity(&mut claims, team.id.as_str(), &team.place, formerly);
    }
    contested(claims, problems);
}

fn feature_names(org: &Org, problems: &mut Diagnostics) {
    let mut claims = Vec::new();
    for feature in org.features.values() {
        let formerly = feature.formerly.iter().map(|one| (one.value.to_string(), &one.place));
        entity(&mut claims, feature.id.as_str(), &feature.place, formerly);
        // People ask for a feature without regard to capitals.
        claims.extend(feature.aliases.iter().map(|alias| Claim {
            name: alias.value.to_lowercase(),
            whose: feature.id.as_str(),
            key: Some("aliases"),
            place: &alias.place,
        }));
        let aliases = feature.aliases.iter().map(|one| (one.value.to_lowercase(), &one.place));
        repeated("aliases", aliases, problems);
    }
    contested(claims, problems);
}

fn entity<'o>(
    claims: &mut Vec<Claim<'o>>,
    id: &'o str,
    place: &'o Place,
    formerly: impl Iterator<Item = (String, &'o Place)>,
) {
    claims.push(Claim { name: id.to_owned(), whose: id, key: None, place });
    claims.extend(formerly.map(|(name, place)| Claim {
        name,
        whose: id,
        key: Some("formerly"),
        place,
    }));
}

/// Reports each name that is claimed by more than one, and each former id that is an id still.
fn contested(mut claims: Vec<Claim<'_>>, problems: &mut Diagnostics) {
    // An id outweighs the names that are claimed by a key, so it comes first.
    claims.sort_by(|one, other| (one.key, one.whose).cmp(&(other.key, other.whose)));
    let mut held: BTreeMap<String, (&str, Option<&str>, &Place)> = BTreeMap::new();
    for Claim { name, whose, key, place } in claims {
        match held.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert((whose, key, place));
            }
            Entry::Occupied(entry) => {
                let (holder, holder_key, holder_place) = *entry.get();
                // An id that is shared by a person and a team has been reported. What is one's own
                // is contested only where one was formerly what one is.
                let is_own = holder == whose && (holder_key, key) != (None, Some("formerly"));
                let Some(key) = key.filter(|_| !is_own) else { continue };
                let name = entry.key();
                let message = match holder_key {
                    None => format!("`{key}` holds `{name}`, which is the id of `{holder}` now"),
                    Some(theirs) => {
                        format!("`{key}` holds `{name}`, which `{holder}` has in `{theirs}` too")
                    }
                };
                let problem = Diagnostic::error("org/contested-name", message)
                    .at(place.clone())
                    .with_related(holder_place.clone(), format!("`{holder}` is here"))
                    .with_help("leave the name to one of the two");
                problems.push(problem);
            }
        }
    }
}
